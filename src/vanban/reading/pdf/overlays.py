"""What is laid over the words of a page: watermarks, the marks of digital signatures.

Owns: telling them from the page's own words, before lines are made of both. Does not: verify signatures, or read what
annotations of the reader's program say (``annotations``).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from vanban.reading.pdf.ink import Box, Glyph, Page, box_around
from vanban.text.forms import squeeze

__all__ = ["take_overlays"]

_LARGE = 2.5  # times the page's usual size: no title of a paper stands so large over other words
_LEAST_COVERED = 3  # letters of the page under large words
_BLANK = 0.18  # of the font's size
_SAME_EDGE = 4.0  # points
_MOST_LINES = 9  # of the mark of a signature
_BELOW = 1.1  # of the font's size: its lines stand no further apart
_SIGNED = re.compile(
    r"\A(?:digitally signed by|signed by|signature (?:valid|not verified)|chữ ký (?:số )?(?:hợp lệ|không hợp lệ)|"
    r"(?:được )?ký (?:số )?bởi|người ký|ký bởi)\b",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"\b(?:ngày ký|thời gian ký|ký ngày|giờ ký|date|email|e-mail|cơ quan|tổ chức|reason|lý do|location|vị trí)\s*:",
    re.IGNORECASE,
)


def take_overlays(page: Page) -> list[str]:
    """Take what is laid over a page out of its letters; return it, a line each."""
    found = [_words(group) for group in _groups(page.overlaid)]
    for taken in (_slanted(page), _large(page), _signatures(page)):
        own = {id(glyph) for glyph in taken}
        page.glyphs = [glyph for glyph in page.glyphs if id(glyph) not in own] if own else page.glyphs
        found += [_words(group) for group in _groups(taken)]
    page.overlaid = []
    return list(dict.fromkeys(text for text in found if text))


def _slanted(page: Page) -> list[Glyph]:
    """Return the letters that run neither along the page's width nor along its height."""
    return [glyph for glyph in page.glyphs if glyph.turn is None]


def _large(page: Page) -> list[Glyph]:
    """Return letters far larger than the page's, if they are pale or stand over other words."""
    drawn = [glyph for glyph in page.glyphs if not glyph.text.isspace()]
    if not drawn:
        return []
    usual = median(glyph.size for glyph in drawn)
    large = [glyph for glyph in page.glyphs if glyph.size >= _LARGE * usual]
    found = []
    for group in _groups(large):
        box = box_around([glyph.box for glyph in group])
        under = (glyph for glyph in drawn if glyph.size < _LARGE * usual and box.holds(*glyph.middle))
        if all(glyph.pale for glyph in group) or len(list(under)) >= _LEAST_COVERED:
            found += group
    return found


def _signatures(page: Page) -> list[Glyph]:
    """Return the letters of the marks that a program for signing wrote: who signed, when."""
    found: list[Glyph] = []
    lines = list(_groups(page.glyphs))
    index = 0
    while index < len(lines):
        group = [lines[index]]
        text = _words(lines[index])
        if _SIGNED.match(text):
            group += _lines_below(lines, index)
            if any(_DETAIL.search(_words(line)) for line in group):
                found += [glyph for line in group for glyph in line]
        index += len(group)
    return found


def _lines_below(lines: Sequence[list[Glyph]], index: int) -> list[list[Glyph]]:
    found: list[list[Glyph]] = []
    for above, below in pairwise(lines[index : index + _MOST_LINES]):
        upper, lower = _box(above), _box(below)
        near = -0.5 * below[0].size <= lower.top - upper.bottom <= _BELOW * below[0].size
        if not near or abs(lower.x0 - upper.x0) > _SAME_EDGE or _SIGNED.match(_words(below)):
            break
        found.append(below)
    return found


def _groups(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield letters that were drawn one after another on one line."""
    group: list[Glyph] = []
    for glyph in glyphs:
        if group and not _follows(group[-1], glyph):
            yield group
            group = []
        group.append(glyph)
    if group:
        yield group


def _follows(last: Glyph, glyph: Glyph) -> bool:
    if abs(last.size - glyph.size) > 0.2 * last.size or last.turn != glyph.turn:
        return False
    if glyph.turn is None:
        return max(abs(glyph.middle[0] - last.middle[0]), abs(glyph.middle[1] - last.middle[1])) < 2.5 * glyph.size
    return abs(glyph.box.bottom - last.box.bottom) < 0.3 * glyph.size and glyph.box.x0 > last.box.x0 - glyph.size


def _words(glyphs: Sequence[Glyph]) -> str:
    text = glyphs[0].text
    for left, right in pairwise(glyphs):
        gap = right.box.x0 - left.box.x1 > _BLANK * right.size and right.turn is not None
        text += (" " if gap else "") + right.text
    return squeeze(text)


def _box(glyphs: Sequence[Glyph]) -> Box:
    return box_around([glyph.box for glyph in glyphs])
