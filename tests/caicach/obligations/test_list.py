"""The list: filters, counts, search without tone marks, order, pages, and its cost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.obligations import selectors
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.selectors import Filters, Listing
from caicach.web.fields import new_uid
from cast import Cast, agency_make

Counting = Callable[[int], AbstractContextManager[Any]]
URL = "/nhiem-vu/"
# Session, person, grants, areas led; counts, rows.
PAGE_QUERIES = 8


def listing(cast: Cast, who: str = "standing_officer", *, limit: int = 50, offset: int = 0, **wanted: Any) -> Listing:
    actor = getattr(cast, who).actor
    return selectors.listing_of(actor, Filters(**wanted), today=cast.today, limit=limit, offset=offset)


def titles(found: Listing) -> list[str]:
    return [row.title for row in found.rows]


def test_each_filter_narrows(cast: Cast) -> None:
    plan = new_uid()
    a = cast.obligation(duty={"title": "a", "area_code": "digital", "source_uid": plan, "is_report": True})
    cast.obligation(duty={"title": "b", "mode": TrackingMode.FIGURE}, occurrence_key="2026-H1")
    cast.obligation(duty={"title": "c"}, agency_id=cast.neighbour.pk)
    cast.obligation(duty={"title": "d"}, state=ObligationState.SUBMITTED)
    cast.obligation(duty={"title": "e"}, due_on=cast.today - timedelta(days=1))

    assert titles(listing(cast, area="digital")) == ["a"]
    assert titles(listing(cast, plan=plan)) == ["a"]
    assert titles(listing(cast, duty=a.duty.uid)) == ["a"]
    assert titles(listing(cast, is_report=True)) == ["a"]
    assert titles(listing(cast, mode="figure")) == ["b"]
    assert titles(listing(cast, period="2026-H1")) == ["b"]
    assert titles(listing(cast, agency=cast.neighbour.uid)) == ["c"]
    assert titles(listing(cast, state="submitted")) == ["d"]
    assert titles(listing(cast, is_late=True)) == ["e"]


def test_counts_of_states_do_not_depend_on_the_state_asked_for(cast: Cast) -> None:
    cast.obligation()
    cast.obligation(due_on=cast.today - timedelta(days=3))
    cast.obligation(state=ObligationState.ACCEPTED)

    found = listing(cast, state="accepted")

    assert (found.total, found.late_count) == (1, 1)
    assert found.state_counts == {"open": 2, "accepted": 1}


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("rà soát thủ tục", True),
        ("ra soat thu tuc", True),
        ("THU TUC ra soat", True),
        ("Đề án", False),
        ("2.08", True),
        ("suối nhạn", True),
        ("suoi nhan ra soat", False),  # words of the duty and of the agency do not mix
        ("...", True),  # nothing was asked
    ],
)
def test_words_are_found_with_or_without_tone_marks(cast: Cast, words: str, *, is_found: bool) -> None:
    cast.obligation(duty={"number": "2.08", "title": "Báo cáo rà soát thủ tục", "task": "Đơn giản hóa"})

    assert (listing(cast, words=words).total == 1) is is_found


def test_what_has_no_day_comes_last_and_agencies_sort_as_vietnamese(cast: Cast) -> None:
    far = agency_make("UBND xã Ấp Bắc", AgencyKind.COMMITTEE, parent=cast.province, level=AgencyLevel.COMMUNE)
    cast.obligation(duty={"title": "ngủ"}, state=ObligationState.DORMANT)
    cast.obligation(duty={"title": "sau"}, due_on=date(2026, 6, 1), agency_id=cast.neighbour.pk)
    cast.obligation(duty={"title": "trước"}, due_on=date(2026, 4, 1), agency_id=far.pk)

    assert titles(listing(cast)) == ["trước", "sau", "ngủ"]
    assert titles(listing(cast, sort="-due")) == ["sau", "trước", "ngủ"]
    # Ấp Bắc before Đồi Chè before Suối Nhạn.
    assert titles(listing(cast, sort="agency")) == ["trước", "sau", "ngủ"]


def test_pages_follow_each_other_without_overlap(cast: Cast) -> None:
    for _ in range(5):
        cast.obligation()

    pages = [listing(cast, limit=2, offset=offset).rows for offset in (0, 2, 4)]

    assert [len(rows) for rows in pages] == [2, 2, 1]
    assert len({row.pk for rows in pages for row in rows}) == 5


def test_a_report_says_how_many_it_carries(cast: Cast) -> None:
    carrier = (cast.commune.pk, "2026-Q1")
    inside = cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=carrier),))
    cast.assign(cast.draft(is_report=True), inside, inside)

    assert sorted(row.carried_count for row in listing(cast).rows) == [0, 0, 2]


def test_a_commune_sees_its_own(cast: Cast) -> None:
    cast.obligation(duty={"title": "của xã"})
    cast.obligation(duty={"title": "của xã bên"}, agency_id=cast.neighbour.pk)

    assert titles(listing(cast, "commune_officer")) == ["của xã"]
    assert listing(cast, "stranger").total == 0


class TestPage:
    """The page at /nhiem-vu/."""

    def test_it_shows_rows_and_keeps_the_filters(self, cast: Cast, client: Client) -> None:
        cast.obligation(duty={"title": "Báo cáo rà soát", "area_code": "digital"})
        client.force_login(cast.commune_officer.user)

        page = client.get(URL, {"q": "ra soat", "area": "digital", "sort": "agency"}).content.decode()

        assert "Báo cáo rà soát" in page
        assert "1 nhiệm vụ" in page
        assert 'value="ra soat"' in page

    @pytest.mark.parametrize("query", ["area=không+có", "agency=1", "sort=x", "trang=0", "trang=99999999", "late=?"])
    def test_an_address_that_makes_no_sense_shows_everything(self, cast: Cast, client: Client, query: str) -> None:
        cast.obligation()
        client.force_login(cast.commune_officer.user)

        assert client.get(f"{URL}?{query}").status_code == 200

    def test_nothing_found_says_what_to_do(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.commune_officer.user)

        assert "Bỏ bớt điều kiện lọc" in client.get(URL, {"q": "xyz"}).content.decode()

    def test_only_people_of_the_house_come_in(self, cast: Cast, client: Client) -> None:
        assert client.get(URL).status_code == 302

    @pytest.mark.parametrize("size", [1, 30])
    def test_its_cost_does_not_grow(
        self, cast: Cast, client: Client, django_assert_num_queries: Counting, size: int
    ) -> None:
        for _ in range(size):
            cast.obligation()
        client.force_login(cast.commune_officer.user)

        with django_assert_num_queries(PAGE_QUERIES):
            client.get(URL)


def test_what_was_cancelled_is_listed_only_where_it_is_asked_for(cast: Cast) -> None:
    one, other = cast.obligation(), cast.obligation()
    one.state = ObligationState.CANCELLED
    one.save()
    listed = selectors.listing_of(cast.commune_officer.actor, Filters(), today=cast.today)
    assert ([row.pk for row in listed.rows], listed.total) == ([other.pk], 1)
    asked = selectors.listing_of(cast.commune_officer.actor, Filters(state="cancelled"), today=cast.today)
    assert ([row.pk for row in asked.rows], asked.total, asked.state_counts["cancelled"]) == ([one.pk], 1, 1)


def test_what_is_done_stands_below_what_is_to_do(cast: Cast) -> None:
    cast.obligation(duty={"title": "xong"}, state=ObligationState.ACCEPTED, due_on=cast.today - timedelta(days=30))
    cast.obligation(duty={"title": "còn"}, due_on=cast.today + timedelta(days=30))
    assert titles(listing(cast)) == ["còn", "xong"]
