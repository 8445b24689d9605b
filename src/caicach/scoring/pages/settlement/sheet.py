"""The points of one agency side by side, leaf by leaf, with reasons; other points to settle, or corrections after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, RoundState, Stage
from caicach.scoring.forms.settlement import CorrectForm, RowText
from caicach.scoring.models import AdjustmentScore, Appeal, Score
from caicach.scoring.pages.assessment.frame import leaf_url, plain, said_points
from caicach.scoring.pages.settlement.board import signed_difference
from caicach.scoring.selectors.assessments import Sheet
from caicach.scoring.selectors.settlement import adjustment_gap
from caicach.ui.notation import NOTHING, decimal_text
from caicach.ui.values import Fact, Figure, Link
from reform.index import Result, ScoreReason, Sign, SubCriterion, score_reason, score_reasons

__all__ = ["FILTERS", "SheetLine", "SheetPage", "SheetSent", "adjustment_texts", "score_texts", "sheet_page"]

FILTERS = ("", "tat-ca", "chua-co")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sub-criterion, or a bonus or penalty, as a row."""

    name: str  # of its fields: the id, with a prefix for a bonus
    revision: int
    title: str
    url: str
    most: str
    claimed: str
    appraised: str
    reviewed: str
    settled: str
    notes: tuple[Fact, ...]  # who said what: the agency, the appraisal, the appeal and its answer
    settled_note: str
    shown: RowText
    state: str
    is_open: bool
    has_reason: bool  # a coded reason stands beside the points
    error: str


@dataclass(frozen=True, slots=True)
class SheetSent:
    """What was sent from the page and refused."""

    texts: Mapping[str, RowText]
    errors: Mapping[str, str]
    form: CorrectForm | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One agency's points of every stage."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    chips: tuple[Link, ...]
    lines: tuple[SheetLine, ...]
    adjustments: tuple[SheetLine, ...]
    reasons: tuple[tuple[str, str], ...]  # of corrections; empty: nothing is corrected here
    may_settle: bool
    correct: CorrectForm | None
    url: str
    all_url: str
    summary_url: str
    refused: str


def sheet_page(
    sheet: Sheet,
    appeals: Mapping[int, Appeal],
    shown: str,
    *,
    settles: bool,
    today: date,
    sent: SheetSent | None = None,
) -> SheetPage:
    """Return the page; ``shown`` is one of FILTERS; ``settles``: the reader may settle or correct these points."""
    assessment, given = sheet.assessment, sent or SheetSent({}, {})
    is_over = assessment.round.state != RoundState.OPEN
    may_settle = settles and not is_over and assessment.state == AssessmentState.REVIEWED
    may_correct = settles and is_over
    url = reverse("scoring:settlement-sheet", args=[assessment.uid])
    leaves = [leaf for leaf in sheet.leaves if _passes(sheet, leaf, shown) or _name(sheet, leaf) in given.errors]
    return SheetPage(
        title=_("Điểm của %(agency)s qua các bước") % {"agency": assessment.agency.current_name},
        kicker=f"{assessment.round.title} · {AssessmentState(assessment.state).label}",
        lead=_lead(may_settle=may_settle, may_correct=may_correct),
        crumbs=_crumbs(sheet, with_board=settles),
        ribbon=_ribbon(sheet),
        chips=_chips(sheet, url, shown),
        lines=tuple(
            _line(sheet, leaf, appeals, given, is_open=may_settle or may_correct, corrects=may_correct)
            for leaf in leaves
        ),
        adjustments=tuple(_adjustment_lines(sheet, given, is_open=may_settle or may_correct, corrects=may_correct)),
        reasons=tuple((one.code, _label(one)) for one in score_reasons(today)) if may_correct else (),
        may_settle=may_settle,
        correct=(given.form or CorrectForm()) if may_correct else None,
        url=f"{url}?loc={shown}" if shown else url,
        all_url=f"{url}?loc=tat-ca",
        summary_url=reverse("scoring:summary", args=[assessment.uid]),
        refused=given.refused,
    )


def _lead(*, may_settle: bool, may_correct: bool) -> str:
    if may_settle:
        return _("Để trống ô công nhận thì công nhận điểm thẩm định; ghi điểm khác thì kèm ý kiến.")
    if may_correct:
        return _("Điểm đã chốt. Ghi điểm đúng, lý do và ý kiến ở tiêu chí sai để có một lần sửa kết quả.")
    return ""


def _crumbs(sheet: Sheet, *, with_board: bool) -> tuple[Link, ...]:
    round_ = sheet.assessment.round
    board = (Link(_("Công nhận kết quả"), reverse("scoring:settlement", args=[round_.uid])),) if with_board else ()
    return (
        Link(_("Chấm điểm"), reverse("scoring:list")),
        Link(round_.title, reverse("scoring:round", args=[round_.uid])),
        *board,
        Link(sheet.assessment.agency.current_name),
    )


def _ribbon(sheet: Sheet) -> tuple[Figure, ...]:
    claimed, reviewed, standing = (sheet.result(stage) for stage in (Stage.CLAIMED, Stage.REVIEWED, None))
    is_settled = sheet.assessment.state == AssessmentState.SETTLED
    index = NOTHING if standing.index is None else decimal_text(standing.index)
    grade = standing.grade.label if standing.grade else ""
    return (
        Figure(_("Tự chấm"), decimal_text(claimed.points)),
        Figure(_("Thẩm định"), decimal_text(_appraised(sheet, reviewed))),
        Figure(
            _("Công nhận") if is_settled else _("Công nhận (dự kiến)"),
            decimal_text(standing.points),
            unit=f"/ {plain(standing.total.maximum)}",
            note=_("%(difference)s so với tự chấm") % {"difference": signed_difference(_gap(sheet, standing, claimed))},
        ),
        Figure(_("Chỉ số"), index, unit="%", note=grade),
    )


def _gap(sheet: Sheet, standing: Result, claimed: Result) -> Decimal:
    """Return by how much more stands where the agency scored itself; surveys are nobody's claim."""
    both = (score for score in sheet.scores.values() if score.left_out != LeftOut.APPROVED)
    gaps = (one.standing - one.claimed for one in both if one.claimed is not None and one.standing is not None)
    return sum(gaps, Decimal(0)) + adjustment_gap(standing, claimed)


def _appraised(sheet: Sheet, reviewed: Result) -> Decimal:
    """Return the points of the last appraisal: of each sub-criterion the second, where there was none the first."""
    scores = [one for one in sheet.scores.values() if one.left_out != LeftOut.APPROVED]
    total = sum((_last(one) or Decimal(0) for one in scores), Decimal(0))
    return max(total + reviewed.bonus - reviewed.penalty, Decimal(0))


def _last(score: Score) -> Decimal | None:
    found: Decimal | None = score.reviewed if score.reviewed is not None else score.appraised
    return found


def _stands(score: Score) -> Decimal | None:
    """Return what is settled, or would be as it stands."""
    return score.settled if score.settled is not None else _last(score)


def _passes(sheet: Sheet, leaf: SubCriterion, shown: str) -> bool:
    score = sheet.scores[leaf.key]
    points = {one for one in (score.claimed, score.appraised, score.reviewed, score.settled) if one is not None}
    lacks = _stands(score) is None and score.left_out != LeftOut.APPROVED
    return {"": len(points) > 1 or bool(score.left_out) or lacks, "tat-ca": True, "chua-co": lacks}[shown]


def _chips(sheet: Sheet, url: str, shown: str) -> tuple[Link, ...]:
    labels = dict(zip(FILTERS, (_("Điểm khác nhau"), _("Tất cả"), _("Chưa có điểm")), strict=True))
    return tuple(
        Link(
            label,
            f"{url}?loc={one}" if one else url,
            current=one == shown,
            count=sum(_passes(sheet, leaf, one) for leaf in sheet.leaves),
        )
        for one, label in labels.items()
    )


def _name(sheet: Sheet, leaf: SubCriterion) -> str:
    return str(sheet.scores[leaf.key].pk)


def score_texts(sheet: Sheet) -> dict[int, tuple[Score, RowText]]:
    """Return what the fields of each sub-criterion show before the settlement, by the score's id."""
    return {score.pk: (score, _shown(score.settled, score.settled_note)) for score in sheet.scores.values()}


def adjustment_texts(sheet: Sheet) -> dict[int, tuple[AdjustmentScore, RowText]]:
    """Return what the fields of each bonus and penalty show, by its id."""
    return {row.pk: (row, _shown(row.settled, row.settled_note)) for row in sheet.adjustments.values()}


def _shown(points: Decimal | None, note: str) -> RowText:
    return RowText("" if points is None else decimal_text(points), note.strip())


def _line(
    sheet: Sheet,
    leaf: SubCriterion,
    appeals: Mapping[int, Appeal],
    given: SheetSent,
    *,
    is_open: bool,
    corrects: bool,
) -> SheetLine:
    score = sheet.scores[leaf.key]
    name = str(score.pk)
    before = RowText() if corrects else _shown(score.settled, score.settled_note)
    return SheetLine(
        name=name,
        revision=score.revision,
        title=f"{leaf.number} {leaf.label}",
        url=leaf_url(sheet.assessment, leaf.key),
        most=plain(leaf.points),
        claimed=said_points(score.claimed),
        appraised=said_points(score.appraised),
        reviewed=said_points(score.reviewed),
        notes=tuple(_notes(score, appeals.get(score.pk), is_settled=corrects)),
        settled=said_points(_stands(score)),
        settled_note=score.settled_note,
        shown=given.texts.get(name, before),
        state=_state(score),
        is_open=is_open and score.left_out not in (LeftOut.APPROVED, LeftOut.ASKED),
        has_reason=corrects,
        error=given.errors.get(name, ""),
    )


def _state(score: Score) -> str:
    if not score.left_out:
        return ""
    return _sentence(str(LeftOut(score.left_out).label), score.left_out_reason)


def _noted(code: str, words: str) -> str:
    reason = score_reason(code) if code else None
    return _sentence(_label(reason) if reason else "", words)


def _notes(score: Score, appeal: Appeal | None, *, is_settled: bool) -> Iterable[Fact]:
    """Return what was said, in the order in which it was said; of settled points the words stand here too."""
    said = [
        (_("Tự chấm"), score.claim_note),
        (_("Thẩm định"), _noted(score.appraised_reason, score.appraised_note)),
    ]
    if appeal is not None:
        state = str(AppealState(appeal.state).label)
        is_agreed = appeal.state == AppealState.AGREED
        said.append((_("Giải trình"), state if is_agreed else _asked(appeal)))
        said.append((_("Trả lời"), "" if is_agreed else _sentence(state, appeal.answer)))
    else:
        said.append((_("Thẩm định lại"), _noted(score.reviewed_reason, score.reviewed_note)))
    if is_settled:
        said.append((_("Công nhận"), score.settled_note))
    return (Fact(label, words) for label, words in said if words)


def _asked(appeal: Appeal) -> str:
    return _("đề nghị %(asked)s điểm. %(words)s") % {"asked": decimal_text(appeal.asked), "words": appeal.words}


def _sentence(*parts: str) -> str:
    return ": ".join(part for part in parts if part)


def _label(reason: ScoreReason) -> str:
    return reason.label_en if get_language() == "en" else reason.label


def _adjustment_lines(sheet: Sheet, given: SheetSent, *, is_open: bool, corrects: bool) -> Iterable[SheetLine]:
    signs = {Sign.BONUS: _("thưởng"), Sign.PENALTY: _("trừ")}
    for one in sheet.criteria.adjustments:
        row = sheet.adjustments.get(one.key)
        if row is None:
            continue
        name = f"tt_{row.pk}"
        stands = row.settled if row.settled is not None else row.appraised
        yield SheetLine(
            name=name,
            revision=row.revision,
            title=f"{one.number} {one.label} ({signs[one.sign]})",
            url="",
            most=plain(one.most),
            claimed=said_points(row.claimed),
            appraised=said_points(row.appraised),
            reviewed=NOTHING,
            notes=tuple(_adjustment_notes(row, is_settled=corrects)),
            settled=said_points(stands),
            settled_note=row.settled_note,
            shown=given.texts.get(name, RowText() if corrects else _shown(row.settled, row.settled_note)),
            state="",
            is_open=is_open,
            has_reason=False,
            error=given.errors.get(name, ""),
        )


def _adjustment_notes(row: AdjustmentScore, *, is_settled: bool) -> Iterable[Fact]:
    said = [(_("Tự chấm"), row.words), (_("Thẩm định"), row.appraised_note)]
    if is_settled:
        said.append((_("Công nhận"), row.settled_note))
    return (Fact(label, words) for label, words in said if words)
