"""The ledger's own terms."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.obligations.constants import ClockKind
from reform.calendars import Calendar, term_rules, vietnam_calendar
from reform.clocks import StepKind, last_day, step_term, term_days

ON = date(2026, 3, 16)
RULES = term_rules(ON)


@pytest.mark.parametrize("kind", StepKind)
def test_every_step_has_a_term_and_says_that_it_is_a_default(kind: StepKind) -> None:
    term = step_term(kind, ON)
    assert term.working_days > 0
    assert "mặc định của chương trình" in term.source.legal_basis


def test_the_ledger_and_the_table_name_the_same_steps() -> None:
    assert set(ClockKind.values) == {kind.value for kind in StepKind}


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(ValueError, match="lunch"):
        term_days("lunch", ON)


def test_a_day_before_the_first_row_gets_that_row() -> None:
    assert term_days("receipt", date(2015, 1, 1)) == term_days("receipt", date(2021, 1, 1))


def test_counting_starts_the_day_after_and_leaves_days_off_out() -> None:
    calendar = vietnam_calendar((2026,))
    # Wednesday 29 April; 30 April and 1 May are holidays, then a weekend.
    assert last_day("contest", date(2026, 4, 29), calendar=calendar, rules=RULES, days=1) == date(2026, 5, 4)


def test_a_provinces_own_days_go_before_the_packaged_ones() -> None:
    own = last_day("receipt", ON, calendar=Calendar(), rules=RULES, days=2)
    assert own == date(2026, 3, 18)
    assert last_day("receipt", ON, calendar=Calendar(), rules=RULES) == Calendar().working_days_after(
        ON, term_days("receipt", ON)
    )


@given(start=st.dates(date(2026, 1, 1), date(2026, 12, 31)), days=st.integers(1, 60))
def test_the_last_day_is_a_working_day_as_many_working_days_later(start: date, days: int) -> None:
    calendar = vietnam_calendar((2026, 2027))
    last = last_day("acceptance", start, calendar=calendar, rules=RULES, days=days)
    assert calendar.is_working_day(last)
    assert calendar.working_days_between(start, last) == days
