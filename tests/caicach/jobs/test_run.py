import logging
from datetime import datetime, timedelta
from typing import Any

import pytest

from caicach.jobs import runner
from caicach.jobs.models import JobRun, JobState
from caicach.jobs.registry import Job, JobProblem
from caicach.web.errors import BadInput


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("caicach.web.clock.now", lambda: now)


def run_and_read(run: JobRun) -> JobRun:
    runner.run(run.pk)
    run.refresh_from_db()
    return run


def test_progress_is_written_while_the_job_runs(start, now: datetime) -> None:
    seen: list[Any] = []

    def handler(job: Job, /, rows: int) -> None:
        job.progress("Đọc bảng", 3, rows)
        seen.append(JobRun.objects.values_list("state", "step", "done_units", "total_units", "heartbeat_at").get())

    run = run_and_read(start(handler, rows=12))
    assert seen == [(JobState.RUNNING, "Đọc bảng", 3, 12, now)]
    assert (run.state, run.problem, run.attempts, run.finished_at) == (JobState.DONE, "", 1, now)


def test_a_tight_loop_writes_its_progress_rarely(start, django_assert_max_num_queries) -> None:
    def handler(job: Job, /) -> None:
        for row in range(1, 1_001):
            job.progress("Đọc bảng", row, 1_000)

    run = start(handler)
    with django_assert_max_num_queries(12):
        runner.run(run.pk)
    assert JobRun.objects.get().done_units == 1_000


@pytest.mark.parametrize("error", [JobProblem("Tệp bị hỏng."), BadInput("Tệp bị hỏng.")])
def test_an_expected_failure_is_kept_in_its_own_words(start, error: Exception) -> None:
    def handler(job: Job, /) -> None:
        raise error

    run = run_and_read(start(handler))
    assert (run.state, run.problem) == (JobState.FAILED, "Tệp bị hỏng.")


def test_an_unexpected_failure_is_logged_and_told_in_general_words(start, caplog: pytest.LogCaptureFixture) -> None:
    def handler(job: Job, /) -> None:
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR, "caicach.jobs.runner"):
        run = run_and_read(start(handler))
    assert run.state == JobState.FAILED
    assert str(run.uid) in run.problem
    assert "ZeroDivisionError" not in run.problem
    assert "ZeroDivisionError" in caplog.text


def test_a_job_out_of_time_says_so(start) -> None:
    def handler(job: Job, /) -> None:
        raise SystemExit("Task exceeded maximum timeout value")

    run = run_and_read(start(handler))
    assert run.state == JobState.FAILED
    assert "quá lâu" in run.problem


def test_an_ended_run_is_not_done_again(start) -> None:
    calls: list[int] = []
    run = start(lambda job: calls.append(1))
    runner.run(run.pk)
    runner.run(run.pk)
    assert calls == [1]


def test_a_run_in_the_hands_of_a_living_worker_is_left_alone(start, now: datetime) -> None:
    run = start(lambda job: pytest.fail("taken from a living worker"))
    JobRun.objects.update(state=JobState.RUNNING, attempts=1, heartbeat_at=now - timedelta(seconds=89))
    assert run_and_read(run).attempts == 1


def test_a_run_without_a_sign_of_life_is_taken_over(start, now: datetime) -> None:
    run = start(lambda job: None)
    JobRun.objects.update(state=JobState.RUNNING, attempts=1, heartbeat_at=now - timedelta(seconds=91))
    run = run_and_read(run)
    assert (run.state, run.attempts) == (JobState.DONE, 2)


def test_a_worker_thought_dead_changes_nothing_when_it_comes_back(start, now: datetime) -> None:
    def handler(job: Job, /) -> None:
        JobRun.objects.update(attempts=2, step="Lần thứ hai")  # another worker took over
        job.progress("Lần thứ nhất")
        pytest.fail("went on after its run was taken over")

    run = run_and_read(start(handler))
    assert (run.state, run.step, run.attempts) == (JobState.RUNNING, "Lần thứ hai", 2)


def test_arguments_that_the_handler_does_not_know_fail_the_run_and_not_the_worker(start) -> None:
    run = run_and_read(start(lambda job: None, unknown=1))
    assert run.state == JobState.FAILED
