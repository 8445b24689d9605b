"""Reading runs."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.jobs import access
from caicach.jobs.models import JobRun, JobState
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["is_waiting", "run_for", "was_begun"]


def run_for(actor: Actor, uid: UUID) -> JobRun:
    """Return one run.

    Raises:
        Beyond: there is none, or somebody else started it.
    """
    job_run = access.visible_runs(actor).filter(uid=uid).first()
    if job_run is None:
        raise Beyond(_("Không có việc này, hoặc việc này do người khác bắt đầu."))
    return job_run


def is_waiting(kind: str) -> bool:
    """Whether a run of this kind waits to be started: whoever only wants the work done need not start another."""
    return JobRun.objects.filter(kind=kind, state=JobState.QUEUED).exists()


def was_begun(kind: str, *, since: datetime) -> bool:
    """Whether a run of this kind was asked for after ``since``, whatever became of it: for what is done once a day."""
    return JobRun.objects.filter(kind=kind, created_at__gt=since).exists()
