"""A clock that stood keeps what was left of its term."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.calendars import (
    Calendar,
    DayOff,
    resumed_last_day,
    standing_rules,
    vietnam_calendar,
    waiting_days,
)

RULES = standing_rules(date(2026, 3, 1))
CALENDAR = vietnam_calendar((2026, 2027))
DAYS = st.dates(date(2026, 1, 5), date(2026, 12, 20))
SPANS = st.integers(0, 200)


def test_waiting_is_counted_from_the_day_after() -> None:
    assert waiting_days(date(2026, 3, 2), date(2026, 3, 2), calendar=CALENDAR, rules=RULES) == 0
    assert waiting_days(date(2026, 3, 2), date(2026, 3, 9), calendar=CALENDAR, rules=RULES) == 7


def test_a_span_that_runs_backwards_is_no_waiting() -> None:
    assert waiting_days(date(2026, 3, 9), date(2026, 3, 2), calendar=CALENDAR, rules=RULES) == 0


@pytest.mark.parametrize(
    ("last_day", "from_on", "until_on", "after"),
    [
        (date(2026, 3, 13), date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 20)),
        (date(2026, 3, 13), date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 16)),  # the 14th is a Saturday
        (date(2026, 3, 13), date(2026, 3, 13), date(2026, 3, 30), date(2026, 3, 30)),  # sent on the last day
        (date(2026, 3, 13), date(2026, 3, 16), date(2026, 3, 24), date(2026, 3, 21)),  # three days late: stays so
        (date(2026, 3, 14), date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 14)),  # nothing to add, nothing settled
    ],
)
def test_the_last_day_moves_by_as_many_days(last_day: date, from_on: date, until_on: date, after: date) -> None:
    assert resumed_last_day(last_day, from_on, until_on, calendar=CALENDAR, rules=RULES) == after


@given(DAYS, DAYS, SPANS)
def test_whoever_was_in_time_stays_in_time_and_late_days_stay(last_day: date, from_on: date, span: int) -> None:
    until_on = from_on + timedelta(days=span)
    after = resumed_last_day(last_day, from_on, until_on, calendar=CALENDAR, rules=RULES)
    late_before = max(0, (from_on - last_day).days)
    assert after >= last_day
    assert max(0, (until_on - after).days) == late_before


@given(DAYS, DAYS, SPANS)
def test_remaining_days_are_kept_but_for_days_off(last_day: date, from_on: date, span: int) -> None:
    until_on = from_on + timedelta(days=span)
    stays = replace(RULES, day_off=DayOff.STAYS)
    after = resumed_last_day(last_day, from_on, until_on, calendar=CALENDAR, rules=stays)
    assert after - until_on == last_day - from_on


@given(DAYS, st.integers(0, 40), st.integers(0, 60))
def test_working_days_can_be_what_is_added(last_day: date, before: int, span: int) -> None:
    rules = replace(RULES, added="working", day_off=DayOff.STAYS)
    from_on = last_day - timedelta(days=before)
    until_on = from_on + timedelta(days=span)
    after = resumed_last_day(last_day, from_on, until_on, calendar=CALENDAR, rules=rules)
    stood = waiting_days(from_on, until_on, calendar=CALENDAR, rules=rules)
    assert CALENDAR.working_days_between(last_day, after) == stood


def test_the_first_day_may_count_by_another_rule() -> None:
    rules = replace(RULES, first_day_counted=True)
    assert waiting_days(date(2026, 3, 2), date(2026, 3, 3), calendar=Calendar(), rules=rules) == 2


def test_the_rule_names_its_source() -> None:
    assert RULES.source.legal_basis
    assert standing_rules(date(1990, 1, 1)) == RULES
