"""The reporting regime: whose rows hold, and the dates they give."""

from dataclasses import replace
from datetime import date

import pytest

from reform.regimes import (
    PeriodCode,
    RegimeRow,
    ReportPeriod,
    YearDay,
    national_rows,
    own_rows,
    period_for,
    periods_of,
    regime_for,
    report_due,
)
from reform.tables import Source
from vanban.language.deadlines import Deadline, DeadlineKind

PLAN = Source(
    "Kế hoạch số 1/KH-UBND", "Kế hoạch", "https://x", date(2026, 1, 1), date(2027, 1, 1), date(2026, 1, 5), "a"
)
MINISTRY = regime_for("province", "ministry", date(2026, 1, 1))


def own(day: int, *, issuer: str = "commune", period: PeriodCode = PeriodCode.Q1) -> RegimeRow:
    like = next(row for row in national_rows() if row.period is period)
    return replace(like, issuer=issuer, recipient="province", due=YearDay(0, 3, day), source=PLAN)


@pytest.mark.parametrize(
    ("code", "due", "window"),
    [
        (PeriodCode.Q1, date(2026, 3, 20), (date(2025, 12, 15), date(2026, 3, 14))),
        (PeriodCode.H1, date(2026, 6, 20), (date(2025, 12, 15), date(2026, 6, 14))),
        (PeriodCode.Q3, date(2026, 9, 20), (date(2026, 6, 15), date(2026, 9, 14))),
        (PeriodCode.YEAR, date(2026, 12, 20), (date(2025, 12, 15), date(2026, 12, 14))),
    ],
)
def test_a_province_reports_to_the_ministry_by_the_twentieth(
    code: PeriodCode, due: date, window: tuple[date, date]
) -> None:
    period = ReportPeriod(2026, code)
    assert MINISTRY.due(period) == due
    assert MINISTRY.window(period) == window


@pytest.mark.parametrize("frequency", ["monthly", "quarterly", "half_yearly", "yearly"])
@pytest.mark.parametrize("levels", [("commune", "province"), ("department", "province"), ("province", "ministry")])
def test_a_report_is_never_due_on_the_last_day_of_its_period(levels: tuple[str, str], frequency: str) -> None:
    regime = regime_for(*levels, date(2026, 1, 1))
    for period in periods_of(frequency, 2026):
        assert regime.due(period) < period.ends_on


def test_every_window_closes_before_the_report_is_due() -> None:
    for row in national_rows():
        assert row.window_from.of(2026) < row.window_to.of(2026) < row.due.of(2026)


def test_a_body_of_its_own_rows_goes_first_and_only_while_they_hold() -> None:
    rows = (own(6),)
    quarter = ReportPeriod(2026, PeriodCode.Q1)
    assert regime_for("commune", "province", date(2026, 2, 1), own_rows=rows).due(quarter) == date(2026, 3, 6)
    assert regime_for("commune", "province", date(2027, 2, 1), own_rows=rows).due(quarter) == date(2026, 3, 20)
    assert regime_for("department", "province", date(2026, 2, 1), own_rows=rows).due(quarter) == date(2026, 3, 20)


def test_a_row_that_names_the_level_goes_before_one_for_any() -> None:
    rows = (own(9, issuer="any"), own(6))
    regime = regime_for("commune", "province", date(2026, 2, 1), own_rows=rows)
    assert regime.due(ReportPeriod(2026, PeriodCode.Q1)) == date(2026, 3, 6)


def test_an_older_plan_gets_the_first_rows_known() -> None:
    assert regime_for("commune", "district", date(2012, 1, 1)).due(ReportPeriod(2012, PeriodCode.H1)) == date(
        2012, 6, 20
    )


def test_report_due_takes_the_rows_given() -> None:
    assert report_due(PeriodCode.Q1, 2026, (own(6), *national_rows()), date(2026, 2, 1)) == date(2026, 3, 6)
    assert report_due(PeriodCode.Q1, 2026, (), date(2026, 2, 1)) == date(2026, 3, 31)


def test_a_day_belongs_to_the_report_that_covers_it() -> None:
    assert period_for(date(2026, 5, 2)) == ReportPeriod(2026, PeriodCode.H1)
    assert period_for(date(2026, 3, 20), MINISTRY) == ReportPeriod(2026, PeriodCode.Q1)
    assert period_for(date(2026, 3, 21), MINISTRY) == ReportPeriod(2026, PeriodCode.H1)
    assert period_for(date(2026, 12, 25), MINISTRY) == ReportPeriod(2027, PeriodCode.Q1)


def test_nine_months_where_the_third_report_counts_from_the_start_of_the_year() -> None:
    rows = (replace(own(6, period=PeriodCode.Q3), cumulative=True),)
    period = ReportPeriod(2026, PeriodCode.Q3)
    assert MINISTRY.name(period) == "quý III năm 2026"
    assert regime_for("commune", "province", date(2026, 2, 1), own_rows=rows).name(period) == "9 tháng năm 2026"


def test_the_days_of_a_plan_become_its_own_rows() -> None:
    said = (
        Deadline(DeadlineKind.RECURRING, "x", freq="quarterly", month_of_quarter=3, day=7, inclusive=False),
        Deadline(DeadlineKind.BY, "x", date=date(2026, 11, 7), inclusive=False),
        Deadline(DeadlineKind.CONTINUOUS, "x"),
    )
    rows = own_rows(said, year=2026, issuer="commune", recipient="province", source=PLAN)
    regime = regime_for("commune", "province", date(2026, 2, 1), own_rows=rows)
    assert [regime.due(period) for period in periods_of("quarterly", 2026)] == [
        date(2026, 3, 6),
        date(2026, 6, 6),
        date(2026, 9, 6),
        date(2026, 11, 6),
    ]
