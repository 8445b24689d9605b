"""How values are written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from caicach.ui import notation

TODAY = date(2026, 11, 16)


def test_a_date_is_day_month_year_in_both_languages() -> None:
    for language in ("vi", "en"):
        with translation.override(language):
            assert notation.date_text(date(2026, 9, 2)) == "02/09/2026"


def test_a_moment_shows_the_clock_of_viet_nam() -> None:
    late_in_utc = datetime(2026, 11, 5, 18, 30, tzinfo=UTC)

    assert notation.moment_text(late_in_utc) == "06/11/2026 01:30"
    assert notation.date_text(late_in_utc) == "06/11/2026"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (8803, "8.803"),
        (1_234_567, "1.234.567"),
        (-12, "−12"),
        (Decimal("1234.50"), "1.234,50"),
        (Decimal("7.00"), "7"),
    ],
)
def test_thousands_are_parted_by_dots(value: int | Decimal, text: str) -> None:
    assert notation.number_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("85.75"), "85,75\u00a0%"),
        (100, "100,00\u00a0%"),
        (0.97, "0,97\u00a0%"),
        (Decimal("-0.005"), "−0,01\u00a0%"),
    ],
)
def test_a_share_has_a_comma_and_a_space_that_does_not_break(value: Decimal, text: str) -> None:
    assert notation.percent_text(value) == text


def test_half_is_rounded_away_from_zero() -> None:
    assert notation.decimal_text(Decimal("2.345")) == "2,35"
    assert notation.decimal_text(Decimal("2.5"), 0) == "3"


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2026, 11, 20), "còn 4 ngày"),
        (date(2026, 11, 17), "ngày mai"),
        (date(2026, 11, 16), "hôm nay"),
        (date(2026, 11, 6), "trễ 10 ngày"),
        (date(2020, 11, 16), "trễ 2.191 ngày"),
    ],
)
def test_a_distance_is_said_in_words(on: date, text: str) -> None:
    assert notation.distance_text(on, TODAY) == text


def test_nothing_is_late_on_its_own_day() -> None:
    assert notation.late_text(TODAY, TODAY) == ""
    assert notation.late_text(date(2026, 11, 15), TODAY) == "trễ 1 ngày"


def test_the_week_begins_on_monday() -> None:
    assert [notation.weekday_text(date(2026, 11, day)) for day in (16, 20, 22)] == ["thứ Hai", "thứ Sáu", "Chủ Nhật"]


@pytest.mark.parametrize(("size", "text"), [(512, "512\u00a0B"), (412_000, "412\u00a0kB"), (9_400_000, "9,4\u00a0MB")])
def test_a_size_has_the_unit_a_person_reads(size: int, text: str) -> None:
    assert notation.size_text(size) == text
