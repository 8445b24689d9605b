"""How a run ends: its last state is written once, and what it left undone is cleared away with it."""

import json
import logging
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from caicach.jobs.models import JobRun, JobState
from caicach.jobs.registry import undone

__all__ = ["end"]

logger = logging.getLogger(__name__)


def end(job_run: JobRun, mine: QuerySet[JobRun], state: JobState, problem: str, *, now: datetime) -> bool:
    """End ``job_run`` in ``state``, if ``mine`` still finds its row; return whether it did.

    A run that ends without being done is told to the app of its kind in the same transaction, so that nobody sees a
    failed run beside the half of its work.
    """
    values = {"state": state, "problem": problem, "finished_at": now}
    try:
        with transaction.atomic():
            ended = mine.update(**values)
            if ended and state != JobState.DONE and job_run.kind in undone.keys():  # noqa: SIM118 -- no mapping
                undone.find(job_run.kind)(**json.loads(job_run.arguments))
    except Exception:  # the run must end all the same
        logger.exception("job %s (%s): what it left was not cleared away", job_run.uid, job_run.kind)
        ended = mine.update(**values)
    return bool(ended)
