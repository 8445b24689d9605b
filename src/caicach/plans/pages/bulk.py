"""All rows of a plan in one table, and the facts of its document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from caicach.plans import selectors
from caicach.plans.constants import PartyRole
from caicach.plans.forms import BulkForm, HeaderForm
from caicach.plans.models import Deliverable, Plan
from caicach.plans.pages.count import Sum, sum_of
from caicach.plans.pages.review import number_of
from caicach.plans.pages.words import kicker_of, steps_of
from caicach.ui.values import Step
from reform.areas import area_of

__all__ = ["BulkLine", "BulkPage", "HeaderPage", "bulk_page"]


@dataclass(frozen=True, slots=True)
class BulkLine:
    """One deliverable as a row of the table."""

    id: str  # as the form sends it
    number: str
    text: str
    url: str
    leads: str
    mode: str
    ownership: str
    deadline: str
    obligation_count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class BulkPage:
    """The table, area by area."""

    plan: Plan
    kicker: str
    steps: list[Step]
    areas: list[tuple[str, list[BulkLine]]]
    form: BulkForm
    errors: list[str]
    sum: Sum


@dataclass(frozen=True, slots=True)
class HeaderPage:
    """The facts of the document."""

    plan: Plan
    kicker: str
    steps: list[Step]
    form: HeaderForm

    @classmethod
    def of(cls, plan: Plan, form: HeaderForm) -> "HeaderPage":
        """Return the page of ``plan``."""
        return cls(plan=plan, kicker=kicker_of(plan), steps=steps_of(plan, at=3), form=form)


def bulk_page(plan: Plan, rows: Sequence[Deliverable], *, form: BulkForm, today: date) -> BulkPage:
    """Return the table of ``rows``."""
    resolver = selectors.resolver_of(plan)
    expansion = selectors.expansion_of(plan, today=today, deliverables=rows, resolver=resolver)
    counts = {draft.source_id: len(draft.obligations) for draft in expansion.drafts if not draft.is_report}
    areas: dict[str, list[BulkLine]] = {}
    for row in rows:
        area = area_of(row.task.area_code, plan.issued_on or today).short_name
        areas.setdefault(area, []).append(_line(plan, row, counts.get(row.pk, 0), form))
    errors = [str(error) for errors in form.errors.values() for error in errors] if form.is_bound else []
    return BulkPage(
        plan=plan,
        kicker=kicker_of(plan),
        steps=steps_of(plan, at=3),
        areas=list(areas.items()),
        form=form,
        errors=errors,
        sum=sum_of(expansion, resolver),
    )


def _line(plan: Plan, row: Deliverable, count: int, form: BulkForm) -> BulkLine:
    leads = [party.text for party in row.parties.all() if party.role == PartyRole.LEAD]
    return BulkLine(
        id=str(row.pk),
        number=number_of(row),
        text=row.text,
        url=reverse("plans:row", args=[plan.uid, row.position]),
        leads="; ".join(leads),
        mode=str(row.get_mode_display()),
        ownership=str(row.get_ownership_display()),
        deadline=row.deadline_text,
        obligation_count=count,
        is_chosen=form.is_bound and str(row.pk) in (form["rows"].value() or ()),
    )
