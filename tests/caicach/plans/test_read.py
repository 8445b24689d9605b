"""The job that reads a plan."""

from collections.abc import Callable
from typing import Any

import pytest

from caicach.files.models import StoredFile
from caicach.jobs import runner
from caicach.jobs.models import JobState
from caicach.plans.models import Deliverable, Party, Plan
from cast import Cast
from plans_sample import COLUMNS, HEAD, OPEN_ROW, ROWS, plan_text

NO_TABLE = (HEAD + "Các cơ quan thực hiện nghiêm kế hoạch này.\n").encode()


def run(plan: Plan) -> Any:
    """Do what the worker does with the plan's job; return the job afterwards."""
    assert plan.job is not None
    runner.run(plan.job.pk)
    plan.job.refresh_from_db()
    return plan.job


def test_the_rows_are_laid_down_for_the_review(upload: Callable[..., Plan], cast: Cast) -> None:
    plan = upload(plan_text(*ROWS))
    assert run(plan).state == JobState.DONE
    plan.refresh_from_db()
    assert (plan.state, plan.symbol, plan.year) == ("review", "88/KH-UBND", 2026)
    assert plan.standing_body == cast.standing
    assert [row.text for row in plan.deliverables.all()] == [
        "Kế hoạch rà soát năm 2026 của tỉnh",
        "Báo cáo rà soát của xã",
        "Báo cáo kết quả thực hiện",
        "Tờ trình công bố",
    ]


def test_each_phrase_is_looked_up_in_the_register(open_plan: Plan, cast: Cast) -> None:
    lead = Party.objects.filter(deliverable__plan=open_plan, role="lead").order_by("deliverable__position")
    assert [party.meaning for party in lead] == ["agency", "group", "group", "agency", "open"]
    assert lead[0].agency == cast.department
    assert OPEN_ROW.split("\t")[4] == lead[4].text


def test_a_job_that_is_run_again_changes_nothing(upload: Callable[..., Plan]) -> None:
    plan = upload(plan_text(*ROWS))
    job = run(plan)
    ids = set(Deliverable.objects.values_list("pk", flat=True))
    type(job).objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    assert run(plan).state == JobState.DONE
    assert set(Deliverable.objects.values_list("pk", flat=True)) == ids


@pytest.mark.parametrize(
    "content",
    [
        NO_TABLE,
        plan_text(columns="Điều thứ nhất\tĐiều thứ hai\tĐiều thứ ba"),
        plan_text("a\tb\tc", columns="x\ty\tz"),
        b"PK\x03\x04 truncated",
        b"%PDF-1.7\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"\x89PNG\r\n\x1a\n" + bytes(64),
    ],
    ids=["no table", "no header", "columns without a meaning", "truncated", "pdf", "encrypted or old", "picture"],
)
def test_what_cannot_be_read_gets_a_sentence_and_leaves_nothing(upload: Callable[..., Plan], content: bytes) -> None:
    job = run(upload(content))
    assert job.state == JobState.FAILED
    assert job.problem.endswith(".")
    assert "Traceback" not in job.problem
    assert not Plan.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_cancelled_plan_is_not_read(upload: Callable[..., Plan]) -> None:
    plan = upload(plan_text(*ROWS))
    job = plan.job
    Plan.objects.all().delete()
    assert job is not None
    runner.run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert not Deliverable.objects.exists()


def test_what_every_lead_does_a_part_of_goes_to_the_area_lead(read: Callable[..., Plan], cast: Cast) -> None:
    row = (
        "1\tTự đánh giá\tBáo cáo tổng hợp toàn tỉnh\tTháng 6/2026\t"
        "Sở Tài chính: cung cấp số liệu ngân sách; UBND các xã, phường: tự chấm điểm\t\t"
    )
    plan = read("I\tCải cách thủ tục hành chính\t\t\t\t\t", row)
    (lead,) = Party.objects.filter(deliverable__plan=plan, role="lead")
    assert lead.agency == cast.office
    assert COLUMNS.count("\t") == row.count("\t")
