"""What a recognised word was probably meant to be, where another with the same letters fits its neighbours.

Owns: the known pairs of words, and when a correction is worth a suggestion. Does not: change a text.
The engine errs mostly in marks: ổ for ố, ể for ế; "kiếm tra" stands nowhere, "kiểm tra" everywhere.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Correction", "corrections_of", "forms_known_pair", "is_code"]

# Only these tones are mistaken for one another, and only over a letter with a mark of its own.
_TONES, _HEAVY = "\u0300\u0301\u0303\u0309", "\u0323"
_ASKING, _SHARP = "\u0309", "\u0301"  # hỏi and sắc: mistaken for one another most
_SHAPES = "\u0302\u0306\u031b"
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\S+")
_JOINT = re.compile(r"[-–/&.](?=\w)")
_CAPITALS = 2  # from so many on a word in capitals among others is an abbreviation, not a word that begins a sentence


@dataclass(frozen=True, slots=True)
class Correction:
    """What a word was probably meant to be; the text keeps what was recognised."""

    start: int  # code points in the text, half open
    end: int
    suggested: str


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Return the pairs of neighbouring words that are known, in small letters."""
    text = files("vanban.reading.scan").joinpath("lexicon.txt").read_text(encoding="utf-8")
    return frozenset((one, two) for line in text.splitlines() for one, two in [line.split()])


@cache
def _spellings() -> dict[str, frozenset[str]]:
    """Return the known words by their letters without tones."""
    found: dict[str, set[str]] = {}
    for pair in _pairs():
        for word in pair:
            if (shape := _shape(word)) is not None:
                found.setdefault(shape, set()).add(word)
    return {key: frozenset(words) for key, words in found.items()}


def corrections_of(text: str) -> tuple[Correction, ...]:
    """Return the words of ``text`` that probably were recognised with a wrong tone.

    Symbols (30/2020/NĐ-CP) and abbreviations are no words. A word is doubted only where it forms no known pair with
    either neighbour. One spelling is suggested only where it differs in the tone of ă, â, ê, ô, ơ or ư alone (in hỏi
    for sắc, where the word read is known), is the only one, and forms known pairs with its neighbours, or with one of
    two where the word read is known nowhere.
    """
    words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
    return tuple(_corrections(text, words))


def is_code(text: str, start: int, end: int) -> bool:
    """Say whether the word at ``start`` to ``end`` belongs to a symbol (12/KH-UBND, 30/2020/NĐ-CP) or abbreviates."""
    token = next(one for one in _TOKEN.finditer(text) if one.start() <= start < one.end())
    parts = [part for part in re.split(r"\W+", token[0]) if part]
    coded = any(part.isdigit() or _is_capitals(part) for part in parts)
    if coded and len(parts) > 1 and _JOINT.search(token[0]):
        return True
    return _is_capitals(text[start:end]) and not _stands_in_capitals(text, token)


def _is_capitals(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= _CAPITALS


def _stands_in_capitals(text: str, token: re.Match[str]) -> bool:
    """Say whether the words beside are in capitals too: a heading."""
    beside = [*text[: token.start()].split()[-1:], *text[token.end() :].split()[:1]]
    words = [word for one in beside if (word := "".join(letter for letter in one if letter.isalpha()))]
    return token[0].isupper() and bool(words) and all(word.isupper() for word in words)


def forms_known_pair(text: str, start: int) -> bool:
    """Say whether the word at ``start``, in small letters, forms a known pair with a neighbour."""
    words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
    index = next(at for at, word in enumerate(words) if word[0] == start)
    own = words[index][2].lower()
    return _fits(own, _neighbour(text, words, index, -1)) or _fits(own, _neighbour(text, words, index, 1), behind=True)


def _corrections(text: str, words: list[tuple[int, int, str]]) -> Iterator[Correction]:
    for index, (start, end, word) in enumerate(words):
        own = word.lower()
        shape = _shape(own)
        before = _neighbour(text, words, index, -1)
        after = _neighbour(text, words, index, 1)
        if shape is None or not (before or after) or _fits(own, before) or _fits(own, after, behind=True):
            continue
        if is_code(text, start, end):
            continue
        spellings = _spellings().get(shape, frozenset())
        strange = own not in spellings
        likely = [other for other in spellings if strange or {_tone(own), _tone(other)} == {_ASKING, _SHARP}]
        better = [other for other in likely if _belongs(other, before, after, strange=strange)]
        if len(better) == 1:
            yield Correction(start, end, _in_case_of(word, better[0]))


def _shape(word: str) -> str | None:
    """Return a word without its tone; None where the tone is none of those that are mistaken for one another."""
    apart = unicodedata.normalize("NFD", word)
    if _HEAVY in apart or not any(mark in apart for mark in _SHAPES):
        return None
    return "".join(letter for letter in apart if letter not in _TONES)


def _tone(word: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", word) if mark in _TONES)


def _neighbour(text: str, words: list[tuple[int, int, str]], index: int, step: int) -> str:
    """Return the word beside, where only a blank stands between."""
    other = index + step
    if not 0 <= other < len(words):
        return ""
    first, second = sorted((index, other))
    between = text[words[first][1] : words[second][0]]
    return words[other][2].lower() if between.isspace() else ""


def _fits(word: str, beside: str, *, behind: bool = False) -> bool:
    return ((word, beside) if behind else (beside, word)) in _pairs()


def _belongs(word: str, before: str, after: str, *, strange: bool) -> bool:
    """Say whether a spelling forms known pairs with its neighbours; with one of two, where the word read is strange."""
    beside = [_fits(word, one, behind=behind) for one, behind in ((before, False), (after, True)) if one]
    return any(beside) if strange else all(beside)


def _in_case_of(word: str, better: str) -> str:
    if word.isupper():
        return better.upper()
    return better.capitalize() if word[:1].isupper() else better
