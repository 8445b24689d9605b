"""Looks over a database whose processes were killed; prints what is not sound as a JSON list of words.

``python soundness.py [--take-up] CONFIRMED``: CONFIRMED is the JSON list of what people were told was done, as
``[act, uid, SHA-256 or ""]``. With ``--take-up`` the jobs that dead workers left are first done, as a worker would.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise


def main() -> None:
    """Set up, look, print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "caicach.config.settings"
    import django

    django.setup()
    if "--take-up" in sys.argv:
        _take_up()
    confirmed = json.loads(sys.argv[-1])
    checks = (_database(), _obligations(), _files(), _plans(), _jobs(), _kept(confirmed))
    sys.stdout.write(json.dumps([problem for check in checks for problem in check]) + "\n")


def _take_up() -> None:
    """Do what waits and what dead workers left, at a time when they count as dead."""
    from caicach.jobs import runner, sweep
    from caicach.jobs.constants import MAX_ATTEMPTS, STALE_AFTER
    from caicach.jobs.models import JobRun, JobState
    from caicach.web import clock

    now, step = clock.now(), STALE_AFTER + timedelta(seconds=1)
    for attempt in range(1, MAX_ATTEMPTS + 2):
        later = now + attempt * step
        clock.now = lambda later=later: later
        sweep.sweep(now=later)
        for run in JobRun.objects.filter(state=JobState.QUEUED).order_by("pk"):
            runner.run(run.pk)


def _database() -> Iterator[str]:
    from django.db import connection

    connection.check_constraints()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in ("integrity_check", "foreign_key_check"):
                rows = cursor.execute(f"PRAGMA {pragma}").fetchall()
                yield from (f"{pragma}: {row}" for row in rows if row != ("ok",))


def _obligations() -> Iterator[str]:
    from caicach.obligations.models import Obligation

    for one in Obligation.objects.prefetch_related("transitions", "submissions"):
        moves = sorted(one.transitions.all(), key=lambda move: move.pk)
        if moves and moves[-1].to_state != one.state:
            yield f"obligation {one.uid} is {one.state}, its last move is {moves[-1].to_state}"
        if any(move.to_state != after.from_state for move, after in pairwise(moves)):
            yield f"obligation {one.uid} has a hole between its moves"
        handed_in = sorted(one.submissions.all(), key=lambda submission: submission.number)
        if [submission.number for submission in handed_in] != list(range(1, len(handed_in) + 1)):
            yield f"obligation {one.uid} has hand-ins of wrong numbers"
        waiting = [submission for submission in handed_in if submission.state == "pending"]
        if len(waiting) != (one.state == "submitted"):
            yield f"obligation {one.uid} is {one.state} with {len(waiting)} waiting hand-ins"


def _files() -> Iterator[str]:
    from caicach.files.models import StoredFile
    from caicach.files.selectors import path_of

    for stored in StoredFile.objects.all():
        path = path_of(stored.sha256)
        content = path.read_bytes() if path.exists() else b""
        if len(content) != stored.size_bytes or hashlib.sha256(content).hexdigest() != stored.sha256:
            yield f"file {stored.sha256} has not its bytes"


def _plans() -> Iterator[str]:
    from caicach.audit.models import Entry
    from caicach.obligations.models import Duty, Obligation
    from caicach.plans.constants import DELIVERABLE, PlanState
    from caicach.plans.models import Deliverable, Plan

    of_plans = Duty.objects.filter(source_kind=DELIVERABLE, source_label__contains="/KH-UBND")
    sizes = set()
    for plan in Plan.objects.all():
        rows = Deliverable.objects.filter(plan=plan)
        tied = rows.filter(duty__isnull=False)
        if plan.state == PlanState.READING:
            yield f"plan {plan.uid} is still being read"
        elif not rows.exists():
            yield f"plan {plan.uid} has no rows"
        elif plan.state == PlanState.CONFIRMED:
            sizes.add((rows.count(), Obligation.objects.filter(duty__deliverable__plan=plan).count()))
            if tied.count() != rows.count() or plan.document_id is None:
                yield f"plan {plan.uid} is confirmed with half of its duties"
        elif tied.exists():
            yield f"plan {plan.uid} is {plan.state} and has duties"
    if len({obligations for rows, obligations in sizes if rows == 4}) > 1:
        yield f"the same plan gave different numbers of duties: {sorted(sizes)}"
    confirmed = Plan.objects.filter(state=PlanState.CONFIRMED).count()
    if Entry.objects.filter(action="plans.confirm").count() != confirmed:
        yield "the audit counts other confirmations than the plans"
    lost = of_plans.filter(deliverable__isnull=True, source_label__contains="00").count()
    if lost:
        yield f"{lost} duties belong to no row"


def _jobs() -> Iterator[str]:
    from caicach.jobs.models import JobRun

    for run in JobRun.objects.exclude(state__in=("done", "failed", "cancelled")):
        yield f"job {run.uid} ({run.kind}) is {run.state} after {run.attempts} attempts"
    for run in JobRun.objects.filter(state="failed"):
        if not run.problem:
            yield f"job {run.uid} failed without a sentence"


def _kept(confirmed: list[list[str]]) -> Iterator[str]:
    """Check that what people were told was done, is done."""
    from caicach.obligations.models import Obligation, Submission
    from caicach.plans.constants import PlanState
    from caicach.plans.models import Plan

    for act, uid, sha256 in confirmed:
        if act == "plan":
            is_kept = Plan.objects.filter(uid=uid, state=PlanState.CONFIRMED).exists()
        elif act == "upload":
            is_kept = Plan.objects.filter(job__uid=uid, file__sha256=sha256).exists()
        elif act == "accept":
            is_kept = Obligation.objects.filter(uid=uid, state="accepted").exists()
        else:
            is_kept = Submission.objects.filter(obligation__uid=uid, document__file__sha256=sha256, number=1).exists()
        if not is_kept:
            yield f"{act} {uid} was confirmed to its person and is lost"


if __name__ == "__main__":
    main()
