"""What was accepted is open again, with a reason of substance."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import ObligationState, SubmissionState
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.services.changes import Change, claim, follow
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import compare_key, normalise

__all__ = ["obligation_reopen"]

_REASON_LENGTH = 2000
_REASON_LETTERS = 15  # a reason of substance: what was found after the acceptance


@transaction.atomic
def obligation_reopen(obligation: Obligation, *, actor: Actor, reason: str, now: datetime) -> Obligation:
    """Give back what was accepted; what its report carried follows. The hand-in stays in history as reopened.

    Lateness counts from the due day again, until something new is handed in.

    Transition: accepted → returned.  Audit: ``obligations.reopen``.

    Args:
        obligation: As the actor saw it.
        actor: Who reopens.
        reason: What was found after the acceptance, in words that the agency can act on.
        now: The moment.

    Raises:
        NotAllowed: the actor is neither of the accepting body nor of the standing body, or their own agency owes it.
        BadInput: no reason of substance.
        WrongState: it is not accepted, was carried by its report, or somebody acted first.
    """
    access.require(actor, "reopen", obligation)
    words = _checked(reason)
    if obligation.carrier_id is not None:
        raise WrongState(_("Nhiệm vụ này nằm trong báo cáo định kỳ: mở lại cả báo cáo."))
    values = {"met_on": None, "on_behalf_by_id": None, "accepted_at": None, "decide_by_on": None}
    change = Change(ObligationState.RETURNED, actor, now, values, words)
    before = claim(obligation, change, allowed=(ObligationState.ACCEPTED,))
    submission = _reopen_submission(obligation, change)
    carried = follow(obligation, before, change, submission, carried_from=(ObligationState.ACCEPTED,))
    new = {"state": change.to, "number": submission.number, "reason": words, "carried": carried}
    audit.record("obligations.reopen", obligation, actor=actor, old={"state": before}, new=new, at=now)
    return obligation


def _checked(reason: str) -> str:
    words = normalise(reason).strip()
    if len(compare_key(words)) < _REASON_LETTERS:
        raise BadInput(_("Thiếu lý do mở lại: viết rõ phát hiện điều gì sau khi nghiệm thu và cần làm lại gì."))
    if len(words) > _REASON_LENGTH:
        raise BadInput(_("Lý do dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _REASON_LENGTH})
    return words


def _reopen_submission(obligation: Obligation, change: Change) -> Submission:
    """Mark the hand-in that was accepted; who accepted it and when stays with its transition."""
    submission = obligation.submissions.filter(state=SubmissionState.ACCEPTED).order_by("-number").first()
    if submission is None:
        raise WrongState(_("Không có lần nộp nào được nghiệm thu để mở lại. Tải lại trang để xem."))
    submission.state = SubmissionState.REOPENED
    submission.return_reason = change.reason
    submission.save(update_fields=["state", "return_reason"])
    return submission
