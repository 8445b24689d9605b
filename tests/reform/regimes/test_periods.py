"""Reporting periods and their names."""

from datetime import date

import pytest

from reform.regimes import PeriodCode, ReportPeriod, periods_of


@pytest.mark.parametrize(
    ("code", "key", "name", "ends_on"),
    [
        (PeriodCode.Q1, "2026-Q1", "quý I năm 2026", date(2026, 3, 31)),
        (PeriodCode.H1, "2026-H1", "6 tháng đầu năm 2026", date(2026, 6, 30)),
        (PeriodCode.Q3, "2026-Q3", "quý III năm 2026", date(2026, 9, 30)),
        (PeriodCode.YEAR, "2026", "năm 2026", date(2026, 12, 31)),
        (PeriodCode.M02, "2026-02", "tháng 2/2026", date(2026, 2, 28)),
    ],
)
def test_a_period_has_a_key_a_name_and_an_end(code: PeriodCode, key: str, name: str, ends_on: date) -> None:
    period = ReportPeriod(2026, code)
    assert (period.key, period.name(), period.ends_on) == (key, name, ends_on)


def test_the_third_report_may_be_that_of_nine_months() -> None:
    assert ReportPeriod(2026, PeriodCode.Q3).name(nine_months=True) == "9 tháng năm 2026"
    assert ReportPeriod(2026, PeriodCode.Q1).name(nine_months=True) == "quý I năm 2026"


@pytest.mark.parametrize(
    ("frequency", "keys"),
    [
        ("quarterly", ["2026-Q1", "2026-H1", "2026-Q3", "2026"]),
        ("half_yearly", ["2026-H1", "2026"]),
        ("nine_monthly", ["2026-Q3"]),
        ("yearly", ["2026"]),
        ("fortnightly", []),
    ],
)
def test_every_frequency_meets_the_reports_of_the_year(frequency: str, keys: list[str]) -> None:
    assert [period.key for period in periods_of(frequency, 2026)] == keys


def test_a_year_has_twelve_months() -> None:
    keys = [period.key for period in periods_of("monthly", 2026)]
    assert keys == [f"2026-{month:02d}" for month in range(1, 13)]


def test_a_named_day_stays_in_its_period() -> None:
    half_year = ReportPeriod(2026, PeriodCode.H1)
    assert half_year.named_day(7) == date(2026, 6, 7)
    assert half_year.named_day(5, month_of_quarter=1) == date(2026, 4, 5)
    assert half_year.named_day(31) == date(2026, 6, 30)
    assert ReportPeriod(2026, PeriodCode.YEAR).named_day(5, month_of_quarter=4) == date(2027, 1, 5)
    assert ReportPeriod(2026, PeriodCode.YEAR).named_day(15, month=11) == date(2026, 11, 15)
