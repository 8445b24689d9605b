"""The summary of an assessment: what is missing, the sheet as it is printed and signed, and the lock."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.constants import AssessmentState, LeftOut, Stage
from caicach.scoring.forms.claims import PaperForm, ReasonForm
from caicach.scoring.pages.assessment.frame import GAP_WORDS, Frame, Rights, frame_of, leaf_url, plain, said_points
from caicach.scoring.selectors.assessments import Gap, Sheet
from caicach.ui.notation import decimal_text, moment_text, number_text
from caicach.ui.values import Fact, Link
from reform.index import Sign

__all__ = ["AdjustmentLine", "GapGroup", "Sent", "SummaryArea", "SummaryLine", "SummaryPage", "summary_page"]


_BEFORE = (AssessmentState.SCORING, AssessmentState.LOCKED)


@dataclass(frozen=True, slots=True)
class GapGroup:
    """What is missing, of one kind."""

    title: str
    tone: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One sub-criterion as a row."""

    number: str
    label: str
    url: str
    most: str
    claimed: str
    appraised: str
    settled: str
    proofs: int
    note: str


@dataclass(frozen=True, slots=True)
class SummaryArea:
    """One area with its rows."""

    label: str
    claimed: str
    most: str
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """One bonus or penalty."""

    key: str
    label: str
    most: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """The summary."""

    frame: Frame
    title: str
    lead: str
    facts: tuple[Fact, ...]
    gaps: tuple[GapGroup, ...]
    is_ready: bool  # nothing stands in the way of the lock but blanks
    has_blanks: bool
    areas: tuple[SummaryArea, ...]
    adjustments: tuple[AdjustmentLine, ...]
    adjust_url: str  # empty: not this person's, or not any more
    lock_url: str
    is_for: bool
    paper: PaperForm | None
    paper_url: str
    signed_paper: Link | None
    unlock: ReasonForm | None
    unlock_url: str
    refused: str
    back_url: str
    differences_url: str  # empty: the appraisal is not closed yet
    list_url: str
    files_url: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent from the page and refused."""

    paper: PaperForm | None = None
    unlock: ReasonForm | None = None
    refused: str = ""


def summary_page(sheet: Sheet, rights: Rights, *, today: date, sent: "Sent | None" = None) -> SummaryPage:
    """Return the page with what was sent and refused."""
    given, assessment = sent or Sent(), sheet.assessment
    is_scoring = assessment.state == AssessmentState.SCORING
    is_open = is_scoring and rights.scores_here
    may_sign = rights.scores_here and not is_scoring and assessment.state != AssessmentState.SETTLED
    wants_paper = (is_open and rights.is_for) or may_sign

    def address(name: str) -> str:
        return reverse(f"scoring:{name}", args=[assessment.uid])

    return SummaryPage(
        frame=frame_of(sheet, rights, today=today),
        title=_("Phiếu chấm của %(agency)s") % {"agency": assessment.agency.current_name},
        lead=_lead(sheet),
        facts=_facts(sheet),
        gaps=_gaps(sheet) if is_scoring else (),
        is_ready=not any(gap.is_hard for gap in sheet.gaps.values()),
        has_blanks=any(gap is Gap.NO_CLAIM for gap in sheet.gaps.values()),
        areas=_areas(sheet),
        adjustments=_adjustments(sheet),
        adjust_url=address("adjust") if is_open else "",
        lock_url=address("lock") if is_open else "",
        is_for=rights.is_for,
        paper=(given.paper or PaperForm(auto_id="pk-%s")) if wants_paper else None,
        paper_url=address("signed-paper") if may_sign else "",
        signed_paper=_paper(sheet),
        unlock=(given.unlock or ReasonForm(auto_id="mk-%s")) if _may_unlock(sheet, rights) else None,
        unlock_url=address("unlock"),
        refused=given.refused,
        back_url=address("sheet"),
        differences_url=address("differences") if assessment.state not in _BEFORE else "",
        list_url=address("proof-list"),
        files_url=address("proof-files"),
    )


def _may_unlock(sheet: Sheet, rights: Rights) -> bool:
    is_locked = sheet.assessment.state == AssessmentState.LOCKED
    return rights.may_unlock and is_locked and all(score.appraised is None for score in sheet.scores.values())


def _lead(sheet: Sheet) -> str:
    hard = sum(gap.is_hard for gap in sheet.gaps.values())
    blank = len(sheet.gaps) - hard
    if sheet.assessment.state != AssessmentState.SCORING:
        return str(AssessmentState(sheet.assessment.state).label).capitalize()
    if not sheet.gaps:
        return _("Đã chấm đủ mọi tiêu chí; có thể khóa.")
    words = {"blank": number_text(blank), "hard": number_text(hard)}
    return _("%(blank)s tiêu chí chưa chấm, %(hard)s tiêu chí có điểm mà chưa đủ minh chứng") % words


def _facts(sheet: Sheet) -> tuple[Fact, ...]:
    assessment, result = sheet.assessment, sheet.result(Stage.CLAIMED)
    facts = [
        Fact(_("Bộ tiêu chí"), sheet.criteria.title, sheet.criteria.version),
        Fact(_("Điểm tự chấm"), decimal_text(result.points), strong=True),
        Fact(_("Điểm thưởng, điểm trừ"), f"+{decimal_text(result.bonus)}, −{decimal_text(result.penalty)}"),
    ]
    if assessment.locked_at is not None:
        facts.append(Fact(_("Khóa lúc"), moment_text(assessment.locked_at)))
    if assessment.on_behalf_by is not None:
        facts.append(Fact(_("Nhập thay"), assessment.on_behalf_by.current_name))
    return tuple(facts)


def _gaps(sheet: Sheet) -> tuple[GapGroup, ...]:
    leaves = sheet.criteria.by_key()
    found = []
    for kind in (Gap.NO_PROOF, Gap.UNMET_PROOF, Gap.NO_CLAIM):
        keys = [key for key, gap in sheet.gaps.items() if gap is kind]
        links = tuple(
            Link(f"{leaves[key].number} {leaves[key].label}", leaf_url(sheet.assessment, key)) for key in keys
        )
        if links:
            words = {"what": GAP_WORDS[kind](), "count": number_text(len(links))}
            tone = "bad" if kind.is_hard else "warn"
            found.append(GapGroup(_("%(what)s: %(count)s tiêu chí") % words, tone, links))
    return tuple(found)


def _areas(sheet: Sheet) -> tuple[SummaryArea, ...]:
    sums = sheet.result(Stage.CLAIMED).areas
    return tuple(
        SummaryArea(
            label=f"{area.number}. {area.label}",
            claimed=decimal_text(sums[area.key].points),
            most=plain(sums[area.key].maximum),
            lines=tuple(
                SummaryLine(
                    number=leaf.number,
                    label=leaf.label,
                    url=leaf_url(sheet.assessment, leaf.key),
                    most=plain(leaf.points),
                    claimed=said_points((score := sheet.scores[leaf.key]).claimed),
                    appraised=said_points(score.reviewed if score.reviewed is not None else score.appraised),
                    settled=said_points(score.settled),
                    proofs=score.proof_count,
                    note=str(LeftOut(score.left_out).label) if score.left_out else score.claim_note,
                )
                for leaf in area.leaves
                if leaf.key in sheet.scores
            ),
        )
        for area in sheet.criteria.areas
    )


def _adjustments(sheet: Sheet) -> tuple[AdjustmentLine, ...]:
    signs = {Sign.BONUS: _("thưởng"), Sign.PENALTY: _("trừ")}
    rows = sheet.adjustments
    return tuple(
        AdjustmentLine(
            key=one.key,
            label=f"{one.number} {one.label}",
            most=_("%(sign)s tối đa %(most)s") % {"sign": signs[one.sign], "most": plain(one.most)},
            value=_typed(sheet, one.key),
            words=rows[one.key].words if one.key in rows else "",
        )
        for one in sheet.criteria.adjustments
    )


def _typed(sheet: Sheet, key: str) -> str:
    row = sheet.adjustments.get(key)
    return "" if row is None or row.claimed is None else plain(row.claimed)


def _paper(sheet: Sheet) -> Link | None:
    paper = sheet.assessment.signed_paper
    return None if paper is None else Link(str(paper), reverse("documents:detail", args=[paper.uid]))
