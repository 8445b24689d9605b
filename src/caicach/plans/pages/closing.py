"""Closing a plan: what is not done, by reason and row, what becomes of it; and a closed plan's summary."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.selectors.leftovers import Leftover, LeftoverKind, Owing, Totals
from caicach.plans.constants import Fate
from caicach.plans.forms import ClosingForm, ReopenForm
from caicach.plans.mapping.closing import ClosedLine, summary_from
from caicach.plans.models import Deliverable, Plan, PlanClosing
from caicach.plans.pages.words import kicker_of
from caicach.plans.selectors import label_of
from caicach.plans.services.close import Closing, Line
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Figure, Link

__all__ = ["ClosedPage", "ClosingPage", "LeftGroup", "LeftLine", "closed_page", "closing_page", "kind_words"]

NAMED = 3  # agencies that a line names; the rest folds


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a select."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class LeftLine:
    """What of one row is not done for one reason."""

    key: str
    number: str
    title: str
    count: int
    agencies: str
    more: list[str]
    notes: list[str]
    options: list[Option]  # none: it waits for its acceptor
    row: str  # position in the next plan, proposed or chosen
    outcome: str  # what the preview says; empty before it


@dataclass(frozen=True, slots=True)
class LeftGroup:
    """Everything that is not done for one reason."""

    kind: str
    title: str
    note: str
    tone: str
    count: int
    options: list[Option]
    lines: list[LeftLine]


@dataclass(frozen=True, slots=True)
class RowOffer:
    """A row of the next plan."""

    position: str
    label: str


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """The page."""

    plan: Plan
    label: str
    kicker: str
    crumbs: list[Link]
    form: ClosingForm
    figures: list[Figure]
    groups: list[LeftGroup]
    offers: list[RowOffer]
    counts: list[tuple[int, str]]  # of the preview
    is_early: bool  # the plan's year still runs
    is_shown: bool  # a preview stands
    error: str
    version: str


def kind_words(kind: str) -> tuple[str, str, str]:
    """Return title, note and tone of a reason."""
    words = {
        LeftoverKind.LATE: (_("Quá hạn, chưa nộp"), "", "bad"),
        LeftoverKind.RETURNED: (_("Trả lại, chưa nộp lại"), "", "warn"),
        LeftoverKind.SUBMITTED: (_("Đã nộp, chờ nghiệm thu"), _("nghiệm thu tiếp sau khi đóng"), ""),
        LeftoverKind.OPEN: (_("Chưa đến hạn hoặc đi cùng báo cáo"), "", ""),
        LeftoverKind.DORMANT: (_("Chờ sự kiện"), _("chưa phát sinh trong năm"), ""),
    }
    return words[LeftoverKind(kind)]


def closing_page(  # noqa: PLR0913 - everything one page shows
    made: Closing,
    *,
    form: ClosingForm,
    totals: Totals,
    sent: Mapping[str, str],
    rows: Sequence[Deliverable],
    proposed: Mapping[int, int],
    is_early: bool,
    is_shown: bool,
    error: str = "",
) -> ClosingPage:
    """Return the page of a plan with what closing it would do."""
    plan = made.plan
    return ClosingPage(
        plan=plan,
        label=label_of(plan),
        kicker=kicker_of(plan),
        crumbs=_crumbs(plan, _("Đóng kế hoạch năm")),
        form=form,
        figures=_figures(totals, sum(len(line.leftover.owing) for line in made.lines)),
        groups=list(_groups(made, sent, proposed, is_shown=is_shown)),
        offers=[RowOffer(str(row.position), f"{_number(row)} {row.text}"[:160]) for row in rows],
        counts=[(made.count_of(fate), str(fate.label)) for fate in Fate] if is_shown else [],
        is_early=is_early,
        is_shown=is_shown,
        error=error,
        version=made.version,
    )


def _crumbs(plan: Plan, last: str) -> list[Link]:
    detail = reverse("plans:detail", args=[plan.uid])
    return [Link(_("Kế hoạch"), reverse("plans:list")), Link(label_of(plan), detail), Link(last)]


def _figures(totals: Totals, left: int) -> list[Figure]:
    days = _("%(on_time)s đúng hạn, %(late)s muộn") % {
        "on_time": number_text(totals.on_time),
        "late": number_text(totals.met_late),
    }
    return [
        Figure(_("Nhiệm vụ"), number_text(totals.total)),
        Figure(_("Hoàn thành"), number_text(totals.accepted), note=days),
        Figure(_("Chưa xong"), number_text(left), tone="warn" if left else ""),
        Figure(_("Đã hủy, chuyển giao"), number_text(totals.ended)),
    ]


def _number(row: Deliverable) -> str:
    return f"{row.task.annex_number}.{row.task.number}".strip(".")


def _groups(
    made: Closing, sent: Mapping[str, str], proposed: Mapping[int, int], *, is_shown: bool
) -> Iterator[LeftGroup]:
    for kind in LeftoverKind:
        found = [line for line in made.lines if line.leftover.kind is kind]
        if not found:
            continue
        title, note, tone = kind_words(kind)
        lines = [_line(line, sent, proposed, is_shown=is_shown) for line in found]
        count = sum(line.count for line in lines)
        options = [] if kind is LeftoverKind.SUBMITTED else list(_options(sent.get(f"fate-{kind}", ""), list(Fate)))
        yield LeftGroup(str(kind), title, note, tone, count, options, lines)


def _line(line: Line, sent: Mapping[str, str], proposed: Mapping[int, int], *, is_shown: bool) -> LeftLine:
    one = line.leftover
    fates = [] if one.kind is LeftoverKind.SUBMITTED else [Fate.STAYS, Fate.CANCEL] if one.is_report else list(Fate)
    names = [_named(owing) for owing in one.owing]
    return LeftLine(
        key=one.key,
        number=one.number,
        title=one.title,
        count=len(one.owing),
        agencies="; ".join(names[:NAMED]),
        more=names[NAMED:],
        notes=list(_notes(one)),
        options=list(_options(sent.get(f"fate-{one.key}", ""), fates)),
        row=sent.get(f"row-{one.key}", "") or str(proposed.get(one.duty_id, "")),
        outcome=_outcome(line) if is_shown else "",
    )


def _options(said: str, fates: Sequence[Fate]) -> Iterator[Option]:
    if fates:
        yield Option("", _("theo lựa chọn của nhóm"), not said)
    yield from (Option(str(fate), str(fate.label), said == fate) for fate in fates)


def _named(owing: Owing) -> str:
    due = date_text(owing.due_on) if owing.due_on else ""
    told = ", ".join(part for part in (owing.occurrence, due) if part)
    return f"{owing.agency} ({told})" if told else owing.agency


def _notes(one: Leftover) -> Iterator[str]:
    if one.extension_count:
        yield _("%(count)s đề nghị gia hạn đang chờ") % {"count": number_text(one.extension_count)}
    if one.is_question_open:
        yield _("chưa trả lời câu hỏi của quý trước")


def _outcome(line: Line) -> str:
    said = f"{number_text(len(line.moving))}: {line.choice.fate.label}" if line.moving else ""
    if not line.staying:
        return said
    stays = f"{number_text(len(line.staying))}: {Fate.STAYS.label}"
    why = f" ({line.why_staying})" if line.why_staying else ""
    return "; ".join(filter(None, [said, stays + why]))


@dataclass(frozen=True, slots=True)
class ClosedGroup:
    """What was not done for one reason, as it was kept."""

    title: str
    tone: str
    lines: list[tuple[ClosedLine, str]]  # with its fate in words


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """A closed plan's summary."""

    plan: Plan
    kicker: str
    crumbs: list[Link]
    closed: str
    figures: list[Figure]
    groups: list[ClosedGroup]
    reason: str
    next_plan: Link | None
    form: ReopenForm | None  # None: not for this actor


def closed_page(plan: Plan, closing: PlanClosing, form: ReopenForm | None) -> ClosedPage:
    """Return the summary of ``closing``."""
    summary = summary_from(closing.summary)
    groups = []
    for kind in LeftoverKind:
        lines = [(line, str(Fate(line.fate).label)) for line in summary.lines if line.kind == kind]
        if lines:
            title, _note, tone = kind_words(kind)
            groups.append(ClosedGroup(title, tone, lines))
    following = closing.next_plan
    return ClosedPage(
        plan=plan,
        kicker=kicker_of(plan),
        crumbs=_crumbs(plan, _("Tổng hợp kết quả năm")),
        closed=closed_words(closing),
        figures=_figures(summary.totals, sum(len(line.agencies) for line in summary.lines)),
        groups=groups,
        reason=summary.reason,
        next_plan=Link(label_of(following), reverse("plans:detail", args=[following.uid])) if following else None,
        form=form,
    )


def closed_words(closing: PlanClosing) -> str:
    """Return when and by whom a plan was closed."""
    words = {"day": date_text(closing.closed_at), "who": str(closing.closed_by or "")}
    return (_("Đóng ngày %(day)s, %(who)s") if words["who"] else _("Đóng ngày %(day)s")) % words
