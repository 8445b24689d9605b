"""What an agency can still win: the panel beside a sub-criterion, and the page from which work is given."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.constants import ObligationState
from caicach.scoring.constants import Stage
from caicach.scoring.forms.improving import GiveWorkForm
from caicach.scoring.mapping import marks_of, value_of_text
from caicach.scoring.models import Score
from caicach.scoring.pages.assessment.frame import leaf_url, plain, said_points
from caicach.scoring.selectors.assessments import Sheet
from caicach.scoring.selectors.winnable import Chance, Work, closing_on, own_closing_on
from caicach.ui.notation import date_text, decimal_text, number_text, percent_text
from caicach.ui.values import Figure, Link
from reform.index import SubCriterion, points_after, value_for_all

__all__ = ["WinLine", "WinPanel", "WinnablePage", "WorkWords", "panel_of", "winnable_page", "work_words"]

_SHOWN = 5  # in the panel


@dataclass(frozen=True, slots=True)
class WorkWords:
    """What is done for points, and where it is shown."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class WinLine:
    """Points of one sub-criterion that can still be won."""

    key: str
    title: str  # what to do
    aim: str  # "từ 66 % lên 70 %"; empty: no number decides
    number: str
    label: str
    url: str
    start: str  # empty: it takes no time that the set knows of
    due: str
    points: str
    work: WorkWords | None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class WinPanel:
    """The panel beside a sub-criterion: the easy ones first."""

    note: str
    lines: tuple[WinLine, ...]
    give_url: str  # empty: the reader gives no work here
    all_url: str
    all_label: str
    back: str  # key of the sub-criterion that is open


@dataclass(frozen=True, slots=True)
class WinnablePage:
    """All that an agency can still win."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    lines: tuple[WinLine, ...]
    form: GiveWorkForm | None
    url: str
    sheet_url: str
    refused: tuple[str, ...] = field(default=())


def panel_of(sheet: Sheet, chances: Sequence[Chance], key: str, *, may_give: bool) -> WinPanel | None:
    """Return the panel; None where nothing can be won any more."""
    if not chances:
        return None
    url = reverse("scoring:winnable", args=[sheet.assessment.uid])
    words = {"day": date_text(own_closing_on(sheet.assessment, closing_on(sheet.phases, sheet.assessment.round.year)))}
    return WinPanel(
        note=_("dễ trước, tính đến hết kỳ giải trình %(day)s") % words,
        lines=tuple(_line(sheet, one) for one in chances[:_SHOWN]),
        give_url=url if may_give else "",
        all_url=url,
        all_label=_("Xem tất cả %(count)s tiêu chí") % {"count": number_text(len(chances))},
        back=key,
    )


def winnable_page(
    sheet: Sheet,
    chances: Sequence[Chance],
    *,
    form: GiveWorkForm | None,
    chosen: Collection[str] = (),
    refused: Sequence[str] = (),
) -> WinnablePage:
    """Return the page; ``form``: None where the reader gives no work here."""
    assessment = sheet.assessment
    day = date_text(own_closing_on(assessment, closing_on(sheet.phases, assessment.round.year)))
    more = sum((one.win.points for one in chances), Decimal(0))
    words = {"agency": assessment.agency.current_name, "points": decimal_text(more), "day": day}
    title = _("%(agency)s còn có thể thêm %(points)s điểm trước %(day)s")
    nothing = _("%(agency)s không còn điểm nào có thể thêm trong đợt này")
    return WinnablePage(
        title=(title if chances else nothing) % words,
        kicker=assessment.round.title,
        lead=_("Dễ trước. Việc xong sau khi khóa: chấm trước khi khóa, nộp minh chứng vào phần bổ sung."),
        crumbs=(
            Link(_("Chấm điểm"), reverse("scoring:list")),
            Link(assessment.round.title, reverse("scoring:round", args=[assessment.round.uid])),
            Link(assessment.agency.current_name, reverse("scoring:sheet", args=[assessment.uid])),
            Link(_("Điểm còn có thể đạt")),
        ),
        ribbon=_ribbon(sheet, chances, more, day),
        lines=tuple(_line(sheet, one, is_chosen=one.win.leaf.key in chosen) for one in chances),
        form=form,
        url=reverse("scoring:winnable", args=[assessment.uid]),
        sheet_url=reverse("scoring:sheet", args=[assessment.uid]),
        refused=tuple(refused),
    )


def _ribbon(sheet: Sheet, chances: Sequence[Chance], more: Decimal, day: str) -> tuple[Figure, ...]:
    now = sheet.result(Stage.CLAIMED)
    marks = marks_of(sheet.scores.values(), Stage.CLAIMED)
    tried = {one.win.leaf.key: one.win.leaf.points for one in chances}
    given = {key: row.claimed for key, row in sheet.adjustments.items() if row.claimed is not None}
    then = points_after(sheet.criteria, marks, tried, given)
    given_out = sum(one.work is not None for one in chances)
    return (
        Figure(_("Tự chấm đến nay"), decimal_text(now.points), unit=f"/ {plain(now.total.maximum)}"),
        Figure(_("Còn có thể thêm"), f"+{decimal_text(more)}", note=_("trước %(day)s") % {"day": day}),
        Figure(
            _("Nếu đạt hết"),
            percent_text(then.index) if then.index is not None else "–",
            note=_("xếp loại %(grade)s, chưa tính điểm khảo sát") % {"grade": then.grade.label} if then.grade else "",
        ),
        Figure(_("Đã giao việc"), number_text(given_out), unit=f"/ {number_text(len(chances))}"),
    )


def _line(sheet: Sheet, one: Chance, *, is_chosen: bool = False) -> WinLine:
    win, leaf = one.win, one.win.leaf
    return WinLine(
        key=leaf.key,
        title=leaf.remedy or leaf.label,
        aim=_aim(leaf, one.score),
        number=leaf.number,
        label=leaf.label,
        url=leaf_url(sheet.assessment, leaf.key),
        start="" if win.start_on == win.due_on else date_text(win.start_on),
        due=date_text(win.due_on),
        points=f"+{said_points(win.points)}",
        work=work_words(one.work),
        is_chosen=is_chosen,
    )


def _aim(leaf: SubCriterion, score: Score) -> str:
    """Return from which value to which: what stands, or what data says, to what gives all points."""
    target, text = value_for_all(leaf), score.claimed_value or score.proposed_value
    now = value_of_text(text, leaf) if text else None
    if target is None:
        return ""
    words = {"target": _number(target, leaf.rule.unit)}
    if not isinstance(now, Decimal):
        return _("đạt %(target)s") % words
    if now == target:
        return ""
    words |= {"now": _number(now, leaf.rule.unit)}
    return (_("từ %(now)s lên %(target)s") if now < target else _("từ %(now)s xuống %(target)s")) % words


def _number(value: Decimal, unit: str) -> str:
    return f"{plain(value)} {unit}".strip()


def work_words(work: Work | None) -> WorkWords | None:
    """Return how work that was given is told, with its page."""
    if work is None:
        return None
    if work.obligation is not None:
        state = str(ObligationState(work.obligation.state).label)
        words = _("Mở nhiệm vụ (%(state)s)") % {"state": state}
        return WorkWords(words, reverse("obligations:detail", args=[work.obligation.uid]))
    row = work.own_row
    if row is None:
        return None
    words = _("Trong kế hoạch năm %(year)s") % {"year": row.own_plan.year}
    return WorkWords(words, reverse("plans:own", args=[row.own_plan.uid]))
