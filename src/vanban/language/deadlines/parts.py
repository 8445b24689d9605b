"""From tokens to the parts of a phrase: numbers, days, months, quarters, spans, lists, lengths, counts.

Each method is a production of ``grammar.lark``; ``builder`` adds those of whole phrases.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lark import Token, Transformer

from vanban.language.deadlines.phrases import Length, Period, Phrase

__all__ = ["NotReadError", "PartBuilder", "first_months", "first_of", "number_of", "place_of", "share_years"]

_UNITS = {
    **{"DAY": "day", "WORKING_DAY": "working_day", "HOUR": "hour", "WEEK": "week"},
    **{"MONTH": "month", "QUARTER": "quarter", "YEAR": "year"},
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4}
_WORDS = {
    **{"một": 1, "mốt": 1, "giêng": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5},
    **{"sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "chạp": 12},
}
_FIELDS = ("MONTH", "QUARTER", "YEAR", "DAY", "FIRST", "LAST", "MIDDLE", "OF")
_DAYS_OF = {"day": 1, "week": 7}
_CENTURY = 2000


class NotReadError(Exception):
    """The words fit a production but mean nothing by its rule; the phrase is not read."""


@dataclass(frozen=True, slots=True)
class YearMark:
    """The words that name a year: a number, or one counted from the plan's year."""

    year: int | None
    shift: int
    at: int
    until: int


@dataclass(frozen=True, slots=True)
class Bare:
    """A number of a list whose unit stands before: the II of "Quý I, II/2026"."""

    number: int
    year: int | None
    year_shift: int
    at: int
    until: int


def number_of(token: str) -> int:
    """Return the value of digits, a Roman numeral or Vietnamese number words."""
    if token.isdecimal():
        return int(token[:9])
    if token in _ROMAN:
        return _ROMAN[token]
    words = token.split()
    if "mươi" in words:
        return _WORDS[words[0]] * 10 + sum(_WORDS[word] for word in words[2:])
    return sum(_WORDS[word] for word in words)


def numbers_of(token: str) -> list[int]:
    """Return the numbers in a token such as ``15/3/2026`` or ``iv-2026``; number words are one number."""
    if " " in token and not any(char.isdigit() for char in token):
        return [number_of(token)]
    return [number_of(part) for part in re.split(r"[^\w]+", token) if part]


def place_of(children: Sequence[Any]) -> dict[str, int]:
    """Return where the words of the children stand, as keywords of a part."""
    placed = [child for child in children if isinstance(child, Token | Period | YearMark | Bare)]
    at = [child.start_pos if isinstance(child, Token) else child.at for child in placed]
    until = [child.end_pos if isinstance(child, Token) else child.until for child in placed]
    return {"at": min(at, default=0) or 0, "until": max(until, default=0) or 0}


def share_years(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Give periods without a year the year of the next one that has it, else of the one before."""
    shared = list(periods)
    for order in (range(len(shared) - 2, -1, -1), range(1, len(shared))):
        step = 1 if order.step < 0 else -1
        for index in order:
            source = shared[index + step]
            if not shared[index].dated and source.dated:
                shared[index] = replace(shared[index], year=source.year, year_shift=source.year_shift)
    return tuple(shared)


def first_months(count: int, **place: int) -> Period:
    """Return the first ``count`` months of an unsaid year."""
    return Period("part", (1, 1), (count, 0), **place)  # type: ignore[arg-type]


def first_of(children: Sequence[Any], kind: type[Any]) -> Any:
    """Return the first child of a type, or None."""
    return next((child for child in children if isinstance(child, kind)), None)


def _year_of(children: Sequence[Any], numbers: list[int], at: int) -> dict[str, Any]:
    """Return the year fields of a period whose number ``at`` may be its year."""
    mark = first_of(children, YearMark)
    if mark is not None:
        return {"year": mark.year, "year_shift": mark.shift}
    year = numbers[at] if len(numbers) > at else None
    if year is not None and year < 100:
        return {"year": _CENTURY + year, "short_year": True}
    return {"year": year}


def _numbers_in(children: Sequence[Any]) -> list[int]:
    """Return the numbers of all tokens that hold some."""
    tokens = [child for child in children if isinstance(child, Token) and child.type not in _FIELDS]
    return [number for token in tokens for number in numbers_of(token)]


def _tail(container: Period, length: Length) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and last day of the last ``length`` of a period."""
    (first_month, _), (last_month, _) = container.first, container.last
    amount = length.amount or 1
    if length.unit in _DAYS_OF:
        return (last_month, 1 - amount * _DAYS_OF[length.unit]), (last_month, 0)
    start = last_month - amount + 1
    if start < first_month:
        raise NotReadError
    return (start, 1), (last_month, 0)


def _head(container: Period, length: Length) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and last day of the first ``length`` of a period."""
    (first_month, _), (last_month, _) = container.first, container.last
    amount = length.amount or 1
    if length.unit in _DAYS_OF:
        return (first_month, 1), (first_month, amount * _DAYS_OF[length.unit])
    end = first_month + amount - 1
    if end > last_month:
        raise NotReadError
    return (first_month, 1), (end, 0)


class PartBuilder(Transformer[Token, Phrase]):
    """Builds periods, lengths and counts bottom up."""

    # ---- numbers

    def number_glossed(self, children: list[Token]) -> Token:
        """07 (bảy): the digits, over the words of both."""
        digits = next(child for child in children if child.type == "NUMBER")
        place = place_of(children)
        return Token("NUMBER", str(digits), start_pos=place["at"], end_pos=place["until"])

    # ---- years

    def year_number(self, children: list[Token]) -> YearMark:
        """năm 2026."""
        return YearMark(int(children[-1]), 0, **place_of(children))

    def year_next(self, children: list[Token]) -> YearMark:
        """năm sau."""
        return YearMark(None, 1, **place_of(children))

    def year_last(self, children: list[Token]) -> YearMark:
        """năm trước."""
        return YearMark(None, -1, **place_of(children))

    def year_period(self, children: list[Token]) -> Period:
        """Năm 2026, as a span of time."""
        return Period("year", (1, 1), (12, 0), int(children[-1]), **place_of(children))  # type: ignore[arg-type]

    def whole_year(self, children: list[Token]) -> Period:
        """The year of "6 tháng đầu năm [2026]"."""
        year = int(children[1]) if len(children) > 1 else None
        return Period("year", (1, 1), (12, 0), year, **place_of(children))  # type: ignore[arg-type]

    def whole_next(self, children: list[Token]) -> Period:
        """The year of "6 tháng đầu năm sau"."""
        return Period("year", (1, 1), (12, 0), None, 1, **place_of(children))  # type: ignore[arg-type]

    # ---- days

    def day_numbers(self, children: list[Any]) -> Period:
        """15/3, 15/3/2026, ngày 15/3 năm 2026."""
        numbers = _numbers_in(children)
        day = (numbers[1], numbers[0])
        return Period("day", day, day, **_year_of(children, numbers, 2), **place_of(children))

    def day_words(self, children: list[Any]) -> Period:
        """Ngày 15 tháng 3 năm 2026."""
        return self.day_numbers(children)

    def day_iso(self, children: list[Token]) -> Period:
        """2026-03-15."""
        year, month, day = numbers_of(children[-1])
        return Period("day", (month, day), (month, day), year, **place_of(children))  # type: ignore[arg-type]

    def days(self, children: list[Any]) -> tuple[Period, ...]:
        """15/6 và 15/12."""
        return self.periods(children)

    # ---- months, quarters, parts

    def month_number(self, children: list[Any]) -> Period:
        """Tháng 3/2026."""
        numbers = _numbers_in(children)
        month = numbers[0]
        return Period("month", (month, 1), (month, 0), **_year_of(children, numbers, 1), **place_of(children))

    def quarter_number(self, children: list[Any]) -> Period:
        """Quý I/2026."""
        numbers = _numbers_in(children)
        last = numbers[0] * 3
        return Period("quarter", (last - 2, 1), (last, 0), **_year_of(children, numbers, 1), **place_of(children))

    def part_first(self, children: list[Any]) -> Period:
        """10 ngày đầu tháng 3."""
        return self._part(children, _head)

    def part_last(self, children: list[Any]) -> Period:
        """6 tháng cuối năm."""
        return self._part(children, _tail)

    def half_first(self, children: list[Any]) -> Period:
        """6 tháng đầu [năm]."""
        return self._part([*children, Period("year", (1, 1), (12, 0))], _head)

    def half_last(self, children: list[Any]) -> Period:
        """6 tháng cuối [năm]."""
        return self._part([*children, Period("year", (1, 1), (12, 0))], _tail)

    def _part(self, children: list[Any], cut: Any) -> Period:
        container: Period = first_of(children, Period)
        length = self.length_many(children[:2])
        if length.unit not in ("day", "week", "month") or (length.unit == "month" and container.unit == "month"):
            raise NotReadError
        first, last = cut(container, length)
        tokens = [child for child in children if not (isinstance(child, Period) and child.until == 0)]
        return replace(container, unit="part", first=first, last=last, **place_of(tokens))

    # ---- lists and spans

    def bare_number(self, children: list[Any]) -> Bare:
        """The II of "Quý I, II"."""
        numbers = _numbers_in(children)
        fields = _year_of(children, numbers, 1)
        return Bare(numbers[0], fields["year"], fields.get("year_shift", 0), **place_of(children))

    def sep(self, children: list[Token]) -> Token:
        """Comma, "và", or both."""
        return children[0]

    def periods(self, children: list[Any]) -> tuple[Period, ...]:
        """Quý I, II, III/2026."""
        if len(children) == 1:
            return (children[0],)
        earlier, sep, new = children
        if isinstance(new, Bare):
            new = self._unit_from(earlier[-1], new)
        if self._names_their_year(earlier, sep, new):
            until = {len(earlier) - 1: new.until}
            return tuple(
                replace(period, year=new.year, until=until.get(index, period.until))
                for index, period in enumerate(earlier)
            )
        return (*earlier, new)

    def _names_their_year(self, earlier: tuple[Period, ...], sep: Token, new: Period) -> bool:
        """Whether "năm 2026" after a comma is the year of what stands before: "Quý I, năm 2026"."""
        undated = all(not period.dated and period.unit != "year" for period in earlier)
        return sep.type == "COMMA" and new.unit == "year" and undated

    def _unit_from(self, before: Period, bare: Bare) -> Period:
        """Return the period of a bare number, its unit taken from the period before."""
        months = {"month": 1, "quarter": 3}.get(before.unit, 0)
        last = bare.number * months
        if not months or not 1 <= last <= 12:
            raise NotReadError
        place = {"at": bare.at, "until": bare.until}
        return Period(before.unit, (last - months + 1, 1), (last, 0), bare.year, bare.year_shift, **place)  # type: ignore[arg-type]

    def span(self, children: list[Any]) -> tuple[Period, Period]:
        """Từ tháng 3 đến tháng 10/2026: the two ends."""
        start, end = (child for child in children if isinstance(child, Period | Bare))
        if isinstance(end, Bare):
            end = self._unit_from(start, end)
        return start, end

    def span_days(self, children: list[Any]) -> tuple[Period, Period]:
        """01-15/3: the first end has only its day."""
        end: Period = first_of(children, Period)
        number = next(child for child in children if isinstance(child, Token) and child.type == "NUMBER")
        first = (end.first[0], number_of(number))
        return replace(end, first=first, last=first, **place_of(children[:-1])), end

    # ---- lengths and counts

    def length_one(self, children: list[Token]) -> Length:
        """Quý, in "hằng quý"."""
        return Length(None, _UNITS[children[0].type])

    def length_many(self, children: list[Token]) -> Length:
        """07 ngày làm việc."""
        number, unit = children[-2:]
        return Length(number_of(number), _UNITS[unit.type])

    def length_upto(self, children: list[Token]) -> Length:
        """05 - 07 ngày: the longer one binds."""
        return self.length_many(children)

    def every(self, children: list[Any]) -> Length:
        """Hằng quý."""
        return replace(first_of(children, Length), every=True)

    def each(self, children: list[Any]) -> Length:
        """Định kỳ 6 tháng, 6 tháng/lần."""
        return self.every(children)

    def each_every(self, children: list[Any]) -> Length:
        """Hằng quý."""
        return self.every(children)

    def count(self, children: list[Token]) -> int:
        """Ít nhất 02 lần."""
        numbers = [child for child in children if child.type in ("NUMBER", "WORDS")]
        return number_of(numbers[0]) if numbers else 1
