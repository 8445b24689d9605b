"""The fonts of a PDF: which are bold, and which are built to exhaust the machine.

Owns: the fonts' own tables before they are unrolled. Does not: turn codes into letters.
Source: ISO 32000-1, 9.7 (widths, character maps).
"""

import re
from collections.abc import Mapping

from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

from vanban.reading.bounds import MAX_FONT_CODES

__all__ = ["Fonts", "HugeFont", "is_bold"]

_BOLD = re.compile(r"bold|black|heavy|demi|(?:[-,]|\b)bd\b", re.IGNORECASE)
_FORCED = 1 << 18  # the flag ForceBold
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>(?=\s*(?:<|\[|\d))")
_BEGUN, _ENDED = re.compile(rb"begin\w+"), re.compile(rb"end(?:bf|cid|notdef)range")  # what stands between is told


class HugeFont(Exception):
    """A font whose tables claim more letters than a font can have."""


def is_bold(name: str, flags: int) -> bool:
    """Say whether a font is bold, by its name or by its own word."""
    return bool(_BOLD.search(name)) or bool(flags & _FORCED)


class Fonts(PDFResourceManager):
    """Makes fonts, but none whose ranges would be unrolled beyond all measure."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Return the font of a description.

        Raises:
            HugeFont: its ranges of widths or of letters hold more codes than exist.
        """
        for key in ("W", "W2"):
            _check_widths(resolve1(spec.get(key)))
        for key in ("ToUnicode", "Encoding"):
            stream = resolve1(spec.get(key))
            if isinstance(stream, PDFStream):
                _check_ranges(stream.get_data())
        return super().get_font(objid, spec)


def _check_widths(widths: object) -> None:
    """Look for spans in a list of widths: two numbers that are codes, then a third."""
    numbers: list[float] = []
    for item in widths if isinstance(widths, list) else ():
        value = resolve1(item)
        if not isinstance(value, int | float):
            numbers = []
            continue
        numbers.append(value)
        if len(numbers) == 3:
            if numbers[1] - numbers[0] > MAX_FONT_CODES:
                raise HugeFont
            numbers = []


def _check_ranges(data: bytes) -> None:
    """Look for spans of codes where ranges are told: two codes and what they become. Pairs of codes are no ranges."""
    total = 0
    for first, last in (pair for told in _ENDED.split(data)[:-1] for pair in _RANGE.findall(_BEGUN.split(told)[-1])):
        span = int(last[-16:], 16) - int(first[-16:], 16)
        if len(first) == len(last):
            total += max(span, 0)
        if total > 4 * MAX_FONT_CODES:
            raise HugeFont
