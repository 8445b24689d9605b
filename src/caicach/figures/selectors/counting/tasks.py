"""Tasks from the ledger of obligations. Statistics count tasks, not obligations: the 48 tasks of a plan are 48.

A task of the plan given to many agencies is one; it is done when everything of it was accepted, of every agency that
owes it. What an agency was given by the bodies above it counts once for each task, by its own part alone. Everything is
as of the end of the window's last day: what was accepted later was not done.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce

from caicach.figures.registry import Asked, Counted
from caicach.figures.selectors.counting.words import FROM_ABOVE, PLANNED
from caicach.obligations.access import visible_obligations
from caicach.obligations.constants import DutyOrigin, ObligationState, TrackingMode
from caicach.plans.constants import ASSIGNED, PlanKind
from caicach.plans.selectors import task_counts
from caicach.ui.notation import date_text
from caicach.web import clock
from caicach.web.actor import SYSTEM
from reform.forms.figures import Figure

__all__ = ["count_assigned_tasks", "count_plan_tasks"]

_GONE = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)
_FROM_ABOVE = (DutyOrigin.PLAN, DutyOrigin.FROM_ABOVE, DutyOrigin.CONCLUSION)
_OF_PLAN = (PlanKind.YEAR, PlanKind.OWN)
_SERIES = Q(duty__deliverable__deadlines__contains='"recurring"') | Q(
    duty__deliverable__deadlines__contains='"continuous"'
)


@dataclass(frozen=True, slots=True)
class _Task:
    """How one task stood at the end of the window."""

    owed: int
    accepted: int
    late: int  # accepted, from a day after the due day
    overdue: int  # due and not accepted
    in_window: int  # accepted within the window
    last_due_on: date | None
    done_on: date | None  # of the last acceptance
    is_series: bool

    @property
    def is_done(self) -> bool:
        return 0 < self.owed == self.accepted


def count_plan_tasks(asked: Asked) -> Mapping[int, Mapping[str, Counted]]:
    """Count the tasks of each agency's own plan of the year; two queries.

    An agency whose plan is not here gets nothing: no plan in the register is no plan of zero tasks.
    """
    totals = task_counts(asked.agency_ids, year=asked.year, kinds=_OF_PLAN)
    tasks = _tasks(asked, _plan_rows(asked), "duty__deliverable__plan__issuer", "duty__deliverable__task")
    return {agency_id: _plan_figures(asked, total, tasks.get(agency_id, [])) for agency_id, total in totals.items()}


def count_assigned_tasks(asked: Asked) -> Mapping[int, Mapping[str, Counted]]:
    """Count the tasks that bodies above gave each agency in the year, in plans or beside them; one query."""
    rows = visible_obligations(SYSTEM).filter(
        agency__in=asked.agency_ids, duty__year=asked.year, duty__origin__in=_FROM_ABOVE, is_history=False
    )
    rows = rows.exclude(duty__owner=F("agency")).exclude(state=ObligationState.DORMANT)
    rows = rows.exclude(duty__mode=TrackingMode.NOT_TRACKED).exclude(duty__is_report=True)
    rows = rows.annotate(task=Coalesce("duty__deliverable__task", F("duty_id") * -1))
    found = _tasks(asked, rows, "agency", "task")
    return {agency_id: _assigned_figures(asked, tasks) for agency_id, tasks in found.items()}


def _plan_rows(asked: Asked) -> Any:
    return (
        visible_obligations(SYSTEM)
        .filter(
            duty__deliverable__plan__issuer__in=asked.agency_ids,
            duty__deliverable__plan__year=asked.year,
            duty__deliverable__plan__state__in=ASSIGNED,
            duty__deliverable__plan__kind__in=_OF_PLAN,
        )
        .exclude(duty__mode=TrackingMode.NOT_TRACKED)
    )


def _tasks(asked: Asked, rows: Any, agency: str, task: str) -> dict[int, list[_Task]]:
    """Group obligations into tasks in one statement."""
    begins, ends = _moment(asked.data_from), _moment(asked.data_to + timedelta(days=1))
    accepted = Q(state=ObligationState.ACCEPTED, accepted_at__lt=ends)
    grouped = rows.exclude(state__in=_GONE).order_by().values(agency, task).annotate(
        owed=Count("pk"),
        accepted=Count("pk", filter=accepted),
        late=Count("pk", filter=accepted & Q(met_on__gt=F("due_on"))),
        overdue=Count("pk", filter=Q(due_on__lte=asked.data_to, paused_on=None) & ~accepted),
        in_window=Count("pk", filter=accepted & Q(accepted_at__gte=begins)),
        last_due_on=Max("due_on"),
        done_at=Max("accepted_at", filter=accepted),
        series=Count("pk", filter=_SERIES),
    )  # fmt: skip
    found: dict[int, list[_Task]] = defaultdict(list)
    for row in grouped:
        found[row[agency]].append(_task(row))
    return found


def _task(row: Mapping[str, Any]) -> _Task:
    return _Task(
        owed=row["owed"],
        accepted=row["accepted"],
        late=row["late"],
        overdue=row["overdue"],
        in_window=row["in_window"],
        last_due_on=row["last_due_on"],
        done_on=clock.local_date(row["done_at"]) if row["done_at"] else None,
        is_series=bool(row["series"]),
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=clock.LOCAL)


def _plan_figures(asked: Asked, total: int, tasks: Iterable[_Task]) -> dict[str, Counted]:
    tasks = list(tasks)
    done = [one for one in tasks if one.is_done and _in_window(asked, one)]
    ended = [one for one in tasks if not one.is_series and one.last_due_on and one.last_due_on <= asked.data_to]
    figures = {
        "plan.tasks": total,
        "plan.due": len(ended),
        "plan.done": len(done),
        "plan.done_on_time": sum(1 for one in done if not one.late),
        "plan.done_late": sum(1 for one in done if one.late),
        "plan.overdue": sum(1 for one in ended if one.overdue and not one.is_done),
        "plan.recurring": sum(1 for one in tasks if one.is_series and one.in_window),
    }
    note = PLANNED % {"day": date_text(asked.data_to), "year": asked.year}
    return _counted(figures, note)


def _in_window(asked: Asked, task: _Task) -> bool:
    return asked.is_cumulative or (task.done_on is not None and task.done_on >= asked.data_from)


def _assigned_figures(asked: Asked, tasks: Iterable[_Task]) -> dict[str, Counted]:
    tasks = list(tasks)
    open_ones = [one for one in tasks if not one.is_done]
    figures = {
        "assigned.total": len(tasks),
        "assigned.on_time": sum(1 for one in tasks if one.is_done and not one.late),
        "assigned.late": sum(1 for one in tasks if one.is_done and one.late),
        "assigned.open": sum(1 for one in open_ones if not one.overdue),
        "assigned.overdue": sum(1 for one in open_ones if one.overdue),
    }
    note = FROM_ABOVE % {"day": date_text(asked.data_to), "year": asked.year}
    return _counted(figures, note)


def _counted(figures: Mapping[str, int], note: str) -> dict[str, Counted]:
    return {key: Counted(Figure(Decimal(number)), note) for key, number in figures.items()}
