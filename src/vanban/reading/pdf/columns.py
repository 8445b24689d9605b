"""Lines of a page in reading order: what stands in two columns is read column by column.

Owns: heads and feet laid out side by side without a ruled table (the state's title beside the issuer, the recipients
beside the signature). Does not: know tables (``grid``). Source of the layout: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.reading.pdf.lines import Line, merged

__all__ = ["Column", "columns_of", "right_edge"]

_MARK = re.compile(r"\A\W*(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,5}|[a-zđA-Z])?\W*\Z")
_DOTS = re.compile(r"[.…_]{4,}\s*\d*\Z")
_NEAR = 1.3  # of the font's size: lines of one column stand no further apart
_FAR = 8.0  # of the font's size: room for a signature
_SAME_EDGE = 2.0  # points
_LEAST_SHARE = 0.15  # of the lines end at the edge of justified text,
_LEAST_ENDS = 3  # and so many: two lines may end at one place by chance


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that follow each other, and the edges between which they are set."""

    lines: tuple[Line, ...]
    left: float
    right: float
    whole: bool  # as wide as the page's text


def right_edge(lines: Sequence[Line]) -> float:
    """Return where lines end that are full: the edge of justified text, else the longest line's end."""
    edges = sorted((line.box.x1 for line in lines), reverse=True)
    least = max(_LEAST_ENDS, _LEAST_SHARE * len(edges))
    for edge in edges:
        if sum(abs(other - edge) <= _SAME_EDGE for other in edges) >= least:
            return edge
    return edges[0] if edges else 0.0


def columns_of(rows: Sequence[list[Line]], left: float, right: float) -> list[Column]:
    """Return the columns of consecutive lines in reading order.

    Args:
        rows: The lines from top to bottom, each as its parts from left to right.
        left: The left edge of the page's text.
        right: Its right edge.
    """
    found: list[Column] = []
    plain: list[Line] = []
    index = 0
    while index < len(rows):
        gutter = _gutter(rows[index])
        if gutter is None:
            plain.append(merged(rows[index]))
            index += 1
            continue
        end, gutter = _end(rows, index, gutter)
        start = _start(plain, rows[index], gutter)
        above, plain = plain[start:], plain[:start]
        if plain:
            found.append(Column(tuple(plain), left, right, whole=True))
        found += _divided([*([line] for line in above), *rows[index:end]], gutter)
        plain, index = [], end
    if plain:
        found.append(Column(tuple(plain), left, right, whole=True))
    return found


def _gutter(row: Sequence[Line]) -> tuple[float, float] | None:
    """Return the widest gap of a line in two columns; None where it is one line with a tab in it."""
    if len(row) < 2:
        return None
    pairs = [(left, right) for left, right in itertools.pairwise(row) if not _MARK.match(left.text)]
    if not pairs or any(_DOTS.search(left.text) for left, _ in pairs):
        return None
    left, right = max(pairs, key=lambda pair: pair[1].box.x0 - pair[0].box.x1)
    return left.box.x1, right.box.x0


def _end(rows: Sequence[list[Line]], start: int, gutter: tuple[float, float]) -> tuple[int, tuple[float, float]]:
    """Return behind which line the two columns end, and the gap common to all of them."""
    end, index = start + 1, start + 1
    last = {side: line for line in rows[start] for side in (_side([line], gutter),) if side}
    while index < len(rows):
        row = rows[index]
        own = _gutter(row)
        side = _side(row, gutter)
        if own is not None:
            common = max(gutter[0], own[0]), min(gutter[1], own[1])
            if common[1] - common[0] < row[0].size * 0.8:
                break
            gutter, end = common, index + 1
            last = {"left": row[0], "right": row[-1]}
        elif side is None:
            break
        else:
            reach = _FAR if side == "right" else _NEAR
            above = last.get(side)
            if above is None or row[0].box.top - above.box.bottom > reach * row[0].size:
                break
            last[side] = row[-1]
            end = index + 1
        index += 1
    return end, gutter


def _start(plain: list[Line], row: Sequence[Line], gutter: tuple[float, float]) -> int:
    """Return from which of the lines above on the columns begin: lines that stand wholly in the right one."""
    start, below = len(plain), row[-1]
    while start and plain[start - 1].box.x0 >= gutter[1] - 40 and plain[start - 1].box.x0 > gutter[0]:
        if below.box.top - plain[start - 1].box.bottom > _NEAR * below.size:
            break
        start -= 1
        below = plain[start]
    return start


def _side(row: Sequence[Line], gutter: tuple[float, float]) -> str | None:
    middle = (gutter[0] + gutter[1]) / 2
    if row[-1].box.x1 <= middle:
        return "left"
    return "right" if row[0].box.x0 >= middle else None


def _divided(rows: Sequence[list[Line]], gutter: tuple[float, float]) -> list[Column]:
    middle = (gutter[0] + gutter[1]) / 2
    sides = [
        [[part for part in row if (part.box.x0 + part.box.x1) / 2 < middle] for row in rows],
        [[part for part in row if (part.box.x0 + part.box.x1) / 2 >= middle] for row in rows],
    ]
    found = []
    for side in sides:
        lines = tuple(merged(parts) for parts in side if parts)
        if lines:
            edges = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
            found.append(Column(lines, *edges, whole=False))
    return found
