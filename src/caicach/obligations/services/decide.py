"""Taking what was handed in, or returning it with what is missing."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import Missing, ObligationState, SubmissionState
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.selectors.missing import missing_codes, missing_sentence, missing_to_json
from caicach.obligations.services.asks_ending import SERVED, asks_close
from caicach.obligations.services.changes import Change, claim, follow
from caicach.obligations.services.triggers import triggers_fire
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import compare_key, normalise

__all__ = ["UNPROVED", "obligation_accept", "obligation_return", "returned_words"]

_REASON_LENGTH = 2000
_REASON_LETTERS = 5  # below this the agency would not know what to mend


@transaction.atomic
def obligation_accept(obligation: Obligation, *, actor: Actor, now: datetime, number: int | None = None) -> Obligation:
    """Take what was handed in; what the report carries is done with it, and what waited for it begins.

    Transition: submitted → accepted.  Audit: ``obligations.accept``.

    Args:
        obligation: As the actor saw it.
        actor: Who decides.
        now: The moment; it never makes the agency late.
        number: The hand-in that the actor looked at; None takes the one that waits.

    Raises:
        NotAllowed: the actor is no officer of the accepting body, or their own agency owes it or handed it in.
        WrongState: nothing waits, somebody decided first, or another hand-in came meanwhile.
    """
    access.require(actor, "accept", obligation)
    change = Change(ObligationState.ACCEPTED, actor, now, {"accepted_at": now, "decide_by_on": None})
    accepted = _decide(obligation, change, SubmissionState.ACCEPTED, number)
    triggers_fire([accepted], actor=actor, now=now)
    return accepted


@transaction.atomic
def obligation_return(
    obligation: Obligation,
    *,
    actor: Actor,
    reason: str,
    now: datetime,
    number: int | None = None,
    missing: Collection[str] = (),
) -> Obligation:
    """Give back what was handed in, naming what is missing; what the report carries is open again with it.

    Transition: submitted → returned.  Audit: ``obligations.return``.

    Args:
        obligation: As the actor saw it.
        actor: Who decides.
        reason: What is missing or wrong, in words that the agency can act on; may be empty where ``missing`` tells it.
        now: The moment.
        number: The hand-in that the actor looked at; None returns the one that waits.
        missing: Codes of ``Missing``.

    Raises:
        NotAllowed: the actor is no officer of the accepting body, or their own agency owes it or handed it in.
        BadInput: no reason, or a code that is none.
        WrongState: nothing waits, somebody decided first, or another hand-in came meanwhile.
    """
    access.require(actor, "return", obligation)
    codes = missing_codes(missing)
    words = returned_words(reason, codes)
    # Nothing that stands proves it any more: lateness runs on from the due day.
    change = Change(ObligationState.RETURNED, actor, now, UNPROVED, words)
    return _decide(obligation, change, SubmissionState.RETURNED, number, codes)


# Of an obligation whose hand-in was given back: nothing that stands proves it any more.
UNPROVED = {"met_on": None, "on_behalf_by_id": None, "decide_by_on": None}


def returned_words(reason: str, codes: Collection[Missing]) -> str:
    """Return the reason as it is kept: the person's words, or the names of what is missing where there are none.

    Raises:
        BadInput: neither says what to mend, or the words are too long.
    """
    words = normalise(reason).strip()
    if not words and set(codes) - {Missing.OTHER}:
        return missing_sentence(codes)
    if len(compare_key(words)) < _REASON_LETTERS:
        raise BadInput(_("Thiếu lý do trả lại: chọn còn thiếu gì, hoặc viết rõ cần sửa gì."))
    if len(words) > _REASON_LENGTH:
        raise BadInput(_("Lý do dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _REASON_LENGTH})
    return words


def _decide(
    obligation: Obligation,
    change: Change,
    outcome: SubmissionState,
    number: int | None,
    codes: Collection[Missing] = (),
) -> Obligation:
    if obligation.carrier_id is not None:
        raise WrongState(_("Nhiệm vụ này nằm trong báo cáo định kỳ: nghiệm thu hoặc trả lại cả báo cáo."))
    before = claim(obligation, change, allowed=(ObligationState.SUBMITTED,))
    submission = _close_submission(obligation, change, outcome, number, codes)
    carried = follow(obligation, before, change, submission, carried_from=(ObligationState.SUBMITTED,))
    if outcome == SubmissionState.ACCEPTED:
        asks_close([obligation.pk], actor=change.actor, reason=SERVED, now=change.now)
    new = {"state": change.to, "number": submission.number, "reason": change.reason, "carried": carried}
    audit.record(
        "obligations.accept" if outcome == SubmissionState.ACCEPTED else "obligations.return",
        obligation,
        actor=change.actor,
        old={"state": before},
        new=new | ({"missing": [str(code) for code in codes]} if codes else {}),
        at=change.now,
    )
    return obligation


def _close_submission(
    obligation: Obligation, change: Change, outcome: SubmissionState, number: int | None, codes: Collection[Missing]
) -> Submission:
    submission = obligation.submissions.filter(state=SubmissionState.PENDING).first()
    if submission is None or number not in (None, submission.number):
        raise WrongState(_("Trang này đã cũ: sản phẩm đã được nộp lại sau khi bạn mở trang. Tải lại trang để xem."))
    submission.state = outcome
    submission.decided_at = change.now
    submission.decided_by_id = change.actor.user_id
    submission.return_reason = change.reason
    submission.missing = missing_to_json(codes)
    submission.save(update_fields=["state", "decided_at", "decided_by", "return_reason", "missing"])
    return submission
