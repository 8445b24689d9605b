"""Prints what became of the last job that reads a plan; with ``upload`` a plan is first brought in."""

import json
import os
import sys
from pathlib import Path


def main() -> None:
    """Set up, do, print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "caicach.config.settings"
    sys.path[:0] = [str(Path(__file__).resolve().parents[1])]
    import django

    django.setup()
    if sys.argv[1:] == ["upload"]:
        _upload()
    sys.stdout.write(json.dumps(_facts()) + "\n")


def _upload() -> None:
    from caicach.accounts.models import User
    from caicach.agencies.models import Agency
    from caicach.people.selectors import actor_of
    from caicach.plans.services import plan_upload
    from caicach.web import clock
    from plans_sample import ROWS, plan_text

    plan_upload(
        actor=actor_of(User.objects.get(username="vinh"), on=clock.today()),
        content=plan_text(*ROWS),
        file_name="ke-hoach.txt",
        issuer_id=Agency.objects.get(current_parent=None).pk,
        year=None,
        is_run_as_current=True,
        now=clock.now(),
    )


def _facts() -> dict[str, object]:
    from caicach.jobs.models import JobRun
    from caicach.plans.models import Deliverable, Party, Plan

    run = JobRun.objects.filter(kind="plans.read").latest("pk")
    return {
        "run": [run.state, run.attempts],
        "plans": Plan.objects.count(),
        "rows": Deliverable.objects.count(),
        "parties": Party.objects.count(),
    }


if __name__ == "__main__":
    main()
