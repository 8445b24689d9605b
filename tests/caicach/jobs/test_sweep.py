from datetime import datetime, timedelta

import pytest
from django_q.models import OrmQ

from caicach.jobs.models import JobRun, JobState
from caicach.jobs.sweep import is_stuck, sweep


@pytest.fixture
def run(start) -> JobRun:
    run = start(lambda job: None)
    OrmQ.objects.all().delete()
    return run


def set_silent(run: JobRun, now: datetime, **values: object) -> None:
    JobRun.objects.filter(pk=run.pk).update(heartbeat_at=now - timedelta(seconds=91), **values)


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING])
def test_a_run_without_a_sign_of_life_goes_back_into_the_queue_once(run: JobRun, now: datetime, state: str) -> None:
    set_silent(run, now, state=state, attempts=1)
    assert (sweep(now=now), sweep(now=now)) == (1, 0)
    run.refresh_from_db()
    assert (run.state, run.heartbeat_at) == (JobState.QUEUED, now)
    assert OrmQ.objects.count() == 1


def test_a_worker_that_starts_gives_every_waiting_run_a_new_place(run: JobRun, now: datetime) -> None:
    later = now + timedelta(seconds=1)
    assert sweep(now=later, waiting_for=timedelta(0)) == 1
    assert not is_stuck(now=later)
    assert OrmQ.objects.count() == 1


def test_a_living_run_is_left_alone(run: JobRun, now: datetime) -> None:
    JobRun.objects.update(state=JobState.RUNNING, heartbeat_at=now - timedelta(seconds=89))
    assert sweep(now=now) == 0


def test_a_run_whose_worker_died_three_times_fails_with_a_sentence(run: JobRun, now: datetime) -> None:
    set_silent(run, now, state=JobState.RUNNING, attempts=3)
    assert sweep(now=now) == 0
    run.refresh_from_db()
    assert (run.state, run.finished_at) == (JobState.FAILED, now)
    assert "3 lần" in run.problem


def test_a_dead_run_that_was_to_be_cancelled_is_cancelled(run: JobRun, now: datetime) -> None:
    set_silent(run, now, state=JobState.RUNNING, attempts=1, is_cancel_asked=True)
    sweep(now=now)
    run.refresh_from_db()
    assert run.state == JobState.CANCELLED


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_ended_runs_stay_as_they_are(run: JobRun, now: datetime, state: str) -> None:
    set_silent(run, now, state=state)
    assert sweep(now=now) == 0


class TestIsStuck:
    def test_nothing_waits(self, db: None, now: datetime) -> None:
        assert not is_stuck(now=now)

    def test_a_run_that_just_came_may_wait(self, run: JobRun, now: datetime) -> None:
        assert not is_stuck(now=now + timedelta(seconds=29))

    def test_a_run_that_waits_while_nothing_is_done(self, run: JobRun, now: datetime) -> None:
        assert is_stuck(now=now + timedelta(seconds=31))

    def test_a_run_that_waits_behind_a_living_one(self, run: JobRun, now: datetime) -> None:
        later = now + timedelta(seconds=31)
        JobRun.objects.create(kind="x", label="x", created_at=now, heartbeat_at=later, state=JobState.RUNNING)
        assert not is_stuck(now=later)

    def test_a_run_that_waits_behind_one_just_finished(self, run: JobRun, now: datetime) -> None:
        later = now + timedelta(seconds=31)
        JobRun.objects.create(
            kind="x", label="x", created_at=now, heartbeat_at=now, state=JobState.DONE, finished_at=later
        )
        assert not is_stuck(now=later)
