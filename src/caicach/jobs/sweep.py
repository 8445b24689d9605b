"""Looking after runs whose worker died.

The worker's own process sweeps when it starts and every few seconds; any number of sweepers may run side by side.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.jobs import queue
from caicach.jobs.constants import MAX_ATTEMPTS, STALE_AFTER, TOO_OFTEN
from caicach.jobs.ending import end
from caicach.jobs.models import JobRun, JobState

__all__ = ["is_stuck", "sweep"]

STUCK_AFTER = timedelta(seconds=30)


def sweep(*, now: datetime, waiting_for: timedelta = STALE_AFTER) -> int:
    """Put every run without a sign of life since 90 seconds back into the queue; return how many.

    A run whose worker died three times is failed with a sentence; one that was to be cancelled is cancelled.
    A run that waits longer than ``waiting_for`` gets a new place in the queue, should its place have been lost: a
    worker that starts gives one to all (0), for what a dead one had fetched stays locked for two minutes.
    """
    waiting = Q(state=JobState.QUEUED, heartbeat_at__lt=now - waiting_for)
    silent = waiting | Q(state=JobState.RUNNING, heartbeat_at__lt=now - STALE_AFTER)
    requeued = 0
    for job_run in JobRun.objects.filter(silent).order_by("pk"):
        if job_run.is_cancel_asked:
            _end(job_run, JobState.CANCELLED, "", now=now)
        elif job_run.attempts >= MAX_ATTEMPTS:
            _end(job_run, JobState.FAILED, _too_often(job_run), now=now)
        else:
            requeued += _queue_again(job_run, now=now)
    return requeued


def is_stuck(*, now: datetime) -> bool:
    """Whether a run has waited for half a minute while no worker does anything: the worker must be started anew."""
    waiting = Q(state=JobState.QUEUED, heartbeat_at__lt=now - STUCK_AFTER)
    working = Q(state=JobState.RUNNING, heartbeat_at__gte=now - STALE_AFTER)
    busy = working | Q(finished_at__gte=now - STUCK_AFTER)
    return JobRun.objects.filter(waiting).exists() and not JobRun.objects.filter(busy).exists()


def _unchanged(job_run: JobRun) -> Q:
    return Q(pk=job_run.pk, state=job_run.state, heartbeat_at=job_run.heartbeat_at)


@transaction.atomic
def _queue_again(job_run: JobRun, *, now: datetime) -> int:
    mine = JobRun.objects.filter(_unchanged(job_run)).update(state=JobState.QUEUED, heartbeat_at=now)
    if mine:
        queue.push(job_run.pk)
    return mine


def _end(job_run: JobRun, state: JobState, problem: str, *, now: datetime) -> None:
    end(job_run, JobRun.objects.filter(_unchanged(job_run)), state, problem, now=now)


def _too_often(job_run: JobRun) -> str:
    return _(TOO_OFTEN) % {"count": job_run.attempts, "uid": job_run.uid}
