"""From tokens to the parts of a phrase: numbers, days, months, quarters, spans, lists, lengths, counts.

Each method is a production of ``grammar.lark``; ``builder`` adds those of whole phrases.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lark import Token, Transformer

from vanban.language.deadlines.phrases import Length, Period, Phrase, Year

__all__ = [
    "NotReadError",
    "PartBuilder",
    "first_months",
    "first_of",
    "maybe",
    "number_of",
    "share_years",
    "span_of",
    "year_of",
]

_UNITS = {
    **{"DAY": "day", "WORKING_DAY": "working_day", "HOUR": "hour", "WEEK": "week"},
    **{"MONTH": "month", "QUARTER": "quarter", "YEAR": "year"},
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4}
_WORDS = {
    **{"một": 1, "mốt": 1, "giêng": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5},
    **{"sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "chạp": 12},
}
_NUMBERS = frozenset({"NUMBER", "WORDS", "ROMAN", "ROMAN_YEAR", "MY", "DM", "DMY", "YEAR4"})
_DAYS_OF = {"day": 1, "week": 7}
_CENTURY = 2000
_NO_DAY = 99  # a written "00": 0 itself would count from the end of the month

Value = TypeVar("Value")
Span = tuple[int, int]


class NotReadError(Exception):
    """The words fit a production but mean nothing by its rule; the phrase is not read."""


@dataclass(frozen=True, slots=True)
class YearMark:
    """The words that name a year, with their place."""

    year: Year
    span: Span


@dataclass(frozen=True, slots=True)
class Bare:
    """A number of a list whose unit stands before: the II of "Quý I, II/2026"."""

    number: int
    year: Year
    span: Span


def maybe(children: Iterable[object], kind: type[Value]) -> Value | None:
    """Return the first child of a type, or None."""
    return next((child for child in children if isinstance(child, kind)), None)


def first_of(children: Iterable[object], kind: type[Value]) -> Value:
    """Return the first child of a type.

    Raises:
        NotReadError: there is none.
    """
    child = maybe(children, kind)
    if child is None:
        raise NotReadError
    return child


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


def _numbers_of(token: Token) -> list[int]:
    """Return the numbers in a token such as ``15/3/2026`` or ``iv-2026``; number words are one number."""
    if token.type == "WORDS":
        return [number_of(token)]
    return [number_of(part) for part in re.split(r"[^\w]+", token) if part]


def _numbers_in(children: Iterable[object]) -> list[int]:
    """Return the numbers of all tokens that hold some."""
    tokens = [child for child in children if isinstance(child, Token) and child.type in _NUMBERS]
    return [number for token in tokens for number in _numbers_of(token)]


def span_of(children: Iterable[object]) -> Span:
    """Return where the words of the children stand."""
    spans = [span for span in map(_place, children) if span is not None]
    return min(at for at, _ in spans), max(until for _, until in spans)


def _place(child: object) -> Span | None:
    if isinstance(child, Token):
        return child.start_pos or 0, child.end_pos or 0
    return child.span if isinstance(child, Period | YearMark | Bare) else None


def share_years(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Give periods without a year the year of the next one that has it, else of the one before.

    Only numbers are shared: in "tháng 10 và tháng 01 năm sau" the first month is not of the next year.
    """
    shared = list(periods)
    for index in range(len(shared) - 2, -1, -1):
        if not shared[index].year.named and shared[index + 1].year.shift == 0:
            shared[index] = replace(shared[index], year=shared[index + 1].year)
    for index in range(1, len(shared)):
        if not shared[index].year.named and shared[index - 1].year.shift == 0:
            shared[index] = replace(shared[index], year=shared[index - 1].year)
    return tuple(shared)


def year_of(span: Span, year: Year | None = None) -> Period:
    """Return a whole year."""
    return Period("year", (1, 1), (12, 0), year or Year(), span)


def first_months(count: int) -> Period:
    """Return the first ``count`` months of an unsaid year."""
    return Period("part", (1, 1), (count, 0))


def _named_year(children: Iterable[object], numbers: Sequence[int], place: int) -> Year:
    """Return the year of a period: its own words, or the number at ``place``."""
    mark = maybe(children, YearMark)
    if mark is not None:
        return mark.year
    if len(numbers) <= place:
        return Year()
    short = numbers[place] < 100
    return Year(_CENTURY * short + numbers[place], short=short)


def _head(container: Period, length: Length) -> tuple[Span, Span]:
    """Return the first and last day of the first ``length`` of a period."""
    first, last, amount = container.first[0], container.last[0], length.amount or 1
    if length.unit in _DAYS_OF:
        return (first, 1), (first, amount * _DAYS_OF[length.unit])
    if first + amount - 1 > last:
        raise NotReadError
    return (first, 1), (first + amount - 1, 0)


def _tail(container: Period, length: Length) -> tuple[Span, Span]:
    """Return the first and last day of the last ``length`` of a period."""
    first, last, amount = container.first[0], container.last[0], length.amount or 1
    if length.unit in _DAYS_OF:
        return (last, 1 - amount * _DAYS_OF[length.unit]), (last, 0)
    if last - amount + 1 < first:
        raise NotReadError
    return (last - amount + 1, 1), (last, 0)


class PartBuilder(Transformer[Token, Phrase]):
    """Builds periods, lengths and counts bottom up."""

    # ---- numbers

    def number_glossed(self, children: list[Token]) -> Token:
        """07 (bảy): the digits, over the words of both."""
        digits = next(child for child in children if child.type == "NUMBER")
        at, until = span_of(children)
        return Token("NUMBER", str(digits), start_pos=at, end_pos=until)

    # ---- years

    def year_number(self, children: list[Token]) -> YearMark:
        """Năm 2026."""
        return YearMark(Year(int(children[-1])), span_of(children))

    def year_next(self, children: list[Token]) -> YearMark:
        """Năm sau."""
        return YearMark(Year(shift=1), span_of(children))

    def year_last(self, children: list[Token]) -> YearMark:
        """Năm trước."""
        return YearMark(Year(shift=-1), span_of(children))

    def year_period(self, children: list[Token]) -> Period:
        """Năm 2026, as a span of time."""
        return year_of(span_of(children), Year(int(children[-1])))

    def whole_year(self, children: list[Token]) -> Period:
        """The year of "6 tháng đầu năm [2026]"."""
        return year_of(span_of(children), Year(int(children[1])) if len(children) > 1 else Year())

    def whole_next(self, children: list[Token]) -> Period:
        """The year of "6 tháng đầu năm sau"."""
        return year_of(span_of(children), Year(shift=1))

    # ---- days

    def day_numbers(self, children: list[Token | YearMark]) -> Period:
        """15/3, 15/3/2026, ngày 15/3 năm 2026."""
        numbers = _numbers_in(children)
        day = (numbers[1], numbers[0] or _NO_DAY)
        return Period("day", day, day, _named_year(children, numbers, 2), span_of(children))

    def day_words(self, children: list[Token | YearMark]) -> Period:
        """Ngày 15 tháng 3 năm 2026; more months may follow it."""
        return replace(self.day_numbers(children), unit="day_of_month")

    def day_iso(self, children: list[Token]) -> Period:
        """2026-03-15."""
        year, month, day = _numbers_of(children[-1])
        return Period("day", (month, day or _NO_DAY), (month, day or _NO_DAY), Year(year), span_of(children))

    def days(self, children: list[Period | Token | Bare | tuple[Period, ...]]) -> tuple[Period, ...]:
        """15/6 và 15/12."""
        return self.periods(children)

    # ---- months, quarters, parts

    def month_number(self, children: list[Token | YearMark]) -> Period:
        """Tháng 3/2026."""
        numbers = _numbers_in(children)
        year = _named_year(children, numbers, 1)
        return Period("month", (numbers[0], 1), (numbers[0], 0), year, span_of(children))

    def quarter_number(self, children: list[Token | YearMark]) -> Period:
        """Quý I/2026."""
        numbers = _numbers_in(children)
        last, year = numbers[0] * 3, _named_year(children, numbers, 1)
        return Period("quarter", (last - 2, 1), (last, 0), year, span_of(children))

    def part_first(self, children: list[Token | Period]) -> Period:
        """10 ngày đầu tháng 3."""
        return self._part(children, _head)

    def part_last(self, children: list[Token | Period]) -> Period:
        """6 tháng cuối năm."""
        return self._part(children, _tail)

    def first_of_year(self, children: list[Token | Period]) -> Period:
        """6 tháng đầu [năm]."""
        return self._part([*children, year_of(span_of(children))], _head)

    def last_of_year(self, children: list[Token | Period]) -> Period:
        """6 tháng cuối [năm]."""
        return self._part([*children, year_of(span_of(children))], _tail)

    def half_first(self, children: list[Token | Period]) -> Period:
        """Nửa đầu tháng 3: to its 15th day; nửa đầu năm: to June (Civil Code 2015, article 146)."""
        whole = first_of(children, Period)
        last = (6, 0) if whole.unit == "year" else (whole.first[0], 15)
        return replace(whole, unit="part", last=last, span=span_of(children))

    def half_last(self, children: list[Token | Period]) -> Period:
        """Nửa cuối tháng 3: from its 16th day; nửa cuối năm: from July."""
        whole = first_of(children, Period)
        first = (7, 1) if whole.unit == "year" else (whole.first[0], 16)
        return replace(whole, unit="part", first=first, span=span_of(children))

    def _part(self, children: list[Token | Period], cut: Callable[[Period, Length], tuple[Span, Span]]) -> Period:
        container = first_of(children, Period)
        length = self.length_many([child for child in children[:2] if isinstance(child, Token)])
        if length.unit not in ("day", "week", "month") or length.unit == container.unit:
            raise NotReadError
        first, last = cut(container, length)
        return Period("part", first, last, container.year, span_of(children))

    # ---- lists and spans

    def bare_number(self, children: list[Token | YearMark]) -> Bare:
        """The II of "Quý I, II"."""
        numbers = _numbers_in(children)
        return Bare(numbers[0], _named_year(children, numbers, 1), span_of(children))

    def sep(self, children: list[Token]) -> Token:
        """Comma, "và", or both."""
        return children[0]

    def periods(self, children: list[Period | Token | Bare | tuple[Period, ...]]) -> tuple[Period, ...]:
        """Quý I, II, III/2026."""
        earlier = maybe(children, tuple) or (first_of(children, Period),)
        if len(children) == 1:
            return earlier
        new = self._with_unit(earlier[-1], children[-1])
        # "Quý I, năm 2026": the year of what stands before the comma.
        undated = all(not period.year.named and period.unit != "year" for period in earlier)
        if new.unit == "year" and undated and first_of(children, Token).type == "COMMA":
            last = replace(earlier[-1], span=(earlier[-1].span[0], new.span[1]))
            return tuple(replace(period, year=new.year) for period in (*earlier[:-1], last))
        return (*earlier, new)

    def _with_unit(self, before: Period, new: object) -> Period:
        """Return a period; the unit (or day) of a bare number is that of the period before it."""
        if isinstance(new, Period):
            return new
        bare = first_of([new], Bare)
        if before.unit == "day_of_month" and 1 <= bare.number <= 12:
            day = (bare.number, before.first[1])
            return Period("day_of_month", day, day, bare.year, bare.span)
        months = {"month": 1, "quarter": 3}.get(before.unit, 0)
        last = bare.number * months
        if not 1 <= last <= 12:
            raise NotReadError
        return Period(before.unit, (last - months + 1, 1), (last, 0), bare.year, bare.span)

    def span(self, children: list[object]) -> tuple[Period, Period]:
        """Từ tháng 3 đến tháng 10/2026: the two ends."""
        start = first_of(children, Period)
        return start, self._with_unit(start, children[-1])

    def span_days(self, children: list[Token | Period]) -> tuple[Period, Period]:
        """01-15/3: the first end has only its day."""
        end = first_of(children, Period)
        number = next(child for child in children if isinstance(child, Token) and child.type == "NUMBER")
        first = (end.first[0], number_of(number) or _NO_DAY)
        return replace(end, first=first, last=first, span=span_of(children[:-1])), end

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

    def every(self, children: list[Token | Length]) -> Length:
        """Hằng quý."""
        return replace(first_of(children, Length), every=True)

    def each(self, children: list[Token | Length]) -> Length:
        """Định kỳ 6 tháng, 6 tháng/lần."""
        return self.every(children)

    def each_every(self, children: list[Token | Length]) -> Length:
        """Hằng quý."""
        return self.every(children)

    def count(self, children: list[Token]) -> int:
        """Ít nhất 02 lần."""
        numbers = [child for child in children if child.type in ("NUMBER", "WORDS")]
        return number_of(numbers[0]) if numbers else 1
