"""The form of a text that the grammar reads: lower case, one spelling, every character in its place.

Tone marks stay, because they carry the meaning (``ngày`` day and ``ngay`` at once, ``quý`` quarter and ``quy`` rule).
The folded text has as many code points as the text, so that spans of the one are spans of the other.
"""

import re
import unicodedata

__all__ = ["fold"]

_TONED = {"o": "òóỏõọ", "u": "ùúủũụ"}
_BARE = {"a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ"}
# The tone goes on the second vowel: hòa -> hoà, qúy -> quý.
_PLACEMENT = {
    toned + bare: vowel + _BARE[bare][tone]
    for vowel, bares in (("o", "ae"), ("u", "y"))
    for tone, toned in enumerate(_TONED[vowel])
    for bare in bares
}
_BLANK = re.compile(r"[^\S\n]")
_TONE_PAIR = re.compile("|".join(_PLACEMENT))
_SAME = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"⁄": "/", "∕": "/", "：": ":", "；": ";", "（": "(", "）": ")"})


def fold(text: str) -> str:
    """Return ``text`` (normalised) as the grammar reads it, with the same number of code points."""
    text = _BLANK.sub(" ", text.translate(_SAME))
    text = text.lower() if text.isascii() else "".join(map(_fold_char, text))
    return _TONE_PAIR.sub(lambda pair: _PLACEMENT[pair[0]], text)


def _fold_char(char: str) -> str:
    """Return one character for one: small, with ASCII digits."""
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    small = char.lower()
    return small if len(small) == 1 else char
