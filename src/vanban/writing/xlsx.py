"""Tables as XLSX: one row for each thing, real numbers and dates, ready to filter and to print.

Owns: sheets, frozen header, printing. Does not: merge cells of rows, so that filtering and sorting keep working.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from math import ceil

from openpyxl.cell.cell import Cell
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.borders import Border, Side
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from vanban.writing.archives import repacked
from vanban.writing.layout import Layout
from vanban.writing.names import printable

__all__ = ["Sheet", "SheetColumn", "Value", "book_bytes", "write_xlsx"]

Value = str | int | Decimal | date | None

_THIN = Side(style="thin", color="FF808080")
_EDGES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SIZE_PT = 11
_LINE_PT = 15.0
_LETTERS_A_DIGIT = 1.15  # letters of Times are narrower than digits
_HIGHEST_PT = 409.0  # the limit of the file format
_DATE = "dd/mm/yyyy"
_LONGEST_TEXT = 32_767  # characters that a cell can hold
_LONGEST_NAME = 31
_A4 = 9  # the number of the paper in the file format
_MM_AN_INCH = 25.4
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet."""

    title: str
    width: float  # in digits, as spreadsheets measure
    is_printed: bool = True  # figures to reckon with may stay off the paper; such columns come last


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: lines above, a table, lines below."""

    name: str  # at most 31 characters, without []:*?/\\
    title: tuple[str, ...]  # the first line is bold
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]  # one value for each column
    total: tuple[Value, ...] = ()  # one value for each column; empty: no such row
    notes: tuple[str, ...] = ()


def write_xlsx(sheets: Sequence[Sheet], layout: Layout, *, written_at: datetime, author: str = "") -> bytes:
    """Return ``sheets`` as an XLSX file; the same values give the same bytes.

    Args:
        sheets: At least one.
        layout: Whose font and margins printing takes.
        written_at: Aware; for the file's own data.
        author: For the file's own data.
    """
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet.name)[:_LONGEST_NAME])
        _Page(page, sheet, layout).write()
    return book_bytes(book, title=" ".join(sheets[0].title[:2]), written_at=written_at, author=author)


def book_bytes(book: Workbook, *, title: str, written_at: datetime, author: str = "") -> bytes:
    """Return a workbook as a file whose bytes depend on nothing but the workbook and ``written_at`` (aware)."""
    moment = written_at.astimezone(UTC).replace(tzinfo=None)
    book.properties.creator, book.properties.created = printable(author), moment
    book.properties.title, book.properties.language = printable(title)[:255], "vi-VN"
    file = io.BytesIO()
    book.save(file)
    return _dated(file.getvalue(), moment)


def _dated(data: bytes, moment: datetime) -> bytes:
    """Put the given moment in place of the one that the library takes from the clock."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        own = archive.read("docProps/core.xml")
    stamp = moment.replace(microsecond=0).isoformat().encode() + b"Z"
    return repacked(data, {"docProps/core.xml": _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", own)})


class _Page:
    """One sheet on its way."""

    def __init__(self, page: Worksheet, sheet: Sheet, layout: Layout) -> None:
        self.page = page
        self.sheet = sheet
        self.layout = layout
        self.plain = Font(name=layout.font, size=_SIZE_PT)
        self.bold = Font(name=layout.font, size=_SIZE_PT, bold=True)
        self.italic = Font(name=layout.font, size=_SIZE_PT, italic=True)
        self.header_row = len(sheet.title) + 2
        self.printed = sum(column.is_printed for column in sheet.columns)
        self.last_row = self.header_row

    def write(self) -> None:
        """Write everything."""
        for index, column in enumerate(self.sheet.columns, start=1):
            self.page.column_dimensions[get_column_letter(index)].width = column.width
        for row, line in enumerate(self.sheet.title, start=1):
            self._line(row, line, self.bold if row == 1 else self.plain, "center")
        self._table()
        for row, line in enumerate(self.sheet.notes, start=self.last_row + 2):
            self._line(row, line, self.italic, "left")
            self.last_row = row
        self._printing()

    def _table(self) -> None:
        for index, column in enumerate(self.sheet.columns, start=1):
            cell = self._cell(self.header_row, index, column.title, self.bold)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._fit(self.header_row, [column.title for column in self.sheet.columns])
        last = self.header_row + len(self.sheet.rows)
        width = get_column_letter(len(self.sheet.columns))
        self.page.auto_filter.ref = f"A{self.header_row}:{width}{last}"
        self.page.freeze_panes = f"A{self.header_row + 1}"
        for values in self.sheet.rows:
            self._row(values, self.plain)
        if self.sheet.total:  # outside the range of the filter
            self._row(self.sheet.total, self.bold)

    def _row(self, values: Sequence[Value], font: Font) -> None:
        self.last_row += 1
        for index, value in enumerate(values, start=1):
            self._cell(self.last_row, index, value, font)
        self._fit(self.last_row, values)

    def _fit(self, row: int, values: Sequence[Value]) -> None:
        """Make a row as high as its longest text; not every program does so by itself."""
        widths = (column.width for column in self.sheet.columns)
        lines = max((_lines(value, width) for value, width in zip(values, widths, strict=True)), default=1)
        self.page.row_dimensions[row].height = min(_HIGHEST_PT, lines * _LINE_PT + 2)

    def _cell(self, row: int, column: int, value: Value, font: Font) -> Cell:
        cell: Cell = self.page.cell(row=row, column=column)
        _put(cell, value)
        cell.font, cell.border = font, _EDGES
        is_text = isinstance(value, str) or value is None
        cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="left" if is_text else "right")
        return cell

    def _line(self, row: int, text: str, font: Font, align: str) -> None:
        """Write a line over the whole printed width."""
        cell = self.page.cell(row=row, column=1)
        _put(cell, text)
        cell.font, cell.alignment = font, Alignment(horizontal=align, vertical="center", wrap_text=True)
        self.page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=max(1, self.printed))
        width = sum(column.width for column in self.sheet.columns[: self.printed])
        self.page.row_dimensions[row].height = min(_HIGHEST_PT, _lines(text, width) * _LINE_PT + 4)

    def _printing(self) -> None:
        page, layout = self.page, self.layout
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0  # as many pages down as it takes
        page.print_area = f"A1:{get_column_letter(max(1, self.printed))}{self.last_row}"
        page.print_title_rows = f"{self.header_row}:{self.header_row}"
        page.page_margins.left = layout.left_mm.chosen / _MM_AN_INCH
        page.page_margins.right = layout.right_mm.chosen / _MM_AN_INCH
        page.page_margins.top = layout.top_mm.chosen / _MM_AN_INCH
        page.page_margins.bottom = layout.bottom_mm.chosen / _MM_AN_INCH
        page.oddFooter.center.text = "&P / &N"


def _lines(value: Value, width: float) -> int:
    """Return about how many lines a text takes in a column of ``width`` digits."""
    if not isinstance(value, str):
        return 1
    letters = max(1.0, (width - 1) * _LETTERS_A_DIGIT)
    return sum(max(1, ceil(len(line) / letters)) for line in value.split("\n"))


def _put(cell: Cell, value: Value) -> None:
    """Write a value as what it is; text is never taken for a formula."""
    if isinstance(value, str):
        cell.value = printable(value)[:_LONGEST_TEXT]
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.value, cell.number_format = value, _DATE
    else:
        cell.value = value
