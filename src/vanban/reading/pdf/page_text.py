"""A page as lines and tables, before anything is joined over pages.

Owns: which letters stand in which cell. Does not: drop running heads (``margins``) or join lines (``paragraphs``).
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from vanban.reading.pdf.grid import Grid, Span, grids_of
from vanban.reading.pdf.ink import Glyph, Page, Rule
from vanban.reading.pdf.lines import Line, merged, rows_of

__all__ = ["PageText", "TablePart", "text_of"]

_SLACK = 1.5  # points around a table


@dataclass(slots=True)
class TablePart:
    """A table as far as it stands on one page."""

    grid: Grid
    page: Page
    cells: dict[Span, list[Line]]


@dataclass(slots=True)
class PageText:
    """What a page says."""

    page: Page
    rows: list[list[Line]]  # outside tables, from top to bottom; the parts of a line from left to right
    tables: list[TablePart]
    rules: list[Rule] = field(default_factory=list)  # across, outside tables
    notes: list[list[Line]] = field(default_factory=list)
    margins: list[list[Line]] = field(default_factory=list)  # page numbers, running heads and feet
    letters: int = 0  # drawn on the page, blanks not counted

    def lines(self) -> list[Line]:
        """Return every line of the page."""
        inside = [line for part in self.tables for lines in part.cells.values() for line in lines]
        return [line for row in (*self.rows, *self.notes) for line in row] + inside


def text_of(page: Page) -> PageText:
    """Return the lines and tables of a page; the page gives up its letters."""
    grids = grids_of(page.rules)
    cells: list[dict[Span, list[Glyph]]] = [defaultdict(list) for _ in grids]
    finders = [_finder(grid) for grid in grids]
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        x, y = glyph.middle
        index = next((i for i, grid in enumerate(grids) if grid.box.holds(x, y, _SLACK)), None)
        if index is None:
            outside.append(glyph)
        else:
            grid = grids[index]
            row = min(max(bisect_right(grid.ys, y) - 1, 0), len(grid.ys) - 2)
            column = min(max(bisect_right(grid.xs, x) - 1, 0), len(grid.xs) - 2)
            cells[index][finders[index][row][column]].append(glyph)
    parts = [_part(grid, own, page) for grid, own in zip(grids, cells, strict=True)]
    free = [rule for rule in page.rules if rule.across and not any(_in(rule, grid) for grid in grids)]
    letters = sum(not glyph.text.isspace() for glyph in page.glyphs)
    page.glyphs, page.rules = [], []
    return PageText(page, rows_of(outside, page.number), parts, free, letters=letters)


def _part(grid: Grid, cells: dict[Span, list[Glyph]], page: Page) -> TablePart:
    lines = {span: [merged(row) for row in rows_of(cells.get(span, ()), page.number)] for span in grid.spans}
    return TablePart(grid, page, lines)


def _finder(grid: Grid) -> list[list[Span]]:
    """Return the cell over every position of a grid."""
    found = [[grid.spans[0]] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    for span in grid.spans:
        for row in range(span.row, span.row_end):
            for column in range(span.column, span.column_end):
                found[row][column] = span
    return found


def _in(rule: Rule, grid: Grid) -> bool:
    return grid.box.holds((rule.start + rule.end) / 2, rule.at, 2 * _SLACK)
