"""Whoever assigned a duty answers an agency's contest: keeps it, hands it over, gives another day, or cancels it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import ContestOutcome, DueChangeKind, ObligationState, ReceiptState
from caicach.obligations.models import Obligation, Receipt
from caicach.obligations.services.due_dates import check_later, due_move
from caicach.obligations.services.transfers import obligations_end, obligations_transfer, refuse_carriers
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from vanban.text.forms import compare_key, normalise

__all__ = ["Verdict", "contest_decide"]

_ANSWER_LENGTH = 2000
_ANSWER_LETTERS = 5  # below this the agency would not know why
_UNTOUCHED = (ObligationState.OPEN, ObligationState.DORMANT)

# Kept with the rows, in the language of the files whoever reads them later.
_HANDED_OVER = "Chấp nhận kiến nghị, chuyển cơ quan khác: %(answer)s"
_CAME_FROM = "Chuyển từ %(agency)s: %(answer)s"
_CANCELLED = "Chấp nhận kiến nghị, hủy: %(answer)s"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is answered to a contest."""

    outcome: ContestOutcome
    answer: str
    heir_id: int | None = None  # who owes from now on, where it is handed over
    due_on: date | None = None  # where another day is given


@transaction.atomic
def contest_decide(obligation: Obligation, verdict: Verdict, *, actor: Actor, now: datetime) -> Receipt:
    """Answer the contest of the agency of ``obligation``, for all occurrences of its duty that are still untouched.

    A new day holds for the next one that falls due. What was handed in meanwhile stays as it is.

    Transition: rejected and new day none; handed over: open, dormant → transferred and "" → the same for the heir;
    cancelled: open, dormant → cancelled.  Audit: ``obligations.contest_decide``.

    Args:
        obligation: Any of the agency's obligations of the contested duty.
        verdict: The answer.
        actor: Who answers.
        now: The moment.

    Raises:
        NotAllowed: the actor is not of the body that assigned it, it is their own agency's contest, or their own.
        BadInput: no answer, or an agency or a day that cannot be.
        WrongState: no contest waits, somebody answered first, or everything was handed in meanwhile.
    """
    access.require(actor, "decide_contest", obligation)
    words = _checked(verdict)
    receipt = _claim(obligation, verdict, words, actor=actor, now=now)
    facts = _follow(obligation, verdict, words, receipt, actor=actor, now=now)
    new = {"state": receipt.state, "outcome": verdict.outcome, "answer": words, "agency": obligation.agency_id, **facts}
    audit.record(
        "obligations.contest_decide", receipt, actor=actor, old={"state": ReceiptState.CONTESTED}, new=new, at=now
    )
    return receipt


def _checked(verdict: Verdict) -> str:
    words = normalise(verdict.answer).strip()
    if len(compare_key(words)) < _ANSWER_LETTERS:
        raise BadInput(_("Thiếu nội dung trả lời: viết rõ vì sao, cơ quan kiến nghị đọc nguyên văn."))
    if len(words) > _ANSWER_LENGTH:
        raise BadInput(_("Nội dung dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _ANSWER_LENGTH})
    if verdict.outcome == ContestOutcome.TRANSFER and verdict.heir_id is None:
        raise BadInput(_("Chưa chọn cơ quan nhận nhiệm vụ. Chọn cơ quan rồi gửi lại."))
    if verdict.outcome == ContestOutcome.NEW_DATE and verdict.due_on is None:
        raise BadInput(_("Chưa chọn hạn mới. Chọn ngày rồi gửi lại."))
    return words


def _claim(obligation: Obligation, verdict: Verdict, words: str, *, actor: Actor, now: datetime) -> Receipt:
    """Answer first, then do: whoever comes second changes nothing."""
    pair = Receipt.objects.filter(duty_id=obligation.duty_id, agency_id=obligation.agency_id)
    if not actor.is_system and pair.filter(state=ReceiptState.CONTESTED, answered_by_id=actor.user_id).exists():
        raise NotAllowed(_("Bạn là người gửi kiến nghị này nên không tự trả lời; người khác trả lời."))
    state = ReceiptState.REJECTED if verdict.outcome == ContestOutcome.REJECT else ReceiptState.UPHELD
    said = {"state": state, "answer": words, "decided_by_id": actor.user_id, "decided_at": now}
    if not pair.filter(state=ReceiptState.CONTESTED).update(**said):
        raise WrongState(_("Không còn kiến nghị nào chờ trả lời. Tải lại trang để xem; chưa có gì thay đổi."))
    return pair.get()


def _follow(
    obligation: Obligation, verdict: Verdict, words: str, receipt: Receipt, *, actor: Actor, now: datetime
) -> dict[str, object]:
    """Do what the verdict says; return the facts for the audit."""
    if verdict.outcome == ContestOutcome.REJECT:
        return {}
    rows = _untouched(obligation)
    if verdict.outcome == ContestOutcome.NEW_DATE and verdict.due_on is not None:
        return _move(rows, verdict.due_on, words, actor=actor, now=now)
    if verdict.outcome == ContestOutcome.TRANSFER and verdict.heir_id is not None:
        names = {"agency": obligation.agency.current_name, "answer": words}
        heirs = obligations_transfer(
            rows,
            verdict.heir_id,
            actor=actor,
            reason=_HANDED_OVER % names,
            heir_reason=_CAME_FROM % names,
            now=now,
        )
        return {"heir": verdict.heir_id, "obligations": len(heirs)}
    refuse_carriers(rows)
    obligations_end(rows, ObligationState.CANCELLED, actor=actor, reason=_CANCELLED % {"answer": words}, now=now)
    return {"obligations": len(rows)}


def _untouched(obligation: Obligation) -> list[Obligation]:
    """Return what of the pair is still to do, held to the end of the transaction."""
    pair = Obligation.objects.filter(
        duty_id=obligation.duty_id, agency_id=obligation.agency_id, state__in=_UNTOUCHED, is_history=False
    )
    rows = list(pair.select_related("duty__owner", "agency", "acceptor", "carrier").order_by("due_on", "pk"))
    if not rows:
        raise WrongState(_("Cơ quan đã nộp nên không chuyển, hủy hay đổi hạn được nữa. Chọn giữ nguyên để trả lời."))
    return rows


def _move(rows: list[Obligation], due_on: date, words: str, *, actor: Actor, now: datetime) -> dict[str, object]:
    nearest = next((row for row in rows if row.due_on is not None), None)
    if nearest is None or nearest.due_on is None:
        raise BadInput(_("Nhiệm vụ đang chờ sự kiện, chưa có hạn để đổi. Chọn cách trả lời khác."))
    if nearest.carrier_id is not None:
        raise BadInput(_("Nhiệm vụ này có hạn theo báo cáo định kỳ, không đổi riêng. Chọn cách trả lời khác."))
    old = nearest.due_on
    check_later(old, due_on)
    due_move([nearest], due_on, kind=DueChangeKind.CONTEST, actor=actor, now=now, words=words)
    return {"from_due_on": old, "due_on": due_on}
