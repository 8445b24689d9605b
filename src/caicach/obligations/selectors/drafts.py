"""What officers prepared: what waits for the actor's approval, how agencies hand in, who reads a draft's file."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Max, QuerySet

from caicach.agencies import selectors as agencies
from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, DraftState
from caicach.obligations.models import HandInDraft, HandInPractice, Obligation
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.web.actor import Actor

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = [
    "ApprovalRow",
    "Practice",
    "next_number",
    "owns_draft_file",
    "practices_of",
    "to_approve_count",
    "to_approve_of",
    "worded_of",
]


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A hand-in that waits for its agency's leader."""

    obligation: ObligationRow
    prepared_by: str
    prepared_at: datetime


@dataclass(frozen=True, slots=True)
class Practice:
    """How an agency hands in."""

    agency_id: int
    agency_name: str
    needs_approval: bool


def to_approve_of(actor: Actor, *, offset: int = 0, limit: int = 50) -> tuple[ApprovalRow, ...]:
    """Return what waits for the actor's approval, the nearest due day first: three queries at most.

    Whoever leads no agency costs none.
    """
    if not access.led_agencies(actor):
        return ()
    page = list(
        _waiting(actor)
        .order_by("obligation__due_on", "obligation_id")
        .values_list("obligation_id", "prepared_by__full_name", "prepared_at")[offset : offset + limit]
    )
    rows = {row.pk: row for row in rows_of(Obligation.objects.filter(pk__in=[pk for pk, _name, _at in page]))}
    return tuple(ApprovalRow(rows[pk], name or "", at) for pk, name, at in page)


def to_approve_count(actor: Actor) -> int:
    """Return how many wait for the actor's approval: one query, none for whoever leads no agency."""
    return _waiting(actor).count() if access.led_agencies(actor) else 0


def practices_of(actor: Actor, *, today: date) -> tuple[Practice, ...]:
    """Return how the agencies that the actor leads hand in: two queries."""
    led = access.led_agencies(actor)
    names = agencies.names_of(led)
    stepped = frozenset(
        HandInPractice.objects.filter(
            agency_id__in=led, needs_approval=True, valid_from__lte=today, valid_to__gt=today
        ).values_list("agency_id", flat=True)
    )
    return tuple(Practice(agency_id, names[agency_id], agency_id in stepped) for agency_id in led)


def worded_of(actor: Actor, obligation: Obligation) -> HandInDraft | None:
    """Return the draft that the next wording starts from: the one that waits, or the one just sent back: one query."""
    drafts = access.visible_drafts(actor).filter(obligation=obligation).select_related("document__file")
    newest = drafts.order_by("-version").first()
    return newest if newest and newest.state in (DraftState.WAITING, DraftState.SENT_BACK) else None


def next_number(obligation: Obligation) -> int:
    """Return the number that the next hand-in of ``obligation`` gets, from 1: one query."""
    return int(obligation.submissions.aggregate(last=Max("number"))["last"] or 0) + 1


def owns_draft_file(actor: Actor, stored: "StoredFile") -> bool:
    """Whether ``stored`` is the file of a draft that ``actor`` sees (an entry of ``files.registry.owners``)."""
    return access.visible_drafts(actor).filter(file=stored).exists()


def _waiting(actor: Actor) -> "QuerySet[HandInDraft]":
    return HandInDraft.objects.filter(
        access.approved_by(actor), state=DraftState.WAITING, obligation__state__in=AWAITS_HAND_IN
    )
