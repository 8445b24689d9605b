"""Letters on a page become lines of text.

Owns: which letters stand on one line, blanks between words, wide gaps that part a line, raised digits.
Does not: join lines into paragraphs (``paragraphs``).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from vanban.reading.pdf.ink import Box, Glyph, box_around

__all__ = ["Line", "glyph_rows", "merged", "rows_of", "side_by_side"]

_BLANK = 0.18  # of the font's size: a wider gap is a blank
_SHARED = 0.35  # of the font's size: so much of their height lines beside each other have in common
_LEAST_SPACED, _SPACED = 5, 0.7  # letters of a line, share of wide gaps: its letters are spaced apart
_NO_ROOM = 0.03  # of the font's size: no blank is so narrow
_PARTED = 1.7  # of the font's size: a wider gap parts two columns
_RAISED_SIZE, _RAISED_BY = 0.82, 0.12
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Line:
    """One line of text, or the part of it in one column."""

    text: str
    box: Box
    size: float
    bold: bool
    letters: int  # drawn, blanks not counted
    page: int
    runs: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # font and text
    first_word: float = 0.0  # its width in points

    @property
    def centre(self) -> float:
        """Return the middle of its height."""
        return (self.box.top + self.box.bottom) / 2


def rows_of(glyphs: Sequence[Glyph], page: int) -> list[list[Line]]:
    """Return the lines from top to bottom; each as its parts from left to right."""
    drawn = [glyph for glyph in glyphs if not glyph.text.isspace()]
    rows = glyph_rows([glyph for glyph in drawn if glyph.upright])
    blanks = _by_row([glyph for glyph in glyphs if glyph.text.isspace()], rows)
    found = [_parts(row, own, page) for row, own in zip(rows, blanks, strict=True)]
    turned = [glyph for glyph in drawn if not glyph.upright]
    if turned:
        found.append([_turned(turned, page)])
    return sorted(found, key=lambda parts: min(part.box.top for part in parts))


def side_by_side(rows: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the lines with those as one that stand beside each other, one a little lower: of two columns."""
    found: list[list[Line]] = []
    for row in rows:
        if found and _beside(found[-1], row):
            found[-1] = sorted([*found[-1], *row], key=lambda part: part.box.x0)
        else:
            found.append(row)
    return found


def _beside(upper: Sequence[Line], lower: Sequence[Line]) -> bool:
    shared = max(part.box.bottom for part in upper) - min(part.box.top for part in lower)
    if shared < _SHARED * lower[0].size:
        return False
    gap = max(lower[0].box.x0 - upper[-1].box.x1, upper[0].box.x0 - lower[-1].box.x1)
    return gap > max(_PARTED * lower[0].size, 12.0)


def merged(parts: Sequence[Line]) -> Line:
    """Return the parts of one line as one."""
    if len(parts) == 1:
        return parts[0]
    return Line(
        " ".join(part.text for part in parts),
        box_around([part.box for part in parts]),
        max(parts, key=lambda part: part.letters).size,
        all(part.bold for part in parts),
        sum(part.letters for part in parts),
        parts[0].page,
        tuple(run for part in parts for run in (*part.runs, ("", " ")))[:-1],
        parts[0].first_word,
    )


def glyph_rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Return the letters of each line: their middles lie within the height of a larger letter of the line."""
    rows: list[list[Glyph]] = []
    heights: list[tuple[float, float]] = []
    buckets: dict[int, list[int]] = {}
    for glyph in sorted(glyphs, key=lambda glyph: (-round(glyph.size, 1), glyph.box.top)):
        middle = glyph.middle[1]
        for index in buckets.get(int(middle), ()):
            top, bottom = heights[index]
            if top + 0.12 * (bottom - top) <= middle <= bottom - 0.12 * (bottom - top):
                rows[index].append(glyph)
                break
        else:
            for bucket in range(int(glyph.box.top), int(glyph.box.bottom) + 1):
                buckets.setdefault(bucket, []).append(len(rows))
            heights.append((glyph.box.top, glyph.box.bottom))
            rows.append([glyph])
    return rows


def _by_row(blanks: list[Glyph], rows: list[list[Glyph]]) -> list[list[Glyph]]:
    found: list[list[Glyph]] = [[] for _ in rows]
    buckets: dict[int, int] = {}
    for index, row in enumerate(rows):
        buckets.setdefault(round(row[0].middle[1]), index)
    for blank in blanks:
        middle = round(blank.middle[1])
        near = (at for at in (middle, middle - 1, middle + 1, middle + 2) if at in buckets)
        at = next(near, None)
        if at is not None:
            found[buckets[at]].append(blank)
    return found


def _parts(row: list[Glyph], blanks: list[Glyph], page: int) -> list[Line]:
    row.sort(key=lambda glyph: glyph.box.x0)
    size = median(glyph.size for glyph in row)
    parts: list[list[Glyph]] = [[row[0]]]
    for above, glyph in pairwise(row):
        if glyph.box.x0 - above.box.x1 > max(_PARTED * size, 12.0):
            parts.append([])
        parts[-1].append(glyph)
    starts = [blank.box.x0 for blank in blanks]
    return [_line(part, starts, page) for part in parts]


def _line(glyphs: list[Glyph], blanks: list[float], page: int) -> Line:
    size = max({glyph.size for glyph in glyphs}, key=lambda size: sum(glyph.size == size for glyph in glyphs))
    bottom = median(glyph.box.bottom for glyph in glyphs if glyph.size == size)
    blanks = sorted(start for start in blanks if glyphs[0].box.x0 < start < glyphs[-1].box.x1)
    least = _least_blank(glyphs, size)
    spaced = least > _BLANK * size
    blanks = [] if spaced and 2 * len(blanks) > len(glyphs) else blanks
    least = math.inf if spaced and blanks else least
    pieces: list[tuple[str, str]] = []
    first_word = 0.0
    at = 0
    for index, glyph in enumerate(glyphs):
        if index and _is_blank(glyphs[index - 1], glyph, blanks, at, least):
            pieces.append((glyphs[index - 1].font, " "))
            first_word = first_word or glyphs[index - 1].box.x1 - glyphs[0].box.x0
        while at < len(blanks) and blanks[at] < glyph.box.x0 + 0.01:
            at += 1
        raised = glyph.size <= _RAISED_SIZE * size and bottom - glyph.box.bottom >= _RAISED_BY * size
        pieces.append((glyph.font, glyph.text.translate(_RAISED) if raised else glyph.text))
    return Line(
        "".join(text for _, text in pieces),
        box_around([glyph.box for glyph in glyphs]),
        size,
        all(glyph.bold for glyph in glyphs if glyph.text.isalnum()) and any(glyph.bold for glyph in glyphs),
        len(glyphs),
        page,
        _runs(pieces),
        first_word or glyphs[-1].box.x1 - glyphs[0].box.x0,
    )


def _runs(pieces: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the pieces of one font joined."""
    groups = groupby(pieces, key=lambda piece: piece[0])
    return tuple((font, "".join(text for _, text in group)) for font, group in groups)


def _least_blank(glyphs: Sequence[Glyph], size: float) -> float:
    """Return the narrowest gap that is a blank: wider where the letters of words are spaced apart."""
    gaps = sorted(right.box.x0 - left.box.x1 for left, right in pairwise(glyphs))
    letters = sum(glyph.text.isalpha() for glyph in glyphs)
    wide = sum(gap > _BLANK * size for gap in gaps)
    if len(glyphs) < _LEAST_SPACED or wide < _SPACED * len(gaps) or letters < _SPACED * len(glyphs):
        return _BLANK * size
    return gaps[len(gaps) // 2] + _BLANK * size


def _is_blank(left: Glyph, right: Glyph, blanks: list[float], at: int, least: float) -> bool:
    if right.box.x0 - left.box.x1 > least:
        return True
    if right.box.x0 - left.box.x1 < _NO_ROOM * right.size:
        return False  # typed over blanks, as a number is into the gap that was left for it
    if at < len(blanks) and blanks[at] <= right.box.x0 + 0.01:
        return blanks[at] >= left.box.x0
    return False


def _turned(glyphs: list[Glyph], page: int) -> Line:
    """Return letters that stand sideways as one line, in the order in which they were drawn."""
    text = glyphs[0].text
    for left, right in pairwise(glyphs):
        gap = max(
            max(left.box.top, right.box.top) - min(left.box.bottom, right.box.bottom),
            max(left.box.x0, right.box.x0) - min(left.box.x1, right.box.x1),
        )
        text += (" " if gap > _BLANK * right.size else "") + right.text
    size = median(glyph.size for glyph in glyphs)
    box = box_around([glyph.box for glyph in glyphs])
    return Line(
        text, box, size, all(glyph.bold for glyph in glyphs), len(glyphs), page, ((glyphs[0].font, text),), box.width
    )
