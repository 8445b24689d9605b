"""What is late: the worst first, or by agency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min

from caicach.obligations import access
from caicach.obligations.selectors.coordination import WaitsFor, waits_for
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.obligations.selectors.tasks import is_late
from caicach.web.actor import Actor

__all__ = ["LateAgency", "LateList", "late_agencies", "late_list"]


@dataclass(frozen=True, slots=True)
class LateList:
    """One page of what is late."""

    rows: tuple[ObligationRow, ...]
    total: int
    agency_count: int
    causes: Mapping[str, int]  # "objective", "subjective", "" where nobody said; whatever cause was asked for
    waits: Mapping[int, tuple[WaitsFor, ...]]  # by row: the bodies whose coordination is late too; it explains, no more


@dataclass(frozen=True, slots=True)
class LateAgency:
    """An agency with how much it is late."""

    uid: UUID
    name: str
    count: int
    oldest_due_on: date


def late_list(
    actor: Actor,
    *,
    today: date,
    agency: UUID | None = None,
    cause: str | None = None,
    offset: int = 0,
    limit: int = 50,
) -> LateList:
    """Return what is late within reach, the longest first: five queries at most.

    Args:
        actor: Who asks.
        today: Late is what fell due before this day.
        agency: Only of this agency.
        cause: Only of this cause, a value of ``LateCause``; "" for what nobody has explained yet.
        offset: Rows to skip.
        limit: Rows to return.
    """
    late = access.visible_obligations(actor).filter(is_late(today))
    if agency is not None:
        late = late.filter(agency__uid=agency)
    causes = dict(late.values_list("late_cause").annotate(count=Count("pk")).order_by())
    if cause is not None:
        late = late.filter(late_cause=cause)
    counts = late.aggregate(total=Count("pk"), agencies=Count("agency", distinct=True))
    rows = rows_of(late.order_by("due_on", "agency__current_sort_key", "pk")[offset : offset + limit])
    return LateList(
        rows=rows,
        total=counts["total"],
        agency_count=counts["agencies"],
        causes=causes,
        waits=waits_for([row.pk for row in rows], today=today),
    )


def late_agencies(actor: Actor, *, today: date) -> tuple[LateAgency, ...]:
    """Return the agencies within reach that are late, those with most first: one query."""
    late = access.visible_obligations(actor).filter(is_late(today))
    counted = (
        late.values("agency__uid", "agency__current_name", "agency__current_sort_key")
        .annotate(count=Count("pk"), oldest=Min("due_on"))
        .order_by("-count", "oldest", "agency__current_sort_key")
    )
    rows = counted.values_list("agency__uid", "agency__current_name", "count", "oldest")
    return tuple(LateAgency(*row) for row in rows)
