from datetime import datetime

import pytest

from caicach.accounts.models import User
from caicach.jobs import runner, services
from caicach.jobs.models import JobRun, JobState
from caicach.jobs.registry import Job
from caicach.web.actor import Actor
from caicach.web.errors import Beyond, WrongState


def test_a_waiting_job_ends_at_once_and_never_runs(start, actor: Actor, now: datetime) -> None:
    run = start(lambda job: pytest.fail("ran although cancelled"))
    run = services.cancel(run, actor=actor, now=now)
    runner.run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.finished_at) == (JobState.CANCELLED, now)


def test_a_running_job_stops_at_its_next_sign_of_progress(start, actor: Actor, now: datetime) -> None:
    def handler(job: Job, /) -> None:
        services.cancel(JobRun.objects.get(), actor=actor, now=now)
        job.progress("Bước kế tiếp")
        pytest.fail("went on although cancelled")

    run = start(handler)
    runner.run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.problem) == (JobState.CANCELLED, "")


def test_an_ended_job_cannot_be_cancelled(start, actor: Actor, now: datetime) -> None:
    run = start(lambda job: None)
    runner.run(run.pk)
    with pytest.raises(WrongState, match="đã kết thúc"):
        services.cancel(run, actor=actor, now=now)
    run.refresh_from_db()
    assert (run.state, run.is_cancel_asked) == (JobState.DONE, False)


def test_somebody_else_cannot_cancel_it(start, now: datetime) -> None:
    run = start(lambda job: None)
    stranger = Actor(user_id=User.objects.create_user("la", full_name="Người Lạ").pk, name="Người Lạ")
    with pytest.raises(Beyond):
        services.cancel(run, actor=stranger, now=now)
    run.refresh_from_db()
    assert (run.state, run.is_cancel_asked) == (JobState.QUEUED, False)
