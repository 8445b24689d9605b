"""The plan that an agency writes itself: its rows beside those of the superior; its list; how it is issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.forms import Form
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.selectors import Progress
from caicach.plans import access, selectors
from caicach.plans.constants import PartyRole
from caicach.plans.forms.own_plan import UNITS, LocalRowForm, OwnRowForm, OwnRowsForm, OwnSettingsForm, OwnStartForm
from caicach.plans.mapping.own_plan import OwnWords, day_words, warnings_of
from caicach.plans.models import Deliverable, OwnPlan, OwnRow, Plan
from caicach.plans.selectors.own_plan import Concern, Unit
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link
from caicach.web.actor import Actor
from reform.areas import area_of

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = [
    "OwnArea",
    "OwnIssuePage",
    "OwnListPage",
    "OwnPage",
    "OwnRowPage",
    "OwnStartPage",
    "crumbs_of",
    "own_list_page",
    "own_page",
    "own_row_page",
]


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One row beside the superior's."""

    task: str
    text: str
    superior_task: str  # the superior's words, where the agency's differ
    superior_text: str
    superior_label: str  # "Kế hoạch số 512/KH-UBND · chủ trì"; empty: a local row
    superior_due: str
    is_taken: bool
    due: str
    doer: str
    budget: str
    warnings: tuple[str, ...]
    take: BoundField | None  # None: not to be changed
    due_field: BoundField | None
    doer_field: BoundField | None
    edit_url: str
    progress: Progress | None  # of an issued plan
    url: str  # to what is owed by it


@dataclass(frozen=True, slots=True)
class OwnArea:
    """The rows of one area."""

    name: str
    lines: list[OwnLine]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """An own plan."""

    own: OwnPlan
    heading: str
    kicker: str
    crumbs: list[Link]
    superiors: list[Link]
    areas: list[OwnArea]
    taken_count: int
    local_count: int
    left_count: int
    warning_count: int
    form: OwnRowsForm | None  # None: issued, or not this actor's to write
    settings: OwnSettingsForm | None
    can_issue: bool
    plan: Plan | None
    to_prove: "list[Obligation]"
    units: Sequence[Unit]
    units_id: str
    error: str


@dataclass(frozen=True, slots=True)
class OwnRowPage:
    """One row in its own words, or a row that is added."""

    own: OwnPlan
    row: OwnRow | None
    heading: str
    crumbs: list[Link]
    form: OwnRowForm | LocalRowForm
    superior: Deliverable | None
    superior_due: str
    role: str
    warnings: tuple[str, ...]
    units: Sequence[Unit]
    units_id: str
    can_remove: bool


@dataclass(frozen=True, slots=True)
class OwnStartPage:
    """Where a plan begins."""

    agencies: list[Link]
    years: list[Link]
    agency: str
    year: str
    form: OwnStartForm
    has_superiors: bool
    crumbs: list[Link]


@dataclass(frozen=True, slots=True)
class OwnIssuePage:
    """Where văn thư's number is entered."""

    own: OwnPlan
    form: Form
    crumbs: list[Link]


@dataclass(frozen=True, slots=True)
class OwnListPage:
    """The plans that the actor's agencies write."""

    plans: list[OwnPlan]
    can_start: bool
    crumbs: list[Link]


def own_list_page(actor: Actor) -> OwnListPage:
    """Return the list."""
    return OwnListPage(
        plans=list(selectors.own_plan.own_plans_for(actor)),
        can_start=bool(access.writing_ids(actor)),
        crumbs=crumbs_of(),
    )


def crumbs_of(own: OwnPlan | None = None, last: str = "") -> list[Link]:
    """Return the way to an own plan, and to a page of it."""
    crumbs = [Link(_("Kế hoạch"), reverse("plans:list"))]
    if own is None:
        return [*crumbs, Link(_("Kế hoạch của cơ quan"), "" if not last else reverse("plans:own_list")), *_last(last)]
    crumbs.append(Link(_("Kế hoạch của cơ quan"), reverse("plans:own_list")))
    return [*crumbs, Link(_name(own), reverse("plans:own", args=[own.uid]) if last else ""), *_last(last)]


def _last(words: str) -> list[Link]:
    return [Link(words)] if words else []


def _name(own: OwnPlan) -> str:
    return _("%(agency)s, năm %(year)s") % {"agency": own.agency.current_name, "year": own.year}


def own_page(
    own: OwnPlan,
    *,
    actor: Actor,
    today: date,
    form: OwnRowsForm | None = None,
    settings: OwnSettingsForm | None = None,
    error: str = "",
) -> OwnPage:
    """Return the page of ``own``: a fixed number of queries, whatever its rows.

    Args:
        own: The plan.
        actor: Who looks.
        today: The civil day.
        form: The rows as they were sent and refused; None where nothing was sent.
        settings: The same for what holds for the whole plan.
        error: Why nothing was saved.
    """
    chosen = list(own.superiors.select_related("issuer").order_by("issued_on", "pk"))
    concerns = selectors.own_plan.concerns_of(own.agency_id, [plan.pk for plan in chosen])
    rows = list(own.rows.select_related("superior__task", "superior__plan", "doer"))
    may_write = own.plan_id is None and access.can_write_own(actor, own.agency_id).allowed
    lines = _Lines(own, {one.deliverable.pk: one for one in concerns}, form if may_write else None, actor, today)
    areas: dict[str, list[OwnLine]] = {}
    for row in _in_order(rows, today):
        areas.setdefault(area_of(row.area_code, today).name, []).append(lines.of(row))
    made = [line for some in areas.values() for line in some]
    taken = [line for line in made if line.is_taken]
    return OwnPage(
        own=own,
        heading=_heading(own, len(taken)),
        kicker=_name(own),
        crumbs=crumbs_of(own),
        superiors=[_superior_link(plan) for plan in chosen],
        areas=[OwnArea(name, some) for name, some in areas.items()],
        taken_count=len(taken),
        local_count=sum(not line.superior_label for line in taken),
        left_count=len(made) - len(taken),
        warning_count=sum(bool(line.warnings) for line in taken),
        form=form if may_write else None,
        settings=(settings or _settings(own)) if may_write else None,
        can_issue=own.plan_id is None and access.can_write_own(actor, own.agency_id, issuing=True).allowed,
        plan=own.plan,
        to_prove=selectors.own_plan.duties_to_prove(actor, own),
        units=selectors.own_plan.units_of(own.agency_id, on=today) if may_write else (),
        units_id=UNITS,
        error=error,
    )


def _settings(own: OwnPlan) -> OwnSettingsForm:
    return OwnSettingsForm(initial={"title": own.title, "days_before": own.days_before})


def _heading(own: OwnPlan, taken: int) -> str:
    if own.plan is not None:
        label = {
            "plan": selectors.label_of(own.plan),
            "day": date_text(own.plan.issued_on) if own.plan.issued_on else "",
        }
        return _("%(plan)s ngày %(day)s") % label
    return _("Đang soạn: %(count)s sản phẩm đưa vào kế hoạch") % {"count": number_text(taken)}


def _superior_link(plan: Plan) -> Link:
    return Link(selectors.label_of(plan), reverse("plans:detail", args=[plan.uid]))


def _in_order(rows: Sequence[OwnRow], today: date) -> list[OwnRow]:
    first: dict[int, int] = {}
    for row in rows:
        first.setdefault(row.superior_id or -row.pk, row.position)
    return sorted(
        rows,
        key=lambda row: (area_of(row.area_code, today).order, first[row.superior_id or -row.pk], row.position),
    )


class _Lines:
    """Makes the lines of one plan."""

    def __init__(
        self, own: OwnPlan, concerns: dict[int, Concern], form: OwnRowsForm | None, actor: Actor, today: date
    ) -> None:
        self.own = own
        self.concerns = concerns
        self.form = form
        plan = own.plan
        self.progress = selectors.plan_progress(plan, actor, today=today) if plan else {}
        made = plan.deliverables.select_related("duty").order_by("position") if plan else ()
        self.made = {(one.superior_id, one.text): one for one in made}

    def of(self, row: OwnRow) -> OwnLine:
        """Return the line of a row."""
        concern = self.concerns.get(row.superior_id or 0)
        made = self.made.get((row.superior_id, row.text))
        field = self._field
        return OwnLine(
            task=row.task,
            text=row.text,
            superior_task=_other(row.superior.task.text if row.superior else "", row.task),
            superior_text=_other(row.superior.text if row.superior else "", row.text),
            superior_label=_superior_words(row),
            superior_due=_superior_due(row, concern),
            is_taken=row.is_taken,
            due=day_words(row.due_on) if row.due_on else row.deadline_text,
            doer=row.doer.current_name if row.doer else row.doer_text,
            budget=row.budget,
            warnings=_warnings(self.own, row, concern),
            take=field("take", row) if row.superior_id else None,
            due_field=field("due", row),
            doer_field=field("doer", row),
            edit_url=reverse("plans:own_row", args=[self.own.uid, row.position]) if self.form else "",
            progress=self.progress.get(made.duty_id or 0) if made else None,
            url=_owed(self.own, made),
        )

    def _field(self, name: str, row: OwnRow) -> BoundField | None:
        return self.form[f"{name}_{row.pk}"] if self.form else None


def _other(above: str, own: str) -> str:
    return above if above != own else ""


def _superior_words(row: OwnRow) -> str:
    if row.superior is None:
        return ""
    return f"{selectors.label_of(row.superior.plan)} · {PartyRole(row.role).label}"


def _superior_due(row: OwnRow, concern: Concern | None) -> str:
    if row.superior is None:
        return ""
    return date_text(concern.due_on) if concern and concern.due_on else row.superior.deadline_text


def _warnings(own: OwnPlan, row: OwnRow, concern: Concern | None) -> tuple[str, ...]:
    if concern is None or not row.is_taken:
        return ()
    return warnings_of(concern.limits, OwnWords(row.task, row.text, row.due_on, row.deadline_text), year=own.year)


def _owed(own: OwnPlan, made: Deliverable | None) -> str:
    if own.plan is None or made is None or made.duty is None:
        return ""
    return f"{reverse('obligations:list')}?plan={own.plan.uid}&duty={made.duty.uid}"


def own_row_page(own: OwnPlan, row: OwnRow | None, form: OwnRowForm | LocalRowForm, *, today: date) -> OwnRowPage:
    """Return the page of one row, or of a row that is added (``row`` None)."""
    plans = own.superiors.values_list("pk", flat=True)
    concerns = {one.deliverable.pk: one for one in selectors.own_plan.concerns_of(own.agency_id, plans)} if row else {}
    concern = concerns.get(row.superior_id or 0) if row else None
    heading = _("Sửa dòng kế hoạch") if row else _("Thêm việc vào kế hoạch")
    return OwnRowPage(
        own=own,
        row=row,
        heading=heading,
        crumbs=crumbs_of(own, heading),
        form=form,
        superior=row.superior if row else None,
        superior_due=_superior_due(row, concern) if row else "",
        role=str(PartyRole(row.role).label) if row else "",
        warnings=_warnings(own, row, concern) if row else (),
        units=selectors.own_plan.units_of(own.agency_id, on=today),
        units_id=UNITS,
        can_remove=row is not None and _is_added(own, row),
    )


def _is_added(own: OwnPlan, row: OwnRow) -> bool:
    if row.superior_id is None:
        return True
    return own.rows.filter(superior=row.superior_id, position__lt=row.position).exists()
