"""Ruled tables with lines between their columns but none between their rows.

Owns: which row of a ruled grid holds many, and the grid with these apart. Does not: find grids (``grid``).
"""

from collections.abc import Sequence
from itertools import pairwise

from vanban.reading.pdf.cuts import cuts_between, is_doubtful, mark_of
from vanban.reading.pdf.grid import Grid, Span
from vanban.reading.pdf.ink import Box, Glyph
from vanban.reading.pdf.stripes import Stripe, stripes_of

__all__ = ["divided"]

_LEAST_MARKS = 2  # numbers one under another in the first column of one row
_LEAST_COLUMNS = 3


def divided(grid: Grid, glyphs: Sequence[Glyph]) -> Grid:
    """Return a ruled table with every row apart that its lines do not part but its numbers do."""
    tall = [row for row in range(len(grid.ys) - 1) if _is_open(grid, row)]
    if len(grid.xs) <= _LEAST_COLUMNS or not tall:
        return grid
    inner: dict[int, list[float]] = {}
    for row in tall:
        box = Box(grid.xs[0], grid.ys[row], grid.xs[-1], grid.ys[row + 1])
        own = [glyph for glyph in glyphs if not glyph.text.isspace() and box.holds(*glyph.middle)]
        if cuts := _cuts(stripes_of(own), grid.xs):
            inner[row] = cuts
    return _with_rows(grid, inner) if inner else grid


def _is_open(grid: Grid, row: int) -> bool:
    """Say whether a row has a cell in every column, none of which reaches into another row or column."""
    own = [span for span in grid.spans if span.row <= row < span.row_end]
    return len(own) == len(grid.xs) - 1 and all(span.row_end - span.row == 1 for span in own)


def _cuts(stripes: Sequence[Stripe], xs: Sequence[float]) -> list[float]:
    marks = [index for index, stripe in enumerate(stripes) if mark_of(stripe, xs) is not None]
    if len(marks) < _LEAST_MARKS:
        return []
    starts = cuts_between(stripes, xs, ())
    # Numbers beside which nothing begins are lines of one cell.
    beside = sum(len(stripes[index].chunks) > 1 for index in marks)
    if is_doubtful(stripes, xs, starts) or beside < len(marks):
        return []
    return [(stripes[index - 1].middle + stripes[index].middle) / 2 for index in starts[1:]]


def _with_rows(grid: Grid, inner: dict[int, list[float]]) -> Grid:
    ys, first = [grid.ys[0]], [0]
    for row, (_, bottom) in enumerate(pairwise(grid.ys)):
        ys += [*inner.get(row, ()), bottom]
        first.append(len(ys) - 1)
    spans: list[Span] = []
    for span in grid.spans:
        rows = range(first[span.row], first[span.row_end])
        apart = [(row, row + 1) for row in rows] if span.row in inner else [(rows.start, rows.stop)]
        spans += [Span(start, end, span.column, span.column_end) for start, end in apart]
    return Grid(grid.xs, tuple(ys), tuple(spans), grid.open_top, grid.open_bottom)
