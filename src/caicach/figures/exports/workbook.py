"""A return as a workbook that is filled away from the program and comes back.

Owns: what stands in which cell, what may be typed where, the stamp by which the file is known again.
Does not: read it back (``imports.workbook``) or ask the database. The words are Vietnamese whatever the reader's
language: it is the paper.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from openpyxl.styles.alignment import Alignment
from openpyxl.styles.borders import Border, Side
from openpyxl.styles.fills import PatternFill
from openpyxl.styles.fonts import Font
from openpyxl.styles.protection import Protection
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from caicach.figures.constants import BASE_COLUMN, BOOK_COLUMNS, BOOK_SHEET, KEY_COLUMN, MOST_FIGURE, STAMP_SHEET
from caicach.figures.exports.results import with_results
from caicach.figures.exports.sheet_formulas import sheet_formula
from caicach.figures.mapping import figure_text
from caicach.ui.notation import date_text
from reform.forms import Cell
from reform.forms.codes import breakdown_of, codes_of
from reform.forms.figures import Figure, Filled
from reform.forms.model import Line, LineType
from reform.forms.sheets import CellKind, Row, Sheet, SheetSection
from vanban.writing import printable
from vanban.writing.xlsx import book_bytes

__all__ = ["Book", "bounds_of", "workbook_of"]

_WIDTHS = (7, 10, 50, 11, 26, 12, 14, 24, 26, 4, 4)  # beside BOOK_COLUMNS, KEY_COLUMN, BASE_COLUMN
_VALUE, _REASON, _NOTE, _KEY, _BASE = 7, 8, 9, 10, 11  # columns from 1
_LETTER = "ABCDEFGHIJK"
_SHOWN = len(BOOK_COLUMNS)
_THIN = Side(style="thin", color="FF8C8C8C")
_EDGES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT = "Times New Roman"
_INPUT = PatternFill("solid", fgColor="FFFFF4CC")
_HEAD = PatternFill("solid", fgColor="FFE3ECF5")
_SECTION = PatternFill("solid", fgColor="FFEFEFEF")
_LETTERS_A_LINE = 52  # of the column of labels
_LINE_PT = 15.0
_MARGIN_INCH = 0.6
_SAYS = {
    LineType.COUNT: "Nhập số nguyên, không có số lẻ.",
    LineType.PERCENT: "Nhập tỷ lệ phần trăm: 85,5 là 85,5 %.",
    LineType.NUMBER: "Nhập một số.",
}
_MOST_MESSAGE = 250  # letters of a message beside a cell


@dataclass(frozen=True, slots=True)
class Book:
    """All that stands in the workbook of one return."""

    uid: str  # of the return
    revision: int
    fingerprint: str  # of the form's definition
    agency: str
    period: str
    data_from: date
    data_to: date
    due_on: date
    sheet: Sheet
    typed: Filled  # what is stored
    completed: Filled  # with margins and computed lines
    previous: Filled = field(default_factory=dict)
    notes: Mapping[Cell, str] = field(default_factory=dict)
    section: str = ""  # key of the one section that is handed out; "": all
    written_at: datetime = field(kw_only=True)

    @property
    def sections(self) -> tuple[SheetSection, ...]:
        """The sections that are handed out."""
        return tuple(one for one in self.sheet.sections if self.section in ("", one.key))


def workbook_of(book: Book) -> bytes:
    """Return the workbook; the same ``book`` gives the same bytes."""
    made = Workbook()
    made.remove(made.active)
    page = _Page(made.create_sheet(BOOK_SHEET), book)
    page.write()
    _guide(made.create_sheet("Hướng dẫn"), book)
    _stamp(made.create_sheet(STAMP_SHEET), book)
    title = f"{book.sheet.form.title} {book.period}"
    return with_results(book_bytes(made, title=title, written_at=book.written_at), page.results)


class _Page:
    """The sheet on its way."""

    def __init__(self, page: Worksheet, book: Book) -> None:
        self.page = page
        self.book = book
        self.at = 0
        self.places: dict[Cell, str] = {}
        self.results: dict[str, str] = {}  # place of a formula -> what it gives
        self.rules: dict[tuple[str, ...], DataValidation] = {}
        self.codes = codes_of(book.sheet.rows)
        self.lists = _lists(book)

    def write(self) -> None:
        """Write everything."""
        for letter, width in zip(_LETTER, _WIDTHS, strict=True):
            self.page.column_dimensions[letter].width = width
        self._title()
        self._header()
        header_row = self.at
        self._take_places()
        for section in self.book.sections:
            self._heading(f"{section.number}. {section.label}", _SECTION)
            for group in section.groups:
                self._heading(" ".join(filter(None, (group.number, group.label))))
                for row in group.rows:
                    self._row(row)
        self._foot()
        self._finish(header_row)

    def _title(self) -> None:
        book = self.book
        window = (
            f"Số liệu từ {date_text(book.data_from)} đến {date_text(book.data_to)}; hạn gửi {date_text(book.due_on)}"
        )
        self._line(book.agency.upper(), bold=True)
        self._line(book.sheet.form.title.upper(), bold=True)
        self._line(book.period[:1].upper() + book.period[1:], bold=True)
        self._line(window)
        self._line(
            "Chỉ nhập vào ô nền vàng. Ô trống là chưa nhập; 0 là số không. "
            "Không có số thì để trống ô số liệu và chọn lý do."
        )
        self.at += 1

    def _line(self, text: str, *, bold: bool = False, align: str = "center") -> None:
        self.at += 1
        cell = self.page.cell(row=self.at, column=1, value=printable(text))
        cell.font = Font(name=_FONT, size=12 if bold else 11, bold=bold, italic=not bold)
        cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
        self.page.merge_cells(start_row=self.at, end_row=self.at, start_column=1, end_column=_SHOWN)

    def _header(self) -> None:
        self.at += 1
        for column, title in enumerate((*BOOK_COLUMNS, KEY_COLUMN, BASE_COLUMN), start=1):
            cell = self.page.cell(row=self.at, column=column, value=title)
            cell.font, cell.border, cell.fill = Font(name=_FONT, size=11, bold=True), _EDGES, _HEAD
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self.page.row_dimensions[self.at].height = 2 * _LINE_PT + 4

    def _take_places(self) -> None:
        """Say where each figure will stand, before formulas name them."""
        at = self.at
        for section in self.book.sections:
            at += 1
            for group in section.groups:
                at += 1
                for row in group.rows:
                    at += 1
                    self.places[row.cell] = f"{_LETTER[_VALUE - 1]}{at}"

    def _heading(self, text: str, fill: PatternFill | None = None) -> None:
        self.at += 1
        cell = self.page.cell(row=self.at, column=1, value=printable(text))
        cell.font = Font(name=_FONT, size=11, bold=True, italic=fill is None)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        for column in range(1, _SHOWN + 1):
            one = self.page.cell(row=self.at, column=column)
            one.border = _EDGES
            if fill is not None:
                one.fill = fill
        self.page.merge_cells(start_row=self.at, end_row=self.at, start_column=1, end_column=_SHOWN)

    def _row(self, row: Row) -> None:
        self.at += 1
        book, cell = self.book, row.cell
        for column, text in enumerate(self._words(row), start=1):
            self._put(column, text, indent=row.depth if column == 3 else 0)
        self._put(6, _shown(book.previous.get(cell), row.line))
        figure = book.completed.get(cell)
        self._put(_VALUE, _shown(figure, row.line), number_format=_format(row.line))
        self._put(_REASON, book.sheet.form.null_reasons.get(figure.reason, "") if figure else "")
        self._put(_NOTE, book.notes.get(cell, ""))
        self._put(_KEY, str(cell))
        self._put(_BASE, f"{figure_text(self._base(row))}|{book.notes.get(cell, '')}")
        self._open(row) if row.kind is CellKind.TYPED else self._reckon(row, figure)
        lines = max(1, -(-(len(row.label) + 2 * row.depth) // _LETTERS_A_LINE))
        self.page.row_dimensions[self.at].height = lines * _LINE_PT + 3

    def _base(self, row: Row) -> Figure | None:
        """Return what the file is compared with when it comes back."""
        return (self.book.typed if row.kind is CellKind.TYPED else self.book.completed).get(row.cell)

    def _words(self, row: Row) -> tuple[str, ...]:
        code = row.printed or self.codes[row.cell]
        return row.number, code, row.label, row.line.unit, breakdown_of(row, self.book.sheet)

    def _put(self, column: int, value: str | Decimal | int | None, *, indent: int = 0, number_format: str = "") -> None:
        cell = self.page.cell(row=self.at, column=column)
        if isinstance(value, str):
            cell.value, cell.data_type = printable(value) or None, "s"
        elif value is not None:
            cell.value = int(value) if value == int(value) else float(value)
        cell.font, cell.border = Font(name=_FONT, size=11), _EDGES
        right = not isinstance(value, str) or column == _VALUE
        cell.alignment = Alignment(
            horizontal="right" if right else "left", vertical="center", wrap_text=True, indent=indent
        )
        if number_format:
            cell.number_format = number_format

    def _open(self, row: Row) -> None:
        """Let a person type in the row, and say what fits."""
        for column in (_VALUE, _REASON, _NOTE):
            cell = self.page.cell(row=self.at, column=column)
            cell.protection = Protection(locked=False)
            cell.fill = _INPUT
        self._rule(row).add(f"{_LETTER[_VALUE - 1]}{self.at}")
        self._listed("reasons", "Chọn một lý do trong danh sách, hoặc để trống.").add(
            f"{_LETTER[_REASON - 1]}{self.at}"
        )

    def _reckon(self, row: Row, figure: Figure | None) -> None:
        """Let the sheet reckon what the program reckons."""
        formula = sheet_formula(row, self.book.sheet, self.places)
        if not formula:
            return
        place = f"{_LETTER[_VALUE - 1]}{self.at}"
        cell = self.page[place]
        cell.value, cell.data_type = formula, "f"
        number = figure.number if figure is not None else None
        self.results[place] = "" if number is None else f"{number:f}"

    def _rule(self, row: Row) -> DataValidation:
        line = row.line
        if line.choice is not None:
            return self._listed(line.choice.key, "Chọn một câu trả lời trong danh sách.")
        least, most = bounds_of(line)
        kind = "whole" if line.type is LineType.COUNT else "decimal"
        message = f"{_SAYS[line.type]} Từ {least:f} đến {most:f}."
        key = (kind, f"{least:f}", f"{most:f}")
        if key not in self.rules:
            rule = DataValidation(
                type=kind, operator="between", formula1=key[1], formula2=key[2], allow_blank=True, showErrorMessage=True
            )
            self.rules[key] = _worded(rule, message)
        return self.rules[key]

    def _listed(self, name: str, message: str) -> DataValidation:
        key = ("list", name)
        if key not in self.rules:
            column = list(self.lists).index(name)
            letter, count = _list_letter(column), len(self.lists[name])
            formula = f"{STAMP_SHEET}!${letter}$1:${letter}${count}"
            rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
            self.rules[key] = _worded(rule, message)
        return self.rules[key]

    def _foot(self) -> None:
        self.at += 1
        form = self.book.sheet.form
        self._line(
            f"Dấu của tệp: {form.key} {form.version}, {self.book.fingerprint}; bản {self.book.uid}, "
            f"lần {self.book.revision}. Không xóa dòng này.",
            align="left",
        )

    def _finish(self, header_row: int) -> None:
        page = self.page
        for rule in self.rules.values():
            page.add_data_validation(rule)
        for letter in _LETTER[_SHOWN:]:
            page.column_dimensions[letter].hidden = True
        page.freeze_panes = f"A{header_row + 1}"
        page.protection.sheet = True  # without a word: it keeps from slips, it locks nobody out
        page.protection.formatColumns = page.protection.formatRows = page.protection.autoFilter = False
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9  # A4
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.print_area = f"A1:{_LETTER[_SHOWN - 1]}{self.at}"
        page.print_title_rows = f"{header_row}:{header_row}"
        page.page_margins.left = page.page_margins.right = _MARGIN_INCH
        page.page_margins.top = page.page_margins.bottom = _MARGIN_INCH
        page.oddFooter.center.text = "&P / &N"


def bounds_of(line: Line) -> tuple[Decimal, Decimal]:
    """Return the least and the largest figure that a line can hold."""
    low, high = (Decimal(0), Decimal(100)) if line.type is LineType.PERCENT else (Decimal(0), MOST_FIGURE)
    low = -MOST_FIGURE if line.type is LineType.NUMBER else low
    return low if line.least is None else line.least, high if line.most is None else line.most


def _worded(rule: DataValidation, message: str) -> DataValidation:
    rule.errorTitle, rule.error = "Giá trị không hợp lệ", message[:_MOST_MESSAGE]
    rule.showInputMessage = False
    return rule


def _format(line: Line) -> str:
    return "#,##0" if line.type is LineType.COUNT else "General"


def _shown(figure: Figure | None, line: Line) -> str | Decimal | None:
    if figure is None or figure.value is None:
        return None
    if isinstance(figure.value, str):
        return line.choice.words.get(figure.value, figure.value) if line.choice else figure.value
    return figure.value


def _lists(book: Book) -> dict[str, tuple[str, ...]]:
    """Return the lists that cells choose from, by name."""
    lists = {"reasons": tuple(book.sheet.form.null_reasons.values())}
    for row in book.sheet.rows:
        if row.line.choice is not None:
            lists.setdefault(row.line.choice.key, tuple(row.line.choice.words.values()))
    return lists


def _list_letter(column: int) -> str:
    """Return the column of a list in the stamp's sheet; the first two hold the stamp."""
    first, second = divmod(column + 3, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)


def _stamp(page: Worksheet, book: Book) -> None:
    """Write what the file is known again by, where nobody looks."""
    form = book.sheet.form
    rows = {
        "form": f"{form.key}/{form.version}",
        "fingerprint": book.fingerprint,
        "return": book.uid,
        "revision": str(book.revision),
        "agency": book.agency,
        "period": book.period,
        "level": book.sheet.level,
        "section": book.section,
    }
    for at, (key, value) in enumerate(rows.items(), start=1):
        for column, text in ((1, key), (2, printable(value))):
            page.cell(row=at, column=column, value=text).data_type = "s"
    for column, words in enumerate(_lists(book).values()):
        for at, word in enumerate(words, start=1):
            page[f"{_list_letter(column)}{at}"].value = printable(word)
    page.protection.sheet = True
    page.sheet_state = "veryHidden"


def _guide(page: Worksheet, book: Book) -> None:
    lines = (
        "Cách điền biểu",
        f"1. Chỉ nhập vào ô nền vàng của trang “{BOOK_SHEET}”. Dòng tổng và tỷ lệ tự tính.",
        "2. Ô trống nghĩa là chưa nhập. Số 0 nghĩa là có theo dõi và bằng không.",
        f"3. Không có số thì để trống ô số liệu và chọn lý do: {'; '.join(book.sheet.form.null_reasons.values())}.",
        "4. Số đếm là số nguyên. Tỷ lệ ghi theo phần trăm: 85,5 là 85,5 %.",
        "5. Lưu tệp dạng XLSX rồi nạp lại; phần mềm cho xem từng ô thay đổi trước khi lưu.",
        "6. Không đổi tên trang, không xóa cột ẩn. Có thể ẩn dòng, đổi độ rộng cột.",
    )
    page.column_dimensions["A"].width = 100
    for at, text in enumerate(lines, start=1):
        cell = page.cell(row=at, column=1, value=printable(re.sub(r"\s+", " ", text)))
        cell.font = Font(name=_FONT, size=13 if at == 1 else 12, bold=at == 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.protection.sheet = True
