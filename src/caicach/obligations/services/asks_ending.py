"""What a lead asked of others ends with the lead's own duty: nobody is late with what serves nothing any more."""

from collections.abc import Collection, Sequence
from datetime import datetime

from caicach.audit import services as audit
from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState, SubmissionState
from caicach.obligations.models import CoordinationAsk, Obligation, Request, Submission, Transition
from caicach.obligations.services.loose_ends import loose_ends_end
from caicach.web.actor import Actor

__all__ = ["SERVED", "asks_close", "cancel_asked"]

# Why an ask ends when the lead's own work was accepted; stored, as all reasons are, in Vietnamese.
SERVED = "Nhiệm vụ của cơ quan chủ trì đã được nghiệm thu nên không cần trả lời nữa."


def asks_close(obligation_ids: Collection[int], *, actor: Actor, reason: str, now: datetime) -> int:
    """Withdraw what is still asked for obligations that need it no more; return how many. Call it inside a transaction.

    For what was accepted, cancelled or handed over: nobody shall be late with what serves nothing any more.

    Transition: open, returned, submitted → cancelled, of the asked bodies.
    """
    asks = list(
        CoordinationAsk.objects.select_for_update()
        .filter(obligation_id__in=obligation_ids, withdrawn_at=None)
        .order_by("pk")
    )
    if not asks:
        return 0
    waiting = (*AWAITS_HAND_IN, ObligationState.SUBMITTED)
    owed = list(
        Obligation.objects.select_for_update()
        .filter(duty__in=[ask.duty_id for ask in asks], state__in=waiting)
        .order_by("pk")
    )
    unanswered = set(
        Request.objects.filter(duty__in=[ask.duty_id for ask in asks], answer="").values_list("duty", flat=True)
    )
    ending = {row.duty_id for row in owed} | unanswered
    CoordinationAsk.objects.filter(duty__in=ending).update(withdrawn_at=now)
    cancel_asked(owed, actor=actor, reason=reason, now=now)
    return len(ending)


def cancel_asked(rows: Sequence[Obligation], *, actor: Actor, reason: str, now: datetime) -> None:
    """Cancel what asked bodies owe; what hangs on it ends, a hand-in that waits goes back with the reason."""
    ids = [row.pk for row in rows]
    if not ids:
        return
    Transition.objects.bulk_create(
        Transition(
            obligation=row,
            from_state=row.state,
            to_state=ObligationState.CANCELLED,
            at=now,
            actor_id=actor.user_id,
            agency_id=actor.agency_id,
            reason=reason,
        )
        for row in rows
    )
    Obligation.objects.filter(pk__in=ids).update(
        state=ObligationState.CANCELLED, met_on=None, on_behalf_by=None, decide_by_on=None, paused_on=None
    )
    decided = {"decided_at": now, "decided_by_id": actor.user_id}
    loose_ends_end(ids, actor=actor, reason=reason, now=now)
    Submission.objects.filter(obligation__in=ids, state=SubmissionState.PENDING).update(
        state=SubmissionState.RETURNED, return_reason=reason, **decided
    )
    audit.record_many(
        "obligations.change",
        [(row, {"state": row.state}, {"state": ObligationState.CANCELLED, "reason": reason}) for row in rows],
        actor=actor,
        at=now,
    )
