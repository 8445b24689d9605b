"""Numbers as Vietnamese documents print them.

Owns: one number alone in a cell, and the numbers of a sentence with what they count. Does not: know what adds up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from vanban.text.forms import squeeze

__all__ = ["Counted", "counted_in", "number_in"]

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_ALONE = re.compile(rf"(?:{_NUMBER})\Z")
_IN_TEXT = re.compile(rf"(?<![\w.,/\-])(?P<number>{_NUMBER})(?![\w/])(?![.,]\d)(?P<percent>\s?%)?")
_UNIT = re.compile(r"\s+(?P<unit>[^\W\d_]+(?:\s+[^\W\d_]+){0,2})")
_NO_COUNT = re.compile(
    r"(?:số|ngày|tháng|năm|quý|điều|khoản|điểm|phụ lục|mức độ|cấp độ|giai đoạn|lần thứ|kỳ|loại|nhóm|mục|trang|khóa)"
    r"\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of a sentence with the words behind it, up to three, folded to small letters."""

    value: Decimal
    raw: str
    start: int
    end: int
    words: tuple[str, ...]  # what is counted begins with the first of them; empty: a mark follows

    @property
    def unit(self) -> str:
        """Return the first word of what is counted; "" where none follows."""
        return self.words[0] if self.words else ""


def number_in(text: str) -> Decimal | None:
    """Return the number that is all of a cell; None for anything else."""
    match = _ALONE.match(squeeze(text))
    return _value(match.group()) if match else None


def counted_in(text: str) -> Iterator[Counted]:
    """Yield the counts of a sentence: no rates, dates, symbols, years and ordinals."""
    for match in _IN_TEXT.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        if match["percent"] or _NO_COUNT.search(before):
            continue
        unit = _UNIT.match(text, match.end("number"))
        words = tuple(unit["unit"].lower().split()) if unit else ()
        yield Counted(_value(match["number"]), match["number"], match.start(), match.end("number"), words)


def _value(raw: str) -> Decimal:
    return Decimal(raw.replace(".", "").replace(",", "."))
