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

__all__ = ["Above", "Aligned", "aligned_tables"]

_LEAST_COLUMNS = 3
_MANY_COLUMNS = 5  # under bold words: a table even with a single row
_LEAST_STRIPES = 3
_LEAST_ROWS = 3  # with its header, of a table whose rows have no numbers
_MOST_SEEDS = 16
_APART = 2.2  # of the font's size: lines further apart are not of one table
_CLOSE = 0.45  # of the font's size: lines of one header stand no further apart
_LARGER = 1.1
_MOST_CROSSING = 4  # lines that run over several columns, one after another: a title row
_ACROSS = 0.6  # of the table's width under a line or an edge of shading that parts rows
_PAD = 3.0  # points around the words of a table
_LEAST_ROOM, _MOST_ROOM = 1.5, 8.0  # points between a border and the words behind it
_SLACK = 2.0  # points
_NEARLY = 0.85  # of the lines that the largest candidate holds
_NUMBERING = re.compile(r"\A(?:s?tt|số\s*tt|số thứ tự|no\.?|#)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aligned:
    """The tables of a page that have no lines between their columns."""

    grids: tuple[Grid, ...] = ()
    doubtful: bool = False  # something looked like a table, but its columns or rows cannot be told


@dataclass(frozen=True, slots=True)
class Above:
    """A table at the foot of the page before, which may go on."""

    xs: tuple[float, ...]  # the borders of its columns
    heads: tuple[float, ...]  # where the lines of its first row begin


@dataclass(slots=True)
class _Region:
    start: int
    end: int
    columns: list[tuple[float, float]]  # where words stand

    @property
    def size(self) -> int:
        return self.end - self.start


def aligned_tables(glyphs: Sequence[Glyph], rules: Sequence[Rule], above: Above | None) -> Aligned:
    """Return the tables among letters that stand in no ruled table.

    Args:
        glyphs: The letters.
        rules: The lines drawn across the page, edges of shading among them.
        above: A table at the foot of the page before, which may go on here.
    """
    if not glyphs:
        return Aligned()
    stripes = stripes_of(glyphs)
    found: list[Grid] = []
    doubtful = False
    if above is not None:
        region = _continued(stripes, above)
        if region is not None:
            own = stripes[: region.end]
            right = max(above.xs[-1], *(stripe.chunks[-1].x1 + _PAD for stripe in own))
            found.append(_grid_of(own, [*above.xs[:-1], right], rules))
            stripes = stripes[region.end :]
    while (region := _best(stripes)) is not None:
        own = _without_titles(stripes[region.start : region.end])
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


def _without_titles(stripes: list[Stripe]) -> list[Stripe]:
    """Return the lines of a table without single ones that stand apart above its header."""
    start = 0
    while start + 1 < len(stripes) and len(stripes[start].chunks) == 1:
        if stripes[start + 1].top - stripes[start].bottom <= _CLOSE * stripes[start].size:
            break
        start += 1
    return stripes[start:]


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
        if gap > _APART * stripe.size or _is_number_of_page(stripe) or _is_larger(stripe, stripes[seed]):
            break
        if index > seed and _is_header(stripe):
            break  # another table begins, or this one for a second time
        if index < seed and _is_header(before) and gap > _CLOSE * stripe.size:
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


def _is_larger(stripe: Stripe, seed: Stripe) -> bool:
    """Say whether a line stands in a larger size than the table: the title of what comes next."""
    return stripe.size > _LARGER * seed.size


def _is_header(stripe: Stripe) -> bool:
    return len(stripe.chunks) >= _LEAST_COLUMNS and _NUMBERING.match(stripe.chunks[0].text.strip()) is not None


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


def _continued(stripes: Sequence[Stripe], above: Above) -> _Region | None:
    """Return the lines from the head of a page on that keep to the columns of the table on the page before."""
    xs = above.xs
    columns = list(pairwise(xs))
    end, pending, filled = 0, 0, set()
    before = stripes[0]
    for index, stripe in enumerate(stripes):
        gap = stripe.top - before.bottom
        last = stripe.chunks[-1]  # may be wider than any word of the last column on the page before
        inside = stripe.chunks[0].x0 > xs[0] - 2 * _PAD and (last.x1 < xs[-1] + 2 * _PAD or last.x0 > xs[-2])
        if (end and gap > _APART * stripe.size) or not inside:
            if end or index > 1:
                break
            before = stripe
            continue  # a running head or a page number above the table
        if end and (_is_header(stripe) or _is_larger(stripe, stripes[0])):
            break
        before = stripe
        crossing = sum(len(_touched(chunk, columns)) > 1 for chunk in stripe.chunks)
        if _is_header(stripe) and not _is_repeated(stripe, above):
            return None  # the columns of another table
        if crossing > 1:
            break
        if crossing and len(stripe.chunks) - crossing < _LEAST_COLUMNS - 1:
            pending += 1
        elif not (pending and len(stripe.chunks) < 2):
            end, pending = index + 1, 0
            filled |= {column_of(chunk, xs) for chunk in stripe.chunks}
        if pending > _MOST_CROSSING:
            break
    return _Region(0, end, columns) if end and len(filled) >= 2 else None


def _is_repeated(header: Stripe, above: Above) -> bool:
    """Say whether a header stands where the one on the page before does."""
    return all(any(abs(chunk.x0 - head) <= _SLACK for head in above.heads) for chunk in header.chunks)


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
    body = all(chunk.bold for stripe in stripes[starts[1] :] for chunk in stripe.chunks)
    many = len(columns) > _LEAST_COLUMNS and len(starts) >= _LEAST_ROWS
    many = many or (len(columns) >= _MANY_COLUMNS and bold and not body)
    headed = full and (numbered or many or (marks and bold))
    counted = len(columns) > _LEAST_COLUMNS and len(marks) >= max(_LEAST_ROWS, len(starts) // 2)
    if not headed and not counted:
        return None
    return _grid_of(stripes, xs, rules)


def _looks_like_one(stripes: Sequence[Stripe]) -> bool:
    return sum(len(stripe.chunks) >= _LEAST_COLUMNS for stripe in stripes) >= _LEAST_STRIPES + 1


def _borders(columns: Sequence[tuple[float, float]]) -> list[float]:
    """Return the borders of columns: before each as much room as the narrowest corridor leaves.

    A column is wider than its longest words; where the next begins says more of its width.
    """
    room = min(right[0] - left[1] for left, right in pairwise(columns)) / 2
    room = min(max(room, _LEAST_ROOM), _MOST_ROOM)
    inner = [right[0] - room for _, right in pairwise(columns)]
    return [columns[0][0] - room, *inner, columns[-1][1] + room]


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
    # Whether the last row goes on over the page is told by its words alone: no line is missing where none is drawn.
    return Grid(tuple(xs), (top, *inner, bottom), tuple(spans), open_top=False, open_bottom=False)


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
