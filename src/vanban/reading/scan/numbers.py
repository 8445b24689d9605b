"""The column of numbers: short cells that are misread most, read with their own letters.

Owns: what a row number looks like, which of several readings fits the rows around. Does not: recognise.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.text.forms import compare_key

__all__ = [
    "DIGITS",
    "ROMAN",
    "NumberCell",
    "inferred_numbers",
    "is_number",
    "is_number_column",
    "is_plain_number",
    "settle",
]

DIGITS, ROMAN = "0123456789.", "IVXLC."  # what is looked for in such a cell
_HEADERS = frozenset({"tt", "stt", "so tt", "so thu tu", "t t", "s tt"})
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-ZĐ]|[a-zđ])[.)]?")
_FAR_LETTER = re.compile(r"[FGHJKM-UWYZf-z][.)]?")
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


def settle(cells: Sequence[NumberCell]) -> list[tuple[str, float]]:
    """Return for each cell, top to bottom, the reading that fits best, and its confidence; it is 0 where none fits.

    A reading that counts on from the row above, or down from the row below, goes before a surer one that does not:
    each is what the engine saw.
    """
    chosen: list[tuple[str, float]] = []
    last = ""
    for index, cell in enumerate(cells):
        below = cells[index + 1] if index + 1 < len(cells) else None
        text, sure = _choice(cell, last, below)
        chosen.append((text, sure))
        last = text if is_number(text) else ""
    return chosen


def _choice(cell: NumberCell, last: str, below: NumberCell | None) -> tuple[str, float]:
    numbers = [(text, sure) for text, sure in cell.readings if is_number(text)]
    fitting = _successors(last)
    after = {_plain(text) for text, _ in below.readings} if below else set()
    following = [one for one in numbers if _plain(one[0]) in fitting]
    leading = [one for one in numbers if _successors(one[0]) & after]
    # A column counts by letters from A; a letter far from it is a Roman number more often: H is II, M is III.
    likely = [one for one in numbers if not _FAR_LETTER.fullmatch(one[0])]
    for group in (following, leading, likely, numbers):
        if group:
            return max(group, key=lambda one: one[1])
    return (cell.readings[0][0], 0.0) if cell.readings else ("", 0.0)


def is_number(text: str) -> bool:
    """Say whether ``text`` has the form of a row's number: 1, 1.2, II, A, a."""
    return _NUMBER.fullmatch(text) is not None


def is_plain_number(text: str) -> bool:
    """Say whether ``text`` is a number in figures: Roman ones and letters are mistaken for one another."""
    return is_number(text) and text[:1].isdigit()


def inferred_numbers(texts: Sequence[str], doubtful: Sequence[bool]) -> dict[int, str]:
    """Return what doubtful numbers of a column must be by the rows around, by their index.

    Args:
        texts: The numbers of a table's rows that have any ink there, top to bottom.
        doubtful: Of each, whether it could hardly be read.
    """
    found: dict[int, str] = {}
    for index, text in enumerate(texts):
        above = found.get(index - 1, texts[index - 1]) if index else ""
        below = texts[index + 1] if index + 1 < len(texts) and not doubtful[index + 1] else ""
        if not doubtful[index] or not is_number(above):
            continue
        between = {one for one in _successors(above) if _plain(below) in _successors(one)} if below else set()
        counted = _plain(above).isdigit() and not below and index > 1 and _plain(above) in _successors(texts[index - 2])
        choices = between or ({str(int(_plain(above)) + 1)} if counted else set())
        if len(choices) == 1 and _plain(text) not in choices:
            found[index] = choices.pop() + ("." if above.endswith(".") else "")
    return found


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
