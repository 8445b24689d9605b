"""The reporting regime: by which day a body reports for a period, and over which window.

Owns: choosing the row that holds for an issuer, a recipient and a date, and turning it into dates.
Does not: move a due day that is off (the caller has the calendar).
Source: the packaged table ``data/reports.yaml``; a body's own rows go before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from reform.calendars.terms import day_of_month
from reform.regimes.periods import PeriodCode, ReportPeriod, periods_of
from reform.tables import Source, in_force, read_table

__all__ = ["ANY", "Regime", "RegimeRow", "YearDay", "national_rows", "period_for", "regime_for", "report_due"]

# A level that matches every level.
ANY = "any"


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day relative to the year of a report: 15 December of the year before is ``YearDay(-1, 12, 15)``."""

    year: int
    month: int
    day: int

    def of(self, year: int) -> date:
        """Return the date for the report of ``year``; a month without that day gives its last day."""
        return day_of_month(year + self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class RegimeRow:
    """One row: what a level owes another for one period."""

    issuer: str  # level of who reports, or ``any``
    recipient: str  # level of who receives, or ``any``
    period: PeriodCode
    window_from: YearDay  # first day of the data
    window_to: YearDay  # last day of the data
    cumulative: bool  # whether the window starts with the year's
    due: YearDay
    source: Source


@dataclass(frozen=True, slots=True)
class Regime:
    """The rows that hold for one issuer and one recipient, the more particular first."""

    rows: tuple[RegimeRow, ...]

    def row(self, code: PeriodCode) -> RegimeRow | None:
        """Return the row of a period, or None where the regime does not have that report."""
        return next((row for row in self.rows if row.period is code), None)

    def due(self, period: ReportPeriod) -> date:
        """Return by which day (inclusive) the report of ``period`` is due.

        Where the regime lacks the report, it is the last day of the period.
        """
        row = self.row(period.code)
        return row.due.of(period.year) if row else period.ends_on

    def window(self, period: ReportPeriod) -> tuple[date, date] | None:
        """Return the first and last day of the data of ``period`` (both inclusive), or None without such a report."""
        row = self.row(period.code)
        return (row.window_from.of(period.year), row.window_to.of(period.year)) if row else None

    def name(self, period: ReportPeriod) -> str:
        """Return the Vietnamese name of ``period`` as this regime counts it (quý III or 9 tháng)."""
        row = self.row(period.code)
        return period.name(nine_months=row is not None and row.cumulative)


def national_rows() -> tuple[RegimeRow, ...]:
    """Return the packaged rows of all dates, in the file's order."""
    return _national()


def regime_for(issuer_level: str, recipient_level: str, at: date, *, own_rows: Sequence[RegimeRow] = ()) -> Regime:
    """Return the regime between two levels on ``at``.

    A body's own rows go before the national ones, a row that names the levels before one for ``any``.
    Before the first row of a period the earliest one holds, so that an older plan can be laid out too.
    """
    own = _matching(own_rows, issuer_level, recipient_level, at)
    national = _matching(national_rows(), issuer_level, recipient_level, max(at, _first_day()))
    return Regime((*own, *national))


def report_due(period: PeriodCode, year: int, regime_rows: Iterable[RegimeRow], at: date) -> date:
    """Return by which day the report of ``period`` of ``year`` is due.

    Of ``regime_rows`` those in force on ``at`` count, the first of the period; without one it is the period's last day.
    """
    return Regime(in_force(regime_rows, at)).due(ReportPeriod(year, period))


def period_for(day: date, regime: Regime | None = None) -> ReportPeriod:
    """Return the quarterly report that covers ``day``.

    With a regime it is the one whose due day comes first on or after ``day``; without, that of the calendar quarter.
    """
    if regime is None:
        return periods_of("quarterly", day.year)[(day.month - 1) // 3]
    # The year's report may be due early in the year after.
    near = [period for step in (-1, 0, 1) for period in periods_of("quarterly", day.year + step)]
    return min((period for period in near if regime.due(period) >= day), key=regime.due)


def _matching(rows: Iterable[RegimeRow], issuer: str, recipient: str, at: date) -> list[RegimeRow]:
    fitting = [row for row in in_force(rows, at) if row.issuer in (issuer, ANY) and row.recipient in (recipient, ANY)]
    return sorted(fitting, key=lambda row: (row.issuer == ANY) + (row.recipient == ANY))


@cache
def _first_day() -> date:
    return min(row.source.valid_from for row in national_rows())


@cache
def _national() -> tuple[RegimeRow, ...]:
    return tuple(
        RegimeRow(
            issuer=values["issuer"],
            recipient=values["recipient"],
            period=PeriodCode(values["period"]),
            window_from=YearDay(*values["window"][0]),
            window_to=YearDay(*values["window"][1]),
            cumulative=values["cumulative"],
            due=YearDay(*values["due"]),
            source=row.source,
        )
        for row in read_table(__package__, "reports")
        for values in (row.values,)
    )
