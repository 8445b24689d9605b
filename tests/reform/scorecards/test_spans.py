"""Spans: first and last days, what came before."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.scorecards import Part, Span, span_between, span_of, spans_until

YEARS = st.integers(2015, 2035)
SPANS = st.builds(span_of, YEARS, st.sampled_from(Part))


@pytest.mark.parametrize(
    ("part", "first_on", "last_on"),
    [
        (Part.QUARTER_1, date(2024, 1, 1), date(2024, 3, 31)),
        (Part.QUARTER_4, date(2024, 10, 1), date(2024, 12, 31)),
        (Part.HALF_1, date(2024, 1, 1), date(2024, 6, 30)),
        (Part.HALF_2, date(2024, 7, 1), date(2024, 12, 31)),
        (Part.NINE_MONTHS, date(2024, 1, 1), date(2024, 9, 30)),
        (Part.YEAR, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_part_of_a_year_has_these_days(part: Part, first_on: date, last_on: date) -> None:
    assert span_of(2024, part) == Span(first_on, last_on, part)


@given(SPANS, st.integers(1, 9))
def test_spans_before_are_of_the_same_kind_and_never_overlap(span: Span, count: int) -> None:
    found = spans_until(span, count)
    assert (len(found), found[-1]) == (count, span)
    assert all(one.last_on < two.first_on for one, two in pairwise(found))
    kinds = {one.part.value[0] if one.part else "" for one in found}
    assert len(kinds) == 1


def test_quarters_go_back_over_the_turn_of_the_year() -> None:
    parts = [(one.year, one.part) for one in spans_until(span_of(2026, Part.QUARTER_1), 3)]
    assert parts == [(2025, Part.QUARTER_3), (2025, Part.QUARTER_4), (2026, Part.QUARTER_1)]


def test_free_days_are_followed_back_by_as_many_days() -> None:
    before, span = spans_until(span_between(date(2026, 3, 11), date(2026, 3, 20)), 2)
    assert (before.first_on, before.last_on) == (date(2026, 3, 1), date(2026, 3, 10))
    assert span.part is None


def test_what_falls_due_today_or_later_is_not_counted_yet() -> None:
    span = span_of(2026, Part.YEAR)
    assert span.until(date(2026, 3, 16)) == date(2026, 3, 15)
    assert span.until(date(2027, 3, 16)) == date(2026, 12, 31)


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(ValueError, match="stands before"):
        span_between(date(2026, 3, 2), date(2026, 3, 1))
