"""What lies on a person's desk: their agency's own work, and what waits for their decision."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from caicach.obligations import access
from caicach.obligations.constants import Missing, ObligationState, SubmissionState, TrackingMode
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.selectors.drafts import ApprovalRow, to_approve_count, to_approve_of
from caicach.obligations.selectors.missing import missing_from_json, own_words
from caicach.obligations.selectors.queue import QueueRow, queue_count, queue_of
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.obligations.selectors.tasks import has_fallen_due
from caicach.web.actor import Actor

__all__ = ["SOON_DAYS", "Desk", "ReturnedRow", "desk_of"]

SOON_DAYS = 7
_LIMIT = 20  # rows of one kind; the rest is in the list


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """What came back, with the words of whoever returned it."""

    obligation: ObligationRow
    reason: str  # empty where nobody wrote more than what was named as missing
    missing: tuple[Missing, ...] = ()  # what was named as missing


@dataclass(frozen=True, slots=True)
class Desk:
    """Counts are of all; rows of each kind are at most 20, the most urgent first."""

    overdue: tuple[ObligationRow, ...]  # never handed in and past due
    returned: tuple[ReturnedRow, ...]
    due_soon: tuple[ObligationRow, ...]  # today to seven days on
    to_accept: tuple[QueueRow, ...]
    to_approve: tuple[ApprovalRow, ...]  # what officers of the led agencies prepared
    waiting: tuple[ObligationRow, ...]  # handed in, with the acceptor
    paused: tuple[ObligationRow, ...]  # another body has it: the clock stands
    next_due: ObligationRow | None  # the nearest after that
    overdue_count: int
    returned_count: int
    returned_late_count: int  # of these, past due
    due_soon_count: int
    to_accept_count: int
    to_approve_count: int
    waiting_count: int
    paused_count: int
    dormant_count: int


def desk_of(actor: Actor, today: date) -> Desk:
    """Return the desk of ``actor``: eleven queries, whatever lies on it, four more for a leader.

    History has no place here.
    """
    own = Obligation.objects.filter(access.owed_by(actor), is_history=False, carrier=None).exclude(
        duty__mode=TrackingMode.NOT_TRACKED
    )
    soon = today + timedelta(days=SOON_DAYS)
    kinds = {
        "overdue": Q(has_fallen_due(today), state=ObligationState.OPEN, paused_on=None),
        "returned": Q(state=ObligationState.RETURNED, paused_on=None),
        "due_soon": Q(state=ObligationState.OPEN, due_on__range=(today, soon), paused_on=None),
        "paused": Q(paused_on__isnull=False),
        "waiting": Q(state=ObligationState.SUBMITTED),
        "dormant": Q(state=ObligationState.DORMANT),
    }
    counted = {**kinds, "returned_late": kinds["returned"] & has_fallen_due(today)}
    counts = own.aggregate(**{f"{kind}_count": Count("pk", filter=condition) for kind, condition in counted.items()})
    later = own.filter(state=ObligationState.OPEN, due_on__gt=soon, paused_on=None)
    return Desk(
        overdue=_most_urgent(own.filter(kinds["overdue"])),
        returned=_with_reasons(_most_urgent(own.filter(kinds["returned"]))),
        due_soon=_most_urgent(own.filter(kinds["due_soon"])),
        to_accept=queue_of(actor, limit=_LIMIT),
        to_approve=to_approve_of(actor, limit=_LIMIT),
        waiting=_most_urgent(own.filter(kinds["waiting"])),
        paused=_most_urgent(own.filter(kinds["paused"])),
        next_due=next(iter(rows_of(later.order_by("due_on", "pk")[:1])), None),
        to_accept_count=queue_count(actor),
        to_approve_count=to_approve_count(actor),
        **counts,
    )


def _most_urgent(obligations: "QuerySet[Obligation]") -> tuple[ObligationRow, ...]:
    return rows_of(obligations.order_by("due_on", "pk")[:_LIMIT])


def _with_reasons(rows: tuple[ObligationRow, ...]) -> tuple[ReturnedRow, ...]:
    """Add to each row the reason of its last return."""
    returned = Submission.objects.filter(
        obligation_id__in=[row.pk for row in rows], state__in=(SubmissionState.RETURNED, SubmissionState.REOPENED)
    ).order_by("number")
    said = (
        {pk: words for pk, *words in returned.values_list("obligation_id", "return_reason", "missing")} if rows else {}
    )
    named = {pk: (reason, missing_from_json(missing)) for pk, (reason, missing) in said.items()}
    reasons = {pk: (own_words(reason, codes), codes) for pk, (reason, codes) in named.items()}
    return tuple(ReturnedRow(row, *reasons.get(row.pk, ("", ()))) for row in rows)
