"""What falls due by day: a month, and the week of an agency on one sheet."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Assignment
from caicach.obligations.pages.calendar import month_of
from caicach.obligations.pages.week import monday_of
from caicach.obligations.selectors.calendar import days_with_due, next_month
from caicach.obligations.selectors.lists import Filters
from caicach.obligations.selectors.week import MOST_LATE, week_of
from caicach.people.models import Post
from caicach.web.errors import Beyond
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]
MARCH = {"from_on": date(2026, 3, 1), "until_on": date(2026, 3, 31)}


class TestMonth:
    def test_agencies_that_owe_one_thing_stand_together(self, cast: Cast) -> None:
        both = (cast.owed(), cast.owed(agency_id=cast.neighbour.pk))
        cast.assign(cast.draft(obligations=both))
        days = days_with_due(cast.standing_officer.actor, Filters(), **MARCH, today=cast.today)
        (day,) = days.values()
        assert (day.on, day.count, day.open, day.late) == (date(2026, 3, 30), 2, 2, 0)
        assert (day.lines[0].count, day.lines[0].agency) == (2, "")

    def test_what_is_done_is_there_but_not_open(self, cast: Cast) -> None:
        cast.obligation(state=ObligationState.ACCEPTED)
        (day,) = days_with_due(cast.standing_officer.actor, Filters(), **MARCH, today=cast.today).values()
        assert (day.count, day.open, day.lines[0].agency) == (1, 0, "UBND xã Suối Nhạn")

    def test_what_sleeps_has_no_day(self, cast: Cast) -> None:
        cast.obligation(state=ObligationState.DORMANT)
        assert days_with_due(cast.standing_officer.actor, Filters(), **MARCH, today=cast.today) == {}

    def test_the_filters_of_the_list_hold_here(self, cast: Cast) -> None:
        cast.obligation()
        cast.obligation(agency_id=cast.neighbour.pk, due_on=date(2026, 3, 20))
        only = Filters(agency=cast.neighbour.uid)
        assert list(days_with_due(cast.standing_officer.actor, only, **MARCH, today=cast.today)) == [date(2026, 3, 20)]

    def test_others_see_nothing_of_it(self, cast: Cast) -> None:
        cast.obligation()
        assert days_with_due(cast.stranger.actor, Filters(), **MARCH, today=cast.today) == {}

    def test_one_query_whatever_the_month_holds(self, cast: Cast, django_assert_num_queries: Counting) -> None:
        for days in range(8):
            cast.obligation(due_on=date(2026, 3, 2) + timedelta(days=days))
        with django_assert_num_queries(1):
            assert len(days_with_due(cast.standing_officer.actor, Filters(), **MARCH, today=cast.today)) == 8

    @pytest.mark.parametrize(
        ("text", "first_on"),
        [
            ("2026-02", date(2026, 2, 1)),
            ("2026-13", date(2026, 3, 1)),
            ("1-1", date(2026, 3, 1)),
            ("", date(2026, 3, 1)),
            ("<b>", date(2026, 3, 1)),
        ],
    )
    def test_an_address_that_names_no_month_shows_this_one(self, text: str, first_on: date) -> None:
        assert month_of(text, today=date(2026, 3, 16)) == first_on

    @pytest.mark.parametrize("month", range(1, 13))
    def test_a_month_ends_where_the_next_begins(self, month: int) -> None:
        assert next_month(date(2028, month, 1)) == date(2028 + month // 12, month % 12 + 1, 1)

    def test_the_page_links_each_day_to_its_rows(self, cast: Cast, client: Client) -> None:
        one = cast.obligation()
        client.force_login(cast.standing_officer.user)
        page = client.get(reverse("obligations:calendar")).content.decode()
        assert one.duty.title in page
        assert f"duty={one.duty.uid}&amp;due_from=30%2F03%2F2026&amp;due_to=30%2F03%2F2026" in page
        assert "1 nhiệm vụ đến hạn trong tháng" in page


class TestWeek:
    def week(self, cast: Cast, agency: str = "", **values: Any) -> Any:
        monday = values.pop("monday_on", date(2026, 3, 16))
        return week_of(values.pop("actor", cast.commune_officer.actor), agency, monday_on=monday, today=cast.today)

    def test_late_this_week_and_next_stand_apart(self, cast: Cast) -> None:
        for day in (date(2026, 3, 2), date(2026, 3, 18), date(2026, 3, 24), date(2026, 4, 20)):
            cast.obligation(due_on=day)
        week = self.week(cast)
        assert [row.due_on for row in week.late] == [date(2026, 3, 2)]
        assert [row.due_on for row in week.due] == [date(2026, 3, 18)]
        assert [row.due_on for row in week.following] == [date(2026, 3, 24)]

    def test_what_is_handed_in_is_no_work_any_more(self, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 3, 18), state=ObligationState.SUBMITTED)
        assert self.week(cast).due == ()

    def test_more_than_the_sheet_holds_is_counted(self, cast: Cast) -> None:
        for _ in range(MOST_LATE + 3):
            cast.obligation(due_on=date(2026, 3, 2))
        week = self.week(cast)
        assert (len(week.late), week.late_count) == (MOST_LATE, MOST_LATE + 3)

    def test_it_names_who_has_it_in_hand_to_the_agency_alone(self, cast: Cast) -> None:
        one = cast.obligation(due_on=date(2026, 3, 18))
        post = Post.objects.get(user=cast.commune_officer.user)
        Assignment.objects.create(obligation=one, post=post, given_at=cast.now)
        assert self.week(cast).holders == {one.pk: "Lê Thị Mai Hương"}
        other = self.week(cast, str(cast.commune.uid), actor=cast.standing_officer.actor)
        assert (len(other.due), other.agency_name) == (1, "UBND xã Suối Nhạn")

    @pytest.mark.parametrize("agency", ["khong-phai-uid", "01a1fc56-0d08-7580-8c35-17fbbebd3467"])
    def test_an_agency_beyond_reach_is_refused(self, cast: Cast, agency: str) -> None:
        with pytest.raises(Beyond):
            self.week(cast, agency)

    @pytest.mark.parametrize(
        ("text", "monday"),
        [("2026-03-19", date(2026, 3, 16)), ("2026-03-15", date(2026, 3, 9)), ("hôm qua", date(2026, 3, 16))],
    )
    def test_any_day_names_its_week(self, text: str, monday: date) -> None:
        assert monday_of(text, today=date(2026, 3, 16)) == monday

    def test_the_page_takes_as_many_queries_whatever_it_holds(
        self, cast: Cast, client: Client, django_assert_max_num_queries: Counting
    ) -> None:
        for _ in range(5):
            cast.obligation(due_on=date(2026, 3, 18))
        client.force_login(cast.commune_officer.user)
        with django_assert_max_num_queries(18):
            page = client.get(reverse("obligations:week")).content.decode()
        assert "Đến hạn trong tuần: 5" in page
