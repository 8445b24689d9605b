"""How a term is counted: the rules of law as dated data, and the arithmetic that follows them.

Owns: from an event and an amount to the last day of the term. Does not: find the words (see
``vanban.language.deadlines``) or decide what becomes of a duty (see ``reform.due``).
Source: Điều 147, 148 Bộ luật Dân sự 2015; the packaged table ``data/terms.yaml``.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from math import ceil

from reform.calendars.days import Calendar
from reform.tables import Source, read_table

__all__ = [
    "DayOff",
    "TermRules",
    "day_of_month",
    "months_after",
    "settle_day_off",
    "term_end",
    "term_last_day",
    "term_rules",
]


class DayOff(StrEnum):
    """What becomes of a last day on which offices are closed."""

    NEXT = "next_working_day"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class TermRules:
    """One row of the table: how terms are counted while it holds."""

    first_day_counted: bool  # whether the day of the event is itself the first day
    bare_day: str  # "calendar" or "working": what "05 ngày" means
    term_day_off: DayOff  # a term counted from an event
    named_day_off: DayOff  # a day or span that the plan names
    report_day_off: DayOff  # the day of a periodic report
    same_day_hours: int  # a term of up to so many hours ends on the day of the event
    immediately_amount: int  # "ngay sau khi", in ``immediately_unit``
    immediately_unit: str
    source: Source


def term_rules(at: date) -> TermRules:
    """Return the rules in force on ``at``; a day before the first known row gets that row."""
    rows = sorted(_all(), key=lambda row: row.source.valid_from)
    held = [row for row in rows if row.source.valid_from <= at]
    return held[-1] if held else rows[0]


def term_end(start: date, amount: int, unit: str, *, calendar: Calendar, rules: TermRules) -> date:
    """Return the last day of a term that an event on ``start`` opens: ``term_last_day``, moved where that is off."""
    last = term_last_day(start, amount, unit, calendar=calendar, rules=rules)
    return settle_day_off(last, rules.term_day_off, calendar)


def term_last_day(start: date, amount: int, unit: str, *, calendar: Calendar, rules: TermRules) -> date:
    """Return the last day of a term of ``amount`` ``unit``, whether offices work on it or not.

    Args:
        start: Day of the event; may be a day off.
        amount: How many units, >= 0; 0 is the day of the event itself.
        unit: ``hour``, ``working_day``, ``day``, ``week``, ``month``, ``quarter``, ``year`` or ``immediately``
            (whose length the rules give, whatever ``amount``).
        calendar: The working days of whoever owes.
        rules: The rules of counting in force.

    Raises:
        ValueError: ``unit`` is none of these, or ``amount`` is negative.
    """
    if amount < 0:
        raise ValueError("a term is counted forwards: amount must not be negative")
    if unit == "immediately":
        amount, unit = rules.immediately_amount, rules.immediately_unit
    if rules.first_day_counted:
        start -= timedelta(days=1)
    if unit == "working_day" or (unit == "day" and rules.bare_day == "working"):
        return calendar.working_days_after(start, amount)
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if months:
        return months_after(start, amount * months)
    return start + timedelta(days=_days(amount, unit, rules))


def settle_day_off(day: date, rule: DayOff, calendar: Calendar) -> date:
    """Return ``day``, or the next working day where it is off and the rule moves it."""
    return calendar.next_working_day(day) if rule is DayOff.NEXT else day


def months_after(start: date, months: int) -> date:
    """Return the corresponding day ``months`` later, or that month's last day where it lacks the day.

    Source: khoản 3 Điều 148 Bộ luật Dân sự 2015.

    Example:
        >>> months_after(date(2026, 1, 31), 1)
        datetime.date(2026, 2, 28)
    """
    position = start.year * 12 + (start.month - 1) + months
    return day_of_month(position // 12, position % 12 + 1, start.day)


def day_of_month(year: int, month: int, day: int) -> date:
    """Return that day, or the month's last day where it lacks the day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _days(amount: int, unit: str, rules: TermRules) -> int:
    if unit == "hour":
        return 0 if amount <= rules.same_day_hours else ceil(amount / 24)
    if unit in ("day", "week"):
        return amount * (7 if unit == "week" else 1)
    raise ValueError(f"unknown unit of a term: {unit!r}")


@cache
def _all() -> tuple[TermRules, ...]:
    return tuple(
        TermRules(
            first_day_counted=values["first_day_counted"],
            bare_day=values["bare_day"],
            term_day_off=DayOff(values["term_day_off"]),
            named_day_off=DayOff(values["named_day_off"]),
            report_day_off=DayOff(values["report_day_off"]),
            same_day_hours=values["same_day_hours"],
            immediately_amount=values["immediately"]["amount"],
            immediately_unit=values["immediately"]["unit"],
            source=row.source,
        )
        for row in read_table(__package__, "terms")
        for values in (row.values,)
    )
