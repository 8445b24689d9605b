"""The work of an agency's week: what is late, what falls due each day, what comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, TrackingMode
from caicach.obligations.models import Assignment, Obligation
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["Week", "week_of"]

# As many as one sheet holds; the rest is counted.
MOST_LATE, MOST_DUE, MOST_NEXT = 6, 10, 3


@dataclass(frozen=True, slots=True)
class Week:
    """What the sheet of a week holds."""

    agency_name: str
    late: tuple[ObligationRow, ...]
    due: tuple[ObligationRow, ...]  # Monday to Sunday
    following: tuple[ObligationRow, ...]  # the week after
    late_count: int
    due_count: int
    following_count: int
    holders: Mapping[int, str] = field(default_factory=dict)  # obligation -> who has it in hand, for the agency's own


def week_of(actor: Actor, agency: str, *, monday_on: date, today: date) -> Week:
    """Return the week from ``monday_on`` of an agency within reach: eleven queries at most.

    Args:
        actor: Who asks.
        agency: uid of the agency, as an address names it; empty for the actor's own.
        monday_on: First day.
        today: What fell due before it and before the week is late.

    Raises:
        Beyond: nothing of such an agency is within reach.
    """
    owed = _owed(actor, agency)
    name = owed.values_list("agency__current_name", flat=True).first()
    if name is None and agency:
        raise Beyond(_("Cơ quan này không có nhiệm vụ nào trong phạm vi của bạn."))
    waiting = owed.filter(state__in=AWAITS_HAND_IN, paused_on=None, is_history=False, carrier=None).exclude(
        duty__mode=TrackingMode.NOT_TRACKED
    )
    sunday_on = monday_on + timedelta(days=6)
    late, late_count = _some(waiting.filter(due_on__lt=min(today, monday_on)), MOST_LATE)
    due, due_count = _some(waiting.filter(due_on__range=(monday_on, sunday_on)), MOST_DUE)
    after = (sunday_on + timedelta(days=1), sunday_on + timedelta(days=7))
    following, following_count = _some(waiting.filter(due_on__range=after), MOST_NEXT)
    return Week(
        agency_name=name or actor.agency_name,
        late=late,
        due=due,
        following=following,
        late_count=late_count,
        due_count=due_count,
        following_count=following_count,
        holders=_holders(actor, [row.pk for row in (*late, *due, *following)]),
    )


def _some(found: "QuerySet[Obligation]", most: int) -> tuple[tuple[ObligationRow, ...], int]:
    """Return the first rows, the most urgent first, and how many there are; counted only where not all are read."""
    rows = rows_of(found.order_by("due_on", "pk")[: most + 1])
    return (rows, len(rows)) if len(rows) <= most else (rows[:most], found.count())


def _owed(actor: Actor, agency: str) -> "QuerySet[Obligation]":
    seen = access.visible_obligations(actor)
    if not agency:
        return seen.filter(access.owed_by(actor))
    try:
        return seen.filter(agency__uid=UUID(agency))
    except ValueError:
        return seen.none()


def _holders(actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    standing = Assignment.objects.filter(
        access.inside("obligation__agency", actor), Q(ended_at=None), obligation_id__in=list(ids)
    )
    return dict(standing.values_list("obligation_id", "post__user__full_name"))
