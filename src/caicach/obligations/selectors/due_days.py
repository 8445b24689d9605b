"""Due days ahead, for calendars outside: bounded, and by the reach of the moment they are read at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q

from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, TrackingMode
from caicach.obligations.models import Assignment, Obligation
from caicach.people.selectors import held_on
from caicach.web.actor import Actor

__all__ = ["DUE_DAYS_BACK", "DueDay", "due_days_of"]

DUE_DAYS_BACK = 400  # what is late stays on its day, until it is handed in


@dataclass(frozen=True, slots=True)
class DueDay:
    """One obligation that its agency still owes, on its due day."""

    uid: UUID
    number: str
    title: str
    source_label: str
    agency_name: str
    acceptor_name: str
    occurrence_label: str
    state: str
    due_on: date
    change_count: int  # how often the day was moved
    changed_at: datetime  # when it was moved last, or when it arose


def due_days_of(
    actor: Actor, *, today: date, days: int, limit: int, agency_id: int | None = None
) -> tuple[DueDay, ...]:
    """Return the next due days of what is open, the nearest last days first: one query.

    Args:
        actor: Whose reach counts.
        today: The day it is read on.
        days: How many calendar days ahead.
        limit: Rows at most; those farthest in the future are left out.
        agency_id: All of one agency, within reach; None for the person's own work. What another person of the agency
            has in hand is that person's, and the leader's.
    """
    owed = Obligation.objects.filter(
        state__in=AWAITS_HAND_IN,
        is_history=False,
        carrier=None,
        due_on__gte=today - timedelta(days=DUE_DAYS_BACK),
        due_on__lte=today + timedelta(days=days),
    ).exclude(duty__mode=TrackingMode.NOT_TRACKED)
    if agency_id is None:
        owed = owed.filter(_own(actor, today))
    else:
        owed = owed.filter(agency_id=agency_id, pk__in=access.visible_obligations(actor).values("pk"))
    rows = owed.annotate(changes=Count("due_changes"), changed=Max("due_changes__changed_at"))
    return tuple(_days(rows.order_by("due_on", "pk").values_list(*_FIELDS)[:limit]))


_FIELDS = (
    "uid",
    "duty__number",
    "duty__title",
    "duty__source_label",
    "agency__current_name",
    "acceptor__current_name",
    "occurrence_label",
    "state",
    "due_on",
    "changes",
    "changed",
    "created_at",
)


def _days(rows: Any) -> Iterator[DueDay]:
    for row in rows:
        *facts, changed_at, created_at = row
        values: Any = (*facts, changed_at or created_at)
        yield DueDay(*values)


def _own(actor: Actor, today: date) -> Q:
    held = Assignment.objects.filter(held_on(today, prefix="post__"), ended_at=None)
    others = held.exclude(post__user_id=actor.user_id or 0).values("obligation_id")
    return access.owed_by(actor) & (~Q(pk__in=others) | Q(agency_id__in=access.led_agencies(actor)))
