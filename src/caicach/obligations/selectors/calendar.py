"""What falls due on which day: the rows of the list, by day and duty."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Count, Min, Q

from caicach.obligations.constants import AWAITS_HAND_IN
from caicach.obligations.selectors.lists import Filters, matching
from caicach.obligations.selectors.tasks import is_late
from caicach.web.actor import Actor

__all__ = ["CalendarDay", "DueLine", "days_with_due", "next_month"]


@dataclass(frozen=True, slots=True)
class DueLine:
    """One duty that falls due on a day, for however many agencies."""

    duty_uid: UUID
    number: str
    title: str
    agency: str  # who owes it, where it is one; else empty
    count: int  # obligations of this duty on this day
    open: int  # of them with the agency
    late: int


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day with what falls due on it: what is still open first."""

    on: date
    lines: tuple[DueLine, ...] = ()

    @property
    def count(self) -> int:
        """Obligations of this day."""
        return sum(line.count for line in self.lines)

    @property
    def open(self) -> int:
        """Obligations that wait for their agency."""
        return sum(line.open for line in self.lines)

    @property
    def late(self) -> int:
        """Obligations that are late."""
        return sum(line.late for line in self.lines)


def days_with_due(
    actor: Actor, filters: Filters, *, from_on: date, until_on: date, today: date
) -> Mapping[date, CalendarDay]:
    """Return the days of [from_on, until_on] on which something falls due: one query.

    What a report carries stands with the report; what is kept as history has no day.

    Args:
        actor: Who asks.
        filters: As in the list; its own days narrow the span.
        from_on: First day.
        until_on: Last day.
        today: Late is what fell due before this day.
    """
    within = replace(
        filters,
        due_from=max(from_on, filters.due_from or from_on),
        due_to=min(until_on, filters.due_to or until_on),
    )
    rows = (
        matching(actor, within, today=today)
        .filter(carrier=None, is_history=False)
        .values("due_on", "duty__uid", "duty__number", "duty__title")
        .annotate(
            agency=Min("agency__current_name"),
            count=Count("pk"),
            open=Count("pk", filter=Q(state__in=AWAITS_HAND_IN)),
            late=Count("pk", filter=is_late(today)),
        )
        .order_by("due_on", "-open", "duty__number", "duty__uid")
        .values_list("due_on", "duty__uid", "duty__number", "duty__title", "agency", "count", "open", "late")
    )
    return {
        on: CalendarDay(on, tuple(_line(*values) for _on, *values in lines))
        for on, lines in groupby(rows, key=lambda row: row[0])
        if on is not None
    }


def _line(uid: UUID, number: str, title: str, agency: str, count: int, still_open: int, late: int) -> DueLine:
    return DueLine(uid, number, title, agency if count == 1 else "", count, still_open, late)


def next_month(first_on: date) -> date:
    """Return the first day of the month after that of ``first_on``."""
    return (first_on.replace(day=28) + timedelta(days=4)).replace(day=1)
