"""An agency's word on what reached it: confirmed as its own, or contested with a reason.

Silence blocks nothing: what was assigned is owed, confirmed or not.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import ClockKind, ContestReason, ObligationState, ReceiptState
from caicach.obligations.models import Obligation, Receipt, Submission
from caicach.obligations.selectors.clock_terms import clock_last_day
from caicach.obligations.selectors.receipts import is_unanswered
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from vanban.text.forms import compare_key, normalise

__all__ = ["Contest", "contest_withdraw", "receipt_confirm", "receipt_contest", "receipts_confirm"]

_WORDS_LENGTH = 2000
_WORDS_LETTERS = 10  # below this whoever assigned it would not know what is wrong
_UNTOUCHED = (ObligationState.OPEN, ObligationState.DORMANT)


@dataclass(frozen=True, slots=True)
class Contest:
    """Why an agency does not take a duty as it stands, and what it proposes."""

    reason: ContestReason
    words: str
    named_id: int | None = None  # the agency that it names instead
    named_due_on: date | None = None  # the day that it could keep


@transaction.atomic
def receipts_confirm(
    agency_id: int,
    *,
    actor: Actor,
    now: datetime,
    source_uid: UUID | None = None,
    uids: Collection[UUID] | None = None,
) -> int:
    """Confirm what the agency has not answered yet; return how many duties.

    Five statements, whatever their number. What was confirmed or contested meanwhile is left as it is.

    Audit: ``obligations.receive``, one row a duty.

    Args:
        agency_id: Whose word it is.
        actor: Who gives it.
        now: The moment.
        source_uid: Of this plan alone; None takes all.
        uids: The duties of these obligations alone; None takes all.

    Raises:
        NotAllowed: the actor is no officer or leader of the agency or above it.
    """
    if not access.speaks_for(actor, agency_id):
        raise NotAllowed(_("Chỉ công chức, lãnh đạo của cơ quan tiếp nhận nhiệm vụ của cơ quan mình."))
    waiting = Obligation.objects.filter(is_unanswered(), agency_id=agency_id)
    if source_uid is not None:
        waiting = waiting.filter(duty__source_uid=source_uid)
    if uids is not None:
        waiting = waiting.filter(duty__in=Obligation.objects.filter(uid__in=uids).values("duty"))
    duties = sorted(set(waiting.values_list("duty_id", flat=True)))
    said = {"state": ReceiptState.CONFIRMED, "answered_by_id": actor.user_id, "answered_at": now}
    rows = [Receipt(duty_id=duty_id, agency_id=agency_id, **said) for duty_id in duties]
    # Two officers of one agency may press the button at once: one row stands, and one of them counts.
    Receipt.objects.bulk_create(rows, ignore_conflicts=True)
    made = list(Receipt.objects.filter(agency_id=agency_id, duty_id__in=duties, **said))
    new = {"state": ReceiptState.CONFIRMED, "agency": agency_id}
    audit.record_many("obligations.receive", [(one, {}, new) for one in made], actor=actor, at=now)
    return len(made)


def receipt_confirm(obligation: Obligation, *, actor: Actor, now: datetime) -> None:
    """Confirm the duty of ``obligation`` for its agency.

    Audit: ``obligations.receive``.

    Raises:
        NotAllowed: the actor is no officer or leader of the agency or above it.
        WrongState: the agency has answered already, or there is nothing to answer.
    """
    access.require(actor, "confirm", obligation)
    if not receipts_confirm(obligation.agency_id, actor=actor, now=now, uids=(obligation.uid,)):
        raise WrongState(_("Cơ quan đã trả lời về nhiệm vụ này, hoặc không còn phải trả lời. Tải lại trang để xem."))


@transaction.atomic
def receipt_contest(obligation: Obligation, contest: Contest, *, actor: Actor, now: datetime, today: date) -> Receipt:
    """Contest the duty of ``obligation`` for its agency, in all its occurrences; the duty goes on meanwhile.

    What was confirmed before may still be contested while nothing was handed in; late, it is marked so.

    Audit: ``obligations.contest``.

    Args:
        obligation: As the actor saw it.
        contest: Why, and what the agency proposes.
        actor: Who contests.
        now: The moment.
        today: The civil day of ``now``; the answer is due so many working days after it.

    Raises:
        NotAllowed: the actor is no officer or leader of the agency or above it.
        BadInput: no words, an agency or a day that cannot be.
        WrongState: something was handed in, nothing is open any more, or a contest stands or was answered already.
    """
    access.require(actor, "contest", obligation)
    _refuse_touched(obligation)
    words = _checked(obligation, contest, today)
    said: dict[str, Any] = {
        "state": ReceiptState.CONTESTED,
        "answered_by_id": actor.user_id,
        "answered_at": now,
        "reason": contest.reason,
        "words": words,
        "named_id": contest.named_id,
        "named_due_on": contest.named_due_on,
        "decide_by_on": clock_last_day(obligation.duty.standing_body_id, ClockKind.CONTEST, start_on=today),
    }
    receipt, before = _written(obligation, said)
    named = {"named": contest.named_id, "named_due_on": contest.named_due_on, "agency": obligation.agency_id}
    new = {"state": ReceiptState.CONTESTED, "reason": contest.reason, "words": words, **named}
    audit.record("obligations.contest", receipt, actor=actor, old={"state": before}, new=new, at=now)
    return receipt


@transaction.atomic
def contest_withdraw(obligation: Obligation, *, actor: Actor, now: datetime) -> None:
    """Take a contest back before it is answered: the duty is the agency's own.

    Audit: ``obligations.contest_withdraw``.

    Raises:
        NotAllowed: the actor is no officer or leader of the agency or above it.
        WrongState: no contest waits for an answer.
    """
    access.require(actor, "contest", obligation)
    pair = Receipt.objects.filter(duty_id=obligation.duty_id, agency_id=obligation.agency_id)
    said: dict[str, Any] = {"state": ReceiptState.CONFIRMED, "decide_by_on": None}
    said |= {"answered_by_id": actor.user_id, "answered_at": now}
    if not pair.filter(state=ReceiptState.CONTESTED).update(**said):
        raise WrongState(_("Không còn kiến nghị nào chờ trả lời. Tải lại trang để xem; chưa có gì thay đổi."))
    new = {"state": ReceiptState.CONFIRMED, "agency": obligation.agency_id}
    old = {"state": ReceiptState.CONTESTED}
    audit.record("obligations.contest_withdraw", pair.get(), actor=actor, old=old, new=new, at=now)


def _refuse_touched(obligation: Obligation) -> None:
    """Refuse where the agency has acted, or where nothing is left to contest."""
    pair = Obligation.objects.filter(duty_id=obligation.duty_id, agency_id=obligation.agency_id)
    if Submission.objects.filter(obligation__in=pair).exists():
        raise WrongState(_("Đã nộp sản phẩm nên không kiến nghị được nữa. Nếu cần thêm thời gian, đề nghị gia hạn."))
    if not pair.filter(state__in=_UNTOUCHED, is_history=False).exists():
        raise WrongState(_("Nhiệm vụ không còn mở nên không kiến nghị được. Tải lại trang để xem trạng thái mới."))


def _checked(obligation: Obligation, contest: Contest, today: date) -> str:
    """Return the words as they are kept."""
    words = normalise(contest.words).strip()
    if len(compare_key(words)) < _WORDS_LETTERS:
        raise BadInput(_("Thiếu nội dung kiến nghị: viết rõ vì sao và đề xuất gì."))
    if len(words) > _WORDS_LENGTH:
        raise BadInput(_("Nội dung dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _WORDS_LENGTH})
    if contest.named_id == obligation.agency_id:
        raise BadInput(_("Cơ quan đề xuất phải là cơ quan khác. Chọn cơ quan khác hoặc để trống."))
    if contest.reason == ContestReason.DATE_PASSED and contest.named_due_on is None:
        raise BadInput(_("Thiếu ngày đề xuất: chọn ngày cơ quan làm xong được."))
    if contest.named_due_on is not None and contest.named_due_on <= today:
        raise BadInput(_("Ngày đề xuất đã qua hoặc là hôm nay. Chọn ngày sau hôm nay."))
    return words


def _written(obligation: Obligation, said: dict[str, Any]) -> tuple[Receipt, str]:
    """Write the contest over nothing or over a confirmation; return it with the state before."""
    pair = {"duty_id": obligation.duty_id, "agency_id": obligation.agency_id}
    decided = {"decided_by": None, "decided_at": None, "answer": ""}
    if Receipt.objects.filter(**pair, state=ReceiptState.CONFIRMED).update(**said, **decided):
        return Receipt.objects.get(**pair), ReceiptState.CONFIRMED
    try:
        with transaction.atomic():
            return Receipt.objects.create(**pair, **said), ""
    except IntegrityError as error:
        raise WrongState(
            _("Kiến nghị về nhiệm vụ này đã được gửi hoặc đã có trả lời. Tải lại trang để xem; chưa có gì thay đổi.")
        ) from error
