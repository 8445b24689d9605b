"""The sheet to fill in elsewhere, as XLSX: what is known is locked, what is asked stands open.

Owns: cells, protection, choices, printing. Does not: read rows, or take a sheet back (``imports.sheets``).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from django.utils.text import capfirst
from django.utils.translation import override
from openpyxl.cell.cell import Cell
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.borders import Border, Side
from openpyxl.styles.fills import PatternFill
from openpyxl.styles.fonts import Font
from openpyxl.styles.protection import Protection
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from caicach.obligations.constants import ObligationState
from caicach.obligations.forms.sheets import (
    ABOUT,
    CELL_LABELS,
    LOCKED_LABELS,
    MARK,
    SHEET,
    VERSION,
    cause_text,
    origin_text,
)
from caicach.obligations.selectors.sheets import Cells, SheetCell, SheetRow
from caicach.ui.notation import date_text
from reform.clocks import late_reason, late_reasons
from vanban.writing import file_name, printable

__all__ = ["sheet_file", "sheet_name"]

_WIDTHS = (10, 10, 6, 38, 22, 12, 12, 13, 22, 36, 12, 13, 18, 13, 30, 30)  # in digits, as spreadsheets measure
_LINE_PT = 15.0
_HEADER = 6  # the row of the headings
_HINTS = (
    "Chỉ điền ô nền vàng; ô xám nhiệm vụ không dùng. Ô nền trắng đã khóa: không sửa, không thêm dòng, không gộp ô.",
    "Giá trị: số, ví dụ 8803 hoặc 85,75. Ngày: 16/03/2026, không sau hôm nay. Văn bản phải có trong sổ văn bản trước.",
    "Xong thì mở mục Nhiệm vụ, bấm “Nộp bảng đã điền”: hệ thống cho xem từng ô thay đổi rồi mới ghi.",
)
_FONT = "Times New Roman"
_PLAIN, _BOLD, _NOTE = Font(name=_FONT, size=11), Font(name=_FONT, size=11, bold=True), Font(name=_FONT, italic=True)
_THIN = Side(style="thin", color="FF808080")
_EDGES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_OPEN, _OFF = PatternFill("solid", fgColor="FFFFF7D6"), PatternFill("solid", fgColor="FFE7E7E7")
_HEAD = PatternFill("solid", fgColor="FFDCE6F1")
_DATE, _TEXT, _NUMBER = "dd/mm/yyyy", "@", "General"
_FORMATS = {SheetCell.VALUE: _NUMBER, SheetCell.ISSUED_ON: _DATE}
_FIRST_CELL = len(LOCKED_LABELS) + 1
_CAUSES = "nguyen_nhan"


@dataclass(frozen=True, slots=True)
class _Book:
    """One workbook on its way."""

    page: Worksheet
    rows: Sequence[SheetRow]
    today: date

    @property
    def last(self) -> int:
        return _HEADER + max(1, len(self.rows))


def sheet_name(today: date) -> str:
    """Return the name of the file."""
    return file_name("bang dien nhiem vu", f"{today:%Y-%m-%d}", ending="xlsx")


def sheet_file(rows: Sequence[SheetRow], *, today: date) -> bytes:
    """Return ``rows`` as a workbook to fill in.

    Args:
        rows: Of the ledger, in the order of the sheet.
        today: The day that it is made on.
    """
    with override("vi"):
        book = Workbook()
        page = book.active
        page.title = SHEET
        made = _Book(page, rows, today)
        _head(made)
        for at, row in enumerate(rows, start=_HEADER + 1):
            _row(made, at, row)
        _about(book, today)
        _choices(made)
        _setup(made)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _head(made: _Book) -> None:
    names = sorted({row.obligation.agency.current_name for row in made.rows})
    agency = names[0] if len(names) == 1 else f"{len(names)} cơ quan"
    lines = ("Bảng điền kết quả thực hiện nhiệm vụ", f"{agency}, ngày {date_text(made.today)}", *_HINTS)
    for at, line in enumerate(lines, start=1):
        cell = _put(made.page.cell(row=at, column=3), line)
        cell.font = _BOLD if at == 1 else _PLAIN if at == 2 else _NOTE
    for at, label in enumerate((*LOCKED_LABELS.values(), *CELL_LABELS.values()), start=1):
        cell = _put(made.page.cell(row=_HEADER, column=at), str(label))
        cell.font, cell.border, cell.fill = _BOLD, _EDGES, _HEAD
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    made.page.row_dimensions[_HEADER].height = 34


def _row(made: _Book, at: int, row: SheetRow) -> None:
    one = row.obligation
    locked: tuple[str | date | None, ...] = (
        one.uid.hex,
        row.stamp,
        one.duty.number,
        one.duty.title,
        one.agency.current_name,
        one.occurrence_label,
        one.due_on,
        capfirst(str(ObligationState(one.state).label)),
        one.acceptor.current_name,
    )
    for column, value in enumerate(locked, start=1):
        cell = _put(made.page.cell(row=at, column=column), value)
        cell.font, cell.border, cell.alignment = _PLAIN, _EDGES, Alignment(vertical="top", wrap_text=True)
    texts = zip(locked[2:], _WIDTHS[2:], strict=False)
    lines = max(ceil(len(value) / width) if isinstance(value, str) else 1 for value, width in texts)
    made.page.row_dimensions[at].height = max(1, lines) * _LINE_PT + 2
    takes = row.takes(made.today)
    for column, kind in enumerate(SheetCell, start=_FIRST_CELL):
        cell = _put(made.page.cell(row=at, column=column), _shown(kind, row.cells))
        cell.number_format = _FORMATS.get(kind, _TEXT)
        cell.font, cell.border, cell.alignment = _PLAIN, _EDGES, Alignment(vertical="top", wrap_text=True)
        cell.fill = _OPEN if kind in takes else _OFF
        cell.protection = Protection(locked=kind not in takes)


def _shown(kind: SheetCell, cells: Cells) -> str | date | Decimal | None:
    text = cells[kind]
    if kind is SheetCell.VALUE:
        return Decimal(text) if text else None
    if kind is SheetCell.ISSUED_ON:
        return date.fromisoformat(text) if text else None
    reason = late_reason(text) if kind is SheetCell.CAUSE and text else None
    return cause_text(reason) if reason else text or None


def _put(cell: Cell, value: str | date | Decimal | None) -> Cell:
    """Write a value as what it is; text is never taken for a formula."""
    if isinstance(value, str):
        cell.value = printable(value)
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = _DATE
    return cell


def _about(book: Workbook, today: date) -> None:
    """Write the hidden sheet: by which the workbook is known again, and what the list of causes offers."""
    about = book.create_sheet(ABOUT)
    about.append([MARK, VERSION, origin_text(today), today.isoformat()])
    causes = [cause_text(row) for row in late_reasons(today)]
    for cause in causes:
        about.append([cause])
    about.sheet_state = "hidden"
    about.protection.sheet = True
    reference = f"'{ABOUT}'!$A$2:$A${len(causes) + 1}"
    book.defined_names[_CAUSES] = DefinedName(_CAUSES, attr_text=reference)


def _choices(made: _Book) -> None:
    causes = DataValidation(type="list", formula1=f"={_CAUSES}", allow_blank=True)
    causes.error, causes.errorTitle = "Chọn một nguyên nhân trong danh sách.", "Nguyên nhân chậm"
    # The day in the words of the file format: a formula that every program reads alike.
    latest = f"DATE({made.today.year},{made.today.month},{made.today.day})"
    day = DataValidation(type="date", operator="between", formula1="DATE(2021,1,1)", formula2=latest, allow_blank=True)
    day.error, day.errorTitle = (
        "Ghi ngày đã ký trên văn bản, ví dụ 16/03/2026; không sau ngày tải bảng.",
        "Ngày văn bản",
    )
    # A sheet may be filled in for some days after it was made: later days only warn.
    day.errorStyle = "warning"
    value = DataValidation(type="decimal", operator="between", formula1="-99999999999999", formula2="99999999999999")
    value.error, value.errorTitle, value.allow_blank = "Ghi số, ví dụ 8803 hoặc 85,75.", "Giá trị", True
    rules = {SheetCell.CAUSE: causes, SheetCell.ISSUED_ON: day, SheetCell.VALUE: value}
    for column, kind in enumerate(SheetCell, start=_FIRST_CELL):
        if kind in rules:
            letter = get_column_letter(column)
            rules[kind].showErrorMessage = True
            rules[kind].add(f"{letter}{_HEADER + 1}:{letter}{made.last}")
            made.page.add_data_validation(rules[kind])


def _setup(made: _Book) -> None:
    page = made.page
    for column, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.column_dimensions["A"].hidden = page.column_dimensions["B"].hidden = True
    page.freeze_panes = f"E{_HEADER + 1}"
    page.protection.sheet = True  # without a password: it guards against slips, not against people
    page.protection.formatColumns = page.protection.formatRows = False
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.print_title_rows = f"{_HEADER}:{_HEADER}"
    page.print_area = f"A1:{get_column_letter(len(_WIDTHS))}{made.last}"
    page.oddFooter.center.text = "&P / &N"
