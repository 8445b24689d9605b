"""What is laid before a meeting: read in a fixed number of queries, and on paper."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caicach.meetings import services
from caicach.meetings.exports import pack_docx
from caicach.meetings.models import Meeting
from caicach.meetings.papers import Papers, papers_of
from caicach.meetings.services import InstructionDraft, ItemDraft, MeetingDraft
from caicach.obligations.constants import ExtensionState, ObligationState
from caicach.obligations.models import Extension
from caicach.obligations.services import event_record, obligation_return
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from vanban.reading import Paragraph, Table, read_document

Counting = Callable[[int], AbstractContextManager[Any]]
DRAFT = MeetingDraft("Họp Ban Chỉ đạo quý I", date(2026, 3, 20), date(2026, 1, 1), place="Phòng họp số 2")


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    made = services.meeting_open(DRAFT, actor=cast.standing_officer.actor, body_id=cast.province.pk, now=cast.now)
    items = [ItemDraft("Đánh giá quý I", "Sở Nội vụ"), ItemDraft(" "), ItemDraft("Việc quá hạn")]
    services.agenda_set(made, items, actor=cast.standing_officer.actor, now=cast.now)
    return made


def papers(meeting: Meeting, cast: Cast, today: date | None = None) -> Papers:
    return papers_of(meeting, cast.standing_officer.actor, today=today or cast.today)


def test_what_is_late_stands_by_agency_most_first(meeting: Meeting, cast: Cast) -> None:
    for agency, count in ((cast.commune, 1), (cast.neighbour, 2)):
        for _ in range(count):
            cast.obligation(agency_id=agency.pk, due_on=date(2026, 3, 2))
    late = papers(meeting, cast).late
    assert [(one.name, one.count) for one in late] == [("UBND xã Đồi Chè", 2), ("UBND xã Suối Nhạn", 1)]
    assert late[0].rows[0].note == "quá hạn 14 ngày"


def test_what_was_given_back_twice_is_told_until_it_is_accepted(meeting: Meeting, cast: Cast) -> None:
    one = cast.obligation(state=ObligationState.RETURNED)
    assert papers(meeting, cast).returned == ()
    cast.submit(one)
    obligation_return(one, actor=SYSTEM, reason="Vẫn thiếu chữ ký của lãnh đạo.", now=cast.now)
    assert [row.note for row in papers(meeting, cast).returned] == ["bị trả lại 2 lần"]


def test_an_extension_that_waits_is_told_with_its_reason(meeting: Meeting, cast: Cast) -> None:
    one = cast.obligation()
    Extension.objects.create(
        obligation=one,
        state=ExtensionState.WAITING,
        from_due_on=one.due_on,
        asked_due_on=date(2026, 4, 20),
        reason_code="other",
        words="Chờ số liệu của thuế",
        asked_at=cast.now,
        decide_by_on=cast.today,
    )
    assert [row.note for row in papers(meeting, cast).extensions] == [
        "xin gia hạn đến 20/04/2026: Chờ số liệu của thuế"
    ]


def test_what_an_event_opened_since_the_last_meeting_is_told(meeting: Meeting, cast: Cast) -> None:
    one = cast.obligation(state=ObligationState.DORMANT)
    event_record(
        one.duty,
        actor=SYSTEM,
        occurred_on=date(2026, 3, 10),
        description="Bộ ban hành hướng dẫn",
        due_on=date(2026, 4, 10),
        now=cast.now,
    )
    assert [row.note for row in papers(meeting, cast).events] == ["Bộ ban hành hướng dẫn (10/03/2026)"]
    services.meeting_change(
        meeting, replace(DRAFT, since_on=date(2026, 3, 11)), actor=cast.standing_officer.actor, now=cast.now
    )
    assert papers(meeting, cast).events == ()


def test_a_risk_is_due_soon_and_owed_by_whoever_is_late_or_was_given_back(meeting: Meeting, cast: Cast) -> None:
    cast.obligation(due_on=date(2026, 3, 2))
    cast.obligation(due_on=date(2026, 4, 1))
    cast.obligation(agency_id=cast.neighbour.pk, due_on=date(2026, 4, 1))
    cast.obligation(agency_id=cast.neighbour.pk, due_on=date(2026, 4, 2), state=ObligationState.RETURNED)
    cast.obligation(due_on=date(2026, 6, 1))
    assert [(row.agency, row.note) for row in papers(meeting, cast).risks] == [
        ("UBND xã Suối Nhạn", "cơ quan đang có việc quá hạn"),
        ("UBND xã Đồi Chè", "đã bị trả lại"),
    ]


def test_conclusions_of_earlier_meetings_are_followed_up(meeting: Meeting, cast: Cast) -> None:
    actor = cast.standing_officer.actor
    draft = InstructionDraft("Báo cáo phương án", "Sở Tài chính", "25/3/2026")
    (one,) = services.instructions_add([draft], actor=actor, body_id=cast.province.pk, meeting=meeting, now=cast.now)
    services.instructions_assign([one], actor=actor, now=cast.now, today=cast.today)
    later = replace(DRAFT, title="Họp quý II", held_on=date(2026, 6, 20), since_on=date(2026, 3, 20))
    following = services.meeting_open(later, actor=actor, body_id=cast.province.pk, now=cast.now)

    assert papers(meeting, cast).earlier == (), "not its own"
    assert [row.note for row in papers(following, cast).earlier] == ["đang mở"]
    assert [row.note for row in papers(following, cast, date(2026, 3, 31)).earlier] == ["quá hạn 6 ngày"]


def test_the_papers_take_six_queries(meeting: Meeting, cast: Cast, django_assert_num_queries: Counting) -> None:
    for days in range(5):
        cast.obligation(due_on=cast.today - timedelta(days=days))
    with django_assert_num_queries(6):
        papers(meeting, cast)


class TestDocument:
    def make(self, meeting: Meeting, cast: Cast) -> bytes:
        meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
        return pack_docx(meeting, papers(meeting, cast), author="Sở Nội vụ", now=cast.now, today=cast.today)

    def test_it_holds_agenda_and_every_late_row(self, meeting: Meeting, cast: Cast) -> None:
        one = cast.obligation(due_on=date(2026, 3, 2))
        read = read_document(self.make(meeting, cast), name="tai-lieu.docx")
        words = "\n".join(block.text for block in read.blocks if isinstance(block, Paragraph))
        tables = [block for block in read.blocks if isinstance(block, Table)]
        cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
        assert "1. Đánh giá quý I (Sở Nội vụ)" in words
        assert "2. Việc quá hạn" in words
        assert "Nhiệm vụ quá hạn: 1 của 1 cơ quan" in words
        assert "Không có đề nghị gia hạn nào đang chờ." in words
        assert any(one.duty.title in text for text in cells)
        assert "quá hạn 14 ngày" in cells

    def test_twice_it_has_equal_bytes(self, meeting: Meeting, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        assert self.make(meeting, cast) == self.make(meeting, cast)


class TestMeeting:
    def test_it_is_the_work_of_the_standing_body(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            services.meeting_open(DRAFT, actor=cast.commune_officer.actor, body_id=cast.province.pk, now=cast.now)

    @pytest.mark.parametrize(
        ("values", "words"), [({"title": " "}, "tên cuộc họp"), ({"since_on": date(2026, 4, 1)}, "sau ngày họp")]
    )
    def test_what_is_wrong_is_said(self, cast: Cast, values: dict[str, Any], words: str) -> None:
        draft = replace(DRAFT, **values)
        with pytest.raises(BadInput, match=words):
            services.meeting_open(draft, actor=cast.standing_officer.actor, body_id=cast.province.pk, now=cast.now)

    def test_its_notice_is_not_older_than_itself(self, meeting: Meeting, cast: Cast) -> None:
        with pytest.raises(BadInput, match="trước ngày họp"):
            services.meeting_conclude(meeting, actor=cast.standing_officer.actor, notice=cast.document(), now=cast.now)

    def test_it_is_not_concluded_while_a_conclusion_waits(self, meeting: Meeting, cast: Cast) -> None:
        actor = cast.standing_officer.actor
        draft = InstructionDraft("Báo cáo phương án", "Sở Tài chính", "25/3/2026")
        services.instructions_add([draft], actor=actor, body_id=cast.province.pk, meeting=meeting, now=cast.now)
        Meeting.objects.update(held_on=cast.today)
        meeting.refresh_from_db()
        with pytest.raises(WrongState, match="chưa giao"):
            services.meeting_conclude(meeting, actor=actor, notice=cast.document(), now=cast.now)

    def test_its_agenda_is_closed_with_it(self, meeting: Meeting, cast: Cast) -> None:
        actor = cast.standing_officer.actor
        Meeting.objects.update(held_on=cast.today)
        meeting.refresh_from_db()
        services.meeting_conclude(meeting, actor=actor, notice=cast.document(), now=cast.now)
        with pytest.raises(WrongState, match="đã kết luận"):
            services.agenda_set(meeting, [ItemDraft("Thêm")], actor=actor, now=cast.now)
