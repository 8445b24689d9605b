"""Single cells of a sheet: what a value becomes, how high its text stands, the margins in print.

Owns: these for every writer of sheets. Does not: know what a sheet shows.
"""

from datetime import date
from decimal import Decimal
from math import ceil

from openpyxl.cell.cell import Cell
from openpyxl.styles.borders import Border, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from vanban.writing.layout import Layout
from vanban.writing.names import printable

__all__ = ["EDGES", "SIZE_PT", "Value", "lines_in", "put", "put_height", "set_printing"]

Value = str | int | Decimal | date | None

SIZE_PT = 11
_THIN = Side(style="thin", color="FF808080")
EDGES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_LINE_PT = 15.0  # of letters of ``SIZE_PT``
_LETTERS_A_DIGIT = 1.15  # letters of Times are narrower than digits
_HIGHEST_PT = 409.0  # the limit of the file format
_DATE = "dd/mm/yyyy"
_LONGEST_TEXT = 32_767  # characters that a cell can hold
_A4 = 9  # the number of the paper in the file format
_MM_AN_INCH = 25.4


def put(cell: Cell, value: Value) -> None:
    """Write a value as what it is; text is never taken for a formula."""
    if isinstance(value, str):
        cell.value = printable(value)[:_LONGEST_TEXT]
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.value, cell.number_format = value, _DATE
    else:
        cell.value = value


def lines_in(value: Value, width: float) -> int:
    """Return about how many lines a text takes in a column of ``width`` digits."""
    if not isinstance(value, str):
        return 1
    letters = max(1.0, (width - 1) * _LETTERS_A_DIGIT)
    return sum(max(1, ceil(len(line) / letters)) for line in value.split("\n"))


def put_height(page: Worksheet, row: int, lines: float, *, room_pt: float = 2) -> None:
    """Make a row as high as so many lines; not every program does so by itself."""
    page.row_dimensions[row].height = min(_HIGHEST_PT, lines * _LINE_PT + room_pt)


def set_printing(page: Worksheet, layout: Layout, *, is_landscape: bool) -> None:
    """Print on A4 with the margins of ``layout``, as many pages down as it takes."""
    page.page_setup.orientation = "landscape" if is_landscape else "portrait"
    page.page_setup.paperSize = _A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_margins.left = layout.left_mm.chosen / _MM_AN_INCH
    page.page_margins.right = layout.right_mm.chosen / _MM_AN_INCH
    page.page_margins.top = layout.top_mm.chosen / _MM_AN_INCH
    page.page_margins.bottom = layout.bottom_mm.chosen / _MM_AN_INCH
