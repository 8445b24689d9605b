"""Conclusions and tasks from above become duties with owner and date, counted apart from plans."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caicach.meetings import selectors, services
from caicach.meetings.constants import InstructionState
from caicach.meetings.models import Instruction, Meeting
from caicach.meetings.services import InstructionDraft, MeetingDraft
from caicach.meetings.services.tasks import TaskSource, task_add
from caicach.obligations.constants import AcceptorReason, DutyOrigin, ObligationState, TrackingMode
from caicach.obligations.models import Duty, Obligation
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]

DRAFT = InstructionDraft(
    text="Rà soát, công bố thủ tục hành chính nội bộ còn thiếu.",
    product="Quyết định công bố",
    lead_text="Sở Tài chính; UBND xã Suối Nhạn",
    coordinating_text="Văn phòng UBND tỉnh",
    deadline_text="Trước ngày 15/4/2026",
    area_code="procedures",
)


def task(cast: Cast, **values: Any) -> Instruction:
    source = TaskSource(body_id=cast.province.pk, giver="Bộ Nội vụ")
    return task_add(replace(DRAFT, **values), source, actor=cast.standing_officer.actor, now=cast.now)


def assign(cast: Cast, *rows: Instruction) -> int:
    return services.instructions_assign(rows, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)


def owed(one: Instruction) -> list[tuple[str, date | None, str]]:
    rows = Obligation.objects.filter(duty__instruction=one).order_by("agency__current_name")
    return list(rows.values_list("agency__current_name", "due_on", "state"))


class TestAssigning:
    def test_every_named_body_owes_it_by_the_day(self, cast: Cast) -> None:
        one = task(cast)
        assert assign(cast, one) == 2
        assert owed(one) == [
            ("Sở Tài chính", date(2026, 4, 14), ObligationState.OPEN),
            ("UBND xã Suối Nhạn", date(2026, 4, 14), ObligationState.OPEN),
        ]

    def test_a_group_means_each_of_its_bodies(self, cast: Cast) -> None:
        one = task(cast, lead_text="UBND các xã", deadline_text="30/4/2026")
        assert assign(cast, one) == 2
        assert {name for name, _due, _state in owed(one)} == {"UBND xã Suối Nhạn", "UBND xã Đồi Chè"}

    def test_a_quarterly_task_is_owed_each_quarter(self, cast: Cast) -> None:
        one = task(cast, lead_text="Sở Tài chính", deadline_text="Hằng quý", mode=TrackingMode.DECLARED)
        assert assign(cast, one) == 4

    def test_it_is_counted_apart_from_plans(self, cast: Cast) -> None:
        one = task(cast)
        assign(cast, one)
        duty = Duty.objects.get(instruction=one)
        assert (duty.origin, duty.owner, duty.source_label) == (
            DutyOrigin.FROM_ABOVE,
            cast.province,
            "Nhiệm vụ do Bộ Nội vụ giao",
        )

    def test_the_area_lead_accepts_and_never_its_own(self, cast: Cast) -> None:
        one = task(cast, lead_text="Sở Tài chính; Văn phòng UBND tỉnh", coordinating_text="")
        assign(cast, one)
        accepts = {
            row.agency: (row.acceptor, row.acceptor_reason) for row in Obligation.objects.filter(duty__instruction=one)
        }
        assert accepts[cast.department] == (cast.office, AcceptorReason.AREA_LEAD)
        assert accepts[cast.office] == (cast.standing, AcceptorReason.NEXT_ABOVE)

    def test_bodies_outside_command_are_asked_and_owe_nothing(self, cast: Cast) -> None:
        one = task(cast, lead_text="Sở Tài chính; Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh")
        assert assign(cast, one) == 1
        assert [row.addressee for row in Duty.objects.get(instruction=one).requests.all()] == [
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"
        ]

    def test_what_waits_for_an_event_sleeps(self, cast: Cast) -> None:
        one = task(cast, deadline_text="10 ngày làm việc kể từ ngày có hướng dẫn của Bộ Nội vụ")
        assign(cast, one)
        assert {state for _name, _due, state in owed(one)} == {ObligationState.DORMANT}

    def test_the_number_of_statements_does_not_grow(self, cast: Cast, django_assert_num_queries: Counting) -> None:
        few, many = [task(cast) for _ in range(2)], [task(cast) for _ in range(8)]
        with django_assert_num_queries(15):
            assign(cast, *few)
        with django_assert_num_queries(15):
            assign(cast, *many)

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"lead_text": "Sở Không Có"}, "danh bạ cơ quan"),
            ({"deadline_text": "càng sớm càng tốt"}, "Không đọc được thời hạn"),
            ({"deadline_text": "31/02/2026"}, "Không đọc được thời hạn"),
            ({"deadline_text": "trước ngày 01/3/2026"}, "trước ngày giao"),
            ({"lead_text": ";;"}, "Chưa có cơ quan thực hiện"),
        ],
        ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else "",
    )
    def test_what_is_not_understood_is_said_and_nothing_is_assigned(
        self, cast: Cast, values: dict[str, str], words: str
    ) -> None:
        good = task(cast)
        wrong = task(cast)
        Instruction.objects.filter(pk=wrong.pk).update(**values)
        wrong.refresh_from_db()
        with pytest.raises(BadInput, match=words):
            assign(cast, good, wrong)
        assert not Duty.objects.exists()
        assert set(Instruction.objects.values_list("state", flat=True)) == {InstructionState.DRAFT}

    def test_twice_is_refused(self, cast: Cast) -> None:
        one = task(cast)
        assign(cast, one)
        with pytest.raises(WrongState, match="đã được giao"):
            assign(cast, one)

    def test_others_may_not(self, cast: Cast) -> None:
        one = task(cast)
        with pytest.raises(NotAllowed, match="cơ quan thường trực"):
            services.instructions_assign([one], actor=cast.department_officer.actor, now=cast.now, today=cast.today)


class TestWriting:
    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"text": " "}, "nội dung phải làm"),
            ({"lead_text": ""}, "cơ quan thực hiện"),
            ({"deadline_text": "…"}, "thời hạn"),
            ({"mode": TrackingMode.IN_REPORT}, "Cách theo dõi này"),
        ],
    )
    def test_what_is_missing_is_named(self, cast: Cast, values: dict[str, Any], words: str) -> None:
        with pytest.raises(BadInput, match=words):
            task(cast, **values)

    def test_a_task_from_above_names_who_gave_it(self, cast: Cast) -> None:
        source = TaskSource(body_id=cast.province.pk, giver=" ")
        with pytest.raises(BadInput, match="nơi giao"):
            task_add(DRAFT, source, actor=cast.standing_officer.actor, now=cast.now)

    def test_its_document_is_registered_once(self, cast: Cast) -> None:
        source = TaskSource(cast.province.pk, "Bộ Nội vụ", "Công văn", "88/BNV-CCHC", date(2026, 3, 2))
        first, second = (task_add(DRAFT, source, actor=cast.standing_officer.actor, now=cast.now) for _ in range(2))
        assert first.document == second.document
        assert selectors.label_of(first) == "Công văn số 88/BNV-CCHC"

    def test_only_a_draft_can_be_changed_or_removed(self, cast: Cast) -> None:
        one = task(cast)
        actor = cast.standing_officer.actor
        services.instruction_change(one, replace(DRAFT, deadline_text="20/4/2026"), actor=actor, now=cast.now)
        assert one.deadline_text == "20/4/2026"
        assign(cast, one)
        with pytest.raises(WrongState):
            services.instruction_change(one, DRAFT, actor=actor, now=cast.now)
        with pytest.raises(WrongState):
            services.instruction_remove(one, actor=actor, now=cast.now)

    def test_a_removed_draft_is_gone(self, cast: Cast) -> None:
        services.instruction_remove(task(cast), actor=cast.standing_officer.actor, now=cast.now)
        assert not Instruction.objects.exists()


class TestWithdrawing:
    def test_all_that_is_owed_is_cancelled(self, cast: Cast) -> None:
        one = task(cast)
        assign(cast, one)
        count = services.instruction_withdraw(
            one, actor=cast.standing_officer.actor, reason="Bộ đã thu hồi công văn", now=cast.now
        )
        assert count == 2
        assert {state for _name, _due, state in owed(one)} == {ObligationState.CANCELLED}
        assert one.state == InstructionState.WITHDRAWN

    def test_not_after_somebody_acted(self, cast: Cast) -> None:
        one = task(cast)
        assign(cast, one)
        row = Obligation.objects.select_related("duty", "agency", "acceptor").get(
            duty__instruction=one, agency=cast.commune
        )
        cast.submit(row)
        with pytest.raises(WrongState, match="Suối Nhạn"):
            services.instruction_withdraw(
                one, actor=cast.standing_officer.actor, reason="Bộ đã thu hồi công văn", now=cast.now
            )
        row.refresh_from_db()
        assert row.state == ObligationState.SUBMITTED

    def test_a_reason_is_asked(self, cast: Cast) -> None:
        one = task(cast)
        assign(cast, one)
        with pytest.raises(BadInput, match="lý do"):
            services.instruction_withdraw(one, actor=cast.standing_officer.actor, reason="?", now=cast.now)


def test_progress_is_counted_in_one_query(cast: Cast, django_assert_num_queries: Counting) -> None:
    one, other = task(cast), task(cast, lead_text="Sở Tài chính")
    assign(cast, one, other)
    later = cast.today + timedelta(days=60)
    with django_assert_num_queries(1):
        counts = selectors.progress_of(cast.standing_officer.actor, [one, other], today=later)
    assert (counts[one.pk].total, counts[one.pk].late, counts[other.pk].late) == (2, 2, 1)


def test_conclusions_belong_to_a_meeting_that_is_open(cast: Cast) -> None:
    draft = MeetingDraft("Họp Ban Chỉ đạo quý I", cast.today, date(2026, 1, 1))
    meeting = services.meeting_open(draft, actor=cast.standing_officer.actor, body_id=cast.province.pk, now=cast.now)
    (one,) = services.instructions_add(
        [DRAFT], actor=cast.standing_officer.actor, body_id=cast.province.pk, meeting=meeting, now=cast.now
    )
    assign(cast, one)
    assert Duty.objects.get().origin == DutyOrigin.CONCLUSION
    assert Duty.objects.get().source_label == "Kết luận tại Họp Ban Chỉ đạo quý I ngày 16/03/2026"
    services.meeting_conclude(meeting, actor=cast.standing_officer.actor, notice=cast.document(), now=cast.now)
    with pytest.raises(WrongState, match="đã kết luận"):
        services.instructions_add(
            [DRAFT], actor=cast.standing_officer.actor, body_id=cast.province.pk, meeting=meeting, now=cast.now
        )
    assert Meeting.objects.get().instructions.get().document == meeting.notice
