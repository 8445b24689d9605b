"""Numbers in a text that may be targets: percentages, ranges, ranks, counts with a unit.

Owns: finding them and their bounds. Does not: say how they compare (see ``reader``).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from vanban.language.targets.numbers import NUMBER, WORD_NUMBER, decimal_of
from vanban.language.targets.units import PLACES, UNITS

__all__ = ["Mark", "marks_of"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A number with its unit at ``[at, until)``; ``high`` is the upper end of a range."""

    at: int
    until: int
    value: Decimal
    unit: str
    high: Decimal | None = None
    rank: bool = False  # "top 5": a place in an order


_CODES = {word: code for code, words in UNITS.items() for word in words}
_WORDS = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_CODES, key=len, reverse=True))
_PLACES = "|".join(PLACES)
_TO = r"\s*(?:-|–|—|đến|tới)\s*"
_PERCENT_SIGN = r"\s*(?:[%％]|phần\s+trăm)"
_PERCENT = re.compile(
    rf"(?P<low>{NUMBER})(?:{_PERCENT_SIGN})?{_TO}(?P<high>\d+(?:[.,]\d+)?){_PERCENT_SIGN}|(?P<value>{NUMBER}){_PERCENT_SIGN}",
    re.IGNORECASE,
)
_RANK = re.compile(
    rf"(?<!\w)(?:t[oố]p\s*(?:{NUMBER}\s*[-–]\s*)?(?P<top>\d{{1,3}})"
    rf"|nhóm\s+(?P<group>\d{{1,3}})\s+(?:{_PLACES})(?!\w)"
    rf"|(?:trong|vào)\s+(?:số\s+)?(?P<among>\d{{1,3}})\s+(?:{_PLACES})(?=[^.;]{{0,40}}(?:dẫn đầu|đứng đầu|cao nhất)))",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?<!\w)(?:vị\s+trí\s+(?:thứ\s+)?|(?:thứ\s+)?hạng\s+(?:thứ\s+|từ\s+)?|(?:xếp|đứng)\s+thứ\s+)"
    r"(?P<place>\d{1,3})(?!\w|[.,]\d)(?:/\d{1,3}(?!\d))?(?P<up>\s+trở\s+lên)?",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?P<low>{NUMBER}){_TO}(?P<high>\d{{1,6}})\s+(?P<range_unit>{_WORDS})(?!\w)"
    rf"|(?P<value>{NUMBER}|{WORD_NUMBER})\s+(?P<unit>{_WORDS})(?!\w)",
    re.IGNORECASE,
)
# Numbers that name something rather than count: "khoản 4", "Phụ lục 02", "năm 2026", "giai đoạn 1".
_NAMING = (
    "số", "điều", "khoản", "điểm", "phụ lục", "năm", "tháng", "ngày", "quý", "mục", "chương", "mẫu", "biểu", "phần",
    "giai đoạn", "kỳ", "thứ", "lần thứ", "nghị quyết", "đề án", "mức độ", "mức", "iso", "tcvn", "điện thoại", "bước",
    "loại", "từ ngày", "đến", "nhóm", "cấp độ", "phiên bản", "khóa", "tiểu mục", "mô hình", "mạng",
)  # fmt: skip
_NAMED = re.compile(rf"(?<!\w)(?:{'|'.join(_NAMING)})\s*$")


def marks_of(text: str) -> list[Mark]:
    """Return the marks of ``text`` in order, none overlapping another: ranks before shares before counts."""
    found: list[Mark] = []
    covered: set[int] = set()
    for mark in (*_ranks(text), *_percents(text), *_counts(text)):
        places = range(mark.at, mark.until)
        if covered.isdisjoint(places):
            found.append(mark)
            covered.update(places)
    return sorted(found, key=lambda mark: mark.at)


def _ranks(text: str) -> list[Mark]:
    top = [
        Mark(m.start(), m.end(m.lastgroup or 0), Decimal(m[m.lastgroup or 0]), "rank", rank=True)
        for m in _RANK.finditer(text)
    ]
    return top + [
        Mark(m.start(), m.end(), Decimal(m["place"]), "rank", rank=bool(m["up"])) for m in _PLACE.finditer(text)
    ]


def _percents(text: str) -> list[Mark]:
    found = []
    for match in _PERCENT.finditer(text):
        low = match["low"] or match["value"]
        high = decimal_of(match["high"]) if match["high"] else None
        found.append(Mark(match.start(), match.end(), decimal_of(low), "%", high))
    return found


def _counts(text: str) -> list[Mark]:
    found = []
    for match in _COUNT.finditer(text):
        if _NAMED.search(text[max(0, match.start() - 20) : match.start()].lower()):
            continue
        words = match["range_unit"] or match["unit"]
        code = _CODES[" ".join(words.lower().split())]
        high = decimal_of(match["high"]) if match["high"] else None
        end = match.start("range_unit" if match["range_unit"] else "unit")
        found.append(Mark(match.start(), end, decimal_of(match["low"] or match["value"]), code, high))
    return found
