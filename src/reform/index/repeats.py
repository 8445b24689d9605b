"""What stands twice, and what stands out of order, among names and printed numbers.

Owns: how printed numbers follow one another: 1.9 before 1.10, IV before V, d before đ. Does not: tell anybody.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

__all__ = ["out_of_order", "roman", "twice"]

LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_WORTH = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def twice(names: Iterable[str]) -> list[str]:
    """Return the names that stand more than once, each once; blank ones are none."""
    return [name for name, times in Counter(names).items() if times > 1 and name]


def roman(text: str) -> int | None:
    """Return what the capitals of ``text`` count; None where they are no Roman number."""
    if not _ROMAN.fullmatch(text):
        return None
    worths = [_WORTH[letter] for letter in text]
    return sum(-one if one < after else one for one, after in pairwise([*worths, 0]))


def out_of_order(numbers: Sequence[str]) -> list[tuple[str, str]]:
    """Return each number that does not follow the one before it, with that one; numbers of two kinds are left alone."""
    ranks = _ranks([number.rstrip(".").rpartition(".")[2] for number in numbers])
    if ranks is None:
        return []
    return [(numbers[at], numbers[at - 1]) for at in range(1, len(ranks)) if ranks[at] <= ranks[at - 1]]


def _ranks(ends: Sequence[str]) -> list[int] | None:
    """Return what the last parts of the numbers count: all in digits, all Roman, or all letters."""
    if all(end.isascii() and end.isdigit() and len(end) < 9 for end in ends):
        return [int(end) for end in ends]
    romans = [roman(end) for end in ends]
    if all(one is not None for one in romans):
        return [one for one in romans if one is not None]
    letters = [end.casefold() for end in ends]
    return [LETTERS.index(one) for one in letters] if all(len(one) == 1 and one in LETTERS for one in letters) else None
