"""The background work of this app."""

from caicach.jobs.registry import Job
from caicach.plans import services
from caicach.plans.constants import PlanState
from caicach.plans.models import Plan

__all__ = ["plans_read"]


def plans_read(job: Job, /, *, plan_id: int, year: int | None) -> None:
    """Read the file of a plan and lay its rows down for the review.

    Idempotent: a plan that is no longer being read is left alone; a plan that cannot be read goes without a trace.

    Raises:
        JobProblem: the document cannot be read, or has no rows; nothing of it is kept.
    """
    plan = Plan.objects.select_related("file").filter(pk=plan_id, state=PlanState.READING).first()
    if plan is not None:
        services.plan_read(plan, year=year, progress=job.progress)
