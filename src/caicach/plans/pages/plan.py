"""A plan that was assigned: how far it is, area by area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations import selectors as obligations
from caicach.obligations.selectors import Progress, RequestRow
from caicach.plans import access, selectors
from caicach.plans.constants import ASSIGNED, DELIVERABLE, PartyRole, PlanKind, PlanState, RowChange
from caicach.plans.models import Deliverable, Plan, RowVersion
from caicach.plans.pages.closing import closed_words
from caicach.plans.pages.rows import number_of
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Figure, Link
from caicach.web.actor import Actor
from reform.areas import area_of

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["AreaPart", "DeliverableLine", "PlanPage", "amended_words", "plan_page"]


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """One deliverable of the plan with how far its obligations are."""

    number: str
    task: str
    text: str
    leads: str
    deadline: str
    mode: str
    progress: Progress | None  # None: not tracked, done already, or out of reach
    url: str  # to its obligations
    basis: str  # by which document it was added; empty: it was read from the file
    amended: str  # "sửa đổi theo Quyết định số 120/QĐ-UBND"; empty: it says what it always said
    is_dropped: bool
    correct_url: str  # empty: not for this actor


@dataclass(frozen=True, slots=True)
class AreaPart:
    """The deliverables of one area."""

    name: str
    lines: list[DeliverableLine]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan that was assigned."""

    plan: Plan
    label: str
    title: str
    kicker: str
    is_history: bool
    figures: list[Figure]
    definition: str  # of progress
    deliverable_count: int
    areas: list[AreaPart]
    requests: tuple[RequestRow, ...]
    report: Progress | None
    report_url: str
    crumbs: list[Link]
    document: "Document | None"
    acts: list[Link]  # what may be done with the whole plan
    amendments: list[Link]  # what amended it, and what waits to; each with where it is read
    history_url: str  # empty: no amendment has taken effect
    period: Link | None  # the period plan above
    closed: Link | None  # when and by whom, and where the summary of the year is read
    withdrawn: str  # "ngày 16/03/2026, Nguyễn Quang Vinh"; empty: it stands
    is_empty: bool


def plan_page(plan: Plan, *, actor: Actor, today: date) -> PlanPage:
    """Return the page of ``plan`` as ``actor`` may see it: rows without a duty in reach show no figures."""
    progress = selectors.plan_progress(plan, actor, today=today)
    rows = selectors.deliverables_of(plan)
    may_change = plan.state == PlanState.CONFIRMED and access.can_assign(actor, plan.issuer_id).allowed
    areas: dict[str, list[DeliverableLine]] = {}
    amendments = selectors.amendments_of(plan, actor)
    versions = selectors.versions_of(plan) if amendments else {}
    for row in rows:
        area = area_of(row.task.area_code, plan.issued_on or today).name
        line = _line(plan, row, progress, may_change=may_change, amended=amended_words(versions.get(row.pk, ())))
        areas.setdefault(area, []).append(line)
    duties = {row.duty_id for row in rows}
    label = selectors.label_of(plan)
    report = next((one for duty_id, one in progress.items() if duty_id not in duties), None)
    return PlanPage(
        plan=plan,
        label=label,
        title=plan.title,
        kicker=" · ".join(filter(None, [label, date_text(plan.issued_on) if plan.issued_on else "", str(plan.issuer)])),
        is_history=selectors.facts_of(plan, today=today).is_history,
        figures=_figures(plan, obligations.whole(progress.values())),
        definition=obligations.progress_definition(),
        deliverable_count=len(rows),
        areas=[AreaPart(name, lines) for name, lines in areas.items()],
        requests=obligations.requests_of_source(DELIVERABLE, [row.pk for row in rows]),
        report=report,
        report_url=_obligations(plan, report="1"),
        crumbs=[Link(_("Kế hoạch"), reverse("plans:list")), Link(label)],
        document=plan.document,
        acts=[*_acts(plan, may_change=may_change), *_around(plan, actor, may_change=may_change)],
        amendments=[_amendment(one) for one in amendments],
        history_url=reverse("plans:history", args=[plan.uid]) if versions else "",
        period=_period(plan),
        closed=_closed(plan),
        withdrawn=_withdrawn(plan),
        is_empty=not progress,
    )


def _acts(plan: Plan, *, may_change: bool) -> list[Link]:
    source = Link(_("Văn bản gốc"), reverse("plans:source", args=[plan.uid]), icon="file-search")
    if plan.kind == PlanKind.PERIOD:
        years = Link(_("Các năm của giai đoạn"), reverse("plans:period", args=[plan.uid]), icon="calendar")
        return [years, source, *_changing(plan, may_change=may_change)]
    return [source, *_changing(plan, may_change=may_change)]


def _changing(plan: Plan, *, may_change: bool) -> list[Link]:
    if not may_change:
        return []
    acts = [
        Link(_("Sửa đổi, bổ sung"), reverse("plans:amend", args=[plan.uid]), icon="pencil"),
        Link(_("Bổ sung dòng"), reverse("plans:add", args=[plan.uid]), icon="plus"),
        Link(_("Đóng năm"), reverse("plans:close", args=[plan.uid]), icon="lock"),
        Link(_("Thu hồi"), reverse("plans:withdraw", args=[plan.uid]), icon="arrow-back-up"),
    ]
    return [act for act in acts if plan.kind != PlanKind.PERIOD or act.icon != "lock"]


def _around(plan: Plan, actor: Actor, *, may_change: bool) -> list[Link]:
    """Return the ways to the plans above and below, and to the bodies of today."""
    links = []
    if plan.state in ASSIGNED and access.can_watch(actor, plan.issuer_id).allowed:
        links.append(Link(_("Kế hoạch cấp dưới"), reverse("plans:coverage", args=[plan.uid]), icon="sitemap"))
    if may_change:
        links.append(Link(_("Kế hoạch cấp trên"), reverse("plans:superior", args=[plan.uid]), icon="link"))
        links.append(Link(_("Áp dụng cho bộ máy hiện nay"), reverse("plans:heirs", args=[plan.uid]), icon="refresh"))
    return links


def _period(plan: Plan) -> Link | None:
    above = plan.period_plan
    return Link(selectors.label_of(above), reverse("plans:period", args=[above.uid])) if above else None


def _closed(plan: Plan) -> Link | None:
    closing = selectors.closing_of(plan) if plan.state == PlanState.CLOSED else None
    return Link(closed_words(closing), reverse("plans:closed", args=[plan.uid])) if closing else None


def _withdrawn(plan: Plan) -> str:
    if plan.withdrawn_at is None:
        return ""
    who = str(plan.withdrawn_by or "")
    return ", ".join(part for part in (_("ngày %(day)s") % {"day": date_text(plan.withdrawn_at)}, who) if part)


def _amendment(amendment: Plan) -> Link:
    """Return an amendment with its document, or with the comparison that it waits in."""
    label = selectors.label_of(amendment)
    if amendment.state == PlanState.CONFIRMED:
        return Link(label, reverse("plans:source", args=[amendment.uid]))
    if amendment.state == PlanState.READING:
        return Link(_("%(label)s (đang đọc)") % {"label": label}, reverse("plans:detail", args=[amendment.uid]))
    return Link(_("%(label)s (chưa áp dụng)") % {"label": label}, reverse("plans:compare", args=[amendment.uid]))


def amended_words(versions: Sequence[RowVersion]) -> str:
    """Return what amendments did to a row, in words; empty where none did, or where it came with one."""
    verbs = {RowChange.CHANGED: _("sửa đổi theo %(document)s"), RowChange.DROPPED: _("bãi bỏ theo %(document)s")}
    said = [
        verbs[RowChange(one.change)] % {"document": selectors.label_of(one.amendment)}
        for one in versions
        if one.change in verbs
    ]
    return "; ".join(said)


def _line(
    plan: Plan, row: Deliverable, progress: Mapping[int, Progress], *, may_change: bool, amended: str
) -> DeliverableLine:
    leads = [party.text for party in row.parties.all() if party.role == PartyRole.LEAD]
    return DeliverableLine(
        number=number_of(row),
        task=row.task.text,
        text=row.text,
        leads="; ".join(leads),
        deadline=row.deadline_text,
        mode=str(row.get_mode_display()),
        progress=progress.get(row.duty_id or 0),
        url=_obligations(plan, duty=str(row.duty.uid)) if row.duty and row.duty_id in progress else "",
        basis=row.basis,
        amended=amended,
        is_dropped=row.dropped_by_id is not None,
        correct_url=reverse("plans:correct", args=[plan.uid, row.position])
        if may_change and row.dropped_by_id is None
        else "",
    )


def _obligations(plan: Plan, **filters: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"plan": str(plan.uid), **filters}.items())
    return f"{reverse('obligations:list')}?{query}"


def _of_due(whole: Progress) -> str:
    """Return how much of what fell due was accepted, in words."""
    if not whole.due:
        return _("chưa có việc nào đến hạn")
    counts = {"done": number_text(whole.due_accepted), "due": number_text(whole.due)}
    return _("%(done)s trong %(due)s việc đã đến hạn") % counts


def _figures(plan: Plan, whole: Progress) -> list[Figure]:
    return [
        Figure(_("Nhiệm vụ"), number_text(whole.total), url=_obligations(plan)),
        Figure(
            _("Hoàn thành"),
            number_text(whole.accepted),
            note=_of_due(whole),
            url=_obligations(plan, state="accepted"),
        ),
        Figure(_("Chờ nghiệm thu"), number_text(whole.submitted), url=_obligations(plan, state="submitted")),
        Figure(
            _("Quá hạn"),
            number_text(whole.late),
            url=_obligations(plan, late="1"),
            tone="bad" if whole.late else "",
        ),
    ]
