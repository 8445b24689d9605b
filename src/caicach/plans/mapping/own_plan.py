"""An agency's own row beside the row of its superior: proposed days, limits, warnings.

Owns: what may be said below of what was said above. Does not: read the database or the clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reform.calendars import Calendar
from vanban.language.deadlines import Deadline, DeadlineKind, read_deadlines
from vanban.plans.comparison import ComparedLine, Shortfall, ShortfallKind, shortfalls_of
from vanban.text.messages import message_of

__all__ = ["Limits", "OwnWords", "by_day", "day_words", "own_deadlines", "propose_due", "refusal_of", "warnings_of"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the superior says of a row: never changed below."""

    task: str
    product: str
    due_on: date | None  # the day that the agency owes it by; None: several, or by the words alone
    deadlines: tuple[Deadline, ...]  # as read, where there is no one day


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the agency says of it."""

    task: str
    text: str
    due_on: date | None
    deadline_text: str


def propose_due(limit: date, *, days_before: int, calendar: Calendar, today: date) -> date:
    """Return the day ``days_before`` working days before ``limit``; never after it, never in the past unless it is.

    Example: of Friday 30/10/2026 three working days before is Tuesday 27/10/2026.
    """
    day = limit
    for _count in range(days_before):
        day = calendar.previous_working_day(date.fromordinal(day.toordinal() - 1))
    return max(day, min(today, limit))


def by_day(day: date) -> Deadline:
    """Return the deadline that ends with ``day``."""
    return Deadline(DeadlineKind.BY, "", date=day, inclusive=True)


def day_words(day: date) -> str:
    """Return the words of a plan for a day: "Chậm nhất ngày 27/10/2026"."""
    return f"Chậm nhất ngày {day:%d/%m/%Y}"


def own_deadlines(due_on: date | None, deadline_text: str, *, year: int) -> tuple[Deadline, ...]:
    """Return the deadlines of an own row: its day, or what its words say."""
    return (by_day(due_on),) if due_on is not None else tuple(read_deadlines(deadline_text, year=year).value)


def refusal_of(limits: Limits, own: OwnWords, *, year: int) -> str:
    """Return why the row cannot stand so (a later day, no day, less often); empty where it can."""
    found = _shortfalls(limits, own, year=year)
    return next((message_of(one.finding) for one in found if one.kind is ShortfallKind.LATER), "")


def warnings_of(limits: Limits, own: OwnWords, *, year: int) -> tuple[str, ...]:
    """Return what should be looked at and may stand: a lower mark, one that is not repeated."""
    found = _shortfalls(limits, own, year=year)
    return tuple(message_of(one.finding) for one in found if one.kind is not ShortfallKind.LATER)


def _shortfalls(limits: Limits, own: OwnWords, *, year: int) -> Sequence[Shortfall]:
    above = (by_day(limits.due_on),) if limits.due_on is not None else limits.deadlines
    below = own_deadlines(own.due_on, own.deadline_text, year=year)
    return shortfalls_of(
        ComparedLine(0, "", "", limits.task, limits.product, above),
        (ComparedLine(1, "", "", own.task, own.text, below),),
    )
