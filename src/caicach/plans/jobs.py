"""The background work of this app."""

from caicach.jobs.registry import Job
from caicach.plans import services
from caicach.plans.constants import PlanState
from caicach.plans.models import Plan

__all__ = ["plans_read", "plans_unread"]


def plans_read(job: Job, /, *, plan_id: int, year: int | None) -> None:
    """Read the file of a plan and lay its rows down for the review.

    Idempotent: a plan that is no longer being read is left alone. A plan that cannot be read goes without a trace,
    together with the failed run (``plans_unread``).

    Raises:
        JobProblem: the document cannot be read, or has no rows; nothing of it is kept.
    """
    plan = Plan.objects.select_related("file").filter(pk=plan_id, state=PlanState.READING).first()
    if plan is not None:
        services.plan_read(plan, year=year, progress=job.progress)


def plans_unread(*, plan_id: int, **_arguments: object) -> None:
    """Remove a plan whose reading ended failed or cancelled; one that was read before that stays."""
    plan = Plan.objects.select_related("file").filter(pk=plan_id, state=PlanState.READING).first()
    if plan is not None:
        services.plan_drop(plan)
