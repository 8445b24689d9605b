"""What the actor's own agency watches, agency by agency; and what it coordinates. Only what it is named for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from caicach.agencies.selectors import AgencyFacts, facts_of_agencies
from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState
from caicach.obligations.models import Obligation
from caicach.obligations.selectors.tasks import is_late
from caicach.web.actor import Actor

__all__ = ["Watched", "WatchedAgency", "coordinated_count", "watched_agencies", "watched_count"]

_OWED_NO_MORE = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class WatchedAgency:
    """One agency, and how what is watched of it stands."""

    agency: AgencyFacts
    total: int
    dormant: int
    waiting: int  # with the agency: open or returned
    late: int  # of those waiting
    submitted: int
    accepted: int
    next_due_on: date | None  # of what waits with the agency


@dataclass(frozen=True, slots=True)
class Watched:
    """Everything that the actor's agency watches."""

    agencies: tuple[WatchedAgency, ...]  # those with most late first, then by name

    @property
    def total(self) -> int:
        """All obligations."""
        return sum(one.total for one in self.agencies)

    @property
    def late(self) -> int:
        """Those late."""
        return sum(one.late for one in self.agencies)


def watched_agencies(actor: Actor, *, today: date) -> Watched:
    """Return what the actor's own agency watches by the agency that owes it: two queries.

    History, what was cancelled or handed over and what a report carries are left out.
    """
    waits = Q(state__in=AWAITS_HAND_IN)
    counts = {
        "total": Count("pk"),
        "dormant": Count("pk", filter=Q(state=ObligationState.DORMANT)),
        "waiting": Count("pk", filter=waits),
        "late": Count("pk", filter=is_late(today)),
        "submitted": Count("pk", filter=Q(state=ObligationState.SUBMITTED)),
        "accepted": Count("pk", filter=Q(state=ObligationState.ACCEPTED)),
        "next_due_on": Min("due_on", filter=waits),
    }
    rows = list(_watched(actor).values("agency_id").annotate(**counts).order_by().values_list("agency_id", *counts))
    known = facts_of_agencies([agency for agency, *_rest in rows])
    found = [WatchedAgency(known[agency], *rest) for agency, *rest in rows]
    return Watched(tuple(sorted(found, key=lambda one: (-one.late, one.agency.sort_key))))


def _watched(actor: Actor) -> "QuerySet[Obligation]":
    owed = Obligation.objects.filter(access.watched_by(actor), is_history=False, carrier=None)
    return owed.exclude(state__in=_OWED_NO_MORE)


def watched_count(actor: Actor) -> int:
    """Return how much the actor's own agency watches: one query."""
    return _watched(actor).count()


def coordinated_count(actor: Actor) -> int:
    """Return in how much the actor's own agency is named to help, done and cancelled left out: one query."""
    owed = Obligation.objects.filter(access.coordinated_by(actor), is_history=False, carrier=None)
    return owed.exclude(state__in=(*_OWED_NO_MORE, ObligationState.ACCEPTED)).count()
