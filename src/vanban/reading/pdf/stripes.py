"""What stands at one height of a page, over all its columns, before anyone knows the columns.

Owns: the pieces of a line that wide gaps part. Does not: decide whether gaps make columns (``aligned``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.reading.pdf.ink import Glyph
from vanban.reading.pdf.lines import glyph_rows

__all__ = ["Chunk", "Stripe", "is_mark", "stripes_of"]

_CORRIDOR = 0.6  # of the font's size: blanks within words are hardly ever wider, gaps between columns hardly narrower
_LEAST_CORRIDOR = 4.0  # points
_BLANK = 0.18  # of the font's size
_MARK = re.compile(r"\A(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-ZĐ]|[a-zđ])[.)]?\Z")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of one line that no wide gap parts."""

    x0: float
    x1: float
    text: str
    bold: bool  # most letters are: letters of another font may be bold without saying so


@dataclass(frozen=True, slots=True)
class Stripe:
    """The chunks of one line from left to right."""

    top: float
    bottom: float
    size: float
    chunks: tuple[Chunk, ...]

    @property
    def middle(self) -> float:
        """Return the middle of its height."""
        return (self.top + self.bottom) / 2


def is_mark(text: str) -> bool:
    """Say whether words are the number of a row: "3", "2.1", "IV", "a)"."""
    return _MARK.match(text.strip()) is not None


def stripes_of(glyphs: Sequence[Glyph]) -> list[Stripe]:
    """Return the stripes of a page from top to bottom; blanks that are drawn do not count."""
    rows = glyph_rows([glyph for glyph in glyphs if glyph.upright and not glyph.text.isspace()])
    return sorted((_stripe(row) for row in rows), key=lambda stripe: stripe.middle)


def _stripe(row: list[Glyph]) -> Stripe:
    row.sort(key=lambda glyph: glyph.box.x0)
    size = max(glyph.size for glyph in row)
    parts: list[list[Glyph]] = []
    end = 0.0
    for glyph in row:
        if not parts or glyph.box.x0 - end > max(_CORRIDOR * size, _LEAST_CORRIDOR):
            parts.append([])
        parts[-1].append(glyph)
        end = glyph.box.x1
    tops, bottoms = [glyph.box.top for glyph in row], [glyph.box.bottom for glyph in row]
    return Stripe(min(tops), max(bottoms), size, tuple(_chunk(part) for part in parts))


def _chunk(part: list[Glyph]) -> Chunk:
    text, end = "", part[0].box.x0
    for glyph in part:
        text += (" " if glyph.box.x0 - end > _BLANK * glyph.size else "") + glyph.text
        end = glyph.box.x1
    return Chunk(
        part[0].box.x0, max(glyph.box.x1 for glyph in part), text, 2 * sum(glyph.bold for glyph in part) >= len(part)
    )
