"""Working days and counting in them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.calendars import Calendar, day_sources, vietnam_calendar

CALENDAR = vietnam_calendar([2025, 2026, 2027])
DAYS = st.dates(date(2025, 1, 1), date(2027, 10, 31))
COUNTS = st.integers(min_value=0, max_value=60)


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        (date(2026, 1, 1), False, "New Year"),
        (date(2026, 1, 2), False, "exchanged by an official letter that the library lacks"),
        (date(2026, 1, 10), True, "the Saturday worked for it"),
        (date(2026, 1, 17), False, "any other Saturday"),
        (date(2026, 2, 16), False, "Tết"),
        (date(2026, 2, 23), True, "the Monday after Tết"),
        (date(2026, 4, 27), False, "in lieu of a holiday on a Sunday"),
        (date(2026, 8, 22), True, "a Saturday worked for 31 August"),
        (date(2026, 8, 31), False, "exchanged"),
        (date(2026, 11, 24), False, "the day of culture, from 2026"),
        (date(2025, 11, 24), True, "not before 2026"),
    ],
)
def test_the_year_2026(day: date, works: bool, why: str) -> None:
    assert CALENDAR.is_working_day(day) is works, why


def test_an_exchange_names_its_letter() -> None:
    assert [source.legal_basis for source in day_sources(date(2026, 1, 2))] == [
        "Văn bản số 12729/VPCP-KGVX ngày 25/12/2025"
    ]
    assert day_sources(date(2026, 1, 1)) == ()


def test_an_exchange_over_the_turn_of_a_year_is_known_to_both_years() -> None:
    assert vietnam_calendar([2018]).is_working_day(date(2018, 12, 31)) is False
    assert vietnam_calendar([2019]).is_working_day(date(2019, 1, 5)) is True


def test_years_in_any_order_make_one_calendar() -> None:
    assert vietnam_calendar([2026, 2025, 2026]) == vietnam_calendar([2025, 2026])


def test_days_off_that_are_not_announced_yet_are_told_apart() -> None:
    assert CALENDAR.knows(date(2026, 12, 31))
    assert not CALENDAR.knows(date(2027, 2, 8))
    assert not CALENDAR.knows(date(2024, 6, 1))


def test_an_office_may_have_days_of_its_own() -> None:
    desk = CALENDAR.changed(working=[date(2026, 3, 7)], off=[date(2026, 3, 9)])
    assert desk.is_working_day(date(2026, 3, 7))
    assert desk.next_working_day(date(2026, 3, 8)) == date(2026, 3, 10)
    assert desk.changed(off=[date(2026, 3, 7)]).is_working_day(date(2026, 3, 7)) is False
    assert CALENDAR.days_off([date(2026, 3, 9), date(2026, 3, 8)]) == (date(2026, 3, 8),)


def test_counting_starts_the_day_after_and_skips_tet() -> None:
    assert CALENDAR.working_days_after(date(2026, 2, 12), 1) == date(2026, 2, 13)
    assert CALENDAR.working_days_after(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert CALENDAR.working_days_after(date(2026, 2, 14), 1) == date(2026, 2, 23)


@given(DAYS, COUNTS)
def test_between_is_the_inverse_of_after(start: date, count: int) -> None:
    assert CALENDAR.working_days_between(start, CALENDAR.working_days_after(start, count)) == count


@given(DAYS, COUNTS)
def test_a_count_ends_on_a_working_day(start: date, count: int) -> None:
    end = CALENDAR.working_days_after(start, count)
    assert count == 0 or CALENDAR.is_working_day(end)


@given(DAYS, DAYS, COUNTS)
def test_a_later_start_never_ends_earlier(first: date, second: date, count: int) -> None:
    early, late = sorted((first, second))
    assert CALENDAR.working_days_after(early, count) <= CALENDAR.working_days_after(late, count)


@given(DAYS)
def test_the_next_and_the_previous_working_day_enclose_a_day(day: date) -> None:
    before, after = CALENDAR.previous_working_day(day), CALENDAR.next_working_day(day)
    assert before <= day <= after
    assert CALENDAR.is_working_day(before) and CALENDAR.is_working_day(after)
    between = [before + timedelta(days=ahead) for ahead in range(1, (after - before).days)]
    assert CALENDAR.days_off(between) == tuple(between)


def test_nothing_counts_backwards_or_for_ever() -> None:
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.working_days_after(date(2026, 3, 2), -1)
    with pytest.raises(ValueError, match="weekend"):
        Calendar(weekend=frozenset(range(7)))
    assert CALENDAR.working_days_between(date(2026, 3, 9), date(2026, 3, 2)) == 0
