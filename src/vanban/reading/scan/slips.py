"""What letters of one shape were taken for others: strokes for quarters of a year, small letters for capitals.

Owns: when such a slip is worth a suggestion. Does not: change a text, or know words (``repair``).
"""

import re
import unicodedata
from collections.abc import Iterator

from vanban.reading.scan.repair import Correction, forms_known_pair

__all__ = ["slips_of"]

_QUARTER = re.compile(
    r"\bQuý\s+(?P<quarter>[IVHl1|!2-4]{1,4}?)(?P<rest>\s?/\s?(?:19|20)\d\d|(?:19|20)\d\d)?(?![\w/|!])"
)
_STROKES = str.maketrans({"1": "I", "l": "I", "|": "I", "!": "I", "H": "II"})
_QUARTERS = ("I", "II", "III", "IV")
_ROMAN = re.compile(r"[IVXLC]+")
_SAME_SHAPE = frozenset("cosuvwxz")  # letters whose capital is only larger
_VOWELS = re.compile(r"[^\W\d_bcdđghklmnpqrstvwxjfz]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


def slips_of(text: str) -> tuple[Correction, ...]:
    """Return the quarters and words of ``text`` that probably were recognised with letters of the wrong shape.

    A quarter is I to IV, or 1 to 4; its year stands behind a stroke. A capital within a word in small letters is a
    slip where the two letters have one shape and the word in small letters forms a known pair with a neighbour; symbols
    and abbreviations are left alone.
    """
    return (*_quarters(text), *_capitals(text))


def _quarters(text: str) -> Iterator[Correction]:
    for match in _QUARTER.finditer(text):
        read, rest = match["quarter"], match["rest"] or ""
        plain = read in _QUARTERS or read in ("1", "2", "3", "4")
        if plain and ("/" in rest or not rest):
            continue
        meant = read if read in ("2", "3", "4") else read.translate(_STROKES)
        if meant in (*_QUARTERS, "2", "3", "4"):
            behind = rest if "/" in rest or not rest else f"/{rest}"
            yield Correction(match.start("quarter"), match.end(), meant + behind)


def _capitals(text: str) -> Iterator[Correction]:
    for match in _WORD.finditer(text):
        word = match[0]
        if word[1:].islower() or _ROMAN.fullmatch(word) or not _is_slip(word) or not _among_small(text, match):
            continue
        if forms_known_pair(text, match.start()):
            yield Correction(match.start(), match.end(), word[0] + word[1:].lower())


def _is_slip(word: str) -> bool:
    """Say whether all capitals behind the first letter look like their small letters: Ủ and ủ, but not P and p."""
    shapes = [unicodedata.normalize("NFD", letter)[0].lower() for letter in word[1:] if letter.isupper()]
    return all(shape in _SAME_SHAPE for shape in shapes) and _VOWELS.search(word) is not None


def _among_small(text: str, match: re.Match[str]) -> bool:
    """Say whether a word is no symbol and no abbreviation: "phỦ", or two letters before a small word, "CƠ quan"."""
    joined = text[: match.start()][-1:] + text[match.end() :][:1]
    if any(letter in "-–/&" or letter.isdigit() for letter in joined):
        return False
    behind = re.match(r"\s([^\W\d_]+)", text[match.end() :])
    return not match[0].isupper() or (len(match[0]) == 2 and behind is not None and behind[1].islower())
