"""Counting terms after Điều 147 and 148 of the Civil Code."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.calendars import DayOff, months_after, term_end, term_last_day, term_rules, vietnam_calendar

CALENDAR = vietnam_calendar(range(2024, 2030))
RULES = term_rules(date(2026, 1, 1))
UNITS = ("hour", "working_day", "day", "week", "month", "quarter", "year", "immediately")
DAYS = st.dates(date(2025, 1, 1), date(2027, 10, 31))


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end", "why"),
    [
        (date(2026, 3, 2), 5, "day", date(2026, 3, 9), "bare days are calendar days; Saturday moves to Monday"),
        (date(2026, 3, 2), 5, "working_day", date(2026, 3, 9), "the first day is not counted"),
        (date(2026, 2, 13), 7, "working_day", date(2026, 3, 3), "over Tết"),
        (date(2026, 2, 14), 7, "working_day", date(2026, 3, 3), "an event on a day off"),
        (date(2026, 1, 31), 1, "month", date(2026, 3, 2), "28 February is the last day, a Saturday"),
        (date(2026, 3, 31), 1, "month", date(2026, 5, 4), "30 April and what follows are off"),
        (date(2026, 3, 17), 3, "month", date(2026, 6, 17), "the corresponding day"),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28), "a year without that day"),
        (date(2026, 3, 2), 2, "week", date(2026, 3, 16), "the same day of the week"),
        (date(2026, 3, 2), 4, "hour", date(2026, 3, 2), "within the day"),
        (date(2026, 3, 2), 24, "hour", date(2026, 3, 3), "the next day"),
        (date(2026, 3, 2), 72, "hour", date(2026, 3, 5), "three days"),
        (date(2026, 3, 6), 24, "hour", date(2026, 3, 9), "Saturday moves"),
        (date(2026, 3, 6), 0, "immediately", date(2026, 3, 9), "the next working day"),
        (date(2026, 3, 7), 0, "day", date(2026, 3, 9), "nothing to count, but the day is off"),
    ],
)
def test_worked_examples(start: date, amount: int, unit: str, end: date, why: str) -> None:
    assert term_end(start, amount, unit, calendar=CALENDAR, rules=RULES) == end, why


def test_the_rules_are_data() -> None:
    counted = replace(RULES, first_day_counted=True, term_day_off=DayOff.STAYS, bare_day="working")
    assert term_end(date(2026, 3, 2), 1, "day", calendar=CALENDAR, rules=counted) == date(2026, 3, 2)
    assert term_rules(date(2010, 1, 1)).source.legal_basis.endswith("33/2005/QH11")
    assert term_rules(date(2017, 1, 1)).source.legal_basis.endswith("91/2015/QH13")
    assert term_rules(date(1999, 1, 1)) == term_rules(date(2010, 1, 1))


def test_months_keep_the_day_or_end_with_the_month() -> None:
    assert months_after(date(2026, 10, 31), 4) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)


@given(DAYS, DAYS, st.integers(0, 40), st.sampled_from(UNITS))
def test_a_later_event_is_never_due_earlier(first: date, second: date, amount: int, unit: str) -> None:
    if unit == "year":
        amount = min(amount, 2)
    early, late = sorted((first, second))
    ends = [term_end(day, amount, unit, calendar=CALENDAR, rules=RULES) for day in (early, late)]
    assert ends[0] <= ends[1]


@given(DAYS, st.integers(0, 40), st.sampled_from(UNITS))
def test_a_term_ends_on_a_working_day_on_or_after_its_last_day(start: date, amount: int, unit: str) -> None:
    if unit == "year":
        amount = min(amount, 2)
    last = term_last_day(start, amount, unit, calendar=CALENDAR, rules=RULES)
    end = term_end(start, amount, unit, calendar=CALENDAR, rules=RULES)
    assert start <= last <= end
    assert CALENDAR.is_working_day(end)


def test_what_is_no_term_is_refused() -> None:
    with pytest.raises(ValueError, match="unit"):
        term_end(date(2026, 3, 2), 1, "fortnight", calendar=CALENDAR, rules=RULES)
    with pytest.raises(ValueError, match="negative"):
        term_end(date(2026, 3, 2), -1, "day", calendar=CALENDAR, rules=RULES)
