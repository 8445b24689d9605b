"""A plan as a spreadsheet: read at once where its columns are known, else a person says what they are, once."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.files.models import StoredFile
from caicach.plans import services
from caicach.plans.constants import PlanState
from caicach.plans.mapping.columns import propose
from caicach.plans.models import Plan
from caicach.plans.services.sheets import with_remembered
from caicach.sheets.models import ColumnMapping, SheetUpload
from cast import Cast
from sheets_sample import HEADER, ROWS, workbook
from vanban.reading import read_document

STRANGE = ("Mã", "Phần việc cần làm gấp", "Giấy tờ", "Ai", "Cùng ai", "Bao giờ")
ROLES = ("no", "task", "deliverable", "lead", "coordinating", "deadline")
Send = Callable[..., Any]


@pytest.fixture
def send(cast: Cast) -> Send:
    """Send a workbook through the upload form as the standing officer."""
    client = Client()
    client.force_login(cast.standing_officer.user)

    def do(rows: Sequence[Sequence[Any]], name: str = "ke-hoach.xlsx") -> Any:
        file = SimpleUploadedFile(name, workbook(rows))
        return client.post(reverse("plans:upload"), {"file": file, "issuer": cast.province.pk})

    do.client = client  # type: ignore[attr-defined]
    return do


def chosen(*roles: str) -> dict[str, str]:
    return {f"cot-{at}": role for at, role in enumerate(roles)}


def test_a_sheet_with_known_columns_is_read_at_once(send: Send) -> None:
    answer = send([HEADER, *ROWS])
    plan = Plan.objects.get()
    assert answer.headers["Location"] == reverse("jobs:detail", args=[plan.job.uid])
    assert not SheetUpload.objects.exists()


def test_a_sheet_with_strange_columns_is_asked_about_and_read_under_the_answer(send: Send) -> None:
    columns = send([STRANGE, *ROWS]).headers["Location"]
    assert not Plan.objects.exists()
    page = send.client.get(columns).content.decode()
    assert "Phần việc cần làm gấp" in page
    assert "Rà soát thủ tục hành chính" in page
    trial = send.client.post(columns, chosen(*ROLES)).headers["Location"]
    page = send.client.get(trial).content.decode()
    assert "Đọc 3 nhiệm vụ" in page
    assert not Plan.objects.exists()
    send.client.post(trial)
    plan = services.plan_read(Plan.objects.get(), year=2026)
    assert plan.state == PlanState.REVIEW
    assert [task.text for task in plan.tasks.order_by("position")] == [row[1] for row in ROWS]
    assert not SheetUpload.objects.exists()
    assert StoredFile.objects.count() == 1


def test_the_next_sheet_of_that_source_is_not_asked_about(send: Send) -> None:
    columns = send([STRANGE, *ROWS]).headers["Location"]
    send.client.post(columns, chosen(*ROLES))
    send([("MÃ", *STRANGE[1:]), *ROWS[:2]])
    assert Plan.objects.count() == 1
    assert SheetUpload.objects.count() == 1


def test_two_columns_alone_are_enough_to_read_a_plan(send: Send, cast: Cast) -> None:
    titles = ("Phần", "Hết ngày")
    columns = send([titles, ("Rà soát thủ tục", "30/6/2026"), ("Tập huấn", "30/9/2026")]).headers["Location"]
    send.client.post(columns, chosen("task", "deadline"))
    data = workbook([titles, ("Rà soát thủ tục", "30/6/2026"), ("Tập huấn", "30/9/2026")])
    document = with_remembered(read_document(data, name="a.xlsx"), issuer_id=cast.province.pk)
    (table,) = document.tables()
    assert [cell.text for cell in table.rows[0].cells][:2] == ["Nhiệm vụ", "Thời hạn hoàn thành"]
    assert len({len(row.cells) for row in table.rows}) == 1


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        (("", "", "deliverable", "lead", "", "deadline"), "Chưa chọn cột cho: Nhiệm vụ."),
        (("no", "task", "task", "lead", "", ""), "Hai cột cùng là “Nhiệm vụ”."),
        (("no", "task", "", "", "", ""), "Chỉ có cột nhiệm vụ"),
        (("no", "task", "kho", "", "", ""), "kho"),
    ],
)
def test_columns_that_cannot_make_a_plan_are_refused(send: Send, roles: tuple[str, ...], sentence: str) -> None:
    columns = send([STRANGE, *ROWS]).headers["Location"]
    answer = send.client.post(columns, chosen(*roles))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ColumnMapping.objects.exists()


def test_a_sheet_that_is_dropped_leaves_nothing(send: Send) -> None:
    upload = send([STRANGE, *ROWS]).headers["Location"].split("/")[2]
    answer = send.client.post(reverse("sheets:cancel", args=[upload]))
    assert answer.headers["Location"] == reverse("plans:upload")
    assert not SheetUpload.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_sheet_belongs_to_whoever_brought_it(send: Send, cast: Cast) -> None:
    columns = send([STRANGE, *ROWS]).headers["Location"]
    other = Client()
    other.force_login(cast.department_officer.user)
    assert other.get(columns).status_code == 404


def test_a_second_click_on_taking_changes_nothing_more(send: Send) -> None:
    columns = send([STRANGE, *ROWS]).headers["Location"]
    trial = send.client.post(columns, chosen(*ROLES)).headers["Location"]
    assert send.client.post(trial).status_code == 302
    assert send.client.post(trial).status_code == 404
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("Chỉ có", "tiêu đề", "thôi")], "Không tìm thấy bảng phân công"),
        ([], "không có nội dung"),
    ],
)
def test_a_sheet_without_a_table_says_so(send: Send, rows: list[Any], sentence: str) -> None:
    answer = send(rows)
    shown = answer.content.decode() if answer.status_code == 422 else ""
    if not shown:
        from caicach.jobs import runner
        from caicach.jobs.models import JobRun

        run = JobRun.objects.get()
        runner.run(run.pk)
        run.refresh_from_db()
        shown = run.problem
    assert sentence in shown


def test_headers_of_two_rows_are_proposed_by_their_lower_words() -> None:
    titles = (
        "TT",
        "Việc",
        "Chủ trì, phối hợp – Chủ trì",
        "Chủ trì, phối hợp – Phối hợp",
        "Thời gian – Bắt đầu",
        "Xong trước",
    )
    assert propose(titles) == ("no", "task", "lead", "coordinating", "", "deadline")
