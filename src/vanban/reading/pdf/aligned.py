"""Tables without lines between their columns: the columns are told by the words that stand under one another.

Owns: where such a table begins and ends on a page, its columns, whether there is any doubt. Does not: read what cells
say, beyond the numbers of rows.

Only what no other layout explains is taken for a table: three columns or more with free corridors between them over
all rows, a header over them, numbers in the first. Heads and signatures in two columns are none (``columns``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vanban.reading.pdf.cuts import column_of, cuts_between, is_doubtful, mark_of
from vanban.reading.pdf.grid import Grid, Span
from vanban.reading.pdf.ink import Glyph, Rule
from vanban.reading.pdf.page_numbers import is_page_number
from vanban.reading.pdf.stripes import Chunk, Stripe, stripes_of

__all__ = ["Aligned", "aligned_tables"]

_LEAST_COLUMNS = 3
_LEAST_STRIPES = 3
_MOST_SEEDS = 16
_APART = 2.2  # of the font's size: lines further apart are not of one table
_MOST_CROSSING = 4  # lines that run over several columns, one after another: a title row
_ACROSS = 0.6  # of the table's width under a line or an edge of shading that parts rows
_PAD = 3.0  # points around the words of a table
_SLACK = 2.0  # points
_NEARLY = 0.85  # of the lines that the largest candidate holds
_NUMBERING = re.compile(r"\A(?:s?tt|số\s*tt|số thứ tự|no\.?|#)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aligned:
    """The tables of a page that have no lines between their columns."""

    grids: tuple[Grid, ...] = ()
    doubtful: bool = False  # something looked like a table, but its columns or rows cannot be told


@dataclass(slots=True)
class _Region:
    start: int
    end: int
    columns: list[tuple[float, float]]  # where words stand

    @property
    def size(self) -> int:
        return self.end - self.start


def aligned_tables(glyphs: Sequence[Glyph], rules: Sequence[Rule], above: Sequence[float] | None) -> Aligned:
    """Return the tables among letters that stand in no ruled table.

    Args:
        glyphs: The letters.
        rules: The lines drawn across the page, edges of shading among them.
        above: The borders of the columns of a table at the foot of the page before, which may go on here.
    """
    if not glyphs:
        return Aligned()
    stripes = stripes_of(glyphs)
    found: list[Grid] = []
    doubtful = False
    if above is not None:
        region = _continued(stripes, above)
        if region is not None:
            found.append(_grid_of(stripes[: region.end], list(above), rules))
            stripes = stripes[region.end :]
    while (region := _best(stripes)) is not None:
        own = stripes[region.start : region.end]
        grid = _judged(own, region.columns, rules)
        if grid is not None:
            found.append(grid)
        doubtful = doubtful or (grid is None and _looks_like_one(own))
        stripes = _without(stripes, region)
    return Aligned(tuple(sorted(found, key=lambda grid: grid.ys[0])), doubtful)


def _without(stripes: list[Stripe], region: _Region) -> list[Stripe]:
    """Return the stripes outside a region, so that nothing grows over it."""
    rest = stripes[: region.start], stripes[region.end :]
    return max(rest, key=len) if min(map(len, rest)) < _LEAST_STRIPES else [*rest[0], *rest[1]]


def _best(stripes: Sequence[Stripe]) -> _Region | None:
    """Return the region with the most columns among those that hold nearly the most lines."""
    seeds = [index for index, stripe in enumerate(stripes) if len(stripe.chunks) >= _LEAST_COLUMNS]
    seeds = sorted(seeds, key=lambda index: -len(stripes[index].chunks))[:_MOST_SEEDS]
    regions = [region for index in seeds if (region := _grown(stripes, index)) is not None]
    if not regions:
        return None
    most = max(region.size for region in regions)
    return max((r for r in regions if r.size >= _NEARLY * most), key=lambda r: (len(r.columns), r.size))


def _grown(stripes: Sequence[Stripe], seed: int) -> _Region | None:
    """Return the lines around one that keep its gaps free."""
    columns = [(chunk.x0, chunk.x1) for chunk in stripes[seed].chunks]
    end, columns = _reach(stripes, range(seed + 1, len(stripes)), seed, columns)
    start, columns = _reach(stripes, range(seed - 1, -1, -1), seed, columns)
    region = _Region(start, end + 1, columns)
    return region if len(columns) >= _LEAST_COLUMNS and region.size >= _LEAST_STRIPES else None


def _reach(
    stripes: Sequence[Stripe], order: Sequence[int], seed: int, columns: list[tuple[float, float]]
) -> tuple[int, list[tuple[float, float]]]:
    """Return the last line in a direction that keeps the gaps, and the columns with its words."""
    last, before, pending = seed, stripes[seed], 0
    for index in order:
        stripe = stripes[index]
        gap = max(stripe.top, before.top) - min(stripe.bottom, before.bottom)
        if gap > _APART * stripe.size or _is_number_of_page(stripe):
            break
        before = stripe
        crossing = [chunk for chunk in stripe.chunks if len(_touched(chunk, columns)) > 1]
        if len(crossing) > 1:
            break  # the columns of another table
        if crossing and len(stripe.chunks) - len(crossing) < _LEAST_COLUMNS - 1:
            pending += 1
        elif pending and len(stripe.chunks) < 2:
            pending += 1  # a single word behind lines of prose belongs to them
        else:
            columns = _widened(columns, [chunk for chunk in stripe.chunks if chunk not in crossing], stripe.size)
            last, pending = index, 0
        if pending > _MOST_CROSSING or len(columns) < _LEAST_COLUMNS:
            break
    return last, columns


def _is_number_of_page(stripe: Stripe) -> bool:
    return len(stripe.chunks) == 1 and not stripe.chunks[0].text.isdigit() and is_page_number(stripe.chunks[0].text)


def _touched(chunk: Chunk, columns: Sequence[tuple[float, float]]) -> list[int]:
    return [i for i, (x0, x1) in enumerate(columns) if chunk.x0 < x1 - _SLACK and chunk.x1 > x0 + _SLACK]


def _widened(columns: Sequence[tuple[float, float]], chunks: Sequence[Chunk], size: float) -> list[tuple[float, float]]:
    """Return the columns with the words of another line; columns that no corridor parts any more are one."""
    least = max(0.3 * size, 2.5)
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted([*columns, *((chunk.x0, chunk.x1) for chunk in chunks)]):
        if found and x0 - found[-1][1] < least:
            found[-1] = found[-1][0], max(found[-1][1], x1)
        else:
            found.append((x0, x1))
    return found


def _continued(stripes: Sequence[Stripe], xs: Sequence[float]) -> _Region | None:
    """Return the lines from the head of a page on that keep to the columns of the table on the page before."""
    columns = list(pairwise(xs))
    end, pending, filled = 0, 0, set()
    before = stripes[0]
    for index, stripe in enumerate(stripes):
        gap = stripe.top - before.bottom
        inside = stripe.chunks[0].x0 > xs[0] - 2 * _PAD and stripe.chunks[-1].x1 < xs[-1] + 2 * _PAD
        if (end and gap > _APART * stripe.size) or not inside:
            if end or index > 1:
                break
            before = stripe
            continue  # a running head or a page number above the table
        before = stripe
        crossing = sum(len(_touched(chunk, columns)) > 1 for chunk in stripe.chunks)
        if crossing > 1:
            break  # the columns of another table
        if crossing and len(stripe.chunks) - crossing < _LEAST_COLUMNS - 1:
            pending += 1
        elif not (pending and len(stripe.chunks) < 2):
            end, pending = index + 1, 0
            filled |= {column_of(chunk, xs) for chunk in stripe.chunks}
        if pending > _MOST_CROSSING:
            break
    return _Region(0, end, columns) if end and len(filled) >= 2 else None


def _judged(stripes: Sequence[Stripe], columns: Sequence[tuple[float, float]], rules: Sequence[Rule]) -> Grid | None:
    """Return the grid of a region; None where anything else could explain how its words stand."""
    xs = _borders(columns)
    ruled = _ruled(xs, rules)
    starts = cuts_between(stripes, xs, ruled)
    if len(starts) < 2 or is_doubtful(stripes, xs, starts):
        return None
    header = stripes[: starts[1]]
    named = {column_of(chunk, xs): chunk.text for stripe in header for chunk in stripe.chunks}
    marks = [mark for stripe in stripes[starts[1] :] if (mark := mark_of(stripe, xs)) is not None]
    numbered = _NUMBERING.match(named.get(0, "").strip()) is not None
    full = len(named) >= len(columns) - 1 and mark_of(header[0], xs) is None
    bold = all(chunk.bold for stripe in header for chunk in stripe.chunks)
    if not full or not (numbered or (marks and bold) or (bold and len(columns) > _LEAST_COLUMNS)):
        return None
    return _grid_of(stripes, xs, rules)


def _looks_like_one(stripes: Sequence[Stripe]) -> bool:
    return sum(len(stripe.chunks) >= _LEAST_COLUMNS for stripe in stripes) >= _LEAST_STRIPES + 1


def _borders(columns: Sequence[tuple[float, float]]) -> list[float]:
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    return [columns[0][0] - _PAD, *inner, columns[-1][1] + _PAD]


def _ruled(xs: Sequence[float], rules: Sequence[Rule]) -> list[float]:
    """Return where lines run across most of a table; pieces of one line count together."""
    found: dict[int, float] = {}
    for rule in rules:
        inside = min(rule.end, xs[-1]) - max(rule.start, xs[0])
        if inside > 0:
            found[round(rule.at)] = found.get(round(rule.at), 0.0) + inside
    return [float(at) for at, drawn in sorted(found.items()) if drawn >= _ACROSS * (xs[-1] - xs[0])]


def _grid_of(stripes: Sequence[Stripe], xs: list[float], rules: Sequence[Rule]) -> Grid:
    ruled = _ruled(xs, rules)
    starts = sorted({*cuts_between(stripes, xs, ruled), *_around_crossing(stripes, xs)})
    top, bottom = min(stripe.top for stripe in stripes) - 1, max(stripe.bottom for stripe in stripes) + 1
    inner = [(stripes[index - 1].middle + stripes[index].middle) / 2 for index in starts[1:]]
    spans: list[Span] = []
    for row, (start, end) in enumerate(pairwise([*starts, len(stripes)])):
        spans += _cells(stripes[start:end], xs, row)
    closed = any(abs(y - bottom) < 8 for y in ruled)
    return Grid(tuple(xs), (top, *inner, bottom), tuple(spans), open_top=False, open_bottom=not closed)


def _around_crossing(stripes: Sequence[Stripe], xs: Sequence[float]) -> set[int]:
    """Return the indexes that make lines with words over several columns rows of their own."""
    found: set[int] = set()
    columns = list(pairwise(xs))
    over = [any(len(_touched(chunk, columns)) > 1 for chunk in stripe.chunks) for stripe in stripes]
    for index in range(1, len(stripes)):
        if over[index] != over[index - 1]:
            found.add(index)
    return found


def _cells(stripes: Sequence[Stripe], xs: Sequence[float], row: int) -> list[Span]:
    """Return the cells of a row: as many as columns, but one where words run over several."""
    columns = list(pairwise(xs))
    end_of = {column: column + 1 for column in range(len(columns))}
    for stripe in stripes:
        for chunk in stripe.chunks:
            touched = _touched(chunk, columns)
            if len(touched) > 1:
                end_of[touched[0]] = max(end_of[touched[0]], touched[-1] + 1)
    found, column = [], 0
    while column < len(columns):
        found.append(Span(row, row + 1, column, end_of[column]))
        column = end_of[column]
    return found
