"""Before a round is settled: points other than the appraisal gave, each with words; bonus and penalty likewise.

Many at once: what is refused is told one by one, the rest is done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.scoring import access
from caicach.scoring.constants import AssessmentState, LeftOut, RoundState, Stage
from caicach.scoring.mapping import set_of, typed_adjustment, typed_points
from caicach.scoring.models import AdjustmentScore, Assessment, Round, Score
from caicach.scoring.services.appraise import LEAST_WORDS, Appraised, RefusedScore
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, Refusal, WrongState
from vanban.text.forms import squeeze

__all__ = ["AdjustmentSettled", "SettledAdjustment", "SettledDraft", "adjustments_settle", "settled_set"]

_NOTE_LENGTH, _ADJUSTED_NOTE_LENGTH = 2000, 1000


@dataclass(frozen=True, slots=True)
class SettledDraft:
    """What shall be settled at one score."""

    score_id: int
    revision: int  # that the writer saw
    text: str  # points as typed; empty, or those of the appraisal: the appraisal's are settled
    words: str = ""


@dataclass(frozen=True, slots=True)
class SettledAdjustment:
    """What shall be settled of one bonus or penalty."""

    adjustment_id: int
    revision: int
    text: str  # without a sign; empty: as it was appraised
    words: str = ""


@dataclass(frozen=True, slots=True)
class AdjustmentSettled:
    """What was done, and what was not: the id of the bonus or penalty and why."""

    done: tuple[AdjustmentScore, ...]
    refused: tuple[RefusedScore, ...]


@transaction.atomic
def settled_set(round_: Round, drafts: Sequence[SettledDraft], *, actor: Actor, now: datetime) -> Appraised:
    """Let other points than those of the appraisal be settled, with words; until the round is settled they can change.

    A fixed number of statements, however many. Nobody does it for their own agency.

    Raises:
        NotAllowed: the actor settles none of these agencies.
    """
    wanted = {draft.score_id: draft for draft in drafts}
    sheets = _held(round_, Score.objects.filter(pk__in=wanted).order_by().values("assessment"))
    rows = Score.objects.filter(pk__in=wanted, assessment__in=sheets).order_by("pk")
    allowed = _allowed(sheets, actor)
    marks, refused = [], []
    for score in rows:
        try:
            sheet = _open(sheets[score.assessment_id], allowed)
            marks.append(_mark(wanted[score.pk], score, sheet))
        except Refusal as refusal:
            refused.append(RefusedScore(score.pk, str(refusal)))
    done = marks_save(marks, stage=Stage.SETTLED, actor=actor, now=now) if marks else ()
    return Appraised(done, tuple(refused))


def _held(round_: Round, ids: "QuerySet[Any, Any]") -> dict[int, Assessment]:
    """Hold the assessments to the end of the transaction, in one order, so that nobody waits for ever."""
    rows = Assessment.objects.select_for_update(of=("self",)).filter(pk__in=ids, round=round_).order_by("pk")
    related = rows.select_related("agency", "round", "round_set__set_version")
    return {row.pk: row for row in related.defer("round_set__set_version__definition")}


def _allowed(sheets: Mapping[int, Assessment], actor: Actor) -> frozenset[int]:
    """Return the assessments whose points the actor settles: who runs the round is asked once.

    Raises:
        NotAllowed: none.
    """
    own = {pk for pk, sheet in sheets.items() if sheet.agency_id == sheet.round.standing_body_id}
    others = [sheet for pk, sheet in sheets.items() if pk not in own and sheet.agency_id != actor.agency_id]
    found = {sheet.pk for sheet in others} if others and access.settles(actor, others[0]) else set()
    found |= {pk for pk in own if access.settles(actor, sheets[pk])}
    if sheets and not found:
        raise NotAllowed(_("Chỉ cán bộ cơ quan thường trực công nhận điểm, và không công nhận cho cơ quan mình."))
    return frozenset(found)


def _open(sheet: Assessment, allowed: frozenset[int]) -> Assessment:
    """Return the assessment, whose points the actor may settle now.

    Raises:
        NotAllowed, WrongState: with the reason in words.
    """
    words = {"agency": sheet.agency.current_name}
    if sheet.pk not in allowed:
        raise NotAllowed(_("%(agency)s: không ai công nhận điểm cho chính cơ quan mình.") % words)
    if sheet.round.state != RoundState.OPEN or sheet.state == AssessmentState.SETTLED:
        raise WrongState(_("%(agency)s: điểm đã công nhận; chỉ sửa được bằng một lần sửa kết quả.") % words)
    if sheet.state != AssessmentState.REVIEWED:
        raise WrongState(_("%(agency)s: chưa xong thẩm định lại nên chưa ghi điểm công nhận được.") % words)
    return sheet


def _mark(draft: SettledDraft, score: Score, sheet: Assessment) -> MarkDraft:
    criteria = set_of(sheet.round_set.set_version)
    leaf = criteria.by_key()[score.leaf_key]
    named = {"agency": sheet.agency.current_name, "number": leaf.number}
    if score.revision != draft.revision:
        raise WrongState(_("%(agency)s, tiêu chí %(number)s: vừa có người khác sửa. Xem điểm mới rồi ghi lại.") % named)
    if score.left_out in (LeftOut.APPROVED, LeftOut.ASKED):
        said = _(
            "%(agency)s, tiêu chí %(number)s: không áp dụng, hoặc đang chờ quyết định việc đó, nên không ghi điểm."
        )
        raise WrongState(said % named)
    points, words = typed_points(draft.text, leaf, criteria.digits), draft.words.strip()
    given = score.reviewed if score.reviewed is not None else score.appraised
    if points is None or points == given:
        return MarkDraft(score.pk, draft.revision, None, values={"settled_note": ""})
    if sum(one.isalnum() for one in words) < LEAST_WORDS or len(words) > _NOTE_LENGTH:
        said = _("%(agency)s, tiêu chí %(number)s: điểm khác thẩm định thì ghi lý do, không quá %(limit)s ký tự.")
        raise BadInput(said % (named | {"limit": str(_NOTE_LENGTH)}))
    return MarkDraft(score.pk, draft.revision, points, words=words, values={"settled_note": words})


@transaction.atomic
def adjustments_settle(
    round_: Round, drafts: Sequence[SettledAdjustment], *, actor: Actor, now: datetime
) -> AdjustmentSettled:
    """Let other bonus and penalty points than those appraised be settled, with words; ``settled_set`` for them.

    Audit: ``scoring.settle-adjust``, one for each that changed.

    Raises:
        NotAllowed: the actor settles none of these agencies.
    """
    wanted = {draft.adjustment_id: draft for draft in drafts}
    rows = AdjustmentScore.objects.filter(pk__in=wanted)
    sheets = _held(round_, rows.order_by().values("assessment"))
    allowed = _allowed(sheets, actor)
    done, told, refused = [], [], []
    for row in rows.filter(assessment__in=sheets).select_for_update().order_by("pk"):
        try:
            points, words = _given(wanted[row.pk], row, _open(sheets[row.assessment_id], allowed))
        except Refusal as refusal:
            refused.append(RefusedScore(row.pk, str(refusal)))
            continue
        told.append((row, {"settled": str(row.settled)}, {"settled": str(points), "words": words}))
        row.settled, row.settled_note, row.revision = points, words, row.revision + 1
        row.updated_by_id, row.updated_at = actor.user_id, now
        done.append(row)
    AdjustmentScore.objects.bulk_update(done, ["settled", "settled_note", "revision", "updated_by", "updated_at"])
    audit.record_many("scoring.settle-adjust", told, actor=actor, at=now)
    return AdjustmentSettled(tuple(done), tuple(refused))


def _given(draft: SettledAdjustment, row: AdjustmentScore, sheet: Assessment) -> tuple[Decimal | None, str]:
    criteria = set_of(sheet.round_set.set_version)
    one = criteria.adjustment_of(row.key)
    if one is None or row.revision != draft.revision:
        told = {"agency": sheet.agency.current_name}
        raise WrongState(_("%(agency)s: điểm thưởng, điểm trừ vừa có người khác sửa. Tải lại trang để xem.") % told)
    words = squeeze(draft.words)
    points = typed_adjustment(draft.text, one, criteria.digits)
    if points is None or points == row.appraised:
        return None, ""
    if sum(letter.isalnum() for letter in words) < LEAST_WORDS or len(words) > _ADJUSTED_NOTE_LENGTH:
        said = _("%(agency)s, %(number)s: điểm khác thẩm định thì ghi lý do, không quá %(limit)s ký tự.")
        named = {"agency": sheet.agency.current_name, "number": one.number, "limit": _ADJUSTED_NOTE_LENGTH}
        raise BadInput(said % named)
    return points, words
