"""From a phrase and the plan's year to days: every deadline the phrase holds, with what a person should know."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from vanban.language.deadlines.phrases import Limit, Period, Phrase
from vanban.language.deadlines.values import DeadlineKind as Kind

__all__ = ["Settled", "settle"]

_FAR_YEARS = 2  # a plan speaks of its own year and the two beside it
_LEAP_YEAR = 2000  # "29/2 hằng năm" is a day


@dataclass(frozen=True, slots=True)
class Settled:
    """One deadline of a phrase: its kind, the fields of ``Deadline`` that it sets, its words, what was found."""

    kind: Kind
    fields: dict[str, Any] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)  # its own words; empty where the phrase has only one deadline


def settle(phrase: Phrase, year: int) -> tuple[Settled, ...]:
    """Return the deadlines of ``phrase`` in a plan of ``year``; a day that does not exist is impossible."""
    if not phrase.periods:
        return (Settled(phrase.kind, _plain_fields(phrase), phrase.findings + _own_codes(phrase)),)
    if phrase.spans:
        return (_guarded(phrase, phrase.periods, year, _whole_span),)
    build = {Kind.BY: _by, Kind.WITHIN: _whole_span, Kind.RECURRING: _yearly}[phrase.kind]
    return tuple(_guarded(phrase, (period,), year, build) for period in phrase.periods)


def _own_codes(phrase: Phrase) -> tuple[str, ...]:
    return {Kind.IMPOSSIBLE: ("DL001",), Kind.UNREAD: ("DL002",)}.get(phrase.kind, ())


def _plain_fields(phrase: Phrase) -> dict[str, Any]:
    """Return what a phrase without days says."""
    names = ("freq", "times", "day", "month_of_quarter", "amount", "unit")
    values = {name: getattr(phrase, name) for name in names if phrase.kind in (Kind.RECURRING, Kind.RELATIVE)}
    if phrase.kind is Kind.RECURRING and phrase.day is not None:
        values["inclusive"] = phrase.limit is not Limit.BEFORE
    return {name: value for name, value in values.items() if value is not None}


Build = Callable[[Phrase, tuple[Period, ...], int], dict[str, Any]]


def _guarded(phrase: Phrase, periods: tuple[Period, ...], year: int, build: Build) -> Settled:
    """Return the deadline of some periods, impossible where the calendar does not have its days."""
    span = (periods[0].span[0], periods[-1].span[1])
    try:
        fields = build(phrase, periods, year)
    except (ValueError, OverflowError):
        return Settled(Kind.IMPOSSIBLE, {}, ("DL001",), span)
    if "end" in fields and fields["end"] < fields["start"]:
        return Settled(Kind.IMPOSSIBLE, {}, ("DL006",), span)
    codes = phrase.findings + (_year_codes(periods, year) if phrase.kind is not Kind.RECURRING else ())
    if "DL003" in codes:
        fields["year_inferred"] = True
    return Settled(phrase.kind, fields, codes, span)


def _year_codes(periods: tuple[Period, ...], year: int) -> tuple[str, ...]:
    """Return what is to be said of the years of the periods."""
    codes = []
    if any(period.year.number is None for period in periods):
        codes.append("DL003")
    if any(abs((period.year.number or year) - year) >= _FAR_YEARS for period in periods):
        codes.append("DL004")
    if any(period.year.short for period in periods):
        codes.append("DL009")
    return tuple(codes)


def _by(phrase: Phrase, periods: tuple[Period, ...], year: int) -> dict[str, Any]:
    """Trước tháng 11: 1 November is too late; đến hết tháng 6: 30 June still counts."""
    before = phrase.limit is Limit.BEFORE
    first, last = _ends(periods[0], year)
    return {"date": first if before else last, "inclusive": not before}


def _whole_span(phrase: Phrase, periods: tuple[Period, ...], year: int) -> dict[str, Any]:
    """From the first day of the first period to the last day of the last."""
    return {"start": _ends(periods[0], year)[0], "end": _ends(periods[-1], year)[1]}


def _yearly(phrase: Phrase, periods: tuple[Period, ...], year: int) -> dict[str, Any]:
    """The same day or month of every year."""
    period = periods[0]
    first, last = _ends(period, _LEAP_YEAR, fixed=True)
    fields: dict[str, Any] = {"freq": phrase.freq, "times": phrase.times}
    if phrase.limit is Limit.BEFORE:
        return fields | {"month": first.month, "day": first.day, "inclusive": False}
    fields["month"] = last.month
    return fields | ({"day": last.day, "inclusive": True} if period.first == period.last else {})


def _ends(period: Period, year: int, *, fixed: bool = False) -> tuple[date, date]:
    """Return the first and last day of a period.

    Raises:
        ValueError: the calendar does not have one of them.
    """
    if not fixed:
        year = year + period.year.shift if period.year.number is None else period.year.number
    return _day(year, *period.first), _day(year, *period.last)


def _day(year: int, month: int, day: int) -> date:
    """Return a day; ``day`` 0 is the last of the month, -1 the one before it."""
    if day > 0:
        return date(year, month, day)
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    last_days = following + timedelta(days=day - 1)
    if last_days < first:
        raise ValueError(day)
    return last_days
