"""The list of obligations: filtered, counted, paged, always within reach."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.expressions import Combinable

from caicach.agencies.selectors import search_agencies
from caicach.obligations import access
from caicach.obligations.constants import DutyOrigin, ObligationState, Whose
from caicach.obligations.models import Duty, Obligation
from caicach.obligations.selectors.assignments import in_hands_of
from caicach.obligations.selectors.peers import in_peers
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.obligations.selectors.search import in_duty
from caicach.obligations.selectors.tasks import MEASURES, is_late, is_of_origin
from caicach.web.actor import Actor
from vanban.text.forms import compare_key

__all__ = ["SORTS", "Filters", "Listing", "listing_of", "matching"]

_NAMES = 500  # agencies that a search by name may mean

# What is done goes below what is still to do.
_DONE = (ObligationState.ACCEPTED, ObligationState.CANCELLED, ObligationState.TRANSFERRED)
_UNDONE = tuple(state for state in ObligationState if state not in _DONE)
_DONE_LAST = Case(When(state__in=_DONE, then=1), default=0)
# The word in the address -> the order; the key of the row comes last, so that pages never overlap.
SORTS: Mapping[str, tuple[str | Combinable, ...]] = {
    "due": (_DONE_LAST, F("due_on").asc(nulls_last=True), "pk"),
    "-due": (F("due_on").desc(nulls_last=True), "-pk"),
    "agency": ("agency__current_sort_key", F("due_on").asc(nulls_last=True), "pk"),
    "number": ("duty__area_code", "duty__number", "agency__current_sort_key", "pk"),
}

# Lookups and the filters they answer: of the obligation itself, and of its duty.
_ROWS = {
    "agency__uid": "agency",
    "agency__current_level": "level",
    "agency__current_kind": "kind",
    "occurrence_key": "period",
    "due_on__gte": "due_from",
    "due_on__lte": "due_to",
    "late_cause": "cause",
}
_DUTIES = {
    "area_code": "area",
    "source_uid": "plan",
    "uid": "duty",
    "is_report": "is_report",
    "mode": "mode",
    "origin": "origin",
}

_WHOSE: Mapping[Whose, Callable[[Actor], Q]] = {
    Whose.OWED: access.owed_by,
    Whose.ACCEPTED: access.decided_by,
    Whose.COORDINATED: access.coordinated_by,
    Whose.WATCHED: access.watched_by,
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; every empty field lets all pass."""

    state: str = ""
    is_late: bool = False  # past due and still with the agency
    area: str = ""
    agency: UUID | None = None
    plan: UUID | None = None  # uid of the plan that assigned it
    duty: UUID | None = None  # one duty, of all who owe it
    is_report: bool = False  # periodic reports alone
    mode: str = ""
    period: str = ""  # occurrence key
    level: str = ""  # of the owing agency: "commune"
    kind: str = ""  # of the owing agency: "department"
    due_from: date | None = None  # both days are within
    due_to: date | None = None
    measure: str = ""  # what statistics count: a value of ``Measure``
    origin: str = ""  # where the duty came from: "plan", "coordination"
    cause: str = ""  # of lateness: "subjective"
    peers: str = ""  # group of bodies that scorecards compare: "communes"
    whose: str = ""  # what it is to the actor's own agency: a value of ``Whose``
    person: str = ""  # who has it in hand: "me", "none" or the id of a post
    words: str = ""  # with or without tone marks
    sort: str = "due"


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list, with the counts that the filters offer."""

    rows: tuple[ObligationRow, ...]
    total: int  # with all filters
    late_count: int  # with all filters but state and lateness
    state_counts: Mapping[str, int] = field(default_factory=dict)  # with all filters but state and lateness


def listing_of(actor: Actor, filters: Filters, *, today: date, offset: int = 0, limit: int = 50) -> Listing:
    """Return ``limit`` rows from ``offset`` on, and the counts: four queries at most."""
    found = _found(actor, replace(filters, state="", is_late=False), today)
    counts = {
        state: (count, late)
        for state, count, late in found.values("state")
        .annotate(count=Count("pk"), late=Count("pk", filter=is_late(today)))
        .values_list("state", "count", "late")
        .order_by("state")
    }
    undone = sum(count for state, (count, _late) in counts.items() if state not in _DONE)
    return Listing(
        rows=rows_of(_page(_narrowed(found, filters, today), filters, undone, offset, limit)),
        total=_total(counts, filters),
        late_count=sum(late for _count, late in counts.values()),
        state_counts={state: count for state, (count, _late) in counts.items()},
    )


def matching(actor: Actor, filters: Filters, *, today: date) -> "QuerySet[Obligation]":
    """Return all obligations within reach that fit ``filters``, unordered: for what is done with many at once."""
    return _narrowed(_found(actor, filters, today), filters, today)


def _page(
    found: "QuerySet[Obligation]", filters: Filters, undone: int, offset: int, limit: int
) -> "QuerySet[Obligation]":
    """Return the rows of a page in their order.

    Where what is done goes last, the first pages hold only what is to do: asked for that alone, a database reads the
    few rows of those states instead of sorting all.

    Args:
        found: All that fit.
        filters: With the order.
        undone: How many of them are still to do.
        offset: Rows to skip.
        limit: Rows to return.
    """
    order = SORTS.get(filters.sort, SORTS["due"])
    if order is SORTS["due"] and (filters.state or filters.is_late):
        order = order[1:]  # all are done, or none is
    elif order is SORTS["due"] and offset + limit <= undone:
        found, order = found.filter(state__in=_UNDONE), order[1:]
    return found.order_by(*order)[offset : offset + limit]


def _total(counts: Mapping[str, tuple[int, int]], filters: Filters) -> int:
    owed = (counted for state, counted in counts.items() if state != ObligationState.CANCELLED)
    asked = [counts.get(filters.state, (0, 0))] if filters.state else owed
    return sum(late if filters.is_late else count for count, late in asked)


def _narrowed(found: "QuerySet[Obligation]", filters: Filters, today: date) -> "QuerySet[Obligation]":
    if filters.state:
        found = found.filter(state=ObligationState(filters.state))
    else:
        # What was cancelled is not owed: it is there for whoever asks for it.
        found = found.exclude(state=ObligationState.CANCELLED)
    return found.filter(is_late(today)) if filters.is_late else found


def _found(actor: Actor, filters: Filters, today: date) -> "QuerySet[Obligation]":
    found = access.visible_obligations(actor)
    found = found.filter(**_given(_ROWS, filters))
    if filters.measure:
        found = found.filter(is_of_origin(filters.origin or DutyOrigin.PLAN), MEASURES[filters.measure](today))
    if filters.peers:
        found = found.filter(in_peers(filters.peers, actor, on=today))
    if filters.whose:
        found = found.filter(_WHOSE[Whose(filters.whose)](actor))
    if filters.person:
        found = found.filter(in_hands_of(filters.person, actor, on=today))
    duties = _duties(filters)
    if duties is not None:
        found = found.filter(duty_id__in=duties.values("pk"))
    return found.filter(_named(filters.words, today)) if compare_key(filters.words) else found


def _duties(filters: Filters) -> "QuerySet[Duty] | None":
    """Return the duties that fit; None where the filters ask nothing of them."""
    given = _given(_DUTIES, filters)
    return Duty.objects.filter(**given) if given else None


def _given(lookups: Mapping[str, str], filters: Filters) -> dict[str, Any]:
    """Return the conditions of ``lookups`` that the filters ask for."""
    return {lookup: value for lookup, name in lookups.items() if (value := getattr(filters, name))}


def _named(words: str, today: date) -> Q:
    """The condition that every word stands in the duty's number, title or task, or all in the agency's name of today.

    One query, for the agencies.
    """
    named = [entry.id for entry in search_agencies(words, on=today, limit=_NAMES)]
    return Q(duty_id__in=Duty.objects.filter(in_duty(words)).values("pk")) | Q(agency_id__in=named)
