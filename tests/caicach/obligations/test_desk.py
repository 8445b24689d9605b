"""What lies on a person's desk."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from caicach.desk.pages.desk import desk_page
from caicach.obligations import selectors
from caicach.obligations.constants import ObligationState, TrackingMode
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]


def test_each_thing_lies_in_its_place(cast: Cast) -> None:
    day = timedelta(days=1)
    late = cast.obligation(due_on=cast.today - day)
    today = cast.obligation(due_on=cast.today)
    soon = cast.obligation(due_on=cast.today + 7 * day)
    later = cast.obligation(due_on=cast.today + 8 * day)
    returned = cast.obligation(state=ObligationState.RETURNED)
    waiting = cast.obligation(state=ObligationState.SUBMITTED)
    cast.obligation(state=ObligationState.DORMANT)
    cast.obligation(state=ObligationState.ACCEPTED)

    desk = selectors.desk_of(cast.commune_officer.actor, cast.today)

    assert [row.pk for row in desk.overdue] == [late.pk]
    assert [row.pk for row in desk.due_soon] == [today.pk, soon.pk]
    assert [(row.obligation.pk, row.reason) for row in desk.returned] == [(returned.pk, "Thiếu chữ ký của lãnh đạo.")]
    assert [row.pk for row in desk.waiting] == [waiting.pk]
    assert desk.next_due is not None
    assert desk.next_due.pk == later.pk
    assert (desk.overdue_count, desk.returned_count, desk.due_soon_count) == (1, 1, 2)
    assert (desk.waiting_count, desk.dormant_count, desk.to_accept_count) == (1, 1, 0)


def test_history_and_what_a_report_carries_do_not_lie_there(cast: Cast) -> None:
    carrier = (cast.commune.pk, "2026-Q1")
    cast.obligation(is_history=True, due_on=cast.today)
    cast.obligation(duty={"mode": TrackingMode.NOT_TRACKED}, due_on=cast.today)
    owed = cast.owed(carrier=carrier, due_on=cast.today)
    report = cast.draft(is_report=True, obligations=(cast.owed(due_on=cast.today),))
    cast.assign(report, cast.draft(mode=TrackingMode.IN_REPORT, obligations=(owed,)))

    desk = selectors.desk_of(cast.commune_officer.actor, cast.today)

    assert [(row.is_report, row.carried_count) for row in desk.due_soon] == [(True, 1)]


def test_a_checker_finds_what_waits_but_not_the_work_of_others(cast: Cast) -> None:
    cast.obligation(due_on=cast.today - timedelta(days=1))
    cast.obligation(state=ObligationState.SUBMITTED)

    desk = selectors.desk_of(cast.standing_officer.actor, cast.today)

    assert (desk.overdue_count, desk.to_accept_count, len(desk.to_accept)) == (0, 1, 1)


def test_long_rows_are_cut_but_counted(cast: Cast) -> None:
    owed = tuple(cast.owed(occurrence_key=f"k{number}", due_on=cast.today) for number in range(25))
    cast.assign(cast.draft(obligations=owed))

    desk = selectors.desk_of(cast.commune_officer.actor, cast.today)

    assert (len(desk.due_soon), desk.due_soon_count) == (20, 25)


def test_its_cost_is_fixed(cast: Cast, django_assert_num_queries: Counting) -> None:
    for state in (ObligationState.OPEN, ObligationState.RETURNED, ObligationState.SUBMITTED):
        for _ in range(3):
            cast.obligation(state=state)

    # Counts; late, returned with reasons, soon, waiting, next; queue and its count.
    with django_assert_num_queries(10):
        selectors.desk_of(cast.commune_officer.actor, cast.today)


def test_the_heading_names_what_is_to_be_done_and_what_waits_for_a_decision(cast: Cast) -> None:
    own = {"agency_id": cast.standing.pk, "acceptor_id": cast.province.pk}
    assert desk_page(cast.standing_officer.actor, today=cast.today).heading.startswith("Không có việc nào")

    for _ in range(2):
        cast.obligation(state=ObligationState.SUBMITTED)
    page = desk_page(cast.standing_officer.actor, today=cast.today)
    assert page.heading == "2 sản phẩm chờ bạn nghiệm thu"

    cast.obligation(due_on=cast.today - timedelta(days=3), **own)
    page = desk_page(cast.standing_officer.actor, today=cast.today)
    assert page.heading == "Có 1 việc cần làm, 1 việc đã quá hạn; 2 sản phẩm chờ bạn nghiệm thu"


def test_more_returns_than_are_shown_lead_to_the_list(cast: Cast) -> None:
    cast.obligation(state=ObligationState.RETURNED)
    assert desk_page(cast.commune_officer.actor, today=cast.today).returned_url == ""
    for _ in range(20):
        cast.obligation(state=ObligationState.RETURNED)
    page = desk_page(cast.commune_officer.actor, today=cast.today)
    assert (len(page.returned), page.counts.returned_count) == (20, 21)
    assert page.returned_url == "/nhiem-vu/?state=returned"
