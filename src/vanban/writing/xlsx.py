"""Tables as XLSX: one row for each thing, real numbers and dates, ready to filter and to print.

Owns: sheets, frozen header, printing. Does not: merge cells of rows, so that filtering and sorting keep working.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from openpyxl.cell.cell import Cell
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from vanban.writing.archives import repacked
from vanban.writing.layout import Layout
from vanban.writing.names import printable
from vanban.writing.sheet_cells import EDGES, SIZE_PT, Value, lines_in, put, put_height, set_printing

__all__ = ["Sheet", "SheetColumn", "Value", "book_bytes", "sheet_name", "write_xlsx"]

_LONGEST_NAME = 31
_UNNAMEABLE = re.compile(r"[\[\]:*?/\\]")
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
        page = book.create_sheet(sheet_name(sheet.name))
        _Page(page, sheet, layout).write()
    return book_bytes(book, title=" ".join(sheets[0].title[:2]), written_at=written_at, author=author)


def sheet_name(text: str) -> str:
    """Return ``text`` as a sheet may be called."""
    return _UNNAMEABLE.sub(" ", text)[:_LONGEST_NAME]


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
        self.plain = Font(name=layout.font, size=SIZE_PT)
        self.bold = Font(name=layout.font, size=SIZE_PT, bold=True)
        self.italic = Font(name=layout.font, size=SIZE_PT, italic=True)
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
        lines = max((lines_in(value, width) for value, width in zip(values, widths, strict=True)), default=1)
        put_height(self.page, row, lines)

    def _cell(self, row: int, column: int, value: Value, font: Font) -> Cell:
        cell: Cell = self.page.cell(row=row, column=column)
        put(cell, value)
        cell.font, cell.border = font, EDGES
        is_text = isinstance(value, str) or value is None
        cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="left" if is_text else "right")
        return cell

    def _line(self, row: int, text: str, font: Font, align: str) -> None:
        """Write a line over the whole printed width."""
        cell = self.page.cell(row=row, column=1)
        put(cell, text)
        cell.font, cell.alignment = font, Alignment(horizontal=align, vertical="center", wrap_text=True)
        self.page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=max(1, self.printed))
        width = sum(column.width for column in self.sheet.columns[: self.printed])
        put_height(self.page, row, lines_in(text, width), room_pt=4)

    def _printing(self) -> None:
        page = self.page
        set_printing(page, self.layout, is_landscape=True)
        page.print_area = f"A1:{get_column_letter(max(1, self.printed))}{self.last_row}"
        page.print_title_rows = f"{self.header_row}:{self.header_row}"
        page.oddFooter.center.text = "&P / &N"
