"""The list of plans and the upload."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from caicach.plans.constants import PlanState
from caicach.plans.forms import UploadForm
from caicach.plans.models import Plan
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
    year: str
    state: str
    state_words: str
    deliverable_count: int
    seen: str  # "23/68" while the plan is under review
    problem: str  # why it could not be read


@dataclass(frozen=True, slots=True)
class ListPage:
    """The plans within reach."""

    lines: list[PlanLine]
    paging: Page[Plan]
    query: QueryDict
    can_upload: bool


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The form that takes a plan."""

    form: UploadForm


def list_page(plans: QuerySet[Plan], *, number: str | None, query: QueryDict, can_upload: bool) -> ListPage:
    """Return one page of the list."""
    paging = Paginator(plans, PAGE_SIZE).get_page(number)
    return ListPage(lines=[_line(plan) for plan in paging], paging=paging, query=query, can_upload=can_upload)


def _line(plan: Plan) -> PlanLine:
    count, seen = getattr(plan, "deliverable_count", 0), getattr(plan, "seen_count", 0)
    return PlanLine(
        uid=plan.uid,
        name=str(plan),
        title=plan.title,
        issuer=plan.issuer.current_name,
        issued_on=plan.issued_on,
        year=str(plan.year),
        state=plan.state,
        state_words=str(plan.get_state_display()),
        deliverable_count=count,
        seen=f"{number_text(seen)}/{number_text(count)}" if plan.state == PlanState.REVIEW else "",
        problem=plan.job.problem if plan.job and plan.state == "reading" else "",
    )
