"""Two officers of the body hand out the same conclusions at the same moment: each becomes one duty."""

from functools import partial

import pytest

from caicach.audit.models import Entry
from caicach.meetings import services
from caicach.meetings.constants import InstructionState
from caicach.meetings.models import Instruction
from caicach.meetings.services import InstructionDraft
from caicach.meetings.services.tasks import TaskSource, task_add
from caicach.obligations.models import Duty, Obligation
from cast import Cast
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def task(cast: Cast) -> Instruction:
    draft = InstructionDraft(
        text="Rà soát, công bố thủ tục hành chính nội bộ còn thiếu.",
        product="Quyết định công bố",
        lead_text="Sở Tài chính; UBND xã Suối Nhạn",
        deadline_text="Trước ngày 15/4/2026",
        area_code="procedures",
    )
    source = TaskSource(body_id=cast.province.pk, giver="Bộ Nội vụ")
    return task_add(draft, source, actor=cast.standing_officer.actor, now=cast.now)


def assign(cast: Cast, task: Instruction) -> None:
    seen = Instruction.objects.get(pk=task.pk)
    services.instructions_assign([seen], actor=cast.standing_officer.actor, now=cast.now, today=cast.today)


def test_a_task_is_handed_out_once_by_two(cast: Cast, task: Instruction) -> None:
    assert at_once(partial(assign, cast, task), partial(assign, cast, task)) == ["", "WrongState"]
    assert (Duty.objects.count(), Obligation.objects.count()) == (1, 2)
    assert Instruction.objects.get().state == InstructionState.ASSIGNED
    assert Entry.objects.filter(action="meetings.assign").count() == 1


def test_it_is_either_handed_out_or_removed(cast: Cast, task: Instruction) -> None:
    def remove() -> None:
        services.instruction_remove(
            Instruction.objects.get(pk=task.pk), actor=cast.standing_officer.actor, now=cast.now
        )

    seen = Instruction.objects.get(pk=task.pk)
    act = partial(
        services.instructions_assign, [seen], actor=cast.standing_officer.actor, now=cast.now, today=cast.today
    )
    assert at_once(act, remove) == ["", "WrongState"]
    assert Duty.objects.count() == Instruction.objects.filter(state=InstructionState.ASSIGNED).count()
