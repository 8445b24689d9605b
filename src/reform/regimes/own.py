"""A body's own reporting days, taken from the words of its plan.

Owns: "báo cáo quý trước ngày 07 tháng cuối quý; báo cáo năm trước ngày 07/11" as rows of the regime.
Does not: find the sentence (the reader does), or decide whether the rows are kept (a person does).
"""

from collections.abc import Iterable
from datetime import timedelta

from reform.regimes.periods import PeriodCode, ReportPeriod, periods_of
from reform.regimes.rows import RegimeRow, YearDay, national_rows
from reform.tables import Source
from vanban.language.deadlines import Deadline, DeadlineKind

__all__ = ["own_rows"]


def own_rows(
    deadlines: Iterable[Deadline], *, year: int, issuer: str, recipient: str, source: Source
) -> tuple[RegimeRow, ...]:
    """Return the rows that the plan's own reporting days make, for ``regime_for(own_rows=…)``.

    A recurring deadline with a day gives its periods; a single date gives the year's report, and goes before the
    year's row of a recurring one. Data windows stay the national ones. Deadlines without a day give nothing.

    Args:
        deadlines: Of the sentence about periodic reports.
        year: The plan's year.
        issuer: Level of who reports, or ``any``.
        recipient: Level of who receives, or ``any``.
        source: The plan, with the time for which its days hold.
    """
    days: dict[PeriodCode, YearDay] = {}
    for deadline in sorted(deadlines, key=lambda deadline: deadline.kind is not DeadlineKind.BY):
        for code, day in _days(deadline, year):
            days.setdefault(code, day)
    return tuple(_row(code, day, issuer, recipient, source) for code, day in days.items())


def _days(deadline: Deadline, year: int) -> list[tuple[PeriodCode, YearDay]]:
    if deadline.kind is DeadlineKind.BY and deadline.date is not None:
        last = deadline.date - timedelta(days=deadline.inclusive is False)
        return [(PeriodCode.YEAR, YearDay(last.year - year, last.month, last.day))]
    if deadline.kind is DeadlineKind.RECURRING and deadline.day:
        return [
            (period.code, _day_of(deadline, deadline.day, period)) for period in periods_of(deadline.freq or "", year)
        ]
    return []


def _day_of(deadline: Deadline, day: int, period: ReportPeriod) -> YearDay:
    named = period.named_day(day, month_of_quarter=deadline.month_of_quarter, month=deadline.month)
    last = named - timedelta(days=deadline.inclusive is False)
    return YearDay(last.year - period.year, last.month, last.day)


def _row(code: PeriodCode, due: YearDay, issuer: str, recipient: str, source: Source) -> RegimeRow:
    like = next(row for row in national_rows() if row.period is code)
    return RegimeRow(issuer, recipient, code, like.window_from, like.window_to, like.cumulative, due, source)
