"""Numbers and symbols of documents: ``36/QĐ-UBND``, ``61/2018/NĐ-CP``, ``11-CT/TU``.

Owns: their shapes in text with blanks inside, their printed form, the key under which two are the same.
Does not: say what is cited where (see ``reader``).
Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (state bodies); Hướng dẫn 36-HD/VPTW (Party); Luật Ban hành VBQPPL (year in
the symbol of legal documents).
"""

import re
import unicodedata

from vanban.language.citations.names import ABBREVIATIONS
from vanban.text.forms import normalise

__all__ = ["SYMBOL", "abbreviation_of", "is_complete", "of_kind", "printed", "symbol_key"]

_NUMBER = r"\d{1,6}[a-zđ]?"
_FIRST = r"[A-ZĐƯ][A-ZĐƯa-zđ]{0,9}\d{0,2}"
_PART = r"(?:[A-ZĐƯ][A-ZĐƯa-zđ0-9&]{0,11}(?:\.[A-ZĐƯ]{1,6})*)"
# A scan may leave one letter of the last part apart: "16/NQ-HĐN D".
_STATE = (
    rf"{_NUMBER}\s{{0,3}}/\s{{0,2}}(?:(?:19|20)\d\d\s?/\s?)?{_FIRST}"
    rf"(?:(?:\s?-|-\s|\s-\s(?=UBND|HĐND|CP\b)){_PART}(?!\w)){{0,3}}(?!\w)(?:(?<=-\w\w\w) [A-ZĐ](?![\w.]))?"
)
_PARTY = rf"{_NUMBER}\s?-\s?[A-ZĐ][A-ZĐa-zđ]{{1,5}}\s?/\s?[A-ZĐƯ]{{2,10}}(?!\w)"
SYMBOL = re.compile(rf"(?<![\w/.,-])(?:{_PARTY}|{_STATE})")
_BLANKS = re.compile(r"\s+")
_LETTERS = re.compile(r"[A-ZĐƯ][A-Za-zĐđƯư]*")


def printed(symbol: str) -> str:
    """Return ``symbol`` in NFC without the blanks that typing or scanning left in it."""
    return _BLANKS.sub("", normalise(symbol))


def symbol_key(symbol: str) -> str:
    """Return the key under which two spellings of one symbol are equal: ``04-CT/TU`` and ``4 - CT/TU`` are one.

    Blanks, case, letter marks and leading zeros fall away; the signs between the parts stay. May be empty.
    """
    folded = unicodedata.normalize("NFD", printed(symbol).casefold()).replace("đ", "d")
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"^0+(?=\d)", "", plain)


def abbreviation_of(symbol: str) -> str | None:
    """Return the kind of document that the symbol's letters stand for, or None where they do not tell."""
    letters = _LETTERS.search(symbol)
    return ABBREVIATIONS.get(letters.group()) if letters else None


def of_kind(symbol: str, kind: str) -> str | None:
    """Return ``symbol`` with the letters of ``kind``: 320/KH-UBND of a Quyết định is 320/QĐ-UBND.

    None where the kind has no letters, or the symbol has them already or none at all.
    """
    letters = _LETTERS.search(symbol)
    own = next((short for short, name in ABBREVIATIONS.items() if name == kind), None)
    if letters is None or own is None or ABBREVIATIONS.get(letters.group()) in (None, kind):
        return None
    return symbol[: letters.start()] + own + symbol[letters.end() :]


def is_complete(symbol: str) -> bool:
    """Say whether the symbol stands for itself without a word before it: it has a year or an issuer."""
    return "-" in symbol or symbol.count("/") > 1
