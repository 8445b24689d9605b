"""Correcting settled points: a new issue of the results with its reason; what was decided before stays as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.scoring import access
from caicach.scoring.constants import LeftOut, RoundState, Stage
from caicach.scoring.mapping import set_of, typed_adjustment, typed_points
from caicach.scoring.models import AdjustmentScore, ResultIssue, Round, Score
from caicach.scoring.services.appraise import LEAST_WORDS
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.scoring.services.results import results_freeze
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, Refusal, WrongState
from reform.index import score_reasons
from vanban.text.forms import squeeze

__all__ = ["AdjustmentCorrection", "CorrectionDraft", "results_correct"]

_NOTE_LENGTH, _REASON_LENGTH, _ADJUSTED_LENGTH = 2000, 1000, 1000


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """What is right at one score that was settled."""

    score_id: int
    text: str  # points as typed
    reason: str  # code of reform.index.score_reasons
    words: str
    revision: int | None = None  # that the writer saw; None: whatever stands


@dataclass(frozen=True, slots=True)
class AdjustmentCorrection:
    """What is right of one bonus or penalty that was settled."""

    adjustment_id: int
    text: str  # points as typed, without a sign
    words: str
    revision: int  # that the writer saw


@transaction.atomic
def results_correct(
    round_: Round,
    drafts: Sequence[CorrectionDraft],
    adjustments: Sequence[AdjustmentCorrection] = (),
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> ResultIssue:
    """Correct settled points and freeze the results anew; return the new issue, which waits for its decision.

    All or nothing: one decision corrects them together. The earlier issue stays as it is; ranks and grades of all
    agencies follow in the new one. Every correction is a row of the log, of bonus and penalty one of the audit.

    Audit: ``scoring.correct``, one row; ``scoring.settle-adjust``, one for each bonus and penalty.

    Raises:
        NotAllowed: the actor runs not the round, or it is their own agency's score.
        WrongState: nothing is settled yet, or somebody else corrected first.
        BadInput: nothing is corrected, or points, codes or words cannot stand: a line for each.
    """
    access.require(actor, "run", round_)
    said = squeeze(reason)
    if sum(one.isalnum() for one in said) < LEAST_WORDS or len(said) > _REASON_LENGTH:
        words = {"limit": _REASON_LENGTH}
        raise BadInput(_("Ghi lý do sửa kết quả, không quá %(limit)s ký tự: lý do được công bố kèm.") % words)
    _hold(round_)
    if not drafts and not adjustments:
        raise BadInput(_("Chưa có điểm nào được sửa. Ghi điểm đúng ở ít nhất một tiêu chí."))
    marks = _marks(round_, drafts, actor=actor, now=now) if drafts else []
    _adjust(round_, adjustments, actor=actor, now=now)
    saved = marks_save(marks, stage=Stage.CORRECTED, actor=actor, now=now)
    last = ResultIssue.objects.filter(round=round_).order_by("-number").values_list("number", flat=True).first() or 0
    issue = results_freeze(round_, last + 1, said, actor=actor, now=now)
    new = {"issue": issue.number, "reason": said, "scores": [one.pk for one in saved], "digest": issue.digest}
    audit.record("scoring.correct", round_, actor=actor, new=new, at=now)
    return issue


def _hold(round_: Round) -> None:
    """Hold the round to the end of the transaction: of two who correct at once the second sees what the first did."""
    there = Round.objects.select_for_update().filter(pk=round_.pk).values_list("state", flat=True).first()
    if there not in (RoundState.SETTLED, RoundState.PUBLISHED):
        raise WrongState(_("Đợt chấm chưa công nhận kết quả nên chưa có gì để sửa; sửa điểm ở bước đang chấm."))


def _marks(round_: Round, drafts: Sequence[CorrectionDraft], *, actor: Actor, now: datetime) -> list[MarkDraft]:
    """Return what is to be written.

    Raises:
        BadInput, NotAllowed: a line for each score that cannot be corrected so.
    """
    wanted = {draft.score_id: draft for draft in drafts}
    related = ("assessment__agency", "assessment__round", "assessment__round_set__set_version")
    rows = Score.objects.filter(pk__in=wanted, assessment__round=round_).select_related(*related)
    found = list(rows.defer("assessment__round_set__set_version__definition").order_by("assessment", "position"))
    if len(found) < len(wanted):
        raise BadInput(_("Có điểm không thuộc đợt chấm này. Tải lại trang rồi sửa lại."))
    codes = {row.code for row in score_reasons(clock.local_date(now))}
    marks, problems = [], []
    for score in found:
        try:
            marks.append(_mark(wanted[score.pk], score, codes, actor))
        except Refusal as refusal:
            problems.append(refusal)
    if problems:
        kind = NotAllowed if all(isinstance(one, NotAllowed) for one in problems) else BadInput
        raise kind("\n".join(str(one) for one in problems))
    return marks


def _adjust(round_: Round, drafts: Sequence[AdjustmentCorrection], *, actor: Actor, now: datetime) -> None:
    """Write what is right of bonuses and penalties.

    Raises:
        BadInput, NotAllowed, WrongState: one cannot be corrected so; nothing is written.
    """
    wanted = {draft.adjustment_id: draft for draft in drafts}
    found = AdjustmentScore.objects.select_for_update(of=("self",)).filter(pk__in=wanted, assessment__round=round_)
    related = ("assessment__agency", "assessment__round", "assessment__round_set__set_version")
    rows = list(found.select_related(*related).order_by("pk"))
    if len(rows) < len(wanted):
        raise BadInput(_("Có điểm không thuộc đợt chấm này. Tải lại trang rồi sửa lại."))
    told = []
    for row in rows:
        points, words = _adjusted(wanted[row.pk], row, actor)
        told.append((row, {"settled": str(row.settled)}, {"settled": str(points), "words": words}))
        row.settled, row.settled_note, row.revision = points, words, row.revision + 1
        row.updated_by_id, row.updated_at = actor.user_id, now
    AdjustmentScore.objects.bulk_update(rows, ["settled", "settled_note", "revision", "updated_by", "updated_at"])
    audit.record_many("scoring.settle-adjust", told, actor=actor, at=now)


def _adjusted(draft: AdjustmentCorrection, row: AdjustmentScore, actor: Actor) -> tuple[Decimal, str]:
    sheet = row.assessment
    criteria = set_of(sheet.round_set.set_version)
    one = criteria.adjustment_of(row.key)
    named = {"agency": sheet.agency.current_name, "number": one.number if one else "", "limit": _ADJUSTED_LENGTH}
    if not access.settles(actor, sheet):
        raise NotAllowed(_("%(agency)s: không ai sửa điểm của chính cơ quan mình.") % named)
    if one is None or row.revision != draft.revision:
        raise WrongState(_("%(agency)s: điểm thưởng, điểm trừ vừa có người khác sửa. Tải lại trang để xem.") % named)
    points, words = typed_adjustment(draft.text, one, criteria.digits), squeeze(draft.words)
    if points is None or points == row.settled:
        raise BadInput(_("%(agency)s, %(number)s: ghi điểm đúng, khác điểm đã công nhận.") % named)
    if sum(letter.isalnum() for letter in words) < LEAST_WORDS or len(words) > _ADJUSTED_LENGTH:
        raise BadInput(_("%(agency)s, %(number)s: ghi vì sao sửa, không quá %(limit)s ký tự.") % named)
    return points, words


def _mark(draft: CorrectionDraft, score: Score, codes: set[str], actor: Actor) -> MarkDraft:
    sheet = score.assessment
    criteria = set_of(sheet.round_set.set_version)
    leaf = criteria.by_key()[score.leaf_key]
    named = {"agency": sheet.agency.current_name, "number": leaf.number, "limit": _NOTE_LENGTH}
    if not access.settles(actor, sheet):
        raise NotAllowed(_("%(agency)s: không ai sửa điểm của chính cơ quan mình.") % named)
    if score.left_out == LeftOut.APPROVED:
        raise BadInput(_("%(agency)s, tiêu chí %(number)s: không áp dụng nên không có điểm để sửa.") % named)
    points, words = typed_points(draft.text, leaf, criteria.digits), draft.words.strip()
    if points is None or points == score.settled:
        raise BadInput(_("%(agency)s, tiêu chí %(number)s: ghi điểm đúng, khác điểm đã công nhận.") % named)
    if draft.reason not in codes:
        raise BadInput(_("%(agency)s, tiêu chí %(number)s: chọn một lý do trong danh mục.") % named)
    if sum(one.isalnum() for one in words) < LEAST_WORDS or len(words) > _NOTE_LENGTH:
        raise BadInput(_("%(agency)s, tiêu chí %(number)s: ghi vì sao sửa, không quá %(limit)s ký tự.") % named)
    revision = score.revision if draft.revision is None else draft.revision
    return MarkDraft(score.pk, revision, points, draft.reason, words, values={"settled_note": words})
