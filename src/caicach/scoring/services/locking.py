"""Locking the self-scoring, which hands in what the agency owes; opening it again; the paper that was signed."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.constants import ObligationState
from caicach.obligations.services import Evidence, obligation_hand_in_for, obligation_return, obligation_submit
from caicach.scoring import access
from caicach.scoring.constants import OPEN_STATES, AssessmentState, Stage
from caicach.scoring.models import Assessment
from caicach.scoring.selectors.assessments import Gap, Sheet, sheet_of
from caicach.scoring.services.holding import SCORING, hold, refuse_scored
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.scoring.services.proofs import ProofDraft, registered
from caicach.ui.notation import decimal_text
from caicach.web import clock
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["LockDraft", "assessment_lock", "assessment_unlock", "signed_paper_set"]

_NAMED = 8  # sub-criteria named in a sentence
_REASON_LENGTH = 1000
_OVER = (ObligationState.ACCEPTED, ObligationState.CANCELLED, ObligationState.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class LockDraft:
    """What the person who locks says with it."""

    blanks_are_zero: bool = False  # what nobody claimed counts as no points
    paper: ProofDraft | None = None  # the signed paper of a unit that does not sign in


@transaction.atomic
def assessment_lock(assessment: Assessment, draft: LockDraft, *, actor: Actor, now: datetime) -> None:
    """Lock the self-scoring of an agency and hand in what it owes for it.

    Transition: scoring → locked; of the obligation open, returned → submitted.  Audit: ``scoring.lock``.

    Raises:
        NotAllowed: the actor scores neither the agency nor for it, or its leader must hand in.
        BadInput: points are claimed without proof or words; something is not claimed and nobody said that it counts
            as nothing; or the unit's paper is missing where somebody else locks for it.
        WrongState: it is locked already, or what it owes cannot be handed in now.
    """
    is_for = access.require_scorer(actor, assessment)
    values = {"on_behalf_by": actor.agency_id} if is_for else {}
    hold(assessment, SCORING, refused=refuse_scored(), **values)
    sheet = sheet_of(assessment)
    _refuse_gaps(sheet, draft)
    _fill_blanks(sheet, actor=actor, now=now)
    points = sheet_of(assessment).result(Stage.CLAIMED).points
    _hand_in(assessment, draft, points, is_for=is_for, actor=actor, now=now)
    Assessment.objects.filter(pk=assessment.pk).update(
        state=AssessmentState.LOCKED, locked_by_id=actor.user_id, locked_at=now
    )
    new = {"points": str(points), "for": is_for, "zero": len(sheet.gaps)}
    audit.record("scoring.lock", assessment, actor=actor, new=new, at=now)


def _refuse_gaps(sheet: Sheet, draft: LockDraft) -> None:
    hard = _numbers(sheet, hard=True)
    if hard:
        raise BadInput(
            _("Chưa khóa được: các tiêu chí %(numbers)s có điểm mà chưa đủ minh chứng và chưa có giải trình.")
            % {"numbers": hard}
        )
    soft = _numbers(sheet, hard=False)
    if soft and not draft.blanks_are_zero:
        raise BadInput(
            _("Chưa khóa được: các tiêu chí %(numbers)s chưa chấm. Chấm nốt, hoặc đánh dấu đồng ý tính 0 điểm.")
            % {"numbers": soft}
        )


def _numbers(sheet: Sheet, *, hard: bool) -> str:
    found = [
        leaf.number for leaf in sheet.own_leaves if leaf.key in sheet.gaps and sheet.gaps[leaf.key].is_hard == hard
    ]
    more = len(found) - _NAMED
    return ", ".join(found[:_NAMED]) + (_(" và %(count)s tiêu chí khác") % {"count": more} if more > 0 else "")


def _fill_blanks(sheet: Sheet, *, actor: Actor, now: datetime) -> None:
    """Let what nobody claimed count as nothing, each with a row of the log that says so."""
    words = _("Không tự chấm; tính 0 điểm khi khóa.")
    blank = [sheet.scores[key] for key, gap in sheet.gaps.items() if gap is Gap.NO_CLAIM]
    drafts = [MarkDraft(score.pk, score.revision, Decimal(0), words=words) for score in blank]
    if drafts:
        marks_save(drafts, stage=Stage.CLAIMED, actor=actor, now=now)


def _hand_in(
    assessment: Assessment, draft: LockDraft, points: Decimal, *, is_for: bool, actor: Actor, now: datetime
) -> None:
    """Hand in what the agency owes for this phase; a round of history is owed by nobody."""
    obligation = assessment.obligation
    if is_for and draft.paper is None:
        raise BadInput(_("Kèm phiếu chấm đã ký của đơn vị: số, ký hiệu, ngày và tệp, vì bạn khóa thay."))
    # Opened again after the phase was closed: what is owed was taken in then, and stays so.
    if obligation is None or obligation.state in _OVER:
        return
    today = clock.local_date(now)
    words = {"points": decimal_text(points), "round": assessment.round.title}
    sentence = _("Đã khóa điểm tự chấm: %(points)s điểm, %(round)s.") % words
    if is_for and draft.paper is not None:
        paper = draft.paper.handed_in(sentence, as_type="Báo cáo")
        made = obligation_hand_in_for(obligation, actor=actor, proof=paper, now=now, today=today)
        Assessment.objects.filter(pk=assessment.pk).update(signed_paper_id=made.document_id)
        return
    obligation_submit(obligation, actor=actor, evidence=Evidence(sentence=sentence), now=now, today=today)


@transaction.atomic
def assessment_unlock(assessment: Assessment, *, reason: str, actor: Actor, now: datetime) -> None:
    """Open a locked self-scoring again, as long as nobody appraised any of it; what was handed in goes back.

    Transition: locked → scoring; of the obligation submitted → returned.  Audit: ``scoring.unlock``.

    Raises:
        NotAllowed: the actor is no standing officer of the round's owner, or it is their own agency's.
        BadInput: no reason.
        WrongState: it is not locked, or the appraisal has begun.
    """
    access.require(actor, "run", assessment.round)
    said = squeeze(reason)
    if not said or len(said) > _REASON_LENGTH:
        raise BadInput(_("Ghi lý do mở khóa, không quá %(limit)s ký tự.") % {"limit": _REASON_LENGTH})
    refused = _("Phiếu chấm không ở trạng thái đã khóa điểm tự chấm. Tải lại trang để xem.")
    hold(assessment, (AssessmentState.LOCKED,), refused=refused)
    given = {"appraised__isnull": False}
    if assessment.scores.filter(**given).exists() or assessment.adjustments.filter(**given).exists():
        raise WrongState(_("Đã bắt đầu thẩm định nên không mở khóa được. Đơn vị giải trình ở bước sau."))
    obligation = assessment.obligation
    if obligation is not None and obligation.state == ObligationState.SUBMITTED:
        # Who entered for the unit takes their own paper back: that judges nothing, so that no body above is asked.
        takes_back = assessment.on_behalf_by_id is not None and assessment.on_behalf_by_id == actor.agency_id
        obligation_return(obligation, actor=SYSTEM if takes_back else actor, reason=said, now=now)
    Assessment.objects.filter(pk=assessment.pk).update(state=AssessmentState.SCORING, locked_by=None, locked_at=None)
    audit.record("scoring.unlock", assessment, actor=actor, new={"reason": said}, at=now)


@transaction.atomic
def signed_paper_set(assessment: Assessment, draft: "ProofDraft | Document", *, actor: Actor, now: datetime) -> None:
    """Keep the paper that was printed from the locked assessment and signed outside.

    Audit: ``scoring.signed_paper``.

    Raises:
        NotAllowed: the actor scores neither the agency nor for it.
        WrongState: nothing is locked yet, or the points are settled.
        BadInput: the document cannot be registered.
    """
    access.require_scorer(actor, assessment)
    locked = [state for state in OPEN_STATES if state != AssessmentState.SCORING]
    hold(assessment, locked, refused=_("Khóa phiếu chấm trước, rồi in ra ký và tải bản đã ký lên."))
    document = registered(draft, assessment, actor=actor, now=now) if isinstance(draft, ProofDraft) else draft
    old = assessment.signed_paper_id
    Assessment.objects.filter(pk=assessment.pk).update(signed_paper=document)
    audit.record(
        "scoring.signed_paper", assessment, actor=actor, old={"document": old}, new={"document": document.pk}, at=now
    )
