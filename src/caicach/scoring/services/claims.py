"""Self-scoring: what an agency claims for itself, from which its points follow; that something does not apply to it.

What a claim lacks (proof, or words instead of it) is told at once and refused only when the whole is locked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.scoring import access
from caicach.scoring.constants import AssessmentState, LeftOut, Stage
from caicach.scoring.mapping import set_of, typed_adjustment, typed_value, value_text
from caicach.scoring.models import AdjustmentScore, AppraiserBody, Assessment, Score
from caicach.scoring.services.holding import SCORING, hold, refuse_scored
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from reform.index import Adjustment, CriteriaSet, SubCriterion, points_of
from vanban.text.forms import squeeze

__all__ = [
    "AdjustmentDraft",
    "ClaimDraft",
    "adjustments_save",
    "claim_save",
    "claims_save",
    "hold_claims",
    "left_out_ask",
    "left_out_decide",
    "left_out_withdraw",
]

_NOTE_LENGTH, _REASON_LENGTH = 2000, 1000


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """What an agency claims at one sub-criterion."""

    leaf_key: str
    text: str  # as chosen or typed; empty: nothing is claimed (any more)
    note: str = ""
    revision: int | None = None  # of the score that the writer saw; None: whatever stands


@transaction.atomic
def claims_save(
    assessment: Assessment, drafts: Sequence[ClaimDraft], *, actor: Actor, now: datetime
) -> tuple[Score, ...]:
    """Write claims: the points follow from each value by its rule. All or nothing, a fixed number of statements.

    Who claims for a unit that does not sign in is remembered with the assessment.

    Raises:
        NotAllowed: the actor scores neither the agency nor for it.
        WrongState: the self-scoring is locked, or somebody else changed a score after the writer saw it.
        BadInput: a value cannot be read or given, or the sub-criterion is not scored by the agency: a line for each.
    """
    hold_claims(assessment, actor)
    criteria = set_of(assessment.round_set.set_version)
    scores = _scores(assessment, [draft.leaf_key for draft in drafts])
    marks, problems = [], []
    for draft in drafts:
        try:
            marks.append(_mark(draft, criteria, scores))
        except BadInput as error:
            problems.append(str(error))
    if problems:
        raise BadInput("\n".join(problems))
    return marks_save(marks, stage=Stage.CLAIMED, actor=actor, now=now)


def claim_save(assessment: Assessment, draft: ClaimDraft, *, actor: Actor, now: datetime) -> Score:
    """Write one claim: ``claims_save`` for one."""
    return claims_save(assessment, [draft], actor=actor, now=now)[0]


def hold_claims(assessment: Assessment, actor: Actor) -> None:
    """Hold an assessment whose claims are about to change; remember who enters for a unit that does not sign in.

    Raises:
        NotAllowed: the actor scores neither the agency nor for it.
        WrongState: the self-scoring is locked.
    """
    values = {"on_behalf_by": actor.agency_id} if access.require_scorer(actor, assessment) else {}
    hold(assessment, SCORING, refused=refuse_scored(), **values)


def _scores(assessment: Assessment, keys: Sequence[str]) -> dict[str, Score]:
    return {score.leaf_key: score for score in Score.objects.filter(assessment=assessment, leaf_key__in=keys)}


def _mark(draft: ClaimDraft, criteria: CriteriaSet, scores: Mapping[str, Score]) -> MarkDraft:
    leaf, score = criteria.by_key().get(draft.leaf_key), scores.get(draft.leaf_key)
    if leaf is None or score is None:
        raise BadInput(_("Không có tiêu chí “%(key)s” trong phiếu chấm này.") % {"key": draft.leaf_key[:80]})
    _refuse_unscored(leaf, score)
    note = draft.note.strip()
    if len(note) > _NOTE_LENGTH:
        words = {"number": leaf.number, "limit": _NOTE_LENGTH}
        raise BadInput(_("Tiêu chí %(number)s: giải trình dài quá %(limit)s ký tự. Viết ngắn lại.") % words)
    value = typed_value(draft.text, leaf, criteria.digits)
    points = None if value is None else points_of(leaf, value, criteria.digits)
    revision = score.revision if draft.revision is None else draft.revision
    return MarkDraft(score.pk, revision, points, values={"claimed_value": value_text(value), "claim_note": note})


def _refuse_unscored(leaf: SubCriterion, score: Score) -> None:
    words = {"number": leaf.number}
    if not leaf.rule.is_self_scored:
        raise BadInput(
            _("Tiêu chí %(number)s lấy từ kết quả khảo sát hoặc công bố của cơ quan khác, không tự chấm.") % words
        )
    if score.left_out == LeftOut.APPROVED:
        raise BadInput(_("Tiêu chí %(number)s không áp dụng với cơ quan này nên không chấm.") % words)


@transaction.atomic
def left_out_ask(
    assessment: Assessment, leaf_key: str, *, reason: str, actor: Actor, now: datetime, revision: int | None = None
) -> Score:
    """Ask that a sub-criterion does not count for the agency, with the reason; whoever appraises it decides.

    Raises:
        NotAllowed, WrongState: as ``claims_save``; or it was decided already.
        BadInput: the set does not let it be left out, or no reason is given.
    """
    hold_claims(assessment, actor)
    leaf, score = _leaf_and_score(assessment, leaf_key)
    said = squeeze(reason)
    if not leaf.can_be_left_out:
        raise BadInput(_("Tiêu chí %(number)s áp dụng với mọi cơ quan, không bỏ được.") % {"number": leaf.number})
    if not said or len(said) > _REASON_LENGTH:
        words = {"number": leaf.number, "limit": _REASON_LENGTH}
        raise BadInput(_("Tiêu chí %(number)s: ghi lý do không áp dụng, không quá %(limit)s ký tự.") % words)
    if score.left_out == LeftOut.APPROVED:
        raise WrongState(_("Tiêu chí này đã được chấp nhận không áp dụng. Tải lại trang để xem."))
    values = {"left_out": LeftOut.ASKED, "left_out_reason": said, "left_out_by_id": None, "left_out_at": None}
    return _left_out(score, values, said, actor=actor, now=now, revision=revision)


@transaction.atomic
def left_out_withdraw(assessment: Assessment, leaf_key: str, *, actor: Actor, now: datetime) -> Score:
    """Take back that a sub-criterion should not count.

    Raises:
        NotAllowed, WrongState: as ``claims_save``; or nothing is asked.
    """
    hold_claims(assessment, actor)
    _leaf, score = _leaf_and_score(assessment, leaf_key)
    if score.left_out != LeftOut.ASKED:
        raise WrongState(_("Không còn đề nghị nào chờ xem xét ở tiêu chí này. Tải lại trang để xem."))
    return _left_out(score, {"left_out": LeftOut.NO, "left_out_reason": ""}, "", actor=actor, now=now)


@transaction.atomic
def left_out_decide(
    assessment: Assessment, leaf_key: str, *, is_approved: bool, words: str, actor: Actor, now: datetime
) -> Score:
    """Decide that a sub-criterion does not count for the agency, or that it does all the same, with words.

    Raises:
        NotAllowed: the actor does not appraise it.
        WrongState: nothing waits, somebody decided first, or the points are settled.
        BadInput: it is refused without words.
    """
    leaf, score = _leaf_and_score(assessment, leaf_key)
    _require_appraiser(assessment, score, actor)
    open_states = [state for state in AssessmentState if state != AssessmentState.SETTLED]
    hold(assessment, open_states, refused=_("Điểm của cơ quan này đã được công nhận, không sửa được nữa."))
    score.refresh_from_db()
    said = squeeze(words)
    if score.left_out != LeftOut.ASKED:
        raise WrongState(_("Không còn đề nghị nào chờ xem xét ở tiêu chí này. Tải lại trang để xem."))
    if not is_approved and not said:
        raise BadInput(_("Tiêu chí %(number)s: ghi lý do vẫn áp dụng.") % {"number": leaf.number})
    state = LeftOut.APPROVED if is_approved else LeftOut.REFUSED
    values = {"left_out": state, "left_out_by_id": actor.user_id, "left_out_at": now}
    return _left_out(score, values, said, actor=actor, now=now)


def _left_out(
    score: Score,
    values: Mapping[str, object],
    words: str,
    *,
    actor: Actor,
    now: datetime,
    revision: int | None = None,
) -> Score:
    """Write whether a score counts; its points stay as they are."""
    seen = score.revision if revision is None else revision
    draft = MarkDraft(score.pk, seen, score.claimed, words=words, values=values)
    return marks_save([draft], stage=Stage.CLAIMED, actor=actor, now=now)[0]


def _leaf_and_score(assessment: Assessment, leaf_key: str) -> tuple[SubCriterion, Score]:
    leaf = set_of(assessment.round_set.set_version).by_key().get(leaf_key)
    score = Score.objects.filter(assessment=assessment, leaf_key=leaf_key).first()
    if leaf is None or score is None:
        raise BadInput(_("Không có tiêu chí “%(key)s” trong phiếu chấm này.") % {"key": leaf_key[:80]})
    return leaf, score


def _require_appraiser(assessment: Assessment, score: Score, actor: Actor) -> None:
    rows = AppraiserBody.objects.filter(
        round=assessment.round_id, area_key=score.area_key, leaf_key__in=["", score.leaf_key]
    )
    body = rows.order_by("-leaf_key").first()  # the one of the leaf before that of its area
    if body is None or not access.appraises(actor, body.agency_id, assessment):
        raise NotAllowed(_("Chỉ cơ quan thẩm định tiêu chí này quyết định việc không áp dụng."))


@dataclass(frozen=True, slots=True)
class AdjustmentDraft:
    """What an agency says about one bonus or penalty."""

    key: str
    text: str  # points, without a sign; empty: none
    words: str = ""


@transaction.atomic
def adjustments_save(
    assessment: Assessment, drafts: Sequence[AdjustmentDraft], *, actor: Actor, now: datetime
) -> tuple[AdjustmentScore, ...]:
    """Write bonus and penalty points that an agency claims, each with its words.

    Audit: ``scoring.adjust``, one for each that changed.

    Raises:
        NotAllowed, WrongState: as ``claims_save``.
        BadInput: the set has none of this key, the points cannot be read or given, or words are missing.
    """
    hold_claims(assessment, actor)
    criteria = set_of(assessment.round_set.set_version)
    known = {one.key: one for one in criteria.adjustments}
    there = {row.key: row for row in AdjustmentScore.objects.filter(assessment=assessment)}
    rows, told = [], []
    for draft in drafts:
        points, words = _adjustment(draft, known, criteria.digits)
        row = there.get(draft.key) or AdjustmentScore(assessment=assessment, key=draft.key)
        if (row.claimed, row.words) == (points, words):
            continue
        told.append((assessment, {draft.key: str(row.claimed)}, {draft.key: str(points), "words": words}))
        row.claimed, row.words, row.updated_by_id, row.updated_at = points, words, actor.user_id, now
        row.revision += row.pk is not None
        row.save()
        rows.append(row)
    audit.record_many("scoring.adjust", told, actor=actor, at=now)
    return tuple(rows)


def _adjustment(draft: AdjustmentDraft, known: Mapping[str, Adjustment], digits: int) -> tuple[Decimal | None, str]:
    one = known.get(draft.key)
    if one is None:
        raise BadInput(_("Bộ tiêu chí này không có điểm thưởng, điểm trừ “%(key)s”.") % {"key": draft.key[:80]})
    words = squeeze(draft.words)[:_REASON_LENGTH]
    points = typed_adjustment(draft.text, one, digits)
    if points and not words:
        raise BadInput(_("%(number)s: ghi lý do của điểm thưởng, điểm trừ.") % {"number": one.number})
    return points, words
