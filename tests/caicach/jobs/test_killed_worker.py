"""A worker that is really killed in the middle of a job, on a database file."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

START = """
import sys, time
from datetime import timedelta
import django
django.setup()
from django.core.management import call_command
from caicach.jobs import runner, services, sweep
from caicach.jobs.models import JobRun
from caicach.web import clock
from caicach.web.actor import SYSTEM
from caicach.web.registry import Registry

def slow(job):
    if JobRun.objects.get().attempts == 1:
        job.progress("Bước một", 1, 2)
        print("working", flush=True)
        sys.stdin.read()  # until killed
    job.progress("Bước hai", 2, 2)

runner.handlers = services.handlers = Registry("test")
runner.handlers.add("test.slow", slow)
"""
PREPARE = """
call_command("migrate", verbosity=0)
services.enqueue("test.slow", actor=SYSTEM, label="Việc chậm", arguments={}, now=clock.now())
"""
WORK = """
runner.run(JobRun.objects.get().pk)
"""
TAKE_UP = """
runner.run(JobRun.objects.get().pk)
print("at once:", JobRun.objects.get().state)
later = clock.now() + timedelta(seconds=91)
clock.now = lambda: later
print("requeued:", sweep.sweep(now=later))
runner.run(JobRun.objects.get().pk)
run = JobRun.objects.get()
print("later:", run.state, run.attempts, run.step)
"""

Run = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def python(tmp_path: Path) -> Run:
    """Start Python with the given statements on a database of its own."""
    environment = {
        **os.environ,
        "CAICACH_STATE": str(tmp_path),
        "CAICACH_DATABASE": f"sqlite:///{tmp_path / 'jobs.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "caicach.config.settings",
    }

    def start(statements: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", START + statements],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    return start


def test_the_job_of_a_killed_worker_is_taken_up_again_within_two_minutes(python: Run) -> None:
    with python(PREPARE) as preparation:
        preparation.communicate(timeout=60)
    with python(WORK) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "working\n"
        os.kill(worker.pid, signal.SIGKILL)
    with python(TAKE_UP) as another:
        said, _ = another.communicate(timeout=60)
    assert said.splitlines() == ["at once: running", "requeued: 1", "later: done 2 Bước hai"]
