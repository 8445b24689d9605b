"""The late list: worst first; what is not late stays out."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from caicach.obligations import selectors
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.mapping import RequestDraft
from caicach.obligations.selectors import LateList
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]
URL = "/nhiem-vu/qua-han/"
# Session, person, grants, areas led; counts, rows.
PAGE_QUERIES = 8


def late(cast: Cast, who: str = "standing_officer", **wanted: Any) -> LateList:
    return selectors.late_list(getattr(cast, who).actor, today=cast.today, **wanted)


def test_the_longest_late_comes_first(cast: Cast) -> None:
    for days in (1, 10, 3):
        cast.obligation(due_on=cast.today - timedelta(days=days))

    assert [row.days_late(cast.today) for row in late(cast).rows] == [10, 3, 1]


def test_the_day_itself_is_still_in_time(cast: Cast) -> None:
    cast.obligation(due_on=cast.today)

    assert late(cast).total == 0
    assert selectors.late_list(cast.standing_officer.actor, today=cast.today + timedelta(days=1)).total == 1


def test_what_was_returned_runs_on_from_its_day(cast: Cast) -> None:
    cast.obligation(due_on=cast.today - timedelta(days=2), state=ObligationState.RETURNED)

    assert [row.days_late(cast.today) for row in late(cast).rows] == [2]


@pytest.mark.parametrize(
    "values",
    [
        {"is_history": True},
        {"state": ObligationState.DORMANT},
        {"state": ObligationState.SUBMITTED},  # late or not, it waits for the acceptor
        {"state": ObligationState.ACCEPTED},
        {"duty": {"mode": TrackingMode.NOT_TRACKED}},
        {"duty": {"is_history": True}},
    ],
)
def test_what_the_agency_does_not_owe_any_more_is_not_late(cast: Cast, values: dict[str, Any]) -> None:
    given = {"due_on": cast.today - timedelta(days=5)} | values
    if values.get("state") == ObligationState.DORMANT:
        given["due_on"] = None
    cast.obligation(**given)

    assert late(cast).total == 0


def test_what_a_report_carries_counts_with_the_report(cast: Cast) -> None:
    due_on = cast.today - timedelta(days=5)
    carrier = (cast.commune.pk, "2026-Q1")
    inside = cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=carrier, due_on=due_on),))
    cast.assign(cast.draft(is_report=True, obligations=(cast.owed(due_on=due_on),)), inside, inside)

    (row,) = late(cast).rows
    assert (row.is_report, row.carried_count) == (True, 2)


def test_a_request_is_never_late(cast: Cast) -> None:
    asked = RequestDraft(None, "Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh")
    cast.assign(cast.draft(obligations=(), requests=(asked,), deadline_text="trước ngày 01/01/2026"))

    assert late(cast).total == 0


def test_agencies_are_counted_with_their_oldest_day(cast: Cast) -> None:
    for days, agency in ((1, cast.commune), (4, cast.commune), (9, cast.neighbour)):
        cast.obligation(due_on=cast.today - timedelta(days=days), agency_id=agency.pk)

    agencies = selectors.late_agencies(cast.standing_officer.actor, today=cast.today)

    assert [(row.name, row.count, (cast.today - row.oldest_due_on).days) for row in agencies] == [
        ("UBND xã Suối Nhạn", 2, 4),
        ("UBND xã Đồi Chè", 1, 9),
    ]
    assert (late(cast).total, late(cast).agency_count) == (3, 2)
    assert late(cast, agency=cast.neighbour.uid).total == 1


def test_reach_holds(cast: Cast) -> None:
    cast.obligation(due_on=cast.today - timedelta(days=1), agency_id=cast.neighbour.pk)

    assert late(cast, "commune_officer").total == 0
    assert late(cast, "neighbour_officer").total == 1


class TestPage:
    """The page at /nhiem-vu/qua-han/."""

    def test_it_says_how_late_who_is_and_who_accepts(self, cast: Cast, client: Client) -> None:
        cast.obligation(due_on=cast.today - timedelta(days=10))
        client.force_login(cast.commune_officer.user)

        page = client.get(URL).content.decode()

        assert "1 nhiệm vụ quá hạn của 1 cơ quan" in page
        assert "trễ 10 ngày" in page
        assert "Sở Nội vụ" in page

    def test_by_agency(self, cast: Cast, client: Client) -> None:
        cast.obligation(due_on=cast.today - timedelta(days=10))
        client.force_login(cast.standing_officer.user)

        page = client.get(URL, {"theo": "co-quan"}).content.decode()

        assert f"?agency={cast.commune.uid}" in page

    def test_nothing_late_says_so(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.commune_officer.user)

        assert "Không có nhiệm vụ quá hạn" in client.get(URL, {"agency": "?"}).content.decode()

    @pytest.mark.parametrize("size", [1, 30])
    def test_its_cost_does_not_grow(
        self, cast: Cast, client: Client, django_assert_num_queries: Counting, size: int
    ) -> None:
        for _ in range(size):
            cast.obligation(due_on=cast.today - timedelta(days=1))
        client.force_login(cast.commune_officer.user)

        with django_assert_num_queries(PAGE_QUERIES):
            client.get(URL)
