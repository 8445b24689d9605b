"""The column of numbers: short cells that are misread most, read with their own letters.

Owns: what a row number looks like, which of several readings fits the rows around. Does not: recognise.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.text.forms import compare_key

__all__ = ["DIGITS", "ROMAN", "NumberCell", "is_number_column", "settle"]

DIGITS, ROMAN = "0123456789.", "IVXLC."  # what is looked for in such a cell
_HEADERS = frozenset({"tt", "stt", "so tt", "so thu tu", "t t", "s tt"})
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-ZĐ]|[a-zđ])[.)]?")
_LONGEST = 7  # letters of a number
_ROMAN_VALUES = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


@dataclass(frozen=True, slots=True)
class NumberCell:
    """The readings of one cell of the column, best first: as it stands, as digits, as a Roman number."""

    readings: tuple[tuple[str, float], ...]  # text and confidence, 0 to 1


def is_number_column(texts: Sequence[str]) -> bool:
    """Say whether the cells of a column, top to bottom and empty ones left out, hold the numbers of rows."""
    filled = [text for text in texts if text]
    if any(compare_key(text) in _HEADERS for text in filled[:3]):
        return True
    return len(filled) > 1 and all(len(text) <= _LONGEST for text in filled)


def settle(cells: Sequence[NumberCell | None]) -> list[tuple[str, float, bool] | None]:
    """Return for each cell the reading that fits best: text, confidence, and whether it was inferred.

    A reading that counts on from the row above, or down from the row below, goes before a surer one that does not:
    each is what the engine saw. Only where ink could not be read as any number is the number inferred, and only
    between two neighbours that leave one choice.
    """
    chosen: list[tuple[str, float, bool] | None] = []
    last: str | None = None
    for index, cell in enumerate(cells):
        if cell is None:
            chosen.append(None)
            continue
        below = next((one for one in cells[index + 1 :] if one is not None), None)
        found = _choice(cell, last, below)
        chosen.append(found)
        last = found[0] if found[0] else last
    return chosen


def _choice(cell: NumberCell, last: str | None, below: NumberCell | None) -> tuple[str, float, bool]:
    numbers = [(text, sure) for text, sure in cell.readings if _NUMBER.fullmatch(text)]
    fitting = _successors(last) if last else set()
    after = {_plain(text) for text, _ in below.readings} if below else set()
    for text, sure in numbers:
        if _plain(text) in fitting:
            return text, sure, False
    for text, sure in numbers:
        if _successors(text) & after:
            return text, sure, False
    between = {one for one in fitting if _successors(one) & after}
    if len(between) == 1 and (not numbers or max(sure for _, sure in numbers) < 0.5):
        return between.pop(), 0.0, True
    best = max(numbers, key=lambda one: one[1], default=None)
    first = cell.readings[0] if cell.readings else ("", 0.0)
    return (*(best if best and best[1] >= first[1] - 0.2 else first), False)


def _plain(text: str) -> str:
    return text.strip(" .)")


def _successors(text: str) -> set[str]:
    """Return the numbers that may follow ``text`` in a list."""
    plain = _plain(text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*", plain):
        parts = plain.split(".")
        found = {".".join([*parts[:at], str(int(parts[at]) + 1)]) for at in range(len(parts))}
        return found | {f"{plain}.1"}
    if plain and set(plain) <= set("IVX"):
        return {roman(_roman_value(plain) + 1), "1"}
    if len(plain) == 1 and plain.isalpha():
        return {chr(ord(plain) + 1), "1", *({"đ"} if plain == "d" else {"e"} if plain == "đ" else ())}
    return set()


def _roman_value(text: str) -> int:
    values = [dict(_ROMAN_VALUES)[letter] for letter in text]
    return sum(
        -value if any(later > value for later in values[at + 1 : at + 2]) else value for at, value in enumerate(values)
    )


def roman(value: int) -> str:
    """Return ``value``, at least 1, in Roman figures up to X."""
    found = ""
    for letters, worth in _ROMAN_VALUES:
        while value >= worth:
            found += letters
            value -= worth
    return found
