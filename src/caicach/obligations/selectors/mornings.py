"""What a working day asks of everybody: read once for all agencies, told to each person without another query.

Owns: which rows belong to whom, by the same rules as ``access`` (a test compares both for everybody). Does not: word
anything, or know who wants to be told.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from caicach.obligations.access.offices import areas_of, offices_of, own_agencies
from caicach.obligations.access.reach import led_agencies
from caicach.obligations.constants import AWAITS_HAND_IN, DraftState, ObligationState, TrackingMode
from caicach.obligations.models import Assignment, HandInDraft, Obligation, Submission, Transition
from caicach.obligations.selectors.receipts import is_unanswered
from caicach.people.selectors import held_on
from caicach.web.actor import Actor
from caicach.web.clock import LOCAL

__all__ = ["Morning", "MorningKind", "MorningRow", "Unanswered", "morning_of"]


class MorningKind(StrEnum):
    """Why a row is told; of what an agency owes each row stands under one."""

    RETURNED = "returned"
    OVERDUE = "overdue"
    TODAY = "today"
    NEW = "new"  # arose since the last time people were told
    SOON = "soon"
    TO_APPROVE = "to_approve"
    TO_ACCEPT = "to_accept"


@dataclass(frozen=True, slots=True)
class MorningRow:
    """One obligation as a reminder names it."""

    pk: int
    uid: UUID
    number: str
    title: str
    agency_id: int
    agency_name: str
    acceptor_id: int
    area_code: str
    on_behalf_by_id: int | None
    occurrence_label: str
    state: str
    due_on: date
    decide_by_on: date | None  # of the acceptor


# In the order of the fields of ``MorningRow``.
_FIELDS = (
    "pk",
    "uid",
    "duty__number",
    "duty__title",
    "agency_id",
    "agency__current_name",
    "acceptor_id",
    "duty__area_code",
    "on_behalf_by_id",
    "occurrence_label",
    "state",
    "due_on",
    "decide_by_on",
)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Duties of one source that wait for an agency's word."""

    agency_id: int
    source_label: str
    count: int


@dataclass(frozen=True, slots=True)
class Morning:
    """The rows of all agencies on one day."""

    owed: Mapping[int, Mapping[MorningKind, tuple[MorningRow, ...]]]  # by the owing agency
    submitted: Mapping[int, tuple[MorningRow, ...]]  # by the accepting agency
    drafts: Mapping[int, tuple[MorningRow, ...]]  # by the owing agency, whose leader approves
    unanswered: Mapping[int, tuple[Unanswered, ...]]
    dormant: Mapping[int, int]  # how many obligations of an agency wait for an event
    holders: Mapping[int, int]  # user by obligation, where a person has it in hand
    held_agencies: frozenset[int]  # agencies that handed anything to a person
    handed_in_by: Mapping[int, frozenset[int]]  # users by obligation, of what an agency owes itself

    def profile_of(self, actor: Actor) -> Hashable:
        """Return what decides the rows of ``actor``: people of one profile are told the same."""
        own = frozenset(own_agencies(actor))
        is_by_person = not own.isdisjoint(self.held_agencies)
        is_judge_apart = any(actor.user_id in users for users in self.handed_in_by.values())
        return (
            own,
            frozenset(offices_of(actor)),
            (actor.agency_id, frozenset(areas_of(actor))) if areas_of(actor) else None,
            frozenset(led_agencies(actor)),
            actor.user_id if is_by_person or is_judge_apart else None,
        )

    def rows_of(self, actor: Actor) -> dict[MorningKind, tuple[MorningRow, ...]]:
        """Return the rows of ``actor`` by kind, the nearest due day first.

        What another person of the agency has in hand is told to that person and to the leader.
        """
        own = own_agencies(actor)
        told: dict[MorningKind, list[MorningRow]] = {}
        for agency_id in own:
            for kind, rows in self.owed.get(agency_id, {}).items():
                told.setdefault(kind, []).extend(self._for(actor, agency_id, rows))
        led = [self.drafts.get(agency_id, ()) for agency_id in led_agencies(actor)]
        told[MorningKind.TO_APPROVE] = list(chain.from_iterable(led))
        told[MorningKind.TO_ACCEPT] = list(self._to_accept(actor, own))
        return {kind: tuple(sorted(rows, key=_urgency)) for kind, rows in told.items() if rows}

    def unanswered_of(self, actor: Actor) -> tuple[Unanswered, ...]:
        """Return what waits for the word of the actor's own agencies, by agency and source."""
        own = sorted(own_agencies(actor))
        return tuple(chain.from_iterable(self.unanswered.get(agency_id, ()) for agency_id in own))

    def dormant_of(self, actor: Actor) -> int:
        """Return how many obligations of the actor's own agencies wait for an event."""
        return sum(self.dormant.get(agency_id, 0) for agency_id in own_agencies(actor))

    def _for(self, actor: Actor, agency_id: int, rows: tuple[MorningRow, ...]) -> Iterable[MorningRow]:
        if agency_id not in self.held_agencies or agency_id in led_agencies(actor):
            return rows
        return (row for row in rows if self.holders.get(row.pk, actor.user_id) == actor.user_id)

    def _to_accept(self, actor: Actor, own: set[int]) -> Iterable[MorningRow]:
        offices, areas = offices_of(actor), areas_of(actor)
        rows = chain.from_iterable(self.submitted.get(agency_id, ()) for agency_id in offices)
        if areas and actor.agency_id is not None and actor.agency_id not in offices:
            led = (row for row in self.submitted.get(actor.agency_id, ()) if row.area_code in areas)
            rows = chain(rows, led)
        others = (row for row in rows if row.agency_id not in own and row.on_behalf_by_id not in own)
        return chain(others, self._own_to_accept(actor))

    def _own_to_accept(self, actor: Actor) -> Iterable[MorningRow]:
        """Yield what a led agency owes itself: its head judges what its people did, never what they did themselves."""
        rows = chain.from_iterable(self.submitted.get(agency_id, ()) for agency_id in led_agencies(actor))
        return (
            row
            for row in rows
            if row.agency_id == row.acceptor_id and actor.user_id not in self.handed_in_by.get(row.pk, ())
        )


def morning_of(*, today: date, since_on: date, soon_days: int) -> Morning:
    """Return what ``today`` asks of everybody: eight queries, whatever there is.

    Args:
        today: Late is what fell due before it.
        since_on: What arose on this day or later, and before today, is new.
        soon_days: How many days before its due day something is told.
    """
    counted = Q(is_history=False, carrier=None) & ~Q(duty__mode=TrackingMode.NOT_TRACKED)
    new = frozenset(_arisen(since_on, today).values_list("obligation_id", flat=True))
    owed = Obligation.objects.filter(counted, state__in=AWAITS_HAND_IN, paused_on=None).filter(
        Q(state=ObligationState.RETURNED)
        | Q(due_on__lte=today + timedelta(days=soon_days))
        | Q(pk__in=_arisen(since_on, today).values("obligation"))
    )
    submitted = Obligation.objects.filter(state=ObligationState.SUBMITTED, carrier=None, is_history=False)
    holders = _holders(today)
    rows = _rows(owed)
    return Morning(
        owed=_by_kind(rows, new, today),
        submitted=_grouped((row.acceptor_id, row) for row in _rows(submitted)),
        drafts=_grouped((row.agency_id, row) for row in _rows(_drafted())),
        unanswered=_unanswered(),
        dormant=_dormant(counted),
        holders=holders,
        held_agencies=frozenset(row.agency_id for row in rows if row.pk in holders),
        handed_in_by=_handed_in_by(submitted),
    )


def _handed_in_by(submitted: QuerySet[Obligation]) -> dict[int, frozenset[int]]:
    """Return who handed in what an agency owes itself."""
    own = submitted.filter(acceptor_id=F("agency_id"))
    rows = Submission.objects.filter(obligation__in=own).exclude(handed_in_by=None).order_by()
    users: dict[int, set[int]] = defaultdict(set)
    for pk, user_id in rows.values_list("obligation_id", "handed_in_by_id"):
        users[pk].add(user_id)
    return {pk: frozenset(some) for pk, some in users.items()}


def _urgency(row: MorningRow) -> tuple[date, int]:
    return (row.due_on, row.pk)


def _rows(obligations: QuerySet[Obligation]) -> list[MorningRow]:
    return [MorningRow(*values) for values in obligations.order_by().values_list(*_FIELDS)]


def _arisen(since_on: date, today: date) -> QuerySet[Transition]:
    """Return the steps by which obligations began to be owed, on the days from ``since_on`` to the one before today."""
    begins, ends = (datetime.combine(day, time(), LOCAL) for day in (since_on, today))
    return Transition.objects.filter(
        at__gte=begins, at__lt=ends, to_state=ObligationState.OPEN, from_state__in=("", ObligationState.DORMANT)
    )


def _drafted() -> QuerySet[Obligation]:
    waiting = HandInDraft.objects.filter(state=DraftState.WAITING, obligation__state__in=AWAITS_HAND_IN)
    return Obligation.objects.filter(pk__in=waiting.values("obligation"))


def _by_kind(
    rows: Iterable[MorningRow], new: frozenset[int], today: date
) -> dict[int, dict[MorningKind, tuple[MorningRow, ...]]]:
    found: dict[int, dict[MorningKind, list[MorningRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.agency_id][_kind(row, new, today)].append(row)
    return {agency_id: {kind: tuple(of) for kind, of in kinds.items()} for agency_id, kinds in found.items()}


def _kind(row: MorningRow, new: frozenset[int], today: date) -> MorningKind:
    if row.state == ObligationState.RETURNED:
        return MorningKind.RETURNED
    if row.due_on <= today:
        return MorningKind.TODAY if row.due_on == today else MorningKind.OVERDUE
    return MorningKind.NEW if row.pk in new else MorningKind.SOON


def _grouped(pairs: Iterable[tuple[int, MorningRow]]) -> dict[int, tuple[MorningRow, ...]]:
    found: dict[int, list[MorningRow]] = defaultdict(list)
    for agency_id, row in pairs:
        found[agency_id].append(row)
    return {agency_id: tuple(rows) for agency_id, rows in found.items()}


def _unanswered() -> dict[int, tuple[Unanswered, ...]]:
    by = ("agency_id", "duty__source_label")
    counted = Obligation.objects.filter(is_unanswered()).values(*by).annotate(count=Count("duty_id", distinct=True))
    found: dict[int, list[Unanswered]] = defaultdict(list)
    for row in counted.order_by(*by).values_list(*by, "count"):
        found[row[0]].append(Unanswered(*row))
    return {agency_id: tuple(rows) for agency_id, rows in found.items()}


def _dormant(counted: Q) -> dict[int, int]:
    rows = Obligation.objects.filter(counted, state=ObligationState.DORMANT).values("agency_id")
    return dict(rows.annotate(count=Count("pk")).order_by().values_list("agency_id", "count"))


def _holders(today: date) -> dict[int, int]:
    """Return who has an obligation in hand, where somebody who still works there has."""
    standing = Assignment.objects.filter(
        held_on(today, prefix="post__"), ended_at=None, obligation__state__in=AWAITS_HAND_IN
    )
    return dict(standing.values_list("obligation_id", "post__user_id"))
