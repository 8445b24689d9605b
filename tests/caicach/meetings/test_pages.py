"""The way of an officer of the standing body, page by page; and who sees nothing of it."""

import pytest
from django.test import Client
from django.urls import reverse

from caicach.meetings import services
from caicach.meetings.models import Instruction, Meeting
from caicach.meetings.services import MeetingDraft
from caicach.obligations.models import Obligation
from cast import Cast

FILLED = {
    "text": "Báo cáo phương án số hóa hồ sơ",
    "lead_text": "Sở Tài chính",
    "deadline_text": "25/3/2026",
    "mode": "document",
    "area_code": "steering",
}


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.standing_officer.user)
    return client


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    draft = MeetingDraft("Họp Ban Chỉ đạo quý I", cast.today, cast.today.replace(month=1))
    return services.meeting_open(draft, actor=cast.standing_officer.actor, body_id=cast.province.pk, now=cast.now)


def test_from_opening_a_meeting_to_its_notice(cast: Cast, officer: Client) -> None:
    body = str(cast.province.pk)
    sent = {"body": body, "title": "Họp quý I", "held_on": "16/03/2026", "since_on": "01/01/2026"}
    officer.post(reverse("meetings:new"), sent)
    meeting = Meeting.objects.get()
    uid = [meeting.uid]
    agenda = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-text": "Đánh giá", "form-1-text": ""}
    officer.post(reverse("meetings:agenda", args=uid), agenda)
    officer.post(reverse("meetings:conclusion", args=uid), FILLED)
    assert "Sở Tài chính" in officer.get(reverse("meetings:detail", args=uid)).content.decode()

    officer.post(reverse("meetings:assign", args=uid))
    assert Obligation.objects.get().agency == cast.department
    notice = {"type": "Thông báo", "symbol": "12/TB-UBND", "issued_on": "16/03/2026"}
    officer.post(reverse("meetings:conclude", args=uid), notice)
    page = officer.get(reverse("meetings:detail", args=uid)).content.decode()

    assert "12/TB-UBND" in page
    assert "Soạn chương trình" not in page


def test_a_task_from_above_is_written_down_seen_and_assigned(cast: Cast, officer: Client) -> None:
    sent = {**FILLED, "body": str(cast.province.pk), "giver": "Bộ Nội vụ"}
    answer = officer.post(reverse("meetings:task-new"), sent, follow=True)
    assert "25/03/2026" in answer.content.decode()
    officer.post(reverse("meetings:tasks-assign"))
    page = officer.get(reverse("meetings:tasks")).content.decode()
    assert "0 trong 1 xong" in page
    detail = officer.get(reverse("meetings:instruction", args=[Instruction.objects.get().uid])).content.decode()
    assert "Thu hồi" in detail


def test_half_a_document_is_asked_for_whole(cast: Cast, officer: Client) -> None:
    sent = {**FILLED, "body": str(cast.province.pk), "giver": "Bộ Nội vụ", "symbol": "88/BNV"}
    answer = officer.post(reverse("meetings:task-new"), sent)
    assert answer.status_code == 422
    assert "để trống cả ba" in answer.content.decode()
    assert not Instruction.objects.exists()


def test_what_cannot_be_understood_is_said_on_the_page_and_not_assigned(
    cast: Cast, officer: Client, meeting: Meeting
) -> None:
    officer.post(reverse("meetings:conclusion", args=[meeting.uid]), {**FILLED, "lead_text": "Sở Không Có"})
    page = officer.get(reverse("meetings:detail", args=[meeting.uid])).content.decode()
    assert "không có trong danh bạ cơ quan" in page
    assert "Giao tất cả kết luận" not in page
    officer.post(reverse("meetings:assign", args=[meeting.uid]))
    assert not Obligation.objects.exists()


def test_the_papers_are_a_file_of_their_own(officer: Client, meeting: Meeting) -> None:
    answer = officer.get(reverse("meetings:pack", args=[meeting.uid]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content[:2] == b"PK"


def test_a_stranger_sees_no_meeting(cast: Cast, client: Client, meeting: Meeting) -> None:
    client.force_login(cast.stranger.user)
    assert client.get(reverse("meetings:detail", args=[meeting.uid])).status_code == 404
    assert meeting.title not in client.get(reverse("meetings:list")).content.decode()


def test_a_leader_reads_and_does_not_act(cast: Cast, client: Client, meeting: Meeting) -> None:
    client.force_login(cast.province_leader.user)
    page = client.get(reverse("meetings:detail", args=[meeting.uid])).content.decode()
    assert "Tải tài liệu họp" in page
    assert "Ghi kết luận" not in page
    assert client.post(reverse("meetings:conclusion", args=[meeting.uid]), FILLED).status_code == 403
