"""A page as lines and tables, before anything is joined over pages.

Owns: which letters stand in which cell. Does not: drop running heads (``margins``) or join lines (``paragraphs``).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.reading.pdf.aligned import Above, aligned_tables
from vanban.reading.pdf.divided import divided
from vanban.reading.pdf.grid import Grid, Span, grids_of
from vanban.reading.pdf.ink import Glyph, Page, Rule
from vanban.reading.pdf.lines import Line, merged, rows_of, side_by_side

__all__ = ["PageText", "TablePart", "text_of"]

_SLACK = 1.5  # points around a table
_MOST_FEET = 2  # lines below a table that goes on: the page's number, a running foot


@dataclass(slots=True)
class TablePart:
    """A table as far as it stands on one page."""

    grid: Grid
    page: Page
    cells: dict[Span, list[Line]]
    ruled: bool = True  # lines are drawn between its columns


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
    overlays: tuple[str, ...] = ()  # watermarks and marks of signatures, which were laid over the page
    doubtful: bool = False  # words stand like a table without lines, but in no columns that can be told for sure

    def lines(self) -> list[Line]:
        """Return every line of the page."""
        inside = [line for part in self.tables for lines in part.cells.values() for line in lines]
        return [line for row in (*self.rows, *self.notes) for line in row] + inside


def text_of(page: Page, before: PageText | None = None) -> PageText:
    """Return the lines and tables of a page; the page gives up its letters.

    Args:
        page: The page.
        before: The page before it, from which a table without lines may go on.
    """
    letters = sum(not glyph.text.isspace() for glyph in page.glyphs)
    if page.overdrawn:
        page.rules, page.edges = [], []
    ruled = grids_of(page.rules)
    inside, outside = _shared(page.glyphs, ruled)
    ruled = [divided(grid, own) for grid, own in zip(ruled, inside, strict=True)]
    aligned = aligned_tables(outside, _across(page, ruled), _above(before))
    free, rest = _shared(outside, aligned.grids)
    parts = [_part(grid, own, page) for grid, own in zip(ruled, inside, strict=True)]
    parts += [_part(grid, own, page, ruled=False) for grid, own in zip(aligned.grids, free, strict=True)]
    parts.sort(key=lambda part: (part.grid.ys[0], part.grid.xs[0]))
    rules = [rule for rule in page.rules if rule.across and not any(_in(rule, part.grid) for part in parts)]
    page.glyphs, page.rules, page.edges = [], [], []
    rows = side_by_side(rows_of(rest, page.number))
    text = PageText(page, rows, parts, rules, letters=letters, doubtful=aligned.doubtful)
    text.overlays = tuple(page.overlays)
    return text


def _shared(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Return the letters within each table, and those within none."""
    inside: list[list[Glyph]] = [[] for _ in grids]
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = glyph.middle
        index = next((i for i, grid in enumerate(grids) if grid.box.holds(x, y, _SLACK)), None)
        (outside if index is None else inside[index]).append(glyph)
    return inside, outside


def _across(page: Page, grids: Sequence[Grid]) -> list[Rule]:
    """Return the lines across the page, and the edges of shading, that are of no ruled table."""
    across = [rule for rule in page.rules if rule.across]
    return [rule for rule in (*across, *page.edges) if not any(_in(rule, grid) for grid in grids)]


def _above(before: PageText | None) -> Above | None:
    """Return a table without lines that may go on: hardly anything stands below it."""
    if before is None or not before.tables or before.tables[-1].ruled:
        return None
    part = before.tables[-1]
    below = [row for row in before.rows if row[0].box.top >= part.grid.ys[-1] - _SLACK]
    if len(below) > _MOST_FEET:
        return None
    heads = [line.box.x0 for span, lines in part.cells.items() if span.row == 0 for line in lines]
    return Above(part.grid.xs, tuple(heads))


def _part(grid: Grid, glyphs: Sequence[Glyph], page: Page, *, ruled: bool = True) -> TablePart:
    cells: dict[Span, list[Glyph]] = defaultdict(list)
    finder = _finder(grid)
    for glyph in glyphs:
        x, y = glyph.middle
        row = min(max(bisect_right(grid.ys, y) - 1, 0), len(grid.ys) - 2)
        column = min(max(bisect_right(grid.xs, x) - 1, 0), len(grid.xs) - 2)
        cells[finder[row][column]].append(glyph)
    lines = {span: [merged(row) for row in rows_of(cells.get(span, ()), page.number)] for span in grid.spans}
    return TablePart(grid, page, lines, ruled)


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
