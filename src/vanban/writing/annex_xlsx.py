"""Papers as sheets that look like the paper: header block, title, tables with merged cells, real numbers.

Owns: a sheet for each paper, its fingerprint. Does not: make tables that are filtered and sorted (``xlsx``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.packaging.custom import StringProperty
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from vanban.writing.layout import Layout
from vanban.writing.model import Align, Block, Cell, HeaderBlock, Listing, Paper, Picture, Table, Text, plain
from vanban.writing.sheet_cells import EDGES, SIZE_PT, Value, lines_in, put, put_height, set_printing
from vanban.writing.spans import Spans
from vanban.writing.words import MOTTO, STATE, marks_of
from vanban.writing.xlsx import book_bytes, sheet_name

__all__ = ["FINGERPRINT", "write_annex_xlsx"]

FINGERPRINT = "caicach.fingerprint"  # the file's own property; the same stands in the last line of every sheet
_MM_A_DIGIT = 1.85  # the width of a digit of ``SIZE_PT``
_PLAIN_COLUMNS = 6  # of a paper without a table
_LEFT_SHARE = 0.42  # of the header block


def write_annex_xlsx(papers: Sequence[Paper], layout: Layout, *, fingerprint: str = "") -> bytes:
    """Return ``papers`` as an XLSX file, a sheet each; the same values give the same bytes.

    Args:
        papers: At least one; the first gives the file's own data. Footnotes and pictures are left out, what a picture
            says stands in its place.
        layout: Whose font and margins printing takes.
        fingerprint: What tells this file again when it comes back; written below every sheet and into the file's data.

    Raises:
        ValueError: rows and columns of a table do not fit.
    """
    book = Workbook()
    book.remove(book.active)
    for number, paper in enumerate(papers, start=1):
        page = book.create_sheet(sheet_name(paper.title.kind or f"Trang {number}"))
        _Page(page, paper, layout).write(fingerprint)
    if fingerprint:
        book.custom_doc_props.append(StringProperty(name=FINGERPRINT, value=fingerprint))
    first = papers[0]
    title = " ".join((first.title.kind, *first.title.subject))
    return book_bytes(book, title=title, written_at=first.written_at, author=first.author)


@dataclass(frozen=True, slots=True)
class _Look:
    is_bold: bool = False
    is_italic: bool = False
    align: Align = "left"


class _Page:
    """One sheet on its way, from above down."""

    def __init__(self, page: Worksheet, paper: Paper, layout: Layout) -> None:
        self.page = page
        self.paper = paper
        self.layout = layout
        tables = [block for block in paper.blocks if isinstance(block, Table)]
        widest = max(tables, key=lambda table: len(table.columns), default=None)
        weights = [column.weight for column in widest.columns] if widest else [1.0] * _PLAIN_COLUMNS
        digits = layout.text_width_mm(is_landscape=paper.is_landscape) / _MM_A_DIGIT
        self.widths = [digits * weight / sum(weights) for weight in weights]
        self.row = 0  # the last one written

    def write(self, fingerprint: str) -> None:
        """Write everything."""
        for index, width in enumerate(self.widths, start=1):
            self.page.column_dimensions[get_column_letter(index)].width = round(width, 2)
        if self.paper.header:
            self._header(self.paper.header)
        self._title()
        for block in self.paper.blocks:
            self._block(block)
        if fingerprint:
            self.row += 1
            self._line(f"Mã của tệp: {fingerprint}", _Look(is_italic=True))
        set_printing(self.page, self.layout, is_landscape=self.paper.is_landscape)
        self.page.print_area = f"A1:{get_column_letter(len(self.widths))}{self.row}"
        self.page.page_setup.firstPageNumber, self.page.page_setup.useFirstPageNumber = 1, True
        self.page.HeaderFooter.differentFirst = True  # the first page has no number
        self.page.oddHeader.center.text = "&P"

    def _header(self, header: HeaderBlock) -> None:
        """Write the issuer left and the state right, side by side."""
        left = [(header.parent, _Look(align="center")), (header.body, _Look(is_bold=True, align="center"))]
        left += [(header.symbol, _Look(align="center")), (header.mark, _Look(is_bold=True, align="center"))]
        right = [(STATE, _Look(is_bold=True, align="center")), (MOTTO, _Look(is_bold=True, align="center"))]
        right.append((header.place_and_date, _Look(is_italic=True, align="center")))
        sides = [[line for line in side if line[0]] for side in (left, right)]
        middle = self._middle()
        for at in range(max(map(len, sides))):
            self.row += 1
            heights = [
                self._over(text, look, first, last)
                for side, (first, last) in zip(sides, ((1, middle), (middle + 1, len(self.widths))), strict=True)
                if first <= last
                for text, look in side[at : at + 1]
            ]
            put_height(self.page, self.row, max(heights, default=1))
        self.row += 1

    def _middle(self) -> int:
        """Return the last column of the header block's left side."""
        room, whole = 0.0, sum(self.widths)
        for index, width in enumerate(self.widths, start=1):
            room += width
            if room >= whole * _LEFT_SHARE:
                return min(index, max(1, len(self.widths) - 1))
        return len(self.widths)

    def _title(self) -> None:
        title = self.paper.title
        for text in (title.kind, *title.subject):
            self._line(text, _Look(is_bold=True, align="center"))
        for text in title.notes:
            self._line(text, _Look(is_italic=True, align="center"))
        self.row += 1

    def _block(self, block: Block) -> None:
        match block:
            case Table():
                self._table(block)
            case Listing():
                for mark, item in zip(marks_of(block), block.items, strict=True):
                    self._line(f"{mark} {plain(item)}", _Look())
            case Picture():
                self._line(" ".join(filter(None, (block.caption, block.alternative_text))), _Look(is_italic=True))
            case _:
                is_bold = block.kind == "centred" or (block.kind == "heading" and block.level < 3)
                align: Align = "center" if block.kind == "centred" else "left"
                look = _Look(is_bold=is_bold, is_italic=block.kind == "note", align=align)
                self._line(block.text, look)

    def _line(self, text: Text, look: _Look) -> None:
        """Write a line over the whole width."""
        if plain(text):
            self.row += 1
            lines = self._over(text, look, 1, len(self.widths))
            put_height(self.page, self.row, lines, room_pt=4)

    def _over(self, text: Text, look: _Look, first: int, last: int) -> int:
        """Write a text over columns of the row; return how many lines it takes."""
        cell = self.page.cell(row=self.row, column=first)
        put(cell, plain(text))
        cell.font = self._font(look)
        cell.alignment = Alignment(horizontal=look.align, vertical="center", wrap_text=True)
        if last > first:
            self.page.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)
        return lines_in(plain(text), sum(self.widths[first - 1 : last]))

    def _table(self, table: Table) -> None:
        self._line(table.caption, _Look(is_bold=True, align="center"))
        self._line(table.unit, _Look(is_italic=True, align="right"))
        first = self.row + 1
        self._rows(table, table.head_rows, is_header=True)
        if self.page.freeze_panes is None:  # of several tables the first one's header
            self.page.freeze_panes = f"A{self.row + 1}"
            self.page.print_title_rows = f"{first}:{self.row}"
        self._rows(table, table.rows, is_header=False)
        self.row += 1

    def _rows(self, table: Table, rows: Sequence[Sequence[Cell | None]], *, is_header: bool) -> None:
        spans = Spans(len(table.columns))
        for row in rows:
            self.row += 1
            heights = [1.0]
            for at, columns, cell in spans.row(row):
                if cell is not None:
                    self._cell(at, columns, cell, cell.align or table.columns[at].align, is_header=is_header)
                    heights.append(lines_in(plain(cell.text), sum(self.widths[at : at + columns])) / cell.rows)
            put_height(self.page, self.row, max(heights))
        spans.check_closed()

    def _cell(self, at: int, columns: int, given: Cell, align: Align, *, is_header: bool) -> None:
        page, first, last = self.page, at + 1, at + columns
        below = self.row + given.rows - 1
        for row in range(self.row, below + 1):
            for column in range(first, last + 1):
                page.cell(row=row, column=column).border = EDGES
        cell = page.cell(row=self.row, column=first)
        value: Value = plain(given.text) if given.number is None else given.number
        put(cell, value)
        if given.number is not None:
            cell.number_format = _number_format(given.number)
        cell.font = self._font(_Look(given.is_bold or is_header, given.is_italic))
        middle, side = ("center", given.align or "center") if is_header else ("top", align)
        cell.alignment = Alignment(horizontal=side, vertical=middle, wrap_text=True)
        if below > self.row or last > first:
            page.merge_cells(start_row=self.row, end_row=below, start_column=first, end_column=last)

    def _font(self, look: _Look) -> Font:
        return Font(name=self.layout.font, size=SIZE_PT, bold=look.is_bold, italic=look.is_italic)


def _number_format(number: Decimal | int) -> str:
    """Return how the sheet writes a number: with the digits that it has behind the comma."""
    exponent = Decimal(number).as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + (f".{'0' * places}" if places else "")
