"""What the worker does with one run.

A run is claimed by a conditional update, so that several workers never do it at the same time; every later write
names the attempt it belongs to, so that a worker that was thought dead changes nothing when it comes back.
"""

import json
import logging
from time import monotonic

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from caicach.jobs.constants import MAX_ATTEMPTS, STALE_AFTER, UNEXPECTED, WRITE_EVERY_SECONDS
from caicach.jobs.ending import end
from caicach.jobs.models import JobRun, JobState
from caicach.jobs.registry import JobCancelled, JobProblem, handlers
from caicach.web import clock
from caicach.web.errors import Refusal

__all__ = ["JobContext", "run"]

logger = logging.getLogger(__name__)


class JobContext:
    """The run as its handler sees it (see ``registry.Job``)."""

    def __init__(self, job_run: JobRun) -> None:
        self.uid = job_run.uid
        self.started_by_id = job_run.started_by_id
        self._run = job_run
        self._step: str | None = None
        self._written = 0.0  # monotonic seconds of the last write

    def progress(self, step: str, done: int = 0, total: int = 0) -> None:
        """Write the step and the heartbeat; see ``registry.Job.progress``."""
        if step == self._step and done != total and monotonic() - self._written < WRITE_EVERY_SECONDS:
            return
        self._step, self._written = step, monotonic()
        is_mine = _own(self._run).update(step=step[:200], done_units=done, total_units=total, heartbeat_at=clock.now())
        if not is_mine or _own(self._run).filter(is_cancel_asked=True).exists():
            raise JobCancelled


def run(run_id: int) -> None:
    """Do the run, if it is still to be done; never raises, for whatever happens is written on the run."""
    job_run = _claim(run_id)
    if job_run is None:
        return
    state, problem = _attempt(job_run)
    # The step stays where it was, so that a failed run shows how far it came.
    end(job_run, _own(job_run), state, problem, now=clock.now())


def _claim(run_id: int) -> JobRun | None:
    """Make the run this worker's own; None where it is done, cancelled, or in the hands of a living worker."""
    now = clock.now()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, heartbeat_at__lt=now - STALE_AFTER)
    claimed = JobRun.objects.filter(free, pk=run_id, attempts__lt=MAX_ATTEMPTS).update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, started_at=Coalesce("started_at", now), heartbeat_at=now
    )
    return JobRun.objects.get(pk=run_id) if claimed else None


def _own(job_run: JobRun) -> QuerySet[JobRun]:
    """Return the row, as long as it belongs to this attempt."""
    return JobRun.objects.filter(pk=job_run.pk, state=JobState.RUNNING, attempts=job_run.attempts)


def _attempt(job_run: JobRun) -> tuple[JobState, str]:
    """Call the handler; return the state that the run ends in, and the sentence of what went wrong."""
    if job_run.is_cancel_asked:
        return JobState.CANCELLED, ""
    try:
        handlers.find(job_run.kind)(JobContext(job_run), **json.loads(job_run.arguments))
    except JobCancelled:
        return JobState.CANCELLED, ""
    except (JobProblem, Refusal) as problem:
        return JobState.FAILED, str(problem)
    except SystemExit:  # how the queue ends what runs beyond its time
        logger.exception("job %s (%s) ran out of time", job_run.uid, job_run.kind)
        return JobState.FAILED, _("Việc này chạy quá lâu nên đã bị dừng. Hãy chia nhỏ dữ liệu rồi thử lại.")
    except Exception:
        logger.exception("job %s (%s) failed", job_run.uid, job_run.kind)
        return JobState.FAILED, _unexpected(job_run)
    return JobState.DONE, ""


def _unexpected(job_run: JobRun) -> str:
    return _(UNEXPECTED) % {"uid": job_run.uid}
