"""Words as searching compares them: folded or with their marks, every word between blanks.

A word typed without marks finds every spelling of its letters; a word typed with marks finds those marks. Symbols are
phrases, however they are spaced: ``41 / KH - UBND`` is the phrase ``41 kh ubnd``.
"""

import re
import unicodedata
from dataclasses import dataclass

from vanban.text.forms import compare_key, normalise

__all__ = ["Term", "folded", "terms_of", "toned"]

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_NO_WORD = re.compile(r"[\W_]+")
_MOST_TERMS = 12
_PHRASE = re.compile(r'["“”„]([^"“”„]*)["“”„]?')
_SYMBOL = re.compile(r"\d+[a-zđ]?\s*(?:/\s*\d{4}\s*)?[/-]\s*[^\W\d_]+[^\W_]*(?:\s*[-/–]\s*[^\W\d_]+)*", re.IGNORECASE)
_DASHES = re.compile("[\u2010-\u2015\u2212]")


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase that must stand in a document."""

    key: str  # " ke hoach "
    toned: str  # the same with its marks; empty where it was typed without any


def folded(text: str) -> str:
    """Return the words of ``text`` without case and marks, with one blank before, between and after them."""
    key = compare_key(text)
    return f" {key} " if key else ""


def toned(text: str) -> str:
    """Return the words of ``text`` in small letters with their marks, each tone at its word's end.

    So ``hoà`` and ``hòa``, ``uỷ`` and ``ủy`` are one.
    """
    words = (_tone_last(word) for word in _NO_WORD.split(normalise(text).casefold()) if word)
    joined = " ".join(words)
    return f" {joined} " if joined else ""


def terms_of(query: str) -> tuple[Term, ...]:
    """Return what a query asks for: phrases in quotes, symbols, and single words; of very many the first."""
    text = _DASHES.sub("-", normalise(query))
    found: list[str] = []

    def kept(match: re.Match[str]) -> str:
        found.append(match[1] if match.re is _PHRASE else match[0])
        return " "

    rest = _SYMBOL.sub(kept, _PHRASE.sub(kept, text))
    terms = (_term(words) for words in (*found, *rest.split()))
    return tuple(dict.fromkeys(term for term in terms if term is not None))[:_MOST_TERMS]


def _term(words: str) -> Term | None:
    key = folded(words)
    if not key:
        return None
    marked = toned(words)
    return Term(key, marked if marked != key else "")


def _tone_last(word: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", word):
        (tones if char in _TONES else letters).append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + "".join(tones)
