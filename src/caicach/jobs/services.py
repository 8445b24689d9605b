"""Starting and stopping jobs."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from caicach.jobs import access, queue, runner
from caicach.jobs.ending import end
from caicach.jobs.models import JobRun, JobState
from caicach.jobs.registry import handlers
from caicach.web.actor import Actor
from caicach.web.errors import Beyond, WrongState

__all__ = ["cancel", "enqueue"]


@transaction.atomic
def enqueue(kind: str, *, actor: Actor, label: str, arguments: Mapping[str, Any], now: datetime) -> JobRun:
    """Start a job in the caller's transaction; the worker sees it once that commits, never if it is rolled back.

    Args:
        kind: key of ``registry.handlers``.
        actor: who starts it and alone may watch and cancel it.
        label: what is done, in the words of that person ("Đọc kế hoạch 12/KH-UBND").
        arguments: plain values of JSON, given to the handler by name. Ids, not content.
        now: the moment of the request.

    After commit: with ``settings.JOBS_INLINE`` the job is run at once, in this process.

    Raises:
        KeyError: no such kind.
    """
    handlers.find(kind)
    job_run = JobRun.objects.create(
        kind=kind,
        label=label[:300],
        arguments=json.dumps(arguments, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        started_by_id=actor.user_id,
        created_at=now,
        heartbeat_at=now,  # waiting counts from here
    )
    if settings.JOBS_INLINE:
        transaction.on_commit(partial(runner.run, job_run.pk))
    else:
        queue.push(job_run.pk)
    return job_run


@transaction.atomic
def cancel(job_run: JobRun, *, actor: Actor, now: datetime) -> JobRun:
    """Ask a job to stop: a waiting one ends here, a running one at its next sign of progress.

    Transition: queued → cancelled; running keeps its state until its handler stops.

    Raises:
        Beyond: somebody else started it.
        WrongState: it has ended.
    """
    mine = access.visible_runs(actor).filter(pk=job_run.pk)
    if not mine.exists():
        raise Beyond(_("Không có việc này, hoặc việc này do người khác bắt đầu."))
    mine.filter(state=JobState.QUEUED).update(is_cancel_asked=True)
    waiting = end(job_run, mine.filter(state=JobState.QUEUED), JobState.CANCELLED, "", now=now)
    running = mine.filter(state=JobState.RUNNING).update(is_cancel_asked=True)
    if not waiting and not running:
        raise WrongState(_("Việc này đã kết thúc nên không hủy được nữa."))
    job_run.refresh_from_db()
    return job_run
