"""Sheets as a document: what stands above a table as paragraphs, the table itself as a grid.

Owns: the blocks and the findings. Does not: open files (``opening``) or know what a plan is.
"""

from collections.abc import Sequence

from vanban.reading.bounds import Bounds
from vanban.reading.errors import ReadError
from vanban.reading.lines import tidy_lines
from vanban.reading.model import Block, Cell, Document, Paragraph, Row, Table
from vanban.reading.sheets.layout import Covered, Part, covered_cells, parts_of
from vanban.reading.sheets.meant import is_counting, is_dated, meant, notes_of, titles_over
from vanban.reading.sheets.model import OpenedSheets, Sheet, SheetCell, SheetRow
from vanban.reading.sheets.opening import open_sheets
from vanban.text.findings import Finding, Place

__all__ = ["document_of", "read_sheets"]


def read_sheets(data: bytes, *, name: str) -> Document | None:
    """Return the document of a workbook or of delimited text; None where the file is neither.

    Raises:
        ReadError: It cannot be read, or nothing stands in it.
    """
    opened = open_sheets(data, name=name)
    return None if opened is None else document_of(opened, name=name)


def document_of(opened: OpenedSheets, *, name: str) -> Document:
    """Return the sheets as one document in the order of their tabs.

    Raises:
        ReadError: Nothing stands in them, or far more than can be read.
    """
    blocks = _Blocks(Bounds(name=name))
    for sheet in opened.sheets:
        covered = covered_cells(sheet, name=name)
        for part in parts_of(sheet, covered):
            blocks.part(sheet, part, covered)
    if not blocks.blocks:
        raise ReadError("RD001", name=name)
    return Document(
        format="xlsx" if opened.is_workbook else "csv",
        name=name,
        blocks=tuple(blocks.blocks),
        findings=(*opened.findings, *blocks.findings),
    )


class _Blocks:
    """The blocks made so far."""

    def __init__(self, bounds: Bounds) -> None:
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self._bounds = bounds
        self._tables = 0

    def part(self, sheet: Sheet, part: Part, covered: Covered) -> None:
        """Add the lines above a table, the table, and the lines below."""
        self._lines(part.above)
        if part.header or part.rows:
            self._table(sheet, part, covered)
        self._lines(part.below)

    def _lines(self, rows: Sequence[SheetRow]) -> None:
        """Add rows that are no table: a paragraph each, those with cells side by side as a table that lays them out."""
        beside: list[list[SheetCell]] = []
        for row in rows:
            filled = [cell for cell in row.cells if cell.text]
            if len(filled) > 1:
                beside.append(filled)
                continue
            self._side_by_side(beside)
            beside = []
            for cell in filled:
                self._bounds.block()
                place = Place(block=len(self.blocks))
                self.blocks.append(Paragraph(tidy_lines(cell.text), place, bold=cell.bold))
        self._side_by_side(beside)

    def _side_by_side(self, rows: list[list[SheetCell]]) -> None:
        if rows:
            width = max(len(row) for row in rows)
            empty = SheetCell()
            self._grid([[*row, *[empty] * (width - len(row))] for row in rows], header=0)

    def _table(self, sheet: Sheet, part: Part, covered: Covered) -> None:
        rows = (*part.header, *part.rows)
        width = max(len(row.cells) for row in rows)
        at = {row.number: index for index, row in enumerate(rows)}
        merged = {
            (at[number], column): (at[origin[0]], origin[1])
            for (number, column), origin in covered.items()
            if number in at and origin[0] in at and column < width
        }
        titles = titles_over(part.header, width, covered)
        counting = frozenset(column for column, title in enumerate(titles) if is_counting(title))
        dated = frozenset(column for column, title in enumerate(titles) if is_dated(title))
        cells = [
            [
                meant(sheet, row, column, counting, dated) if column < len(row.cells) else SheetCell()
                for column in range(width)
            ]
            for row in rows
        ]
        place = self._grid(cells, header=len(part.header), merged=merged)
        self.findings.extend(notes_of(sheet, rows, dated, place))

    def _grid(
        self, cells: list[list[SheetCell]], *, header: int, merged: dict[tuple[int, int], tuple[int, int]] | None = None
    ) -> Place:
        self._bounds.table(len(cells), len(cells[0]))
        covers = merged or {}
        where = Place(block=len(self.blocks), table=self._tables)
        rows = []
        for index, row in enumerate(cells):
            made = tuple(
                Cell(
                    tidy_lines(self._bounds.text(cell.text)) if (index, column) not in covers else "",
                    Place(block=where.block, table=where.table, row=index, column=column),
                    bold=cell.bold and bool(cell.text),
                    merged_from=covers.get((index, column)),
                )
                for column, cell in enumerate(row)
            )
            rows.append(Row(made, header=index < header))
        self.blocks.append(Table(tuple(rows), where))
        self._tables += 1
        return where
