"""The spans that a scorecard is asked for: a quarter, a half-year, nine months, a year, or any two days.

Owns: first and last days. Does not: know report windows (``reform.regimes``): a scorecard goes by the day on which a
task falls due, so that spans are those of the calendar.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

__all__ = ["Part", "Span", "span_between", "span_of", "spans_until"]


class Part(StrEnum):
    """A part of a year; nine months and the first half-year begin in January."""

    QUARTER_1 = "q1"
    QUARTER_2 = "q2"
    QUARTER_3 = "q3"
    QUARTER_4 = "q4"
    HALF_1 = "h1"
    HALF_2 = "h2"
    NINE_MONTHS = "m9"
    YEAR = "year"


# First and last month of each part.
_MONTHS = {
    Part.QUARTER_1: (1, 3),
    Part.QUARTER_2: (4, 6),
    Part.QUARTER_3: (7, 9),
    Part.QUARTER_4: (10, 12),
    Part.HALF_1: (1, 6),
    Part.HALF_2: (7, 12),
    Part.NINE_MONTHS: (1, 9),
    Part.YEAR: (1, 12),
}
# What comes before what: parts that follow one another without a gap; nine months are compared with nine months.
_SERIES = (
    (Part.QUARTER_1, Part.QUARTER_2, Part.QUARTER_3, Part.QUARTER_4),
    (Part.HALF_1, Part.HALF_2),
    (Part.NINE_MONTHS,),
    (Part.YEAR,),
)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first_on`` to ``last_on``, both within; of a part of a year, or of any two days."""

    first_on: date
    last_on: date  # not before ``first_on``
    part: Part | None = None  # None: any two days

    @property
    def year(self) -> int:
        """The year of the last day."""
        return self.last_on.year

    def until(self, today: date) -> date:
        """Return the last day that has ended before ``today``; what falls due later is not counted yet."""
        return min(self.last_on, today - timedelta(days=1))


def span_of(year: int, part: Part) -> Span:
    """Return a part of ``year``.

    Example:
        >>> span_of(2026, Part.HALF_1).last_on
        datetime.date(2026, 6, 30)
    """
    first, last = _MONTHS[part]
    return Span(date(year, first, 1), _month_end(year, last), part)


def span_between(first_on: date, last_on: date) -> Span:
    """Return the days from ``first_on`` to ``last_on``.

    Raises:
        ValueError: the last day stands before the first.
    """
    if last_on < first_on:
        raise ValueError(f"{last_on} stands before {first_on}")
    return Span(first_on, last_on)


def spans_until(span: Span, count: int) -> tuple[Span, ...]:
    """Return ``span`` with those of its kind before it, the oldest first: ``count`` in all.

    Nine months follow nine months of the year before; two free days are followed back by spans of the same length.
    """
    found = [span]
    while len(found) < count:
        found.append(_before(found[-1]))
    return tuple(reversed(found))


def _before(span: Span) -> Span:
    if span.part is None:
        length = span.last_on - span.first_on
        last_on = span.first_on - timedelta(days=1)
        return Span(last_on - length, last_on)
    series = next(parts for parts in _SERIES if span.part in parts)
    at = series.index(span.part)
    return span_of(span.year if at else span.year - 1, series[at - 1])


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
