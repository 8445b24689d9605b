"""Taking or returning many hand-ins at once: what can be decided is, the rest is left as it was and said.

A fixed number of statements, two or three more for each 400 rows where a database takes no more values at once.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import ObligationState, SubmissionState
from caicach.obligations.models import Obligation, Submission, Transition
from caicach.obligations.registry import Moving, tell_moved
from caicach.obligations.selectors.missing import missing_codes, missing_to_json
from caicach.obligations.selectors.periodic import TOP, carried_by
from caicach.obligations.services.asks_ending import SERVED, asks_close
from caicach.obligations.services.decide import UNPROVED, returned_words
from caicach.obligations.services.triggers import triggers_fire
from caicach.web.actor import Actor
from caicach.web.errors import BadInput

__all__ = ["MOST_AT_ONCE", "Chosen", "Decided", "obligations_accept", "obligations_return"]

MOST_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """A hand-in that somebody looked at."""

    obligation_id: int
    number: int  # of the hand-in shown


@dataclass(frozen=True, slots=True)
class Decided:
    """How many were decided, and which were not any more as they were shown, or not the actor's to decide."""

    done: int
    left: tuple[int, ...]  # keys of obligations


@dataclass(frozen=True, slots=True)
class _Outcome:
    state: ObligationState
    submission: SubmissionState
    action: str
    values: Mapping[str, Any]  # of the obligation
    reason: str = ""
    missing: str = "[]"


@transaction.atomic
def obligations_accept(chosen: Sequence[Chosen], *, actor: Actor, now: datetime) -> Decided:
    """Take what was handed in; what reports carry is done with them, what waited for it begins.

    Transition: submitted → accepted.  Audit: ``obligations.accept``, one row an obligation.

    Raises:
        BadInput: nothing is chosen, or more than 2,000.
    """
    values = {"accepted_at": now, "decide_by_on": None}
    outcome = _Outcome(ObligationState.ACCEPTED, SubmissionState.ACCEPTED, "obligations.accept", values)
    decided, rows = _decide(chosen, outcome, actor=actor, now=now)
    triggers_fire(rows, actor=actor, now=now)
    asks_close([row.pk for row in rows], actor=actor, reason=SERVED, now=now)
    return decided


@transaction.atomic
def obligations_return(
    chosen: Sequence[Chosen], *, actor: Actor, reason: str, now: datetime, missing: Collection[str] = ()
) -> Decided:
    """Give back what was handed in, all for the same reason; what reports carry is open again with them.

    Transition: submitted → returned.  Audit: ``obligations.return``, one row an obligation.

    Raises:
        BadInput: nothing is chosen, or more than 2,000; no reason, or a code that is none.
    """
    codes = missing_codes(missing)
    outcome = _Outcome(
        ObligationState.RETURNED,
        SubmissionState.RETURNED,
        "obligations.return",
        UNPROVED,
        returned_words(reason, codes),
        missing_to_json(codes),
    )
    decided, _rows = _decide(chosen, outcome, actor=actor, now=now)
    return decided


def _decide(
    chosen: Sequence[Chosen], outcome: _Outcome, *, actor: Actor, now: datetime
) -> tuple[Decided, list[Obligation]]:
    wanted = _checked(chosen)
    rows = _claimed(wanted, actor)
    pending = _pending([row.pk for row in rows], wanted)
    rows = [row for row in rows if row.pk in pending]
    ids = [row.pk for row in rows]
    Obligation.objects.filter(pk__in=ids).update(state=outcome.state, **outcome.values)
    Submission.objects.filter(pk__in=pending.values()).update(
        state=outcome.submission,
        decided_at=now,
        decided_by_id=actor.user_id,
        return_reason=outcome.reason,
        missing=outcome.missing,
    )
    carried = _carried(ids, outcome)
    moved = [*((pk, pk) for pk in ids), *carried]
    Transition.objects.bulk_create(
        Transition(
            obligation_id=pk,
            from_state=ObligationState.SUBMITTED,
            to_state=outcome.state,
            at=now,
            actor_id=actor.user_id,
            agency_id=actor.agency_id,
            submission_id=pending[report],
            reason=outcome.reason,
        )
        for pk, report in moved
    )
    tell_moved([row.pk for row in rows if row.duty.is_report], Moving(outcome.state, actor, now, outcome.reason))
    _record(rows, wanted, carried, outcome, actor=actor, now=now)
    left = tuple(pk for pk in wanted if pk not in pending)
    return Decided(len(rows), left), rows


def _checked(chosen: Sequence[Chosen]) -> dict[int, int]:
    if not chosen:
        raise BadInput(_("Chưa chọn nhiệm vụ nào."))
    if len(chosen) > MOST_AT_ONCE:
        raise BadInput(_("Chọn quá 2.000 nhiệm vụ một lần. Lọc hẹp hơn rồi làm từng phần."))
    return {one.obligation_id: one.number for one in chosen}


def _claimed(wanted: Mapping[int, int], actor: Actor) -> list[Obligation]:
    """Return what the actor may decide, held until the end of the transaction, in one order for everybody."""
    mine = Q() if actor.is_system else access.decided_by(actor)
    found = Obligation.objects.filter(mine, pk__in=list(wanted), state=ObligationState.SUBMITTED, carrier=None)
    return list(found.select_related("duty").select_for_update(of=("self",)).order_by("pk"))


def _pending(ids: Sequence[int], wanted: Mapping[int, int]) -> dict[int, int]:
    """Return the hand-in that waits, by obligation, where it is the one that was looked at."""
    waiting = Submission.objects.filter(obligation_id__in=ids, state=SubmissionState.PENDING)
    rows = waiting.values_list("obligation_id", "pk", "number")
    return {obligation_id: pk for obligation_id, pk, number in rows if wanted[obligation_id] == number}


def _carried(ids: Sequence[int], outcome: _Outcome) -> list[tuple[int, int]]:
    """Move what the reports carry along; return (obligation, its report)."""
    carried = Obligation.objects.filter(carried_by(ids), state=ObligationState.SUBMITTED)
    rows = list(carried.order_by("pk").values_list("pk", TOP))
    Obligation.objects.filter(pk__in=[pk for pk, _report in rows]).update(state=outcome.state, **outcome.values)
    return rows


def _record(
    rows: Sequence[Obligation],
    wanted: Mapping[int, int],
    carried: Sequence[tuple[int, int]],
    outcome: _Outcome,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    with_it: dict[int, int] = {}
    for _pk, report in carried:
        with_it[report] = with_it.get(report, 0) + 1
    old = {"state": ObligationState.SUBMITTED}
    new = {"state": outcome.state, "reason": outcome.reason, "at_once": len(rows)}
    audit.record_many(
        outcome.action,
        [(row, old, {**new, "number": wanted[row.pk], "carried": with_it.get(row.pk, 0)}) for row in rows],
        actor=actor,
        at=now,
    )
