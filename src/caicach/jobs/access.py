"""Who may see and stop a job: whoever started it."""

from django.db.models import QuerySet

from caicach.jobs.models import JobRun
from caicach.web.actor import Actor

__all__ = ["visible_runs"]


def visible_runs(actor: Actor) -> QuerySet[JobRun]:
    """Return the runs that ``actor`` started; the program itself sees all."""
    return JobRun.objects.all() if actor.is_system else JobRun.objects.filter(started_by_id=actor.user_id)
