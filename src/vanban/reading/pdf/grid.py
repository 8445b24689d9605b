"""Ruled lines become the grids of tables.

Owns: which lines make one table, its columns and rows, cells that were merged, edges that were left open.
Does not: read text, or know that a table goes on over pages (``tables``).

A table whose edges are not drawn, at the side of the page or where a page breaks it, is closed by the ends of the
lines that reach there: nothing that stands inside is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vanban.reading.bounds import MAX_CELLS
from vanban.reading.pdf.ink import Box, Rule

__all__ = ["Grid", "Span", "grids_of"]

_SAME = 3.0  # points: two lines nearer than this are one
_JOIN = 4.0  # points between pieces of one line
_TOUCH = 4.0  # points between two lines that meet
_COVERED = 0.6  # of a cell's side under a drawn line: less is no border
_MOST = 1_500  # lines of one direction on a page that are looked at, the longest
_LEAST = 6.0  # points: a shorter piece of a line is no border
_NARROW = 6.0  # points: no cell is so narrow; the lines at both its sides are one border, drawn double


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of a grid: half-open ranges of rows and columns."""

    row: int
    row_end: int
    column: int
    column_end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on one page."""

    xs: tuple[float, ...]  # the borders between columns, both edges among them
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    open_top: bool  # no line is drawn there
    open_bottom: bool

    @property
    def box(self) -> Box:
        """Return the whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, span: Span) -> Box:
        """Return the box of a cell."""
        return Box(self.xs[span.column], self.ys[span.row], self.xs[span.column_end], self.ys[span.row_end])


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """Return the tables that the ruled lines of a page make, from top to bottom; none for a frame around one cell."""
    across = _joined([rule for rule in rules if rule.across])
    down = _joined([rule for rule in rules if not rule.across])
    grids = (_grid(*group) for group in _groups(across, down))
    found = [grid for grid in grids if grid is not None]
    outer = [grid for grid in found if not any(_within(grid, other) for other in found if other is not grid)]
    return sorted(outer, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _joined(rules: list[Rule]) -> list[Rule]:
    """Return the lines with the pieces of one line joined."""
    rules.sort(key=lambda rule: rule.at)
    clusters: list[list[Rule]] = []
    for rule in rules:
        if clusters and rule.at - clusters[-1][0].at <= _SAME:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    found: list[Rule] = []
    for cluster in clusters:
        at = sum(rule.at * (rule.end - rule.start) for rule in cluster) / sum(rule.end - rule.start for rule in cluster)
        cluster.sort(key=lambda rule: rule.start)
        start, end = cluster[0].start, cluster[0].end
        for rule in cluster[1:]:
            if rule.start - end > _JOIN:
                found.append(Rule(rule.across, at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        found.append(Rule(cluster[0].across, at, start, end))
    return sorted((rule for rule in found if rule.end - rule.start >= _LEAST), key=lambda r: r.start - r.end)[:_MOST]


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the lines that hang together."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, rule in enumerate(across):
        for j, other in enumerate(down):
            meets = rule.start - _TOUCH <= other.at <= rule.end + _TOUCH
            if meets and other.start - _TOUCH <= rule.at <= other.end + _TOUCH:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*across, *down]):
        groups.setdefault(root(index), ([], []))[0 if rule.across else 1].append(rule)
    return list(groups.values())


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    if not down or not across or len(across) + len(down) < 3:
        return None
    xs = _borders([rule.at for rule in down], [rule.start for rule in across], [rule.end for rule in across])
    ys = _borders([rule.at for rule in across], [rule.start for rule in down], [rule.end for rule in down])
    if (len(xs) < 3 and len(ys) < 3) or (len(xs) - 1) * (len(ys) - 1) > MAX_CELLS:
        return None
    spans = _spans(xs, ys, across, down)
    if len(spans) < 2:
        return None
    return Grid(xs, ys, spans, not _is_drawn(ys[0], xs, across), not _is_drawn(ys[-1], xs, across))


def _borders(own: list[float], starts: list[float], ends: list[float]) -> tuple[float, ...]:
    """Return the places of borders, closed by the ends of the lines that run against them."""
    places = sorted(own)
    if min(starts) < places[0] - 2 * _SAME:
        places.insert(0, min(starts))
    if max(ends) > places[-1] + 2 * _SAME:
        places.append(max(ends))
    found, last = [places[0]], places[0]
    for place in places[1:]:
        if place - last > _SAME and place - found[-1] > _NARROW:
            found.append(place)
        last = place
    return tuple(found)


def _is_drawn(at: float, xs: tuple[float, ...], across: list[Rule]) -> bool:
    drawn = sum(rule.end - rule.start for rule in across if abs(rule.at - at) <= _SAME)
    return drawn >= _COVERED * (xs[-1] - xs[0])


def _spans(xs: tuple[float, ...], ys: tuple[float, ...], across: list[Rule], down: list[Rule]) -> tuple[Span, ...]:
    """Return the cells: neighbours between which no line is drawn are one."""
    rows, columns = len(ys) - 1, len(xs) - 1
    beside = [[rule for rule in down if -_SAME <= rule.at - x <= _NARROW] for x in xs]
    under = [[rule for rule in across if -_SAME <= rule.at - y <= _NARROW] for y in ys]
    right = [[_covers(beside[c + 1], ys[r], ys[r + 1]) for c in range(columns)] for r in range(rows)]
    below = [[_covers(under[r + 1], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows)]
    taken = [[False] * columns for _ in range(rows)]
    spans: list[Span] = []
    for row in range(rows):
        for column in range(columns):
            if not taken[row][column]:
                spans.append(_grow(row, column, right, below, taken))
    return tuple(spans)


def _covers(rules: list[Rule], start: float, end: float) -> bool:
    drawn, reached = 0.0, start
    for rule in sorted(rules, key=lambda rule: rule.start):
        drawn += max(min(rule.end, end) - max(rule.start, reached), 0.0)
        reached = max(reached, rule.end)
    return drawn >= _COVERED * (end - start)


def _grow(row: int, column: int, right: list[list[bool]], below: list[list[bool]], taken: list[list[bool]]) -> Span:
    """Return the largest rectangle from a corner that no line divides; it is taken."""
    rows, columns = len(right), len(right[0])
    column_end = column + 1
    while column_end < columns and not right[row][column_end - 1] and not taken[row][column_end]:
        column_end += 1
    row_end = row + 1
    while row_end < rows and _goes_down(row_end, column, column_end, right, below, taken):
        row_end += 1
    for r in range(row, row_end):
        taken[r][column:column_end] = [True] * (column_end - column)
    return Span(row, row_end, column, column_end)


def _goes_down(
    row: int, column: int, column_end: int, right: list[list[bool]], below: list[list[bool]], taken: list[list[bool]]
) -> bool:
    if any(taken[row][column:column_end]) or any(below[row - 1][column:column_end]):
        return False
    inner = any(right[row][column : column_end - 1])
    left = column == 0 or right[row][column - 1]
    closed = column_end == len(right[0]) or right[row][column_end - 1]
    return left and closed and not inner


def _within(grid: Grid, other: Grid) -> bool:
    """Say whether a table lies within a cell of another."""
    box, outer = grid.box, other.box
    return (
        outer.x0 - _SAME <= box.x0
        and box.x1 <= outer.x1 + _SAME
        and outer.top - _SAME <= box.top
        and box.bottom <= outer.bottom + _SAME
    )
