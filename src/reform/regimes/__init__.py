"""The reporting regime: periods, data windows and due days."""

from reform.regimes.own import own_rows
from reform.regimes.periods import PeriodCode, ReportPeriod, periods_of
from reform.regimes.rows import (
    ANY,
    Regime,
    RegimeRow,
    YearDay,
    national_rows,
    period_for,
    regime_for,
    report_due,
)
from reform.regimes.titles import period_of_title

__all__ = [
    "ANY",
    "PeriodCode",
    "Regime",
    "RegimeRow",
    "ReportPeriod",
    "YearDay",
    "national_rows",
    "own_rows",
    "period_for",
    "period_of_title",
    "periods_of",
    "regime_for",
    "report_due",
]
