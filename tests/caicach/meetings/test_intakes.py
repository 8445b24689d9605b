"""A notice that gives tasks is read; its tasks wait for a person before anybody owes them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.documents.models import Document
from caicach.files.models import StoredFile
from caicach.jobs import runner
from caicach.jobs.models import JobRun, JobState
from caicach.meetings import selectors, services
from caicach.meetings.constants import InstructionKind, InstructionState
from caicach.meetings.jobs import tasks_read
from caicach.meetings.models import Instruction, Intake
from caicach.meetings.services.intakes import Upload, tasks_upload
from caicach.obligations.models import Obligation
from caicach.web.errors import BadInput, NotAllowed
from cast import Cast
from vanban.reading import Document as ReadDocument
from vanban.reading import read_document

NOTICE = """UBND TỈNH SÔNG MÂY
VĂN PHÒNG

Số: 45/TB-VPUBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Sông Mây, ngày 10 tháng 3 năm 2026

THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh tại cuộc họp Ban Chỉ đạo cải cách hành chính quý I năm 2026

Ngày 09/3/2026, Chủ tịch UBND tỉnh chủ trì cuộc họp và kết luận:

1. Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ rà soát định mức chi cho bộ phận một cửa, báo cáo UBND tỉnh \
trước ngày 15/4/2026.
2. UBND các xã báo cáo kết quả số hóa hồ sơ về Sở Nội vụ trước ngày 20 hằng tháng.
3. Các sở, ban, ngành khẩn trương khắc phục các tồn tại đã nêu.

Nơi nhận:
- Như trên.
"""

Reading = Callable[..., JobRun]


@pytest.fixture
def read(cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any) -> Reading:
    """Upload a document as the standing officer and let the worker do its job."""
    settings.JOBS_INLINE = True

    def upload(text: str = NOTICE, **values: Any) -> JobRun:
        given = {"file_name": "thong-bao.txt", "body_id": cast.province.pk, "giver": "Chủ tịch UBND tỉnh", **values}
        with django_capture_on_commit_callbacks(execute=True):
            job = tasks_upload(Upload(text.encode(), **given), actor=cast.standing_officer.actor, now=cast.now)
        job.refresh_from_db()
        return job

    return upload


def test_what_names_a_body_and_a_day_becomes_a_draft(cast: Cast, read: Reading) -> None:
    assert read().state == JobState.DONE
    rows = Instruction.objects.order_by("pk")
    assert [(one.lead_text, one.deadline_text) for one in rows] == [
        ("Sở Tài chính", "trước ngày 15/4/2026"),
        ("UBND các xã", "trước ngày 20 hằng tháng"),
    ]
    assert {(one.state, one.kind) for one in rows} == {(InstructionState.DRAFT, InstructionKind.FROM_ABOVE)}
    assert not Obligation.objects.exists()


def test_the_notice_is_registered_with_its_file_and_named_as_the_source(cast: Cast, read: Reading) -> None:
    read()
    document = Document.objects.get()
    assert (document.symbol, document.file is not None) == ("45/TB-VPUBND", True)
    assert {selectors.label_of(one) for one in Instruction.objects.all()} == {"Thông báo số 45/TB-VPUBND"}


def test_what_was_read_can_be_assigned_as_it_is(cast: Cast, read: Reading) -> None:
    read()
    rows = list(Instruction.objects.order_by("pk"))
    services.instructions_assign(rows, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    owing = set(Obligation.objects.values_list("agency__current_name", flat=True))
    assert owing == {"Sở Tài chính", "UBND xã Suối Nhạn", "UBND xã Đồi Chè"}


def test_reading_again_adds_nothing(cast: Cast, read: Reading) -> None:
    job = read()
    count = Instruction.objects.count()
    tasks_read(job, intake_id=Intake.objects.get().pk)  # type: ignore[arg-type]  # the row says as much as the job
    assert Instruction.objects.count() == count


@pytest.mark.parametrize(
    ("text", "words"),
    [("", ""), ("Kính mời dự lễ khai trương.", "Không thấy nhiệm vụ nào")],
    ids=["empty", "no task"],
)
def test_what_cannot_be_read_leaves_no_trace(cast: Cast, read: Reading, text: str, words: str) -> None:
    try:
        job = read(text)
    except BadInput:
        pass
    else:
        assert job.state == JobState.FAILED
        assert words in job.problem
    assert not Intake.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Instruction.objects.exists()


def test_conclusions_of_a_meeting_are_read_from_its_draft_notice(cast: Cast, read: Reading) -> None:
    draft = services.MeetingDraft("Họp quý I", cast.today, cast.today)
    meeting = services.meeting_open(draft, actor=cast.standing_officer.actor, body_id=cast.province.pk, now=cast.now)
    read(meeting=meeting)
    assert {one.meeting for one in Instruction.objects.all()} == {meeting}


def test_others_may_not(cast: Cast) -> None:
    upload = Upload(NOTICE.encode(), "thong-bao.txt", cast.province.pk, "Chủ tịch UBND tỉnh")
    with pytest.raises(NotAllowed):
        tasks_upload(upload, actor=cast.department_officer.actor, now=cast.now)


def test_whoever_owes_a_task_sees_the_document_that_gives_it(cast: Cast, read: Reading, client: Client) -> None:
    read()
    address = reverse("documents:detail", args=[Document.objects.get().uid])
    client.force_login(cast.department_officer.user)
    assert client.get(address).status_code == 404
    rows = list(Instruction.objects.order_by("pk"))
    services.instructions_assign(rows, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    assert client.get(address).status_code == 200


class TestPagesOfAScan:
    """A notice that is read page by page."""

    @pytest.fixture
    def pages(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """Let the reader take three pages; return those that it has read, as they are read."""
        read: list[int] = []

        def reader(data: bytes, *, name: str, step: Callable[[int, int], None]) -> ReadDocument:
            for done in range(3):
                step(done, 3)
                read.append(done)
            return read_document(NOTICE.encode(), name=name)

        monkeypatch.setattr("caicach.files.services.read_any", reader)
        monkeypatch.setattr(runner, "WRITE_EVERY_SECONDS", 0)
        return read

    def test_every_page_is_a_sign_of_life(
        self, cast: Cast, read: Reading, pages: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said = []
        progress = runner.JobContext.progress

        def listen(self: runner.JobContext, step: str, done: int = 0, total: int = 0) -> None:
            said.append((step, done, total))
            progress(self, step, done, total)

        monkeypatch.setattr(runner.JobContext, "progress", listen)

        assert read().state == JobState.DONE
        assert [one for one in said if one[0] == "Đọc từng trang"] == [("Đọc từng trang", at, 3) for at in range(3)]

    def test_stopped_at_a_page_it_leaves_no_trace(
        self, cast: Cast, read: Reading, pages: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        progress = runner.JobContext.progress

        def asked_at_the_second(self: runner.JobContext, step: str, done: int = 0, total: int = 0) -> None:
            if (step, done) == ("Đọc từng trang", 1):
                JobRun.objects.update(is_cancel_asked=True)
            progress(self, step, done, total)

        monkeypatch.setattr(runner.JobContext, "progress", asked_at_the_second)

        assert (read().state, pages) == (JobState.CANCELLED, [0])
        assert not any(model.objects.exists() for model in (Intake, StoredFile, Instruction))


def test_a_stamp_that_only_the_reading_finds_is_refused_and_nothing_kept(
    cast: Cast, read: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a scan, whose words nobody knows before its job has recognised them."""

    def recognised(data: bytes, *, name: str, step: object) -> ReadDocument:
        return read_document(("TỐI MẬT\n\n" + NOTICE).encode(), name=name)

    monkeypatch.setattr("caicach.files.services.read_any", recognised)
    job = read()

    assert (job.state, "Tối mật" in job.problem) == (JobState.FAILED, True)
    assert not any(model.objects.exists() for model in (Intake, StoredFile, Instruction))
