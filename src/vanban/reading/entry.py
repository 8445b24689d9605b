"""The door of the readers: which format is this file, and may it be read at all?

Owns: the choice of a reader and the refusal of what is no document. Does not: read any format itself.
"""

from collections.abc import Callable
from pathlib import PurePath

from vanban.reading.errors import ReadError
from vanban.reading.kinds import FileKind, kind_of
from vanban.reading.model import Document
from vanban.reading.progress import no_step

__all__ = ["MAX_BYTES", "read_document"]

MAX_BYTES = 25 * 1024 * 1024  # the largest file that is read, 25 MB

_REFUSALS = {
    FileKind.EMPTY: "RD001",
    FileKind.ENCRYPTED: "RD004",
    FileKind.LEGACY_WORD: "RD005",
    FileKind.LEGACY_SHEET: "RD008",
    FileKind.SLIDES: "RD009",
    FileKind.OTHER_ARCHIVE: "RD010",
    FileKind.RICH_TEXT: "RD011",
    FileKind.UNKNOWN: "RD012",
    FileKind.MACROS: "RD017",
    FileKind.OPEN_DOCUMENT: "RD018",
    FileKind.OPEN_SHEET: "RD147",
    FileKind.WEB_PAGE: "RD019",
    FileKind.SHEET_MACROS: "RD051",
}


def read_document(data: bytes, *, name: str, step: Callable[[int, int], None] = no_step) -> Document:
    """Return the document in ``data``.

    The format is taken from the bytes, never from the name's ending.

    Args:
        data: The whole file.
        name: The file's name, for messages and provenance; folders in it are dropped.
        step: Called with the pages done and in all before each page, and at the end, of a format that is read page by
            page; what it raises ends the reading.

    Raises:
        ReadError: The file is empty, larger than ``MAX_BYTES``, truncated, encrypted, of a kind that is not read,
            larger inside than any paper, or built to exhaust the machine.
    """
    name = PurePath(name.replace("\\", "/")).name
    if len(data) > MAX_BYTES:
        raise ReadError("RD002", name=name, limit=MAX_BYTES // 1024 // 1024)
    kind = kind_of(data)
    if kind in _REFUSALS:
        raise ReadError(_REFUSALS[kind], name=name)
    if kind is FileKind.PDF:
        from vanban.reading.pdf.document import read_pdf

        return read_pdf(data, name=name, step=step)
    if kind is FileKind.DOCX:
        from vanban.reading.docx.document import read_docx  # lxml is loaded only where a DOCX is read

        return read_docx(data, name=name)
    if kind is FileKind.IMAGE:
        from vanban.reading.scan.reader import read_image

        return read_image(data, name=name, step=step)
    from vanban.reading.plain import read_plain
    from vanban.reading.sheets import read_sheets

    sheets = read_sheets(data, name=name)  # None: a text that no spreadsheet wrote
    return sheets if sheets is not None else read_plain(data, name=name)
