from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django_q.models import OrmQ

from caicach.jobs import services
from caicach.jobs.models import JobRun, JobState
from caicach.web.actor import SYSTEM

SEEN: list[dict[str, Any]] = []


def remember(job: Any, /, **arguments: Any) -> None:
    SEEN.append(arguments)


def test_a_run_waits_in_the_queue_with_its_arguments_in_one_spelling(start, clerk, now: datetime) -> None:
    run = start(remember, plan=7, again=True, name="Kế hoạch")
    run.refresh_from_db()
    assert (run.state, run.started_by, run.created_at) == (JobState.QUEUED, clerk, now)
    assert run.arguments == '{"again":true,"name":"Kế hoạch","plan":7}'
    assert OrmQ.objects.count() == 1


def test_a_rolled_back_transaction_leaves_neither_run_nor_place_in_the_queue(start) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        start(remember)
        raise ZeroDivisionError
    assert not JobRun.objects.exists()
    assert not OrmQ.objects.exists()


def test_an_unknown_kind_is_refused(handlers, actor, now: datetime) -> None:
    with pytest.raises(KeyError, match=r"không có “no\.such”"):
        services.enqueue("no.such", actor=actor, label="", arguments={}, now=now)


def test_inline_jobs_run_when_the_transaction_commits(start, settings, django_capture_on_commit_callbacks) -> None:
    settings.JOBS_INLINE = True
    SEEN.clear()
    with django_capture_on_commit_callbacks(execute=True):
        run = start(remember, plan=7)
        assert SEEN == []
    run.refresh_from_db()
    assert SEEN == [{"plan": 7}]
    assert run.state == JobState.DONE
    assert not OrmQ.objects.exists()


def test_the_program_itself_may_start_a_job(handlers, now: datetime, db: None) -> None:
    handlers.add("test.job", remember)
    run = services.enqueue("test.job", actor=SYSTEM, label="Dọn dẹp", arguments={}, now=now)
    assert run.started_by_id is None
