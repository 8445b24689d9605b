"""Opening a file as sheets, whichever of the two formats it is.

Owns: telling delimited text from other text. Does not: read the name's ending.
"""

from vanban.reading.decoding import decode
from vanban.reading.errors import ReadError
from vanban.reading.kinds import FileKind, kind_of
from vanban.reading.sheets.delimited import delimiter_of, read_delimited
from vanban.reading.sheets.model import OpenedSheets

__all__ = ["open_sheets"]

# Sheets by their kind, which are not read; the sentences say what to do.
_REFUSALS = {
    FileKind.EMPTY: "RD001",
    FileKind.ENCRYPTED: "RD004",
    FileKind.LEGACY_SHEET: "RD008",
    FileKind.OPEN_SHEET: "RD147",
    FileKind.SHEET_MACROS: "RD051",
    FileKind.WEB_PAGE: "RD148",
}


def open_sheets(data: bytes, *, name: str) -> OpenedSheets | None:
    """Return the sheets of a workbook or of delimited text; None where the file is neither.

    Raises:
        ReadError: It is a workbook that cannot be read, or of a kind that has to be saved as another first.
    """
    kind = kind_of(data)
    if kind in _REFUSALS:
        raise ReadError(_REFUSALS[kind], name=name)
    if kind is FileKind.SPREADSHEET:
        from vanban.reading.sheets.workbook import open_workbook  # lxml is loaded only where a workbook is read

        return open_workbook(data, name=name)
    if kind is not FileKind.TEXT:
        return None
    text, findings = decode(data, name=name)
    delimiter = delimiter_of(text)
    if delimiter is None:
        return None
    return OpenedSheets((read_delimited(text, delimiter, name=name),), findings, is_workbook=False)
