"""Who is late to accept: hand-ins whose acceptor let its own last day pass. It never makes the agency late."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from caicach.calendars import selectors as calendars
from caicach.obligations import access
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.web.actor import Actor

__all__ = [
    "LateCheck",
    "LateChecker",
    "LateChecks",
    "is_checked_late",
    "late_check_count",
    "late_checkers",
    "late_checks",
    "working_days_late",
]


@dataclass(frozen=True, slots=True)
class LateCheck:
    """A hand-in that waits too long."""

    obligation: ObligationRow
    decide_by_on: date
    working_days: int  # since then


@dataclass(frozen=True, slots=True)
class LateChecks:
    """One page of them."""

    rows: tuple[LateCheck, ...]
    total: int
    checker_count: int


@dataclass(frozen=True, slots=True)
class LateChecker:
    """A body with how many hand-ins wait too long for it."""

    uid: UUID
    name: str
    count: int
    oldest_on: date  # its oldest last day
    working_days: int  # since then


def is_checked_late(today: date) -> Q:
    """Return the condition that the acceptor's clock has run out; what a report carries counts with the report."""
    return Q(state=ObligationState.SUBMITTED, decide_by_on__lt=today, carrier=None, is_history=False)


def late_checks(
    actor: Actor,
    *,
    today: date,
    checker: UUID | None = None,
    area: str = "",
    offset: int = 0,
    limit: int = 50,
) -> LateChecks:
    """Return what waits too long within reach, the longest first: four queries at most.

    Args:
        actor: Who asks.
        today: Late is what should have been decided before this day.
        checker: Only what this body accepts.
        area: Only of this area.
        offset: Rows to skip.
        limit: Rows to return.
    """
    late = _late(actor, today)
    if checker is not None:
        late = late.filter(acceptor__uid=checker)
    if area:
        late = late.filter(duty__area_code=area)
    counts = late.aggregate(total=Count("pk"), checkers=Count("acceptor", distinct=True))
    page = list(late.order_by("decide_by_on", "pk").values_list("pk", "decide_by_on")[offset : offset + limit])
    rows = {row.pk: row for row in rows_of(Obligation.objects.filter(pk__in=[pk for pk, _day in page]))}
    checks = (LateCheck(rows[pk], day, working_days_late(day, today)) for pk, day in page if day)
    return LateChecks(tuple(checks), counts["total"], counts["checkers"])


def late_checkers(actor: Actor, *, today: date) -> tuple[LateChecker, ...]:
    """Return the bodies within reach that are late to accept, those with most first: one query."""
    counted = (
        _late(actor, today)
        .values("acceptor__uid", "acceptor__current_name", "acceptor__current_sort_key")
        .annotate(count=Count("pk"), oldest=Min("decide_by_on"))
        .order_by("-count", "oldest", "acceptor__current_sort_key")
    )
    rows = counted.values_list("acceptor__uid", "acceptor__current_name", "count", "oldest")
    return tuple(LateChecker(*row, working_days_late(row[-1], today)) for row in rows)


def late_check_count(actor: Actor, *, today: date) -> int:
    """Return how many hand-ins within reach wait too long: one query."""
    return _late(actor, today).count()


def working_days_late(decide_by_on: date | None, today: date) -> int:
    """Return by how many working days the last day has passed; 0 where it has not, or where no clock runs."""
    if decide_by_on is None or decide_by_on >= today:
        return 0
    return calendars.calendar_of(today.year).working_days_between(decide_by_on, today)


def _late(actor: Actor, today: date) -> "QuerySet[Obligation]":
    return access.visible_obligations(actor).filter(is_checked_late(today))
