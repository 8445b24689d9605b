"""How a clock that stood is set going again: the days another body had the matter are added to the last day.

Owns: the waiting days of a span and the last day after it. Does not: know who waited for whom.
Source: the packaged table ``data/standing_clocks.yaml``; the default of the program, no law says it for inner matters.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from reform.calendars.days import Calendar
from reform.calendars.terms import DayOff, settle_day_off
from reform.tables import Source, in_force, read_table

__all__ = ["StandingRules", "resumed_last_day", "standing_rules", "waiting_days"]


@dataclass(frozen=True, slots=True)
class StandingRules:
    """One row of the table: how a standing clock is counted while the row holds."""

    first_day_counted: bool  # whether the day on which the matter left is itself a waiting day
    added: str  # "calendar" or "working": which days of the span are added, and how
    day_off: DayOff  # what becomes of a new last day that is off
    source: Source


def standing_rules(at: date) -> StandingRules:
    """Return the rules in force on ``at``; a day before the first known row gets that row."""
    rows = sorted(_all(), key=lambda row: row.source.valid_from)
    return (in_force(rows, at) or rows[:1])[-1]


def waiting_days(from_on: date, until_on: date, *, calendar: Calendar, rules: StandingRules) -> int:
    """Return how many days a clock stood that was stopped on ``from_on`` and set going on ``until_on``.

    Args:
        from_on: Day on which the matter left.
        until_on: Day on which it came back, or today while it is away.
        calendar: The working days of whoever owes; asked where the rules add working days.
        rules: The rules in force.

    Returns:
        Days as the rules add them, >= 0; 0 where it came back on the same day or the span runs backwards.

    Example:
        >>> rules = standing_rules(date(2026, 3, 2))
        >>> waiting_days(date(2026, 3, 2), date(2026, 3, 9), calendar=Calendar(), rules=rules)
        7
    """
    if until_on < from_on:
        return 0
    first = from_on - timedelta(days=1) if rules.first_day_counted else from_on
    if rules.added == "working":
        return calendar.working_days_between(first, until_on)
    return (until_on - first).days


def resumed_last_day(
    last_day: date, from_on: date, until_on: date, *, calendar: Calendar, rules: StandingRules
) -> date:
    """Return the last day of a term whose clock stood from ``from_on`` to ``until_on``.

    A term that still ran keeps what was left of it, and a last day that is off is settled by the rules. A term that
    had ended before keeps exactly the days by which it was late.

    Args:
        last_day: Of the term before.
        from_on: Day on which the matter left.
        until_on: Day on which it came back.
        calendar: The working days of whoever owes.
        rules: The rules in force.

    Returns:
        The new last day, never before ``last_day``.

    Example:
        >>> resumed_last_day(
        ...     date(2026, 3, 13), date(2026, 3, 2), date(2026, 3, 3),
        ...     calendar=Calendar(), rules=standing_rules(date(2026, 3, 2)),
        ... )  # the 14th is a Saturday
        datetime.date(2026, 3, 16)
    """
    stood = waiting_days(from_on, until_on, calendar=calendar, rules=rules)
    if not stood:
        return last_day
    was_running = last_day >= from_on
    if rules.added == "working" and was_running:
        moved = calendar.working_days_after(last_day, stood)
    else:
        moved = last_day + timedelta(days=stood if rules.added == "calendar" else (until_on - from_on).days)
    return settle_day_off(moved, rules.day_off, calendar) if was_running else moved


@cache
def _all() -> tuple[StandingRules, ...]:
    return tuple(
        StandingRules(
            first_day_counted=row.values["first_day_counted"],
            added=row.values["added"],
            day_off=DayOff(row.values["day_off"]),
            source=row.source,
        )
        for row in read_table(__package__, "standing_clocks")
    )
