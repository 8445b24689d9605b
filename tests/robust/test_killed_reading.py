"""The job that reads a plan, killed in the middle: read once in the end, or gone with a sentence; no half."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caicach.files.models import StoredFile
from caicach.jobs import runner, services, sweep
from caicach.jobs.constants import MAX_ATTEMPTS, STALE_AFTER
from caicach.jobs.models import JobRun, JobState
from caicach.plans.models import Deliverable, Party, Plan, PlanTask
from caicach.plans.services import plan_upload
from caicach.web import clock
from cast import NOW, Cast
from plans_sample import ROWS, plan_text
from robust.installation import Installation, installed

# Each place is where the worker hangs until it is killed: before it opens the file, between its steps, within the
# transaction that lays the rows down, after that and before the run is marked as done.
HANG = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "caicach.config.settings"
import django
django.setup()
from caicach.jobs import runner
from caicach.jobs.models import JobRun
from caicach.plans.models import Party

def hang(*_args, **_values):
    print("here", flush=True)
    sys.stdin.read()

place = sys.argv[1]
if place == "rows":
    Party.objects.bulk_create = hang
elif place == "end":
    runner.end = hang
else:
    progress = runner.JobContext.progress
    runner.JobContext.progress = lambda *words: hang() if words[2] == int(place) else progress(*words)
runner.run(JobRun.objects.filter(state="queued").order_by("pk").last().pk)
"""
PLACES = ("2", "rows", "end")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with installed(tmp_path_factory.mktemp("state")) as made:
        yield made


@pytest.mark.parametrize("place", PLACES)
def test_a_killed_reading_is_taken_up_and_leaves_one_plan(place: str, installation: Installation) -> None:
    before = installation.ask("reading.py", "upload")
    with subprocess.Popen(
        [sys.executable, "-c", HANG, place],
        env=installation.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "here\n"
        os.kill(worker.pid, signal.SIGKILL)
    assert installation.ask("soundness.py", "--take-up", "[]") == []
    after = installation.ask("reading.py")
    assert after["run"] == ["done", 2]
    assert (after["plans"], after["rows"], after["parties"]) == (
        before["plans"],
        before["rows"] + 4,
        before["parties"] + 8,
    )


@pytest.fixture
def reading(cast: Cast) -> Plan:
    """A plan whose job waits."""
    return plan_upload(
        actor=cast.standing_officer.actor,
        content=plan_text(*ROWS),
        file_name="ke-hoach.txt",
        issuer_id=cast.province.pk,
        year=None,
        is_run_as_current=False,
        now=cast.now,
    )


def nothing_is_left() -> bool:
    return not any(model.objects.exists() for model in (Plan, PlanTask, Deliverable, Party, StoredFile))


def test_a_reading_killed_too_often_is_reported_and_leaves_nothing(
    reading: Plan, monkeypatch: pytest.MonkeyPatch, files_root: Path, django_capture_on_commit_callbacks: Any
) -> None:
    job = reading.job
    assert job is not None
    now = NOW
    for _attempt in range(MAX_ATTEMPTS):
        JobRun.objects.filter(pk=job.pk, state=JobState.QUEUED).update(state=JobState.RUNNING)
        JobRun.objects.filter(pk=job.pk).update(attempts=_attempt + 1)
        now += STALE_AFTER * 2
        with django_capture_on_commit_callbacks(execute=True):
            sweep.sweep(now=now)
    job.refresh_from_db()
    assert (job.state, "dừng giữa chừng 3 lần" in job.problem) == (JobState.FAILED, True)
    assert nothing_is_left()
    assert [path for path in files_root.rglob("*") if path.is_file()] == []


def test_a_reading_cancelled_while_it_waits_leaves_nothing(reading: Plan, cast: Cast) -> None:
    assert reading.job is not None
    services.cancel(reading.job, actor=cast.standing_officer.actor, now=cast.now)
    assert nothing_is_left()


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_reading_cancelled_while_it_runs_leaves_nothing(
    at: int, reading: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress: Callable[..., None] = runner.JobContext.progress

    def ask_to_stop(self: runner.JobContext, step: str, done: int = 0, total: int = 0) -> None:
        if done == at:
            JobRun.objects.update(is_cancel_asked=True)
        progress(self, step, done, total)

    monkeypatch.setattr(runner.JobContext, "progress", ask_to_stop)
    assert reading.job is not None
    runner.run(reading.job.pk)
    assert JobRun.objects.get().state == JobState.CANCELLED
    assert nothing_is_left()


def test_a_failure_of_the_program_is_reported_and_leaves_nothing(
    reading: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: Any, **_values: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("caicach.plans.services.read.read_plan", broken)
    assert reading.job is not None
    runner.run(reading.job.pk)
    run = JobRun.objects.get()
    assert (run.state, "lỗi ngoài dự kiến" in run.problem, "Traceback" in run.problem) == (JobState.FAILED, True, False)
    assert nothing_is_left()


def test_a_worker_that_comes_back_from_the_dead_takes_nothing_away(
    reading: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one read the plan meanwhile: the first one's end must not remove it."""
    progress: Callable[..., None] = runner.JobContext.progress

    def overtaken(self: runner.JobContext, step: str, done: int = 0, total: int = 0) -> None:
        if done == 2 and JobRun.objects.get().attempts == 1:
            later = NOW + STALE_AFTER * 2
            monkeypatch.setattr(clock, "now", lambda: later)
            runner.run(JobRun.objects.get().pk)
        progress(self, step, done, total)

    monkeypatch.setattr(runner.JobContext, "progress", overtaken)
    assert reading.job is not None
    runner.run(reading.job.pk)
    assert JobRun.objects.get().state == JobState.DONE
    assert Plan.objects.get().state == "review"
    assert Deliverable.objects.count() == 4
