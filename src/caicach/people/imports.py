"""The cells of a sheet (XLSX), as text; every size bounded.

Owns: opening the archive, the first sheet that has cells. Does not: know what the cells mean (``mapping.columns``).
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl.reader.excel import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from caicach.web.errors import BadInput
from caicach.web.workbooks import broken_workbook, check_workbook
from vanban.text.forms import normalise

__all__ = ["MAX_ROWS", "read_sheet"]

MAX_ROWS = 3_000
_MAX_COLUMNS = 40
_MAX_LETTERS = 500  # of one cell


def read_sheet(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the first sheet with anything in it, each cell as text; trailing empty rows are left out.

    Raises:
        BadInput: no such file, or beyond the bounds; the sentence says what to do.
    """
    check_workbook(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = (_rows(sheet) for sheet in book.worksheets)
            return next((rows for rows in sheets if rows), ())
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, OSError) as error:
        raise BadInput(broken_workbook()) from error


def _rows(sheet: Any) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a sheet up to the last one with anything in it."""
    rows = [cells for cells in _cells(sheet)]
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MAX_ROWS:
        raise BadInput(_("Bảng có hơn %(limit)s dòng. Chia thành nhiều tệp, mỗi tệp một lần.") % {"limit": MAX_ROWS})
    return tuple(rows)


def _cells(sheet: Any) -> Iterator[tuple[str, ...]]:
    # One row more than the limit, so that a sheet beyond it is noticed; what a sheet says of its size is not believed.
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=_MAX_COLUMNS, values_only=True):
        yield tuple(_text(cell) for cell in _trimmed(cells))


def _trimmed(cells: Sequence[Any]) -> Sequence[Any]:
    filled = [place for place, cell in enumerate(cells) if cell is not None]
    return cells[: filled[-1] + 1] if filled else ()


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a telephone number that the sheet took for a figure
    return normalise(str(cell))[:_MAX_LETTERS]
