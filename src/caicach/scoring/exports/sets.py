"""A criteria set as a workbook that is changed away from the program and comes back.

Owns: columns, widths, lists to pick from, the stamp by which the file is known again. Does not: read it back
(``imports.set_workbook``). The words are Vietnamese whatever the reader's language: it is the paper.
"""

from datetime import datetime
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.borders import Border, Side
from openpyxl.styles.fills import PatternFill
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from caicach.scoring.constants import SET_STAMP_SHEET
from caicach.scoring.models import SetVersion
from reform.index import APPRAISERS, COLUMNS, KINDS, YES, CriteriaSet, Rank, SetRow, set_rows
from vanban.writing import printable
from vanban.writing.xlsx import book_bytes

__all__ = ["SHEET", "set_workbook"]

SHEET = "Bộ tiêu chí"
_FONT = "Times New Roman"
_THIN = Side(style="thin", color="FF8C8C8C")
_EDGES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="FFE3ECF5")
_AREA = PatternFill("solid", fgColor="FFEFEFEF")
_WIDTHS = {"label": 46, "how": 46, "states": 40, "proof": 40, "value": 34, "remedy": 28, "kind": 22, "rank": 18,
           "appraiser": 22, "key": 32, "num": 8, "max": 9, "source": 22, "area": 22}  # fmt: skip
_USUAL_WIDTH = 13
_HEADER_ROW = 3
_SPARE_ROWS = 200  # below the last row, where rows may be added with their lists
_LISTS = {
    "rank": tuple(rank.value for rank in Rank),
    "kind": tuple(KINDS.values()),
    "appraiser": tuple(APPRAISERS.values()),
    "can_be_left_out": (YES,),
}


def set_workbook(version: SetVersion, one: CriteriaSet, *, written_at: datetime) -> bytes:
    """Return the workbook of ``one``; the same values give the same bytes."""
    made = Workbook()
    made.remove(made.active)
    page = made.create_sheet(SHEET)
    rows = set_rows(one)
    page.append([printable(one.title)])
    page["A1"].font = Font(name=_FONT, size=13, bold=True)
    page.append([f"Phiên bản {one.version}, năm {one.year}. Giữ cột “Mã” của tiêu chí đã có; số ghi như 0,5."])
    page["A2"].font = Font(name=_FONT, size=10, italic=True)
    _header(page)
    for row in rows:
        _put(page, row)
    _lists(made, page, len(rows))
    _set_up(page)
    _stamp(made, version)
    return book_bytes(made, title=f"{one.title} {one.version}", written_at=written_at)


def _header(page: Worksheet) -> None:
    page.append(list(COLUMNS.values()))
    for cell in page[_HEADER_ROW]:
        _dress(cell, bold=True)
        cell.fill = _HEAD
    for at, name in enumerate(COLUMNS, start=1):
        page.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(name, _USUAL_WIDTH)


def _put(page: Worksheet, row: SetRow) -> None:
    page.append([_value(row.cells.get(name, "")) for name in COLUMNS])
    rank = row.cells["rank"]
    for cell in page[page.max_row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"  # what begins with "=" is text, no formula
        _dress(cell, bold=rank != Rank.LEAF)
        if rank == Rank.AREA:
            cell.fill = _AREA


def _value(value: str | Decimal) -> str | float | int | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return printable(value) or None


def _dress(cell: Cell, *, bold: bool) -> None:
    cell.font = Font(name=_FONT, size=10, bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = _EDGES


def _lists(book: Workbook, page: Worksheet, count: int) -> None:
    """Let cells of closed lists be picked; the words stand on the hidden sheet, some hold commas."""
    words = book.create_sheet(f"{SET_STAMP_SHEET}_ds")
    words.sheet_state = "hidden"
    last = _HEADER_ROW + count + _SPARE_ROWS
    for at, (name, options) in enumerate(_LISTS.items(), start=1):
        for row, option in enumerate(options, start=1):
            words.cell(row, at, option)
        letter = get_column_letter(at)
        rule = DataValidation(
            "list", formula1=f"'{words.title}'!${letter}$1:${letter}${len(options)}", allow_blank=True
        )
        own = get_column_letter(list(COLUMNS).index(name) + 1)
        rule.add(f"{own}{_HEADER_ROW + 1}:{own}{last}")
        page.add_data_validation(rule)


def _set_up(page: Worksheet) -> None:
    page.freeze_panes = f"D{_HEADER_ROW + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A3
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"


def _stamp(book: Workbook, version: SetVersion) -> None:
    page = book.create_sheet(SET_STAMP_SHEET)
    page.sheet_state = "hidden"
    for pair in (("set", version.set_key), ("version", version.version), ("uid", str(version.uid)),
                 ("title", printable(version.title))):  # fmt: skip
        page.append(pair)
