"""Adding rows to a plan: the form, and what was read of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.plans.constants import PartyRole, PlanState
from caicach.plans.forms import AddForm
from caicach.plans.models import Deliverable, Plan
from caicach.plans.pages.changes import explanations
from caicach.plans.pages.people import Question, questions_of
from caicach.plans.pages.words import kicker_of, problem_sentence
from caicach.plans.selectors import label_of
from caicach.plans.services.add_rows import Addition
from caicach.ui.values import Link
from reform.areas import area_of
from reform.groups.resolver import Resolver

__all__ = ["AddPage", "AddedLine", "Reading", "add_page", "reading_of"]


@dataclass(frozen=True, slots=True)
class AddedLine:
    """One deliverable as it was read."""

    number: str
    task: str
    text: str
    area: str
    leads: str
    deadline: str
    how: list[str]  # how its dates come about
    mode: str
    count: int  # obligations
    problems: list[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, and what would follow."""

    lines: list[AddedLine]
    questions: list[Question]
    obligation_count: int
    agency_count: int
    problem_count: int
    columns: str  # the headers that were taken for rows without any
    findings: list[str]
    version: str
    is_ready: bool


@dataclass(frozen=True, slots=True)
class AddPage:
    """The page."""

    plan: Plan
    kicker: str
    crumbs: list[Link]
    ways: list[Link]
    form: AddForm
    picked: list[str]
    reading: Reading | None
    error: str
    is_assigned: bool


def add_page(
    plan: Plan, *, way: str, form: AddForm, reading: Reading | None, picked: Sequence[str] = (), error: str = ""
) -> AddPage:
    """Return the page of ``plan``, with what was ``reading`` where something was sent."""
    here = reverse("plans:add", args=[plan.uid])
    return AddPage(
        plan=plan,
        kicker=kicker_of(plan),
        crumbs=[
            Link(_("Kế hoạch"), reverse("plans:list")),
            Link(label_of(plan), reverse("plans:detail", args=[plan.uid])),
            Link(_("Bổ sung dòng")),
        ],
        ways=[
            Link(_("Dán từ Word, Excel"), here, current=way != "tay"),
            Link(_("Nhập một dòng"), f"{here}?cach=tay", current=way == "tay"),
        ],
        form=form,
        picked=list(picked),
        reading=reading,
        error=error,
        is_assigned=plan.state == PlanState.CONFIRMED,
    )


def reading_of(
    plan: Plan, made: Addition, *, resolver: Resolver, columns: Sequence[str] = (), findings: Sequence[str] = ()
) -> Reading:
    """Return what a page shows of ``made``; under review open places may stay open."""
    counts = {draft.source_id: len(draft.obligations) for draft in made.expansion.drafts if not draft.is_report}
    lines = [_line(plan, row, made, counts.get(row.pk, 0)) for row in made.rows]
    asked: dict[str, Question] = {}
    for row in made.rows:
        for question in questions_of(row, made.rows, resolver, []):
            asked.setdefault(question.phrase, question)
    return Reading(
        lines=lines,
        questions=list(asked.values()),
        obligation_count=made.expansion.obligation_count,
        agency_count=len(made.expansion.agency_ids),
        problem_count=sum(bool(line.problems) for line in lines),
        columns=" · ".join(columns),
        findings=list(findings),
        version=made.version,
        is_ready=bool(lines) and (plan.state == PlanState.REVIEW or not made.problems),
    )


def _line(plan: Plan, row: Deliverable, made: Addition, count: int) -> AddedLine:
    problems = [problem_sentence(one) for one in made.problems if one.deliverable_id == row.pk]
    return AddedLine(
        number=row.task.number,
        task=row.task.text,
        text=row.text,
        area=area_of(row.task.area_code, plan.issued_on or plan.uploaded_at.date()).short_name,
        leads="; ".join(party.text for party in row.parties.all() if party.role == PartyRole.LEAD),
        deadline=row.deadline_text,
        how=explanations(made.expansion, [row.pk]),
        mode=str(row.get_mode_display()),
        count=count,
        problems=list(dict.fromkeys(problems)),
    )
