"""Where one row of a table ends and the next begins, when no line is drawn between them.

Owns: the cuts between the stripes of a table whose columns are known. Does not: find columns (``aligned``, ``grid``).

Told by, in this order: lines and edges of shading across the table; wider gaps than between the lines of one cell;
the numbers in the first column.
"""

from collections.abc import Sequence
from itertools import pairwise

from vanban.reading.pdf.stripes import Chunk, Stripe, is_mark

__all__ = ["column_of", "cuts_between", "is_doubtful", "mark_of"]

_WIDER = 0.22  # of the font's size, and at least so many points: gaps between rows, against those within one
_LEAST_WIDER = 1.5
_ACCIDENTS = 20  # gaps of which one is an accident
_TIGHT = 0.15  # of the font's size: lines of one cell overlap no further
_LARGEST = 0.6  # of all lines: ruled rows hold no more
_LEAST_RULED = 3
_FILLED = 0.8  # of the lines begin in the first column: every line is a row


def column_of(chunk: Chunk, xs: Sequence[float]) -> int:
    """Return the column in which most of a chunk stands."""
    columns = range(len(xs) - 1)
    return max(columns, key=lambda index: min(chunk.x1, xs[index + 1]) - max(chunk.x0, xs[index]))


def mark_of(stripe: Stripe, xs: Sequence[float]) -> str | None:
    """Return the number that a stripe has in the first column; None where there is none, or words."""
    first = [chunk for chunk in stripe.chunks if column_of(chunk, xs) == 0]
    return first[0].text if len(first) == 1 and is_mark(first[0].text) else None


def cuts_between(stripes: Sequence[Stripe], xs: Sequence[float], ruled: Sequence[float]) -> list[int]:
    """Return the indexes of the stripes with which rows begin, the first among them.

    Args:
        stripes: The lines of the table.
        xs: The borders of its columns.
        ruled: Where lines or edges of shading run across the table.
    """
    starts = _ruled(stripes, ruled)
    pieces = list(pairwise([*starts, len(stripes)]))
    largest = max(end - start for start, end in pieces)
    regular = len(pieces) >= _LEAST_RULED and largest <= max(_LARGEST * len(stripes), 3)
    found: set[int] = set(starts)
    for start, end in pieces:
        marks = sum(mark_of(stripe, xs) is not None for stripe in stripes[start:end])
        if not regular or marks > 1:
            found |= {start + index for index in _soft(stripes[start:end], xs)}
    return sorted(found)


def is_doubtful(stripes: Sequence[Stripe], xs: Sequence[float], starts: Sequence[int]) -> bool:
    """Say whether a row has two numbers, so that the rows cannot be told apart."""
    for start, end in pairwise([*starts, len(stripes)]):
        if sum(mark_of(stripe, xs) is not None for stripe in stripes[start:end]) > 1:
            return True
    return False


def _ruled(stripes: Sequence[Stripe], ruled: Sequence[float]) -> list[int]:
    found = [0]
    for index, (above, below) in enumerate(pairwise(stripes), start=1):
        if any(above.middle < y < below.middle for y in ruled):
            found.append(index)
    return found


def _soft(stripes: Sequence[Stripe], xs: Sequence[float]) -> list[int]:
    """Return where rows begin among stripes between which no line is drawn."""
    found = _by_gaps(stripes, xs)
    if not is_doubtful(stripes, xs, found) and len(found) > 1:
        return found
    marks = [index for index, stripe in enumerate(stripes) if mark_of(stripe, xs) is not None]
    if len(marks) > 1:
        # What stands above the first number is a header, if a gap says so, else part of the first row.
        return sorted({0, *marks, *(index for index in found if index < marks[0])})
    begun = [index for index, stripe in enumerate(stripes) if column_of(stripe.chunks[0], xs) == 0]
    return sorted({0, *begun}) if len(begun) >= _FILLED * len(stripes) else found


def _by_gaps(stripes: Sequence[Stripe], xs: Sequence[float]) -> list[int]:
    gaps = sorted(_gaps_in_columns(stripes, xs))
    if not gaps:
        return [0]
    # Within cells. Most gaps may be those between rows; of many, the narrowest are accidents.
    usual = max(gaps[len(gaps) // _ACCIDENTS], -_TIGHT * stripes[0].size)
    found, bottom = [0], stripes[0].bottom
    for index, stripe in enumerate(stripes[1:], start=1):
        if stripe.top - bottom > usual + max(_WIDER * stripe.size, _LEAST_WIDER):
            found.append(index)
        bottom = max(bottom, stripe.bottom)
    return found


def _gaps_in_columns(stripes: Sequence[Stripe], xs: Sequence[float]) -> list[float]:
    """Return how far the lines of each column stand apart."""
    last: dict[int, float] = {}
    found = []
    for stripe in stripes:
        for column in {column_of(chunk, xs) for chunk in stripe.chunks}:
            if column in last:
                found.append(stripe.top - last[column])
            last[column] = stripe.bottom
    return found
