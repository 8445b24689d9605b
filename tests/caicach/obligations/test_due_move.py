"""The one place that moves a due day: the first date stays, every step is kept, nothing moves twice."""

import ast
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import caicach
from caicach.audit.models import Entry
from caicach.obligations.constants import DueChangeKind, ObligationState, TrackingMode
from caicach.obligations.models import DueChange, Duty, Obligation
from caicach.obligations.services.change import duties_change
from caicach.obligations.services.due_dates import due_move
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, WrongState
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]
FIRST = date(2026, 3, 30)
LATER = date(2026, 4, 30)
SOURCE = UUID("0198c0de-0000-7000-8000-000000000002")


def move(cast: Cast, one: Obligation, to: date, kind: DueChangeKind = DueChangeKind.EXTENSION, **values: Any) -> None:
    due_move([one], to, kind=kind, actor=cast.standing_officer.actor, now=cast.now, **values)


def test_a_moved_date_keeps_the_first_and_says_who_and_why(cast: Cast) -> None:
    one = cast.obligation()

    move(cast, one, LATER, words="Chờ hướng dẫn của Bộ.")
    move(cast, one, LATER + timedelta(days=7))

    fresh = Obligation.objects.get(pk=one.pk)
    assert (fresh.first_due_on, fresh.due_on, one.due_on) == (FIRST, date(2026, 5, 7), date(2026, 5, 7))
    first, second = DueChange.objects.filter(obligation=one)
    assert (first.number, first.from_due_on, first.to_due_on) == (1, FIRST, LATER)
    assert (first.words, first.changed_by, first.agency) == (
        "Chờ hướng dẫn của Bộ.",
        cast.standing_officer.user,
        cast.standing,
    )
    assert (second.number, second.from_due_on) == (2, LATER)
    assert Entry.objects.filter(action="obligations.due", object_id=one.pk).count() == 2


def test_whoever_comes_second_changes_nothing(cast: Cast) -> None:
    one = cast.obligation()
    stale = Obligation.objects.select_related("duty").get(pk=one.pk)
    move(cast, one, LATER)

    with pytest.raises(WrongState, match="vừa đổi hạn"):
        move(cast, stale, LATER + timedelta(days=1))

    assert DueChange.objects.count() == 1
    assert Obligation.objects.get(pk=one.pk).due_on == LATER


def test_all_move_or_none(cast: Cast) -> None:
    one, other = cast.obligation(), cast.obligation()
    stale = Obligation.objects.select_related("duty").get(pk=other.pk)
    move(cast, other, LATER)

    with pytest.raises(WrongState):
        due_move([one, stale], date(2026, 5, 29), kind=DueChangeKind.EXTENSION, actor=SYSTEM, now=cast.now)

    assert Obligation.objects.get(pk=one.pk).due_on == FIRST


def test_a_row_whose_day_stays_gets_no_step(cast: Cast) -> None:
    one = cast.obligation()

    move(cast, one, FIRST, DueChangeKind.AMENDMENT)

    assert not DueChange.objects.exists()


def test_what_a_report_carries_moves_with_it(cast: Cast) -> None:
    carrier = (cast.commune.pk, "2026-Q1")
    cast.assign(
        cast.draft(is_report=True),
        cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=carrier),)),
    )
    report = Obligation.objects.select_related("duty").get(duty__is_report=True)

    move(cast, report, LATER)

    assert set(Obligation.objects.values_list("first_due_on", "due_on")) == {(FIRST, LATER)}
    assert DueChange.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "to", "sentence"),
    [
        (DueChangeKind.EXTENSION, FIRST, "ngày sau hạn đang áp dụng là 30/03/2026"),
        (DueChangeKind.EXTENSION, FIRST - timedelta(days=3), "muộn hơn"),
        (DueChangeKind.AMENDMENT, date(2026, 3, 15), "trước ngày giao nhiệm vụ .16/03/2026."),
        (DueChangeKind.CONTEST, date(2026, 3, 15), "trước ngày giao"),
    ],
)
def test_a_day_that_cannot_be_is_refused(cast: Cast, kind: DueChangeKind, to: date, sentence: str) -> None:
    one = cast.obligation()

    with pytest.raises(BadInput, match=sentence):
        move(cast, one, to, kind)

    assert Obligation.objects.get(pk=one.pk).due_on == FIRST
    assert not DueChange.objects.exists()


def test_whoever_was_right_gets_no_day_that_is_over(cast: Cast) -> None:
    one = cast.obligation()
    later = replace(cast, now=cast.now + timedelta(days=30))

    with pytest.raises(BadInput, match="đã qua"):
        move(later, one, date(2026, 4, 10), DueChangeKind.CONTEST)


@pytest.mark.parametrize("state", [ObligationState.DORMANT, ObligationState.CANCELLED])
def test_what_has_no_running_day_is_not_moved(cast: Cast, state: ObligationState) -> None:
    one = cast.obligation(state=ObligationState.DORMANT if state == ObligationState.DORMANT else ObligationState.OPEN)
    Obligation.objects.filter(pk=one.pk).update(state=state)

    with pytest.raises(WrongState, match="không có hạn đang chạy"):
        move(cast, Obligation.objects.select_related("duty").get(pk=one.pk), LATER)


def test_statements_do_not_grow_with_the_rows(cast: Cast, django_assert_num_queries: Counting) -> None:
    many = tuple(cast.owed(occurrence_key=f"k{number}") for number in range(60))
    cast.assign(cast.draft(obligations=many))
    rows = list(Obligation.objects.select_related("duty"))
    days = {one.pk: LATER + timedelta(days=position % 5) for position, one in enumerate(rows)}

    with django_assert_num_queries(6):  # a savepoint, the claim, the last numbers, the chain, the audit, the release
        due_move(rows, days, kind=DueChangeKind.EXTENSION, actor=SYSTEM, now=cast.now)

    assert dict(Obligation.objects.values_list("pk", "due_on")) == days


def test_a_corrected_plan_writes_the_same_chain(cast: Cast) -> None:
    made = cast.draft(source_uid=SOURCE)
    cast.assign(made)
    duty = Duty.objects.get()
    moved = replace(made, obligations=(cast.owed(due_on=LATER),))

    duties_change([(duty.pk, moved)], None, actor=cast.standing_officer.actor, reason="Đọc sai ngày.", now=cast.now)

    change = DueChange.objects.get()
    assert (change.kind, change.from_due_on, change.to_due_on, change.words) == (
        "correction",
        FIRST,
        LATER,
        "Đọc sai ngày.",
    )
    assert Obligation.objects.get().first_due_on == FIRST


@pytest.mark.parametrize(
    ("planned", "holds"),
    [
        (FIRST, LATER),  # only the words of the row changed
        (date(2026, 4, 15), LATER),  # the plan's day moves, but not beyond what was granted
        (date(2026, 5, 15), date(2026, 5, 15)),
    ],
)
def test_a_corrected_plan_takes_back_nothing_that_was_granted(cast: Cast, planned: date, holds: date) -> None:
    made = cast.draft(source_uid=SOURCE)
    cast.assign(made)
    one = Obligation.objects.select_related("duty").get()
    move(cast, one, LATER)
    corrected = replace(made, title="Báo cáo kết quả rà soát lần hai", obligations=(cast.owed(due_on=planned),))

    duties_change([(one.duty_id, corrected)], None, actor=SYSTEM, reason="Sửa lời.", now=cast.now)

    fresh = Obligation.objects.get()
    assert (fresh.first_due_on, fresh.due_on) == (FIRST, holds)


def test_the_first_date_is_written_where_it_arises_and_nowhere_else() -> None:
    """Whatever else would write it is found here, by name, before it runs."""
    arises = {"assign.py", "change.py", "endings.py", "events.py", "transfers.py"}
    writing = {
        path.name
        for path in (Path(caicach.__file__).parent / "obligations").rglob("*.py")
        if "migrations" not in path.parts and "models" not in path.parts and _writes(path.read_text(encoding="utf-8"))
    }
    assert writing <= arises


def _writes(source: str) -> bool:
    """Whether a module sets the first date: as a keyword of a call, or on a row."""
    tree = ast.walk(ast.parse(source))
    return any(
        (isinstance(node, ast.keyword) and node.arg == "first_due_on")
        or (isinstance(node, ast.Attribute) and node.attr == "first_due_on" and isinstance(node.ctx, ast.Store))
        for node in tree
    )
