"""Keys under which documents are the same."""

import re

from vanban.text.forms import compare_key, normalise

__all__ = ["issuer_key", "symbol_key"]

_BLANKS = re.compile(r"\s+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def symbol_key(symbol: str) -> str:
    """Return a symbol without blanks, upper case, with plain dashes: ``41/kh – UBND`` is ``41/KH-UBND``."""
    return _BLANKS.sub("", _DASHES.sub("-", normalise(symbol))).upper().replace("\u00d0", "Đ")


def issuer_key(name: str) -> str:
    """Return the key of an issuer's name."""
    return compare_key(name)[:300]
