"""Bonus and penalty points at the appraisal: the standing body keeps, changes or gives them, with words.

Of its own agency the owner of the round does. Many at once, of one agency or of many: what is refused is told one by
one, the rest is done. There is one appraisal of them, which stays open through the second one of the sub-criteria.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.scoring import access
from caicach.scoring.constants import AssessmentState, RoundState
from caicach.scoring.mapping import set_of, typed_adjustment
from caicach.scoring.models import AdjustmentScore, Assessment, Round
from caicach.scoring.services.appraise import LEAST_WORDS
from caicach.ui.notation import decimal_text
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, Refusal, WrongState
from reform.index import Adjustment
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = [
    "OPEN_FOR_ADJUSTMENTS",
    "AdjustmentAppraisal",
    "AdjustmentsAppraised",
    "RefusedAdjustment",
    "adjustments_appraise",
]

OPEN_FOR_ADJUSTMENTS = (AssessmentState.LOCKED, AssessmentState.EXPLAINED)
_NOTE_LENGTH = 1000
_COLUMNS = ["appraised", "appraised_note", "document", "revision", "updated_by", "updated_at"]


@dataclass(frozen=True, slots=True)
class AdjustmentAppraisal:
    """What the standing body gives at one bonus or penalty of one agency."""

    assessment_id: int
    key: str  # of the set's adjustment
    revision: int  # that the appraiser saw; 0: nothing was there
    text: str = ""  # points without a sign, as typed; empty: what was given is taken back
    keeps: bool = False  # the points that the agency claims; nothing claimed is nought
    words: str = ""
    document: "Document | None" = None  # what it rests on; None: what is there stays


@dataclass(frozen=True, slots=True)
class RefusedAdjustment:
    """One that was left as it is, and why."""

    assessment_id: int
    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class AdjustmentsAppraised:
    """What was done, and what was not."""

    done: tuple[AdjustmentScore, ...]
    refused: tuple[RefusedAdjustment, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    points: Decimal | None
    words: str


@transaction.atomic
def adjustments_appraise(
    round_: Round, drafts: Sequence[AdjustmentAppraisal], *, actor: Actor, now: datetime
) -> AdjustmentsAppraised:
    """Give bonus and penalty points of agencies of a round; a fixed number of statements, however many.

    Points other than claimed need words; a penalty that the agency did not name can be given. What changes nothing is
    no row of the audit.

    Audit: ``scoring.adjust-appraise``, one for each that changed.

    Raises:
        NotAllowed: the actor appraises these of none of the agencies.
    """
    sheets = _hold(round_, {draft.assessment_id for draft in drafts})
    if sheets and not any(_may(actor, round_, sheet) for sheet in sheets.values()):
        raise NotAllowed(_("Chỉ cơ quan thường trực thẩm định điểm thưởng, điểm trừ; không ai thẩm định cơ quan mình."))
    there = {(row.assessment_id, row.key): row for row in AdjustmentScore.objects.filter(assessment__in=sheets)}
    done, refused, told = [], [], []
    for draft in drafts:
        sheet = sheets.get(draft.assessment_id)
        if sheet is None:
            continue
        row = there.get((sheet.pk, draft.key)) or AdjustmentScore(assessment=sheet, key=draft.key, revision=0)
        try:
            old, new = _put(draft, row, sheet, actor)
        except Refusal as refusal:
            refused.append(RefusedAdjustment(sheet.pk, draft.key, str(refusal)))
            continue
        if old != new:
            row.revision, row.updated_by_id, row.updated_at = row.revision + 1, actor.user_id, now
            there[sheet.pk, draft.key] = row
            done.append(row)
            told.append((sheet, old, new))
    _write(done)
    audit.record_many("scoring.adjust-appraise", told, actor=actor, at=now)
    return AdjustmentsAppraised(tuple(done), tuple(refused))


def _hold(round_: Round, ids: set[int]) -> dict[int, Assessment]:
    """Hold the assessments to the end of the transaction, in one order, so that nobody waits for ever."""
    rows = Assessment.objects.select_for_update(of=("self",)).filter(pk__in=ids, round=round_).order_by("pk")
    related = rows.select_related("agency", "round", "round_set__set_version")
    return {row.pk: row for row in related.defer("round_set__set_version__definition")}


def _may(actor: Actor, round_: Round, sheet: Assessment) -> bool:
    return access.appraises(actor, round_.standing_body_id, sheet)


def _put(
    draft: AdjustmentAppraisal, row: AdjustmentScore, sheet: Assessment, actor: Actor
) -> tuple[dict[str, object], dict[str, object]]:
    """Put ``draft`` into ``row``; return what stood and what stands."""
    _refuse_closed(draft, row, sheet, actor)
    criteria = set_of(sheet.round_set.set_version)
    one = criteria.adjustment_of(draft.key)
    if one is None:
        raise BadInput(_("Bộ tiêu chí này không có điểm thưởng, điểm trừ “%(key)s”.") % {"key": draft.key[:80]})
    given, old = _given(draft, row, one, criteria.digits), _told(row)
    row.appraised, row.appraised_note = given.points, given.words
    if draft.document is not None:
        row.document = draft.document
    return old, _told(row)


def _refuse_closed(draft: AdjustmentAppraisal, row: AdjustmentScore, sheet: Assessment, actor: Actor) -> None:
    words = {"agency": sheet.agency.current_name}
    if not _may(actor, sheet.round, sheet):
        raise NotAllowed(_("%(agency)s: điểm thưởng, điểm trừ do cơ quan khác thẩm định.") % words)
    if sheet.state == AssessmentState.SCORING:
        raise WrongState(_("%(agency)s chưa khóa điểm tự chấm nên chưa thẩm định được.") % words)
    if sheet.round.state != RoundState.OPEN or sheet.state not in OPEN_FOR_ADJUSTMENTS:
        raise WrongState(_("%(agency)s: không thẩm định điểm thưởng, điểm trừ ở bước này.") % words)
    if row.revision != draft.revision:
        raise WrongState(
            _("%(agency)s: vừa có người khác sửa điểm này. Xem điểm mới rồi chấm lại; phần của bạn chưa lưu.") % words
        )


def _given(draft: AdjustmentAppraisal, row: AdjustmentScore, one: Adjustment, digits: int) -> _Given:
    claimed, words = row.claimed or Decimal(0), squeeze(draft.words)
    said = {"number": one.number, "limit": _NOTE_LENGTH}
    points = claimed if draft.keeps else typed_adjustment(draft.text, one, digits)
    if len(words) > _NOTE_LENGTH:
        raise BadInput(_("%(number)s: ý kiến dài quá %(limit)s ký tự. Viết ngắn lại.") % said)
    if points is None:
        if words and row.appraised is None:
            raise BadInput(_("%(number)s: có ý kiến mà chưa có điểm. Ghi điểm, hoặc giữ điểm tự chấm.") % said)
        return _Given(None, "")
    if points != claimed and sum(letter.isalnum() for letter in words) < LEAST_WORDS:
        raise BadInput(_("%(number)s: điểm khác tự chấm thì viết vài lời cho cơ quan được chấm hiểu vì sao.") % said)
    return _Given(points, words)


def _told(row: AdjustmentScore) -> dict[str, object]:
    points: Mapping[str, object] = {row.key: None if row.appraised is None else decimal_text(row.appraised)}
    return {**points, "words": row.appraised_note, "document": row.document_id}


def _write(rows: Sequence[AdjustmentScore]) -> None:
    """Write what changed; the assessments are held, so that nobody else writes the same."""
    there = [row for row in rows if row.pk is not None]
    AdjustmentScore.objects.bulk_create(row for row in rows if row.pk is None)
    AdjustmentScore.objects.bulk_update(there, _COLUMNS)
