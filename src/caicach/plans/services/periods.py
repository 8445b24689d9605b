"""Plans of several years, and the plans of single years that carry them out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.constants import TrackingMode
from caicach.plans import access
from caicach.plans.constants import ASSIGNED, PlanKind
from caicach.plans.mapping.expansion import deadlines_of
from caicach.plans.mapping.periods import THROUGH_YEARS, is_dated
from caicach.plans.models import Deliverable, Plan, PlanTask
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from reform.tracking import propose_mode
from vanban.language.periods import is_of_period, read_period
from vanban.plans.matching import nearest

__all__ = ["kind_read", "modes_follow", "period_follow", "period_task_set", "tasks_link"]


def kind_read(plan: Plan, reading: Mapping[str, Any]) -> None:
    """Give a plan that was just read its kind, and the period plan that it names, inside the caller's transaction.

    An amendment, and what a body wrote itself, stay what they are.
    """
    if plan.kind != PlanKind.YEAR:
        return
    period = read_period(plan.title)
    if period and is_of_period(plan.title):
        plan.kind, plan.year = PlanKind.PERIOD, period[0]
        plan.period_from, plan.period_to = period
    else:
        plan.period_plan = _cited(plan, reading.get("citations", ()))
    plan.save(update_fields=["kind", "year", "period_from", "period_to", "period_plan"])
    period_follow(plan)


def period_follow(plan: Plan) -> None:
    """Bring the rows and tasks of a plan under review to its kind and its period plan."""
    modes_follow(plan)
    tasks_link(plan)


def _cited(plan: Plan, citations: Iterable[Mapping[str, Any]]) -> Plan | None:
    """Return the period plan of the same issuer that a year plan cites by its symbol; None for none or several."""
    symbols = {one["symbol"] for one in citations if one.get("symbol")}
    found = Plan.objects.filter(
        kind=PlanKind.PERIOD,
        state__in=ASSIGNED,
        issuer_id=plan.issuer_id,
        symbol__in=symbols,
        period_from__lte=plan.year,
        period_to__gte=plan.year,
    )
    named = list(found[:2])
    return named[0] if len(named) == 1 else None


def modes_follow(plan: Plan) -> int:
    """Give rows the way of proof that the kind of their plan asks for, where no person chose it; return how many.

    Of a period plan only what has a date of its own is owed by itself; the rest is owed through the year plans.
    """
    changed = []
    for row in plan.deliverables.exclude(mode_rule="").select_related("task"):
        deadlines = deadlines_of(row.deadlines)
        if plan.kind == PlanKind.PERIOD and not is_dated(deadlines):
            row.mode, row.mode_rule = TrackingMode.NOT_TRACKED, THROUGH_YEARS
        elif row.mode_rule == THROUGH_YEARS:
            mode = propose_mode(row.task.text, row.text, deadlines)
            row.mode, row.mode_rule = TrackingMode(mode.mode.value), mode.rule_id
        else:
            continue
        changed.append(row)
    Deliverable.objects.bulk_update(changed, ["mode", "mode_rule"])
    return len(changed)


def tasks_link(plan: Plan) -> int:
    """Tie the tasks of a year plan to those of its period plan that they surely carry out; return how many.

    Without a period plan every tie goes.
    """
    tasks = list(plan.tasks.all())
    found: Mapping[int, int] = {}
    if plan.period_plan is not None:
        above = {task.pk: task.text for task in plan.period_plan.tasks.all()}
        found = nearest({task.pk: task.text for task in tasks}, above)
    for task in tasks:
        task.period_task_id = found.get(task.pk)
    PlanTask.objects.bulk_update(tasks, ["period_task"])
    return len(found)


@transaction.atomic
def period_task_set(plan: Plan, *, actor: Actor, task_id: int, period_position: int | None, now: datetime) -> PlanTask:
    """Say which task of ``plan``, a period plan, a task of a year plan carries out; None: none of them.

    Audit: plans.period (old/new).

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        BadInput: there is no such task in the period plan, or in one of its year plans.
    """
    access.require(actor, plan.issuer_id)
    task = PlanTask.objects.select_for_update().filter(pk=task_id, plan__period_plan=plan).first()
    above = plan.tasks.filter(position=period_position).first() if period_position is not None else None
    if task is None or (period_position is not None and above is None):
        raise BadInput(_("Kế hoạch không có nhiệm vụ này. Chọn số thứ tự trong danh sách gợi ý."))
    old, task.period_task = task.period_task_id, above
    task.save(update_fields=["period_task"])
    new = {"task": task.pk, "period_task": task.period_task_id}
    audit.record("plans.period", plan, actor=actor, old={"period_task": old}, new=new, at=now)
    return task
