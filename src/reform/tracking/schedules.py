"""What is handed in when, by tracking mode.

Owns: turning the deadlines of a deliverable into its schedule once the mode is chosen. Does not: choose the mode.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from reform.calendars import Calendar, TermRules
from reform.due import Fate, Frame, Occurrence, Schedule, join, merge_series, schedule_of, series, with_report
from reform.regimes import Regime, period_for
from reform.tracking.values import Mode
from vanban.language.deadlines import Deadline, DeadlineKind

__all__ = ["effective_schedule", "schedule_by_mode"]

# Declared at most once a quarter.
_SELDOM_ENOUGH = frozenset({"quarterly", "half_yearly", "nine_monthly", "yearly"})
# Only words say when; the periodic report answers for them too.
_WITHOUT_A_DAY = frozenset({DeadlineKind.AS_DIRECTED, DeadlineKind.AD_HOC, DeadlineKind.NONE})


def effective_schedule(
    mode: Mode,
    deadlines: Sequence[Deadline],
    *,
    year: int,
    signed_on: date | None,
    calendar: Calendar,
    regime: Regime,
    rules: TermRules,
) -> Schedule:
    """Return what is handed in when under ``mode``; the arguments are those of ``reform.due.occurrences``.

    * document, figure: by the deadlines;
    * in the periodic report: with the report of the period, a continuous duty each quarter;
    * declared: by the deadlines, at most once a quarter;
    * not tracked: nothing.
    """
    return schedule_by_mode(mode, deadlines, Frame(year, signed_on, calendar, regime, rules))


def schedule_by_mode(mode: Mode, deadlines: Sequence[Deadline], frame: Frame) -> Schedule:
    """Return what is handed in when under ``mode`` within ``frame``; see ``effective_schedule``."""
    return _BY_MODE[mode](deadlines, frame)


def _nothing(deadlines: Sequence[Deadline], frame: Frame) -> Schedule:
    return Schedule()


def _declared(deadlines: Sequence[Deadline], frame: Frame) -> Schedule:
    return series([_quarterly_at_most(deadline) for deadline in deadlines], frame)


def _quarterly_at_most(deadline: Deadline) -> Deadline:
    if deadline.kind is DeadlineKind.RECURRING and deadline.freq not in _SELDOM_ENOUGH:
        return replace(deadline, freq="quarterly", day=None, month=None, month_of_quarter=None)
    return deadline


def _in_report(deadlines: Sequence[Deadline], frame: Frame) -> Schedule:
    counted = merge_series(deadlines)
    if not counted or all(deadline.kind in _WITHOUT_A_DAY for deadline in counted):
        counted = (Deadline(kind=DeadlineKind.CONTINUOUS, text=""),)
    return join(_reported(schedule_of(deadline, frame), frame) for deadline in counted)


def _reported(made: Schedule, frame: Frame) -> Schedule:
    """Return the schedule with every date moved to the report that covers it."""
    return Schedule(tuple(_with_its_report(one, frame) for one in made.occurrences), made.findings)


def _with_its_report(one: Occurrence, frame: Frame) -> Occurrence:
    if one.fate is not Fate.DUE or one.due_on is None:
        return one
    period = one.period or period_for(one.due_on)
    if one.period is not None and one.starts_on is None and _own_day(one):
        return one
    return with_report(period, frame, code="DU025")


def _own_day(one: Occurrence) -> bool:
    return any(reason.code in ("DU005", "DU021") for reason in one.reasons)


_BY_MODE: dict[Mode, Callable[[Sequence[Deadline], Frame], Schedule]] = {
    Mode.DOCUMENT: series,
    Mode.FIGURE: series,
    Mode.IN_REPORT: _in_report,
    Mode.DECLARED: _declared,
    Mode.NOT_TRACKED: _nothing,
}
