"""Withdrawing a plan before anybody owes anything."""

from collections.abc import Callable
from pathlib import Path

import pytest

from caicach.files.models import StoredFile
from caicach.files.selectors import path_of
from caicach.plans import services
from caicach.plans.models import Deliverable, Party, Plan, PlanTask
from caicach.web.errors import NotAllowed, WrongState
from cast import Cast
from plans_sample import ROWS, plan_text


def cancel(plan: Plan, cast: Cast) -> None:
    """Cancel as the standing officer."""
    services.plan_cancel(plan, actor=cast.standing_officer.actor, now=cast.now)


def test_a_cancelled_plan_leaves_nothing(
    plan: Plan, cast: Cast, files_root: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    bytes_at = path_of(plan.file.sha256)
    assert bytes_at.exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        cancel(plan, cast)
    assert not any(model.objects.exists() for model in (Plan, PlanTask, Deliverable, Party, StoredFile))
    assert not bytes_at.exists()


def test_a_file_that_something_else_uses_stays(plan: Plan, upload: Callable[..., Plan], cast: Cast) -> None:
    other = upload(plan_text(*ROWS))
    assert other.file == plan.file
    cancel(plan, cast)
    assert StoredFile.objects.get() == other.file


def test_an_assigned_plan_cannot_be_cancelled(plan: Plan, cast: Cast) -> None:
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    with pytest.raises(WrongState, match="không hủy được"):
        cancel(plan, cast)
    assert Plan.objects.get().state == "confirmed"


def test_nobody_else_may_cancel(plan: Plan, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        services.plan_cancel(plan, actor=cast.commune_officer.actor, now=cast.now)
    assert Plan.objects.exists()
