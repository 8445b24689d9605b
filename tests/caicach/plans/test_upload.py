"""Bringing a plan in."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.files.models import StoredFile
from caicach.jobs.models import JobRun, JobState
from caicach.plans.models import Plan
from caicach.web.errors import BadInput, NotAllowed
from cast import Cast
from plans_sample import ROWS, plan_text

URL = "/ke-hoach/tai-len/"


def test_an_uploaded_plan_is_being_read_and_owes_nobody_anything(upload: Callable[..., Plan], cast: Cast) -> None:
    plan = upload(plan_text(*ROWS))
    assert (plan.state, plan.issuer, plan.uploaded_by) == ("reading", cast.province, cast.standing_officer.user)
    assert plan.job is not None
    assert plan.job.state == JobState.QUEUED
    assert Entry.objects.get(action="plans.upload").object_id == plan.pk


def test_only_a_standing_officer_of_the_issuer_may_upload(upload: Callable[..., Plan], cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="cơ quan thường trực"):
        upload(plan_text(*ROWS), actor=cast.commune_officer.actor)
    with pytest.raises(NotAllowed):
        upload(plan_text(*ROWS), issuer_id=cast.commune.pk)
    assert not Plan.objects.exists()
    assert not JobRun.objects.exists()


def test_an_empty_file_is_refused_and_nothing_is_kept(upload: Callable[..., Plan]) -> None:
    with pytest.raises(BadInput, match="không có nội dung"):
        upload(b"")
    assert not StoredFile.objects.exists()


def test_the_page_leads_from_the_form_to_the_job(client: Client, cast: Cast) -> None:
    client.force_login(cast.standing_officer.user)
    file = SimpleUploadedFile("kế hoạch.txt", plan_text(*ROWS))
    answer = client.post(URL, {"file": file, "issuer": cast.province.pk})
    plan = Plan.objects.get()
    assert plan.job is not None
    assert answer.headers["Location"] == reverse("jobs:detail", args=[plan.job.uid])
    assert plan.file_name == "kế hoạch.txt"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Chưa chọn tệp"),
        ({"file": b""}, "không có nội dung"),
        ({"file": b"x", "year": "20266"}, "2100"),
    ],
)
def test_a_form_that_cannot_be_used_says_why_and_keeps_nothing(
    client: Client, cast: Cast, data: dict[str, Any], said: str
) -> None:
    client.force_login(cast.standing_officer.user)
    sent = {name: BytesIO(value) if isinstance(value, bytes) else value for name, value in data.items()}
    answer = client.post(URL, {"issuer": cast.province.pk, **sent})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_file_over_the_limit_is_refused(client: Client, cast: Cast, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    client.force_login(cast.standing_officer.user)
    answer = client.post(URL, {"file": BytesIO(b"x" * (1024 * 1024 + 1)), "issuer": cast.province.pk})
    assert answer.status_code == 422
    assert "lớn hơn 1 MB" in answer.content.decode()
    assert not Plan.objects.exists()
    assert not StoredFile.objects.exists()


def test_somebody_who_does_not_assign_is_told_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.commune_officer.user)
    answer = client.post(URL, {"file": BytesIO(plan_text(*ROWS)), "issuer": cast.province.pk})
    assert answer.status_code == 403
    assert not Plan.objects.exists()
