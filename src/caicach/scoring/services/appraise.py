"""Appraisal: bodies keep what was claimed or give other points with a coded reason; they ask for more proof.

Many scores at once, of many agencies or of many sub-criteria: what is refused is told one by one, the rest is done.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.scoring.constants import AssessmentState, LeftOut, RoundState, Stage
from caicach.scoring.mapping import points_at, set_of, stage_open, typed_points
from caicach.scoring.models import Assessment, Round, Score
from caicach.scoring.selectors.appraisers import Appraisers, appraisers_by_key
from caicach.scoring.selectors.grid import open_appeals
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.scoring.services.outside import OutsideDraft, outside_mark
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, Refusal, WrongState
from reform.index import SubCriterion, score_reasons

__all__ = [
    "AppraisalDraft",
    "Appraised",
    "MoreDraft",
    "OutsideDraft",
    "RefusedScore",
    "keep_clear",
    "more_ask",
    "outside_save",
    "scores_appraise",
]

LEAST_WORDS = 5  # letters of the words to other points: "ok." says nothing
_NOTE_LENGTH, _ASK_LENGTH = 2000, 1000
_ANSWERED = {"more_asked": "", "more_asked_at": None}


@dataclass(frozen=True, slots=True)
class AppraisalDraft:
    """What an appraiser gives at one score."""

    score_id: int
    revision: int  # that the appraiser saw
    text: str = ""  # points as typed; empty: what was given is taken back
    keeps: bool = False  # the points that the agency claims
    reason: str = ""  # code of reform.index.score_reasons, where the points are other than claimed
    words: str = ""


@dataclass(frozen=True, slots=True)
class MoreDraft:
    """What more an appraiser asks for at one score."""

    score_id: int
    revision: int
    words: str


@dataclass(frozen=True, slots=True)
class RefusedScore:
    """One score that was left as it is, and why."""

    score_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Appraised:
    """What was done, and what was not."""

    done: tuple[Score, ...]
    refused: tuple[RefusedScore, ...]


_Draft = AppraisalDraft | OutsideDraft | MoreDraft
_D = TypeVar("_D", AppraisalDraft, OutsideDraft)


@dataclass(frozen=True, slots=True)
class _Held:
    """One score that may be written: with its rule, its assessment and the stage that it is at."""

    score: Score
    leaf: SubCriterion
    digits: int
    stage: Stage


@transaction.atomic
def scores_appraise(round_: Round, drafts: Sequence[AppraisalDraft], *, actor: Actor, now: datetime) -> Appraised:
    """Give points at scores of a round: appraised, or once an agency explained itself appraised again.

    A fixed number of statements, however many. Points other than claimed need a coded reason and words. What the
    agency was asked for counts as answered.

    Raises:
        NotAllowed: the actor appraises none of them.
    """
    codes = {row.code for row in score_reasons(clock.local_date(now))}
    return _each(round_, drafts, lambda draft, held: _mark(draft, held, codes), actor=actor, now=now)


@transaction.atomic
def outside_save(round_: Round, drafts: Sequence[OutsideDraft], *, actor: Actor, now: datetime) -> Appraised:
    """Enter what a survey or another body found, with its source; the points follow from the value by the rule.

    Until the settlement, since a survey may end late. A sample below what the set asks for is kept and told wherever
    the points are shown. As ``scores_appraise``.
    """
    return _each(round_, drafts, _outside, actor=actor, now=now)


def _each(
    round_: Round, drafts: Sequence[_D], make: "Callable[[_D, _Held], MarkDraft]", *, actor: Actor, now: datetime
) -> Appraised:
    """Write what can be written; tell of the rest why not."""
    held, refused = _hold(round_, drafts, actor)
    marks: dict[Stage, list[MarkDraft]] = {}
    for draft in drafts:
        one = held.get(draft.score_id)
        if one is None:
            continue
        try:
            marks.setdefault(one.stage, []).append(make(draft, one))
        except Refusal as refusal:
            refused.append(RefusedScore(draft.score_id, str(refusal)))
    done = [score for stage, some in marks.items() for score in marks_save(some, stage=stage, actor=actor, now=now)]
    return Appraised(tuple(done), tuple(refused))


def _hold(round_: Round, drafts: Sequence[_Draft], actor: Actor) -> tuple[dict[int, _Held], list[RefusedScore]]:
    """Hold the assessments to the end of the transaction; return what may be written, and what not.

    Raises:
        NotAllowed: the actor appraises none of them.
    """
    wanted = {draft.score_id: draft for draft in drafts}
    ids = Score.objects.filter(pk__in=wanted, assessment__round=round_).order_by().values("assessment")
    # This waits for whoever opens one of them again, and lets them wait; in one order, so that nobody waits for ever.
    rows = Assessment.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    related = rows.select_related("agency", "round", "round_set__set_version")
    sheets = {row.pk: row for row in related.defer("round_set__set_version__definition")}
    appraisers, held, refused, allowed = appraisers_by_key(round_), {}, [], 0
    scores = list(Score.objects.filter(pk__in=wanted, assessment__in=sheets).order_by("pk"))
    appeals = open_appeals(sheets.values(), scores)
    for score in scores:
        sheet = sheets[score.assessment_id]
        criteria = set_of(sheet.round_set.set_version)
        leaf = criteria.by_key()[score.leaf_key]
        try:
            _require(appraisers, actor, score, leaf, sheet)
            allowed += 1
            if score.pk in appeals:
                _refuse_appealed(sheet, leaf)
            held[score.pk] = _Held(score, leaf, criteria.digits, _stage(sheet, score, leaf, wanted[score.pk]))
        except Refusal as refusal:
            refused.append(RefusedScore(score.pk, str(refusal)))
    if refused and not allowed:
        raise NotAllowed(_("Cơ quan bạn không thẩm định tiêu chí này của các cơ quan được chấm."))
    return held, refused


def _require(appraisers: Appraisers, actor: Actor, score: Score, leaf: SubCriterion, sheet: Assessment) -> None:
    if not appraisers.allows(actor, score.area_key, leaf, sheet):
        words = {"agency": sheet.agency.current_name, "number": leaf.number}
        raise NotAllowed(_("%(agency)s: tiêu chí %(number)s do cơ quan khác thẩm định.") % words)


def _refuse_appealed(sheet: Assessment, leaf: SubCriterion) -> None:
    words = {"agency": sheet.agency.current_name, "number": leaf.number}
    raise WrongState(
        _("%(agency)s: tiêu chí %(number)s có kiến nghị chờ trả lời. Trả lời kiến nghị, điểm đi cùng.") % words
    )


def _stage(sheet: Assessment, score: Score, leaf: SubCriterion, draft: _Draft) -> Stage:
    """Return which points are given now.

    Raises:
        WrongState: none can be, or somebody else was here.
    """
    words = {"agency": sheet.agency.current_name}
    stage = stage_open(score, leaf, sheet.state)
    if sheet.round.state != RoundState.OPEN or stage is None:
        raise WrongState(_closed(sheet) % words)
    if score.revision != draft.revision:
        raise WrongState(
            _("%(agency)s: vừa có người khác sửa điểm này. Xem điểm mới rồi chấm lại; phần của bạn chưa lưu.") % words
        )
    if score.left_out == LeftOut.APPROVED:
        raise WrongState(_("%(agency)s: tiêu chí này đã được chấp nhận không áp dụng nên không chấm.") % words)
    return stage


def _closed(sheet: Assessment) -> str:
    if sheet.state == AssessmentState.SCORING:
        return _("%(agency)s chưa khóa điểm tự chấm nên chưa thẩm định được.")
    if sheet.state == AssessmentState.APPRAISED and sheet.round.state == RoundState.OPEN:
        return _("%(agency)s: thẩm định đã xong; chỉ thẩm định lại sau khi cơ quan giải trình.")
    return _("%(agency)s: điểm đã thẩm định xong hoặc đã công nhận nên không sửa được nữa.")


def _mark(draft: AppraisalDraft, held: _Held, codes: set[str]) -> MarkDraft:
    score, leaf = held.score, held.leaf
    if not leaf.rule.is_self_scored:
        raise BadInput(
            _("Tiêu chí %(number)s lấy từ kết quả khảo sát hoặc công bố của cơ quan khác: nhập kết quả kèm nguồn.")
            % {"number": leaf.number}
        )
    if score.left_out == LeftOut.ASKED:
        raise WrongState(
            _("Tiêu chí %(number)s đang chờ quyết định có áp dụng hay không. Quyết định việc đó trước.")
            % {"number": leaf.number}
        )
    points = _points(draft, score, leaf, held.digits)
    words = draft.words.strip()
    if points is None:
        if points_at(score, held.stage) is None and (draft.reason or words):
            raise BadInput(_("Tiêu chí %(number)s: có lý do mà chưa có điểm thẩm định.") % {"number": leaf.number})
        return MarkDraft(score.pk, draft.revision, None)
    is_kept = points == (score.claimed if score.claimed is not None else Decimal(0))
    if not is_kept:
        _refuse_unexplained(draft.reason, words, leaf, codes)
    if len(words) > _NOTE_LENGTH:
        raise BadInput(_too_long(leaf, _NOTE_LENGTH))
    return MarkDraft(score.pk, draft.revision, points, "" if is_kept else draft.reason, words, values=_ANSWERED)


def _points(draft: AppraisalDraft, score: Score, leaf: SubCriterion, digits: int) -> Decimal | None:
    if not draft.keeps:
        return typed_points(draft.text, leaf, digits)
    if score.claimed is None:
        raise BadInput(
            _("Tiêu chí %(number)s: cơ quan không tự chấm nên không có điểm để giữ. Ghi điểm thẩm định.")
            % {"number": leaf.number}
        )
    claimed: Decimal = score.claimed
    return claimed


def _refuse_unexplained(reason: str, words: str, leaf: SubCriterion, codes: set[str]) -> None:
    if reason not in codes:
        raise BadInput(
            _("Tiêu chí %(number)s: điểm khác tự chấm thì chọn một lý do trong danh mục.") % {"number": leaf.number}
        )
    if sum(one.isalnum() for one in words) < LEAST_WORDS:
        raise BadInput(
            _("Tiêu chí %(number)s: điểm khác tự chấm thì viết vài lời cho cơ quan được chấm hiểu vì sao.")
            % {"number": leaf.number}
        )


def _too_long(leaf: SubCriterion, limit: int) -> str:
    return _("Tiêu chí %(number)s: ý kiến dài quá %(limit)s ký tự. Viết ngắn lại.") % {
        "number": leaf.number,
        "limit": limit,
    }


def _outside(draft: OutsideDraft, held: _Held) -> MarkDraft:
    return outside_mark(draft, held.score, held.leaf, held.digits, held.stage)


@transaction.atomic
def more_ask(round_: Round, drafts: Sequence[MoreDraft], *, actor: Actor, now: datetime) -> Appraised:
    """Ask agencies for more proof, with words that they read beside the sub-criterion; no points change.

    Audit: ``scoring.more-ask``, one for each.

    Raises:
        NotAllowed: the actor appraises none of them.
    """
    held, refused = _hold(round_, drafts, actor)
    rows, told = [], []
    for draft in drafts:
        one, said = held.get(draft.score_id), draft.words.strip()
        if one is None:
            continue
        try:
            _refuse_asking(one, said)
        except Refusal as refusal:
            refused.append(RefusedScore(draft.score_id, str(refusal)))
            continue
        score = one.score
        told.append((score, {"more_asked": score.more_asked}, {"more_asked": said}))
        score.more_asked, score.more_asked_at, score.revision = said, now, score.revision + 1
        rows.append(score)
    Score.objects.bulk_update(rows, ["more_asked", "more_asked_at", "revision"])
    audit.record_many("scoring.more-ask", told, actor=actor, at=now)
    return Appraised(tuple(rows), tuple(refused))


def _refuse_asking(held: _Held, said: str) -> None:
    words = {"number": held.leaf.number, "limit": _ASK_LENGTH}
    if not held.leaf.rule.is_self_scored:
        raise BadInput(_("Tiêu chí %(number)s không do cơ quan tự chấm nên không yêu cầu bổ sung.") % words)
    if sum(one.isalnum() for one in said) < LEAST_WORDS or len(said) > _ASK_LENGTH:
        raise BadInput(_("Tiêu chí %(number)s: ghi cần bổ sung gì, không quá %(limit)s ký tự.") % words)


@transaction.atomic
def keep_clear(
    round_: Round, leaf_keys: Iterable[str], *, actor: Actor, now: datetime, assessment: Assessment | None = None
) -> Appraised:
    """Keep the claims that are beyond doubt: proof met or none asked for, equal to what data proposes, not looked at.

    Of all agencies, or of one ``assessment``.

    Raises:
        NotAllowed: the actor appraises none of them.
    """
    rows = Score.objects.filter(
        assessment__round=round_,
        assessment__state=AssessmentState.LOCKED,
        leaf_key__in=list(leaf_keys),
        left_out__in=(LeftOut.NO, LeftOut.REFUSED),
        claimed=F("proposed"),
        appraised__isnull=True,
        more_asked="",
    ).exclude(is_proof_met=False)
    if assessment is not None:
        rows = rows.filter(assessment=assessment)
    kept = scores_appraise(round_, [_kept(score) for score in rows.order_by("pk")], actor=actor, now=now)
    return Appraised(kept.done, ())


def _kept(score: Score) -> AppraisalDraft:
    return AppraisalDraft(score.pk, score.revision, keeps=True)
