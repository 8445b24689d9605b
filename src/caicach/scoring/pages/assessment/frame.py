"""What stands around every page of an assessment: its heading, what it comes to, the phases, the tree."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.constants import AssessmentState, LeftOut, Phase, Stage
from caicach.scoring.models import Assessment, RoundPhase, Score
from caicach.scoring.selectors.assessments import Gap, Sheet
from caicach.scoring.selectors.phases import running_phase
from caicach.scoring.selectors.winnable import closing_on, own_closing_on, wins_of
from caicach.scoring.services.by_data import takeable, unfitting
from caicach.ui.notation import NOTHING, date_text, decimal_text, number_text, short_date_text
from caicach.ui.values import Figure, Link, Step
from reform.index import IndexArea, SubCriterion

__all__ = [
    "GAP_WORDS",
    "Frame",
    "Rights",
    "TreeArea",
    "TreeLeaf",
    "frame_of",
    "leaf_url",
    "plain",
    "said_points",
    "steps_of",
]

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True)
class TreeLeaf:
    """One sub-criterion in the tree."""

    number: str
    label: str
    url: str
    points: str
    most: str
    need: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class TreeArea:
    """One area in the tree."""

    label: str
    points: str
    most: str
    is_open: bool
    leaves: tuple[TreeLeaf, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of an assessment share."""

    kicker: str
    title: str
    agency: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    steps: tuple[Step, ...]
    areas: tuple[TreeArea, ...]
    total: str  # "74 tiêu chí"
    unscored: int
    banner: str
    summary_url: str
    summary_label: str
    summary_icon: str
    book_url: str  # as the next
    propose_url: str  # empty: nothing can be proposed now, or not by this person
    round_url: str
    result_url: str
    data_url: str = ""  # where proposals are taken at once; empty: there are none, or not this person's
    takeable: int = 0  # sub-criteria with a proposal and no claim
    unfitting: int = 0  # those that do not apply, as data says


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with an assessment."""

    scores_here: bool  # the agency, or for it
    is_for: bool = False  # for a unit that does not sign in
    may_unlock: bool = False


def frame_of(sheet: Sheet, rights: Rights, *, today: date, leaf_key: str = "") -> Frame:
    """Return what stands around a page; ``leaf_key`` is the sub-criterion that is open."""
    assessment = sheet.assessment
    is_open = assessment.state == AssessmentState.SCORING and rights.scores_here
    return Frame(
        kicker=_kicker(assessment),
        title=_("%(agency)s tự chấm") % {"agency": assessment.agency.current_name},
        agency=assessment.agency.current_name,
        crumbs=(
            Link(_("Chấm điểm"), reverse("scoring:list")),
            Link(assessment.round.title, reverse("scoring:round", args=[assessment.round.uid])),
            Link(assessment.agency.current_name),
        ),
        ribbon=_ribbon(sheet, today),
        steps=steps_of(sheet.phases, today),
        areas=tuple(_area(sheet, at, area, leaf_key) for at, area in enumerate(sheet.criteria.areas)),
        total=_("%(count)s tiêu chí") % {"count": number_text(len(sheet.leaves))},
        unscored=sum(gap is Gap.NO_CLAIM for gap in sheet.gaps.values()),
        banner=_banner(assessment, is_entering=is_open and rights.is_for),
        summary_url=reverse("scoring:summary", args=[assessment.uid]),
        summary_label=_("Khóa và ký phiếu chấm") if is_open else _("Phiếu chấm"),
        summary_icon="lock" if is_open else "file-text",
        book_url=reverse("scoring:book-in", args=[assessment.uid]) if is_open else "",
        propose_url=reverse("scoring:propose", args=[assessment.uid]) if is_open else "",
        round_url=reverse("scoring:round", args=[assessment.round.uid]),
        result_url=reverse("scoring:result", args=[assessment.uid]),
        data_url=reverse("scoring:by-data", args=[assessment.uid]) if is_open else "",
        takeable=sum(takeable(leaf, sheet.scores[leaf.key]) for leaf in sheet.leaves) if is_open else 0,
        unfitting=sum(unfitting(leaf, sheet.scores[leaf.key]) for leaf in sheet.leaves) if is_open else 0,
    )


def _kicker(assessment: Assessment) -> str:
    basis = assessment.round.legal_basis or assessment.round_set.set_version.legal_basis
    title = assessment.round.title
    return _("%(round)s · bộ tiêu chí theo %(basis)s") % {"round": title, "basis": basis} if basis else title


def _banner(assessment: Assessment, *, is_entering: bool) -> str:
    if is_entering:
        words = {"agency": assessment.agency.current_name}
        return _("Bạn đang nhập thay %(agency)s: điểm lưu ở đây ghi là do cơ quan bạn nhập thay.") % words
    if assessment.on_behalf_by is None:
        return ""
    words = {"body": assessment.on_behalf_by.current_name, "agency": assessment.agency.current_name}
    return _("%(body)s nhập thay %(agency)s") % words


def leaf_url(assessment: Assessment, key: str, name: str = "leaf") -> str:
    """Return the address of a sub-criterion of an assessment."""
    return reverse(f"scoring:{name}", args=[assessment.uid, key])


def said_points(points: Decimal | None) -> str:
    """Return points as they are printed: 2,69; a dash where there are none."""
    return NOTHING if points is None else decimal_text(points)


def plain(points: Decimal) -> str:
    """Return a maximum without needless noughts: 3; 1,5."""
    return decimal_text(points).rstrip("0").rstrip(",")


def _ribbon(sheet: Sheet, today: date) -> tuple[Figure, ...]:
    return (_claimed(sheet), _appraised(sheet), _settled(sheet), _left(sheet, today))


def _claimed(sheet: Sheet) -> Figure:
    counted = [leaf for leaf in sheet.own_leaves if sheet.scores[leaf.key].left_out != LeftOut.APPROVED]
    scored = [leaf for leaf in counted if sheet.scores[leaf.key].claimed is not None]
    outside = sum((leaf.points for leaf in sheet.leaves if not leaf.rule.is_self_scored), Decimal(0))
    words = {"scored": number_text(len(scored)), "all": number_text(len(counted)), "points": plain(outside)}
    whole, without = (
        _("%(scored)s/%(all)s tiêu chí"),
        _("%(scored)s/%(all)s tiêu chí; %(points)s điểm khảo sát chưa tính"),
    )
    note = without if outside else whole
    return Figure(
        _("Tự chấm"),
        decimal_text(sheet.result(Stage.CLAIMED).points),
        unit=f"/ {plain(sum((leaf.points for leaf in counted), Decimal(0)))}",
        note=note % words,
    )


def _appraised(sheet: Sheet) -> Figure:
    found = [score for score in sheet.scores.values() if _given(score) is not None]
    if not found:
        return Figure(_("Thẩm định"), NOTHING, note=_("chưa có tiêu chí nào được xét"))
    points = sum((_given(score) or Decimal(0) for score in found), Decimal(0))
    most = sum((score.maximum for score in found), Decimal(0))
    less = sum(((score.claimed or Decimal(0)) - (_given(score) or Decimal(0)) for score in found), Decimal(0))
    words = {"count": number_text(len(found)), "points": decimal_text(abs(less))}
    note = _("%(count)s tiêu chí đã xét")
    if less:
        lower = _("%(count)s tiêu chí đã xét; thấp hơn tự chấm %(points)s")
        note = lower if less > 0 else _("%(count)s tiêu chí đã xét; cao hơn tự chấm %(points)s")
    return Figure(_("Thẩm định"), decimal_text(points), unit=f"/ {plain(most)}", note=note % words)


def _given(score: Score) -> Decimal | None:
    """Return the points of the last appraisal."""
    found: Decimal | None = score.appraised if score.reviewed is None else score.reviewed
    return found


def _settled(sheet: Sheet) -> Figure:
    found = [score.settled for score in sheet.scores.values() if score.settled is not None]
    if found:
        result = sheet.result(Stage.SETTLED)
        return Figure(_("Công nhận"), decimal_text(result.points), unit=f"/ {plain(result.total.maximum)}")
    days = {phase.phase: phase for phase in sheet.phases}
    settling = days.get(Phase.SETTLEMENT)
    note = _("Công nhận đến %(day)s") % {"day": date_text(settling.due_on)} if settling else ""
    return Figure(_("Công nhận"), NOTHING, note=note)


def _left(sheet: Sheet, today: date) -> Figure:
    """Return what can still be won; nothing is claimed any more once the self-scoring is locked."""
    if sheet.assessment.state != AssessmentState.SCORING:
        return Figure(_("Còn có thể thêm"), NOTHING, note=_("đã khóa điểm tự chấm"))
    wins = wins_of(sheet, today=today)
    more = sum((win.points for win in wins), Decimal(0))
    day = own_closing_on(sheet.assessment, closing_on(sheet.phases, sheet.assessment.round.year))
    words = {"count": number_text(len(wins)), "day": date_text(day)}
    return Figure(
        _("Còn có thể thêm"), f"+{decimal_text(more)}" if more else decimal_text(more),
        note=_("%(count)s tiêu chí trước %(day)s") % words,
    )  # fmt: skip


def steps_of(phases: "tuple[RoundPhase, ...]", today: date) -> tuple[Step, ...]:
    """Return the phases with their days: what is over, what is now, what comes."""
    order = {phase.value: at for at, phase in enumerate(Phase)}
    rows = sorted(phases, key=lambda row: order[row.phase])
    now = running_phase(rows)
    return tuple(Step(_step(row, today), _state(row, now)) for row in rows)


def _step(row: RoundPhase, today: date) -> str:
    """Return "Tự chấm đến 30/11"; the year is said where it is another."""
    day = short_date_text(row.due_on) if row.due_on.year == today.year else date_text(row.due_on)
    label = str(Phase(row.phase).label)
    return _("%(phase)s đến %(day)s") % {"phase": label[:1].upper() + label[1:], "day": day}


def _state(row: RoundPhase, now: RoundPhase | None) -> str:
    if now is not None and row.pk == now.pk:
        return "now"
    return "done" if row.closed_at is not None else ""


def _area(sheet: Sheet, at: int, area: IndexArea, leaf_key: str) -> TreeArea:
    leaves = [leaf for leaf in area.leaves if leaf.key in sheet.scores]
    counted = [leaf for leaf in leaves if sheet.scores[leaf.key].left_out != LeftOut.APPROVED]
    points = [score.standing for leaf in counted if (score := sheet.scores[leaf.key]).standing is not None]
    is_outside = bool(leaves) and not any(leaf.rule.is_self_scored for leaf in leaves) and not points
    number = _ROMANS[at] if at < len(_ROMANS) else area.number
    return TreeArea(
        label=f"{number}. {area.label}",
        points=_("chờ") if is_outside else decimal_text(sum((one for one in points if one is not None), Decimal(0))),
        most=plain(sum((leaf.points for leaf in counted), Decimal(0))),
        is_open=any(leaf.key == leaf_key for leaf in leaves),
        leaves=tuple(_leaf(sheet, leaf, leaf_key) for leaf in leaves),
    )


def _leaf(sheet: Sheet, leaf: SubCriterion, current: str) -> TreeLeaf:
    score = sheet.scores[leaf.key]
    return TreeLeaf(
        number=leaf.number,
        label=leaf.label,
        url=leaf_url(sheet.assessment, leaf.key),
        points=said_points(score.standing),
        most=plain(leaf.points),
        need=_need(sheet, leaf, score),
        is_current=leaf.key == current,
    )


GAP_WORDS = {
    Gap.NO_CLAIM: lambda: _("Chưa chấm"),
    Gap.NO_PROOF: lambda: _("Thiếu minh chứng"),
    Gap.UNMET_PROOF: lambda: _("Minh chứng chưa đạt yêu cầu"),
}


def _need(sheet: Sheet, leaf: SubCriterion, score: Score) -> str:
    """Return what a person should look at, in a few words."""
    if score.left_out == LeftOut.APPROVED:
        return _("Không áp dụng")
    if score.left_out == LeftOut.ASKED:
        return _("Đề nghị không áp dụng")
    given = _given(score)
    if given is not None and score.claimed is not None and given != score.claimed:
        return _("Thẩm định khác tự chấm %(points)s") % {"points": decimal_text(abs(score.claimed - given))}
    if score.more_asked:
        return _("Được yêu cầu bổ sung")
    gap = sheet.gaps.get(leaf.key) if sheet.assessment.state == AssessmentState.SCORING else None
    if gap is not None:
        return GAP_WORDS[gap]()
    return "" if leaf.rule.is_self_scored else _("Không tự chấm")
