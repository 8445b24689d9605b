"""Numbers as Vietnamese writes them: decimal comma, dots between thousands, small numbers in words.

Owns: their shape and value. Does not: know what they count.
"""

from decimal import Decimal

__all__ = ["NUMBER", "WORD_NUMBER", "decimal_of"]

# Not part of a date, symbol, code or list number.
NUMBER = r"(?<![\w/.,:\-–])(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,7}(?:,\d{1,4})?|\d{1,3}\.\d{1,2})(?![\d/:]|[.,]\d)"
_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
WORD_NUMBER = r"(?<!\w)(?:" + "|".join(_WORDS) + r")(?!\w)"


def decimal_of(written: str) -> Decimal:
    """Return the value of a number as ``NUMBER`` or ``WORD_NUMBER`` match it: ``8.803`` is thousands, ``97,5`` not."""
    word = _WORDS.get(written.lower())
    if word is not None:
        return Decimal(word)
    whole, comma, fraction = written.partition(",")
    if not comma and "." in whole and not _has_thousands(whole):
        return Decimal(whole)
    return Decimal(whole.replace(".", "") + ("." + fraction if comma else ""))


def _has_thousands(whole: str) -> bool:
    head, *groups = whole.split(".")
    return len(head) <= 3 and all(len(group) == 3 for group in groups)
