"""Reporting periods as values, with their Vietnamese names.

Owns: which periods a year has and which one a frequency or a month belongs to. Does not: say when one is due
(see ``rows``).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reform.calendars.terms import day_of_month

__all__ = ["PeriodCode", "ReportPeriod", "periods_of"]


class PeriodCode(StrEnum):
    """The periods of a year. Each quarter ends with one report: quarter I, half-year, quarter III (nine months), year.

    So a quarterly, a half-yearly and a yearly report of the same body meet in one, and are owed once.
    """

    Q1 = "Q1"
    H1 = "H1"
    Q3 = "Q3"
    YEAR = "Y"
    M01 = "M01"
    M02 = "M02"
    M03 = "M03"
    M04 = "M04"
    M05 = "M05"
    M06 = "M06"
    M07 = "M07"
    M08 = "M08"
    M09 = "M09"
    M10 = "M10"
    M11 = "M11"
    M12 = "M12"


_QUARTERLY = (PeriodCode.Q1, PeriodCode.H1, PeriodCode.Q3, PeriodCode.YEAR)
_MONTHLY = tuple(code for code in PeriodCode if code.startswith("M"))
_NAMES = {
    PeriodCode.Q1: "quý I",
    PeriodCode.H1: "6 tháng đầu năm",
    PeriodCode.Q3: "quý III",
    PeriodCode.YEAR: "năm",
}
_LAST_MONTH = {PeriodCode.Q1: 3, PeriodCode.H1: 6, PeriodCode.Q3: 9, PeriodCode.YEAR: 12}
# Which reports a duty of that frequency is due with.
_OF_FREQUENCY: dict[str, tuple[PeriodCode, ...]] = {
    "monthly": _MONTHLY,
    "quarterly": _QUARTERLY,
    "half_yearly": (PeriodCode.H1, PeriodCode.YEAR),
    "nine_monthly": (PeriodCode.Q3,),
    "yearly": (PeriodCode.YEAR,),
}


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """One period of one year, such as the half-year of 2026."""

    year: int
    code: PeriodCode

    @property
    def key(self) -> str:
        """Return the key of an occurrence of this period: ``2026``, ``2026-Q1``, ``2026-H1``, ``2026-03``."""
        if self.code is PeriodCode.YEAR:
            return f"{self.year}"
        return f"{self.year}-{self.code.removeprefix('M')}"

    @property
    def last_month(self) -> int:
        """Return the month (1 to 12) with which the period ends."""
        return _LAST_MONTH.get(self.code) or int(self.code[1:])

    @property
    def ends_on(self) -> date:
        """Return the last calendar day of the period; the report is usually due before it."""
        return day_of_month(self.year, self.last_month, 31)

    def named_day(self, day: int, *, month_of_quarter: int | None = None, month: int | None = None) -> date:
        """Return the day that a plan names in this period: by default of its last month.

        Args:
            day: 1 to 31; a month without it gives its last day.
            month_of_quarter: For the quarterly reports, 1 to 3; 4 is the first month after the quarter.
            month: For the year's report, 1 to 12.
        """
        at = self.last_month
        if month_of_quarter and self.code in _QUARTERLY:
            at += month_of_quarter - 3
        elif month and self.code is PeriodCode.YEAR:
            at = month
        return day_of_month(self.year + (at - 1) // 12, (at - 1) % 12 + 1, day)

    def name(self, *, nine_months: bool = False) -> str:
        """Return the Vietnamese name: ``quý I năm 2026``, ``6 tháng đầu năm 2026``, ``năm 2026``, ``tháng 3/2026``.

        Args:
            nine_months: Where the regime counts the third report from the start of the year, it is ``9 tháng``.
        """
        if self.code in _MONTHLY:
            return f"tháng {self.last_month}/{self.year}"
        if nine_months and self.code is PeriodCode.Q3:
            return f"9 tháng năm {self.year}"
        joint = "" if self.code in (PeriodCode.YEAR, PeriodCode.H1) else " năm"
        return f"{_NAMES[self.code]}{joint} {self.year}"


def periods_of(frequency: str, year: int) -> tuple[ReportPeriod, ...]:
    """Return the report periods of ``year`` that a duty of ``frequency`` is due with, in order; none if unknown.

    Args:
        frequency: ``monthly``, ``quarterly``, ``half_yearly``, ``nine_monthly`` or ``yearly``.
        year: The plan's year.
    """
    return tuple(ReportPeriod(year, code) for code in _OF_FREQUENCY.get(frequency, ()))
