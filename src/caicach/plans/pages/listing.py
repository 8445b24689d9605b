"""The list of plans and the upload."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from caicach.plans.constants import PlanKind, PlanState
from caicach.plans.forms import FilterForm, UploadForm
from caicach.plans.models import Plan
from caicach.plans.selectors import label_of
from caicach.ui.notation import number_text

__all__ = ["ListPage", "PlanLine", "UploadPage", "list_page"]

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan of the list."""

    uid: Any
    name: str
    title: str
    issuer: str
    issued_on: date | None
    year: str  # "2026", "2026–2030"
    kind: str  # in words
    state: str
    state_words: str
    deliverable_count: int
    seen: str  # "23/68" while the plan is under review
    problem: str  # why it could not be read
    amends: str  # the plan that it amends


@dataclass(frozen=True, slots=True)
class ListPage:
    """The plans within reach."""

    lines: list[PlanLine]
    form: FilterForm
    paging: Page[Plan]
    query: QueryDict
    can_upload: bool
    writes_own: bool  # whether the reader's agencies write plans of their own


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The form that takes a plan."""

    form: UploadForm


def list_page(
    plans: QuerySet[Plan],
    *,
    form: FilterForm,
    number: str | None,
    query: QueryDict,
    can_upload: bool,
    writes_own: bool = False,
) -> ListPage:
    """Return one page of the list."""
    paging = Paginator(plans, PAGE_SIZE).get_page(number)
    lines = [_line(plan) for plan in paging]
    return ListPage(lines=lines, form=form, paging=paging, query=query, can_upload=can_upload, writes_own=writes_own)


def _state_words(plan: Plan) -> str:
    """Return where a plan stands: what is assigned is in force, amended or not."""
    if plan.state != PlanState.CONFIRMED:
        return str(plan.get_state_display())
    if plan.kind == PlanKind.AMENDMENT:
        return _("đã áp dụng")
    return _("đang thực hiện, đã sửa đổi") if getattr(plan, "is_amended", False) else _("đang thực hiện")


def _line(plan: Plan) -> PlanLine:
    count, seen = getattr(plan, "deliverable_count", 0), getattr(plan, "seen_count", 0)
    return PlanLine(
        uid=plan.uid,
        name=label_of(plan),
        title=plan.title,
        issuer=plan.issuer.current_name,
        issued_on=plan.issued_on,
        year=f"{plan.period_from}–{plan.period_to}" if plan.period_from else str(plan.year),
        kind=str(plan.get_kind_display()),
        state=plan.state,
        state_words=_state_words(plan),
        deliverable_count=count,
        seen=f"{number_text(seen)}/{number_text(count)}" if plan.state == PlanState.REVIEW else "",
        amends=label_of(plan.amends) if plan.amends else "",
        problem=plan.job.problem if plan.job and plan.state == "reading" else "",
    )
