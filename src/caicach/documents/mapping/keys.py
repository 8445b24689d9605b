"""Keys under which documents are the same."""

import re

from vanban.text.forms import compare_key, normalise

__all__ = ["has_year", "issuer_key", "symbol_key"]

_BLANKS = re.compile(r"\s+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_YEAR = re.compile(r"/(?:19|20)\d\d(?:/|\Z)")
# Short forms of Nghị định 30/2020/NĐ-CP, Phụ lục III; matched as whole words of the key.
_WHOLE = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ttg": "thu tuong chinh phu",
    "cp": "chinh phu",
    "tp": "thanh pho",
}


def symbol_key(symbol: str) -> str:
    """Return a symbol without blanks, upper case, with plain dashes: ``41/kh – UBND`` is ``41/KH-UBND``."""
    return _BLANKS.sub("", _DASHES.sub("-", normalise(symbol))).upper().replace("\u00d0", "Đ")


def issuer_key(name: str) -> str:
    """Return the key of an issuer's name; ``UBND`` and ``Ủy ban nhân dân`` are one."""
    return " ".join(_WHOLE.get(word, word) for word in compare_key(name).split())[:300]


def has_year(symbol_key: str) -> bool:
    """Whether the symbol bears its year (``21/2021/NĐ-CP``), so that it names one document without a date."""
    return bool(_YEAR.search(symbol_key))
