"""Finishing the explanation of an agency: to every difference a word was said, and what is owed for it is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.constants import AWAITS_HAND_IN
from caicach.obligations.services import Evidence, obligation_hand_in_for, obligation_submit
from caicach.scoring import access
from caicach.scoring.constants import AppealState, AssessmentState
from caicach.scoring.models import Assessment
from caicach.scoring.selectors.appeals import Difference, appeals_by_score, differences_of, unanswered
from caicach.scoring.selectors.assessments import sheet_of
from caicach.scoring.services.appeals import Reply, refuse_unexplainable, replies_save
from caicach.scoring.services.holding import hold
from caicach.scoring.services.proofs import ProofDraft
from caicach.ui.notation import number_text
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput

__all__ = ["FinishDraft", "explanation_finish"]

_NAMED = 8  # sub-criteria named in a sentence


@dataclass(frozen=True, slots=True)
class FinishDraft:
    """What the person who finishes says with it."""

    rest_is_agreed: bool = False  # to what nothing was said
    paper: ProofDraft | None = None  # the signed paper of a unit that does not sign in


@transaction.atomic
def explanation_finish(assessment: Assessment, draft: FinishDraft, *, actor: Actor, now: datetime) -> None:
    """Say that an agency has said all that it has to say to its points; what was asked for waits for an answer.

    Transition: appraised → explained; of the obligation open, returned → submitted.  Audit:
    ``scoring.explanation-finish``.

    Raises:
        NotAllowed: the actor scores neither the agency nor for it, or its leader must hand in.
        BadInput: something is left to which nothing was said; or the unit's paper is missing.
        WrongState: it is not appraised yet, or somebody finished first.
    """
    is_for = access.require_scorer(actor, assessment)
    hold(assessment, (AssessmentState.APPRAISED,), refused=refuse_unexplainable(assessment))
    found = differences_of(sheet_of(assessment), appeals_by_score(assessment))
    rest = unanswered(found)
    if rest and not draft.rest_is_agreed:
        raise BadInput(
            _("Chưa kết thúc được: các tiêu chí %(numbers)s chưa đồng ý và chưa giải trình.")
            % {"numbers": _numbers(rest)}
        )
    if rest:
        replies_save(assessment, [Reply(one.score.pk) for one in rest], actor=actor, now=now)
    asked = sum(one.appeal is not None and one.appeal.state == AppealState.ASKED for one in found)
    _hand_in(assessment, draft, _sentence(asked, len(found) - asked), is_for=is_for, actor=actor, now=now)
    Assessment.objects.filter(pk=assessment.pk).update(state=AssessmentState.EXPLAINED, explained_at=now)
    new = {"asked": asked, "agreed": len(found) - asked, "for": is_for}
    audit.record("scoring.explanation-finish", assessment, actor=actor, new=new, at=now)


def _numbers(rest: Sequence[Difference]) -> str:
    found = [one.leaf.number for one in rest]
    more = len(found) - _NAMED
    return ", ".join(found[:_NAMED]) + (_(" và %(count)s tiêu chí khác") % {"count": more} if more > 0 else "")


def _sentence(asked: int, agreed: int) -> str:
    words = {"asked": number_text(asked), "agreed": number_text(agreed)}
    return _("Đã xem điểm thẩm định: giải trình %(asked)s tiêu chí, đồng ý %(agreed)s tiêu chí.") % words


def _hand_in(
    assessment: Assessment, draft: FinishDraft, sentence: str, *, is_for: bool, actor: Actor, now: datetime
) -> None:
    """Hand in what the agency owes for this phase, where it owes something."""
    obligation, today = assessment.explanation_obligation, clock.local_date(now)
    if obligation is None or obligation.state not in AWAITS_HAND_IN:
        return
    if not is_for:
        obligation_submit(obligation, actor=actor, evidence=Evidence(sentence=sentence), now=now, today=today)
        return
    if draft.paper is None:
        raise BadInput(_("Kèm văn bản giải trình đã ký của đơn vị: số, ký hiệu, ngày và tệp, vì bạn làm thay."))
    obligation_hand_in_for(
        obligation, actor=actor, proof=draft.paper.handed_in(sentence, as_type="Công văn"), now=now, today=today
    )
