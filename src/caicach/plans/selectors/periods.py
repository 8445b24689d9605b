"""A period plan with the plans of its years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.obligations.selectors import Progress, progress_by
from caicach.plans.constants import ASSIGNED, PlanKind
from caicach.plans.models import Deliverable, Plan, PlanTask
from caicach.plans.selectors.plans import label_of, plan_for
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["PeriodFacts", "period_facts", "period_plan_for", "period_plans_of"]


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """Everything that the page of a period plan is made of."""

    plan: Plan
    years: tuple[Plan, ...]  # assigned plans that name it, by year
    tasks: tuple[PlanTask, ...]
    carrying: Mapping[int, Sequence[PlanTask]]  # tasks of the years by the period's task
    untied: tuple[PlanTask, ...]  # tasks of the years that carry none
    by_task: Mapping[int, Progress]  # of every task of the period and of its years, within the actor's reach


def period_plan_for(actor: Actor, uid: UUID) -> Plan:
    """Return a period plan within reach.

    Raises:
        Beyond: there is none, or none for this actor.
        WrongState: it is the plan of one year, or an amendment.
    """
    plan = plan_for(actor, uid)
    if plan.kind != PlanKind.PERIOD:
        raise WrongState(_("Đây không phải kế hoạch giai đoạn. Mở lại từ danh sách kế hoạch."))
    return plan


def period_plans_of(plan: Plan) -> list[tuple[int, str]]:
    """Return the period plans of the same issuer that ``plan`` may name, as (id, label)."""
    found = Plan.objects.filter(kind=PlanKind.PERIOD, state__in=ASSIGNED, issuer_id=plan.issuer_id)
    return [(one.pk, label_of(one)) for one in found.exclude(pk=plan.pk).order_by("-period_from", "pk")]


def period_facts(plan: Plan, actor: Actor, *, today: date) -> PeriodFacts:
    """Return ``plan`` with its years as ``actor`` may see them: five queries, whatever their size."""
    years = tuple(plan.year_plans.filter(state__in=ASSIGNED).order_by("year", "pk"))
    tasks = tuple(plan.tasks.order_by("position"))
    of_years = PlanTask.objects.filter(plan__in=years).select_related("plan").order_by("plan__year", "position")
    carrying: dict[int, list[PlanTask]] = {}
    untied = []
    for task in of_years:
        if task.period_task_id is None:
            untied.append(task)
        else:
            carrying.setdefault(task.period_task_id, []).append(task)
    return PeriodFacts(plan, years, tasks, carrying, tuple(untied), _progress([plan, *years], actor, today=today))


def _progress(plans: Sequence[Plan], actor: Actor, *, today: date) -> dict[int, Progress]:
    by_duty = progress_by(actor, Q(duty__deliverable__plan__in=plans), "duty", today=today)
    rows = Deliverable.objects.filter(plan__in=plans, duty__in=list(by_duty)).values_list("task_id", "duty_id")
    made: dict[int, Progress] = {}
    for task_id, duty_id in rows:
        made[task_id] = made.get(task_id, Progress()) + by_duty[duty_id]
    return made
