"""Answering whether the awaited document has come, and ending the waiting of what nobody will ask for any more."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import DormantAnswerKind, ObligationState
from caicach.obligations.models import DormantAnswer, Duty, Obligation, Transition
from caicach.obligations.selectors.dormant import DormantDuty, dormant_of, quarter_of
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from vanban.text.forms import compare_key, normalise, squeeze

__all__ = ["dormant_answer", "dormant_close"]

_WORDS_LENGTH = 500
_REASON_LETTERS = 5


@transaction.atomic
def dormant_answer(
    duty_ids: Iterable[int], *, actor: Actor, answer: DormantAnswerKind, words: str = "", now: datetime, today: date
) -> int:
    """Answer for many duties at once whether what they wait for has come; return for how many.

    The answer is of the quarter of ``today``; a second one of the same body replaces it. Whoever steers a duty answers
    too: that an ending was proposed is then settled.
    Audit: ``obligations.dormant_answer``, one row a duty.

    Raises:
        BadInput: nothing is chosen, or a proposal to end without a word why.
        NotAllowed: one of the duties is not the actor's to answer for, or does not sleep any more.
    """
    said = squeeze(words)[:_WORDS_LENGTH]
    chosen = set(duty_ids)
    if not chosen:
        raise BadInput(_("Chưa chọn việc nào. Chọn ít nhất một việc rồi trả lời."))
    if answer == DormantAnswerKind.NO_LONGER and len(compare_key(said)) < _REASON_LETTERS:
        raise BadInput(_("Thiếu lý do: viết vì sao không còn phải chờ, để cơ quan thường trực quyết định."))
    rows = [one for one in dormant_of(actor) if one.duty.pk in chosen]
    speaking = [(one, agency_id) for one in rows if (agency_id := _speaks(actor, one)) is not None]
    if len(speaking) != len(chosen):
        raise NotAllowed(_("Có việc không do cơ quan bạn trả lời, hoặc không còn chờ. Tải lại trang để xem."))
    period = quarter_of(today).key
    DormantAnswer.objects.bulk_create(
        [
            DormantAnswer(
                duty=one.duty,
                agency_id=agency_id,
                period_key=period,
                answer=answer,
                words=said,
                answered_by_id=actor.user_id,
                answered_at=now,
            )
            for one, agency_id in speaking
        ],
        update_conflicts=True,
        unique_fields=["duty", "agency", "period_key"],
        update_fields=["answer", "words", "answered_by", "answered_at"],
    )
    new = {"period": period, "answer": str(answer), "words": said}
    audit.record_many("obligations.dormant_answer", [(one.duty, {}, new) for one in rows], actor=actor, at=now)
    return len(rows)


@transaction.atomic
def dormant_close(duty: Duty, *, actor: Actor, reason: str, now: datetime) -> int:
    """End the waiting of ``duty``: what sleeps is cancelled, what an event woke stays; return how many.

    Transition: dormant → cancelled.  Audit: ``obligations.dormant_close``.

    Raises:
        NotAllowed: the actor is neither of the standing body nor of whoever assigned the duty.
        BadInput: no reason.
        WrongState: nothing sleeps any more.
    """
    decision = access.can_close_dormant(actor, duty)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    words = normalise(reason).strip()[:_WORDS_LENGTH]
    if len(compare_key(words)) < _REASON_LETTERS:
        raise BadInput(_("Thiếu lý do: viết rõ vì sao không còn phải chờ."))
    rows = Obligation.objects.filter(duty=duty, state=ObligationState.DORMANT)
    ids = list(rows.select_for_update().values_list("pk", flat=True))
    if not ids:
        raise WrongState(_("Không còn nhiệm vụ nào chờ sự kiện này. Tải lại trang để xem trạng thái mới."))
    rows.filter(pk__in=ids).update(state=ObligationState.CANCELLED)
    Transition.objects.bulk_create(_ended(ids, actor, words, now))
    new = {"cancelled": len(ids), "reason": words}
    audit.record("obligations.dormant_close", duty, actor=actor, new=new, at=now)
    return len(ids)


def _speaks(actor: Actor, one: DormantDuty) -> int | None:
    """Return the body in whose name the actor answers: one that is asked, else one that steers the duty."""
    bodies = access.answers_for(actor, one.duty.area_code)
    asked = [pk for pk in one.asked if pk in bodies]
    steering = [pk for pk in (one.duty.standing_body_id, one.duty.owner_id) if pk in bodies]
    return next(iter((*asked, *steering)), None)


def _ended(ids: Sequence[int], actor: Actor, reason: str, now: datetime) -> Iterable[Transition]:
    return (
        Transition(
            obligation_id=pk,
            from_state=ObligationState.DORMANT,
            to_state=ObligationState.CANCELLED,
            at=now,
            actor_id=actor.user_id,
            agency_id=actor.agency_id,
            reason=reason,
        )
        for pk in ids
    )
