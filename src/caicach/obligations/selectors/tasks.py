"""What statistics count: tasks, and whether each was on time. The one definition; docs/explanation/statistics.md.

Owns: the conditions. Does not: read rows.
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import F, Q
from django.db.models.expressions import Combinable

from caicach.obligations.constants import (
    AWAITS_HAND_IN,
    DutyOrigin,
    Measure,
    ObligationState,
    SubmissionState,
    TrackingMode,
)
from caicach.obligations.models import Submission

__all__ = [
    "MEASURES",
    "clock_ran_out",
    "counted_day",
    "days_late",
    "has_fallen_due",
    "is_behind",
    "is_late",
    "is_met_late",
    "is_of_origin",
    "is_on_time",
    "is_task",
    "stands_alone",
    "waits_for_others",
    "was_given_back",
]

# Whoever sleeps owes nothing yet; what was cancelled or handed over is owed no more.
_UNCOUNTED = (ObligationState.DORMANT, ObligationState.CANCELLED, ObligationState.TRANSFERRED)
_DUE_ON: Combinable = F("due_on")


def is_task() -> Q:
    """The condition that an obligation counts: a deliverable of one agency at one occurrence.

    Not counted: history, what sleeps, what is cancelled or handed over, what is not tracked, what a report carries (it
    counts with the report), and what did not come from a plan (``is_of_origin`` counts that apart).
    """
    return is_of_origin(DutyOrigin.PLAN)


def is_of_origin(origin: str) -> Q:
    """The condition that an obligation from one origin counts; figures of two origins are never added."""
    return stands_alone() & Q(duty__origin=origin) & ~Q(duty__mode=TrackingMode.NOT_TRACKED)


def stands_alone() -> Q:
    """The part of ``is_task`` that the obligation itself tells, for whoever asks its duty's mode elsewhere."""
    return Q(is_history=False, carrier=None) & ~Q(state__in=_UNCOUNTED)


def is_on_time() -> Q:
    """The condition that what was handed in came by the due day; what was given back has no such day."""
    return Q(met_on__lte=_DUE_ON)


def is_met_late() -> Q:
    """The condition that what was handed in came after the due day."""
    return Q(met_on__gt=_DUE_ON)


def clock_ran_out(prefix: str = "") -> Q:
    """The condition that no clock stands that stood still before the due day had ended.

    Args:
        prefix: Path to the obligation, ``"obligation__"`` on rows that point to one.
    """
    return Q(**{f"{prefix}paused_on": None}) | Q(**{f"{prefix}paused_on__gt": F(f"{prefix}due_on")})


def has_fallen_due(today: date, prefix: str = "") -> Q:
    """The condition that the due day ended before ``today``; while the clock stands, before it was stopped."""
    return Q(**{f"{prefix}due_on__lt": today}) & clock_ran_out(prefix)


def is_late(today: date) -> Q:
    """The condition that an agency still owes what fell due before ``today``, and that it counts by itself.

    What was handed in and waits for the acceptor is not late; nor is what another body has, if it left in time.
    """
    return (
        has_fallen_due(today)
        & Q(state__in=AWAITS_HAND_IN, is_history=False, carrier=None)
        & ~Q(duty__mode=TrackingMode.NOT_TRACKED)
    )


def counted_day(paused_on: date | None, today: date) -> date:
    """Return the day up to which lateness is counted: today, or the day since which the clock stands."""
    return today if paused_on is None else min(today, paused_on)


def days_late(due_on: date | None, paused_on: date | None, today: date) -> int:
    """Return by how many days a due day has passed that still waits for its agency; the same rule as ``is_late``."""
    return 0 if due_on is None else max(0, (counted_day(paused_on, today) - due_on).days)


def is_behind(today: date) -> Q:
    """The condition that what fell due before ``today`` is late and still owed, or was handed in late."""
    return has_fallen_due(today) & (is_met_late() | Q(state__in=AWAITS_HAND_IN))


def waits_for_others(today: date) -> Q:
    """The condition that the due day ended before ``today`` while the clock stood: nobody's lateness yet."""
    return Q(due_on__lt=today, state__in=AWAITS_HAND_IN) & ~clock_ran_out()


def was_given_back() -> Q:
    """The condition that a hand-in was returned at least once, whatever came of it later."""
    return Q(pk__in=Submission.objects.filter(state=SubmissionState.RETURNED).values("obligation_id"))


MEASURES: Mapping[str, Callable[[date], Q]] = {
    Measure.TASK: lambda _today: Q(),
    Measure.DUE: lambda _today: clock_ran_out(),
    Measure.ON_TIME: lambda _today: is_on_time(),
    Measure.MET_LATE: lambda _today: is_met_late(),
    Measure.BEHIND: is_behind,
    Measure.UNEXPLAINED: lambda today: is_behind(today) & Q(late_cause=""),
    Measure.WAITING_FOR_OTHERS: waits_for_others,
    Measure.GIVEN_BACK: lambda today: has_fallen_due(today) & was_given_back(),
}
