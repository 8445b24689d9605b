"""The ruled tables of a page: where the rules are, and which cells they make.

Owns: rules, the grid between them, merged cells. Does not: read what stands in the cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from vanban.reading.scan.model import Box, Pixels

__all__ = ["MAX_GRID_CELLS", "Grid", "GridCell", "find_grids", "rules_of"]

MAX_GRID_CELLS = 1200  # on one page; more is a drawing or squared paper, not a table
_LEAST_DOWN_INCHES = 0.2  # of a rule that goes down: a row of one line of small print
_LEAST_IN_ALL_INCHES = 0.3  # of all parts of one rule together; less is a stroke of a letter, or left of a stamp
_LEAST_ACROSS_INCHES = 0.35
_NEAR_INCHES = 0.055  # rules nearer than this are one, bent or broken by the scanner
_GAP_INCHES = 0.04  # a rule broken by less goes on
_BROKEN_INCHES = 0.12  # and so do two long parts in one line: no row is as low
_THICKEST_INCHES = 0.03  # of a rule
_PIECE_INCHES, _BESIDE_INCHES = 0.06, 0.4  # of a worn rule: its pieces, and how far from a long part they may lie
_CLEAR_INCHES = 0.04  # of white on both sides of such a piece: beside the stroke of a letter there are others
_LEAST_FAINT_DOWN_INCHES, _LEAST_FAINT_ACROSS_INCHES = 0.35, 0.6
_LEAST_CONTRAST = 20.0  # of a faint rule against the paper beside it, of 255
_FAINT = 0.25  # of the contrast of the page's other rules: fainter shows through from the back
_ALONG = 5  # pixels over which a rule's grey is taken together
_THERE = 0.5  # of the side of a cell that its rule must cover
_THROUGH = 0.9  # of a strip that its rules must go through
_MOST = 0.6  # of a table's rules that go down


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: the positions it covers (half open), and its rectangle within the rules."""

    row: int
    column: int
    row_end: int
    column_end: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on the cleaned page, in its pixels."""

    across: tuple[int, ...]  # where rules go down: one more than columns
    down: tuple[int, ...]  # where rules go across: one more than rows
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The ink of rules: 255 where a rule is."""

    level: Pixels  # that go across
    upright: Pixels  # that go down

    def both(self) -> Pixels:
        """Return all rules, a little widened, for erasing them."""
        both = cv2.bitwise_or(self.level, self.upright)
        return np.asarray(cv2.dilate(both, np.ones((3, 3), np.uint8)), dtype=np.uint8)


def rules_of(ink: Pixels, grey: Pixels, dpi: float) -> Rules:
    """Return the rules of an upright page: long runs of its ink, faint ones of its grey, pieces of worn ones."""
    level = _rules(ink, grey, dpi, level=True)
    upright = _rules(ink, grey, dpi, level=False)
    return Rules(level, _without_strokes(upright, level, dpi))


def _rules(ink: Pixels, grey: Pixels, dpi: float, *, level: bool) -> Pixels:
    gap = max(3, round(_GAP_INCHES * dpi))
    least, least_faint = (
        (_LEAST_ACROSS_INCHES, _LEAST_FAINT_ACROSS_INCHES) if level else (_LEAST_DOWN_INCHES, _LEAST_FAINT_DOWN_INCHES)
    )
    runs = _long_runs(ink, round(least * dpi), gap, level=level)
    thin = _thin(grey, runs, dpi, level=level)
    faint = _long_runs(thin, round(least_faint * dpi), gap, level=level)
    runs = np.asarray(cv2.bitwise_or(runs, faint), dtype=np.uint8)
    pieces = _standing_alone(_long_runs(thin, round(_PIECE_INCHES * dpi), 1, level=level), ink, dpi, level=level)
    beside = cv2.dilate(runs, _bar(2 * round(_BESIDE_INCHES * dpi) + 1, level=level))
    worn = cv2.bitwise_or(runs, cv2.bitwise_and(pieces, beside))
    return np.asarray(
        cv2.morphologyEx(worn, cv2.MORPH_CLOSE, _bar(round(_BROKEN_INCHES * dpi), level=level)), dtype=np.uint8
    )


def _thin(grey: Pixels, runs: Pixels, dpi: float, *, level: bool) -> Pixels:
    """Return what is darker than the paper on both sides of it, as a rule is, however faint."""
    along = (_ALONG, 1) if level else (1, _ALONG)
    smooth = cv2.blur(grey, along)
    thickest = _bar(2 * round(_THICKEST_INCHES * dpi) + 1, level=not level)
    contrast = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, thickest)
    usual = float(np.median(contrast[runs > 0])) if runs.any() else 0.0
    least = max(_LEAST_CONTRAST, _FAINT * usual)
    return np.asarray(cv2.threshold(contrast, least, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _standing_alone(pieces: Pixels, ink: Pixels, dpi: float, *, level: bool) -> Pixels:
    """Return the pieces without strokes of letters: nothing else is written close beside them."""
    beside = _bar(2 * round(_CLEAR_INCHES * dpi) + 1, level=not level)
    words = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, beside)
    words = cv2.morphologyEx(words, cv2.MORPH_OPEN, _bar(2 * round(_THICKEST_INCHES * dpi), level=not level))
    alone = np.where(cv2.dilate(words, np.ones((3, 3), np.uint8)) > 0, 0, pieces).astype(np.uint8)
    whole = _bar(round(_PIECE_INCHES * dpi), level=level)
    return np.asarray(cv2.morphologyEx(alone, cv2.MORPH_OPEN, whole), dtype=np.uint8)


def _bar(length: int, *, level: bool) -> Pixels:
    return np.ones((1, length) if level else (length, 1), dtype=np.uint8)


def _long_runs(ink: Pixels, length: int, gap: int, *, level: bool) -> Pixels:
    """Return the runs of ink of at least ``length``; a rule that climbs by a pixel on its way stays one."""
    thick = cv2.dilate(ink, _bar(3, level=not level))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, _bar(length, level=level))
    return np.asarray(cv2.morphologyEx(runs, cv2.MORPH_CLOSE, _bar(gap, level=level)), dtype=np.uint8)


def _without_strokes(upright: Pixels, level: Pixels, dpi: float) -> Pixels:
    """Return the upright rules without strokes of large letters: a rule meets one that goes across, or is long."""
    reach = max(3, round(_NEAR_INCHES * dpi))
    near = cv2.dilate(level, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(upright, connectivity=8)
    kept = stats[:, cv2.CC_STAT_HEIGHT] >= dpi
    meets = np.zeros(count, dtype=bool)
    meets[np.unique(labels[(near > 0) & (labels > 0)])] = True
    kept |= meets
    kept[0] = False
    return np.asarray(np.where(kept[labels], 255, 0), dtype=np.uint8)


def find_grids(rules: Rules, dpi: float) -> tuple[Grid, ...]:
    """Return the tables, top to bottom; a frame around a single cell is none."""
    reach = max(3, round(_NEAR_INCHES * dpi))
    joined = cv2.dilate(cv2.bitwise_or(rules.level, rules.upright), np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    parts = [(left, top, left + width, top + height) for left, top, width, height, _ in stats[1:count].tolist()]
    parts = [one for one in parts if _is_large(one, _LEAST_ACROSS_INCHES * dpi, _LEAST_DOWN_INCHES * dpi)]
    grids = []
    for box in sorted(_together(parts), key=lambda one: (one[1], one[0])):
        if _is_large(box, 2 * _LEAST_ACROSS_INCHES * dpi, 2 * _LEAST_DOWN_INCHES * dpi):
            grid = _grid(rules, box, reach)
            if grid is not None:
                grids.append(grid)
    return tuple(grids)


def _is_large(box: Box, width: float, height: float) -> bool:
    return box[2] - box[0] >= width and box[3] - box[1] >= height


def _together(boxes: Sequence[Box]) -> list[Box]:
    """Return the rectangles with those that overlap made one: parts of a table whose rules are broken."""
    found: list[Box] = []
    for box in boxes:
        whole = box
        while touched := [one for one in found if _overlap(one, whole)]:
            found = [one for one in found if one not in touched]
            lefts, tops, rights, bottoms = zip(whole, *touched, strict=True)
            whole = min(lefts), min(tops), max(rights), max(bottoms)
        found.append(whole)
    return found


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _grid(rules: Rules, box: Box, reach: int) -> Grid | None:
    left, top, right, bottom = box
    level, upright = rules.level[top:bottom, left:right] > 0, rules.upright[top:bottom, left:right] > 0
    least = reach / _NEAR_INCHES * _LEAST_IN_ALL_INCHES
    across, down = _places(upright.T, reach, least), _places(level, reach, least)
    across, down = _closed(across, level.T, down, reach), _closed(down, upright, across, reach)
    rows, columns = len(down) - 1, len(across) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > MAX_GRID_CELLS:
        return None
    edges = _Edges(level, upright, down, across, reach)
    down = [*down[:1], *(at for row, at in enumerate(down[1:-1]) if edges.any_below(row)), *down[-1:]]
    across = [*across[:1], *(at for column, at in enumerate(across[1:-1]) if edges.any_behind(column)), *across[-1:]]
    rows, columns = len(down) - 1, len(across) - 1
    edges = _Edges(level, upright, down, across, reach)
    cells = tuple(
        GridCell(r, c, r2, c2, left + across[c], top + down[r], left + across[c2], top + down[r2])
        for r, c, r2, c2 in _merged(rows, columns, edges)
    )
    if len(cells) < 2:
        return None
    return Grid(tuple(left + x for x in across), tuple(top + y for y in down), cells)


def _places(mask: npt.NDArray[np.bool_], reach: int, least: float) -> list[int]:
    """Return at which rows of ``mask`` rules lie.

    A rule is found by its parts: each connected part has a middle; parts whose middles are near are one rule, if
    together they are at least ``least`` long, or as long as the table.
    """
    least = min(least, 0.8 * mask.shape[1])
    count, _, stats, middles = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    parts = sorted((float(middles[index][1]), int(stats[index][cv2.CC_STAT_WIDTH])) for index in range(1, count))
    groups: list[list[tuple[float, int]]] = []
    for part in parts:
        if groups and part[0] - groups[-1][-1][0] <= reach:
            groups[-1].append(part)
        else:
            groups.append([part])
    weighed = [(sum(at * long for at, long in group), sum(long for _, long in group)) for group in groups]
    return [round(moment / whole) for moment, whole in weighed if whole >= least]


def _closed(down: list[int], upright: npt.NDArray[np.bool_], across: Sequence[int], reach: int) -> list[int]:
    """Return the rules that go across with those that a row lacks which the end of the page divides.

    Such a row is drawn without its lower rule on one page and without its upper rule on the next; the rules that go
    down tell how far it reaches. So, the picture laid on its side, of the outer rules of a table that is open there,
    or whose outer rule was too thin for the scanner.
    """
    if not down:
        return down
    height = upright.shape[0]
    row = round(_LEAST_DOWN_INCHES * reach / _NEAR_INCHES)
    above = [0] if down[0] > row and _go_down(upright[: down[0]], across, reach) else []
    below = [height - 1] if height - down[-1] > row and _go_down(upright[down[-1] :], across, reach) else []
    return [*above, *down, *below]


def _go_down(upright: npt.NDArray[np.bool_], across: Sequence[int], reach: int) -> bool:
    """Say whether most of the rules that go down, the outer ones among them, go through the whole of a strip."""
    there = [bool(upright[:, max(0, x - reach) : x + reach + 1].any(axis=1).mean() >= _THROUGH) for x in across]
    return len(there) > 2 and there[0] and there[-1] and sum(there) >= _MOST * len(there)


class _Edges:
    """Which sides of the grid's positions have a rule."""

    def __init__(
        self,
        level: npt.NDArray[np.bool_],
        upright: npt.NDArray[np.bool_],
        down: Sequence[int],
        across: Sequence[int],
        reach: int,
    ) -> None:
        self._level, self._upright = level, upright
        self._down, self._across, self._reach = down, across, reach

    def any_below(self, row: int) -> bool:
        """Say whether a rule under the row divides any cells; else it is left of a stamp or a signature."""
        return any(self.below(row, column) for column in range(len(self._across) - 1))

    def any_behind(self, column: int) -> bool:
        """Say whether a rule right of the column divides any cells."""
        return any(self.behind(row, column) for row in range(len(self._down) - 1))

    def below(self, row: int, column: int) -> bool:
        """Say whether a rule lies under the position."""
        left, right = self._across[column] + self._reach, self._across[column + 1] - self._reach
        at = self._down[row + 1]
        band = self._level[max(0, at - self._reach) : at + self._reach + 1, left : max(right, left + 1)]
        return bool(band.any(axis=0).mean() >= _THERE)

    def behind(self, row: int, column: int) -> bool:
        """Say whether a rule stands right of the position."""
        top, bottom = self._down[row] + self._reach // 2, self._down[row + 1] - self._reach // 2
        at = self._across[column + 1]
        band = self._upright[top : max(bottom, top + 1), max(0, at - self._reach) : at + self._reach + 1]
        return bool(band.any(axis=1).mean() >= _THERE)


def _merged(rows: int, columns: int, edges: _Edges) -> Iterator[tuple[int, int, int, int]]:
    """Yield the cells as rectangles of positions, row by row: what no rule divides is one cell."""
    taken = np.zeros((rows, columns), dtype=bool)
    for row in range(rows):
        for column in range(columns):
            if taken[row, column]:
                continue
            column_end = column + 1
            while column_end < columns and not taken[row, column_end] and not edges.behind(row, column_end - 1):
                column_end += 1
            row_end = row + 1
            while row_end < rows and _open_below(taken, edges, row_end, column, column_end):
                row_end += 1
            taken[row:row_end, column:column_end] = True
            yield row, column, row_end, column_end


def _open_below(taken: npt.NDArray[np.bool_], edges: _Edges, row: int, start: int, end: int) -> bool:
    """Say whether the cell above goes down through ``row``: no rule above it, none within it."""
    free = not taken[row, start:end].any()
    above = any(edges.below(row - 1, column) for column in range(start, end))
    within = any(edges.behind(row, column) for column in range(start, end - 1))
    return free and not above and not within
