"""Deadlines that come back: one occurrence per period of the plan's year.

Owns: with a day, that day; without, the day of that period's report, never the last day of the quarter.
Does not: choose the regime, or merge two frequencies of one deliverable (see ``series``).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from reform.calendars import DayOff, day_of_month, settle_day_off
from reform.due.values import Fate, Frame, Occurrence, Schedule
from reform.messages import Reason
from reform.regimes import PeriodCode, ReportPeriod, periods_of
from vanban.language.deadlines import Deadline
from vanban.text.findings import Finding, Place, Severity

__all__ = ["dated", "quarterly_declarations", "recurring", "with_report"]

# How often something so frequent is declared (a page of proof every week helps nobody).
_TOO_FREQUENT = ("daily", "weekly")


def recurring(deadline: Deadline, frame: Frame) -> Schedule:
    """Return one occurrence per period of the plan's year, without those due before the plan was signed."""
    if deadline.freq in _TOO_FREQUENT:
        return quarterly_declarations(frame, code="DU007")
    periods = periods_of(deadline.freq or "", frame.year)
    if not periods:
        reason = Reason("DU018", {"text": deadline.text})
        finding = Finding("DU018", Severity.ERROR, Place(), deadline.text, reason.params)
        return Schedule((Occurrence("settle", Fate.SETTLE, reasons=(reason,)),), (finding,))
    return _after_signature([_occurrence(deadline, period, frame) for period in periods], frame)


def quarterly_declarations(frame: Frame, *, code: str = "DU006") -> Schedule:
    """Return the four declarations a year that a continuous duty is reduced to, each with that quarter's report."""
    periods = periods_of("quarterly", frame.year)
    return _after_signature([with_report(period, frame, code=code) for period in periods], frame)


def with_report(period: ReportPeriod, frame: Frame, *, code: str = "DU004") -> Occurrence:
    """Return the occurrence that is due with the report of ``period``; ``code`` says why."""
    due = frame.regime.due(period)
    reason = Reason(code, {"period": frame.regime.name(period), "due": due})
    return dated(period.key, due, reason, frame, rule=frame.rules.report_day_off, period=period)


def dated(
    key: str,
    due: date,
    reason: Reason,
    frame: Frame,
    *,
    rule: DayOff,
    period: ReportPeriod | None = None,
    starts_on: date | None = None,
) -> Occurrence:
    """Return an occurrence due on ``due``, moved to the next working day where ``rule`` says so."""
    moved = settle_day_off(due, rule, frame.calendar)
    reasons = [reason]
    if moved != due:
        reasons.append(Reason("DU008", {"day": due, "due": moved}))
    if frame.calendar.years and not frame.calendar.knows(moved) and rule is DayOff.NEXT:
        reasons.append(Reason("DU020", {"due": moved}))
    return Occurrence(key, Fate.DUE, moved, starts_on, period, tuple(reasons))


def _occurrence(deadline: Deadline, period: ReportPeriod, frame: Frame) -> Occurrence:
    """Return the occurrence of one period: on the deadline's own day, month's end, or with the report."""
    if deadline.day:
        due = _own_day(deadline, deadline.day, period)
        reason = Reason("DU005", {"due": due})
        return dated(period.key, due, reason, frame, rule=frame.rules.named_day_off, period=period)
    if deadline.month and period.code is PeriodCode.YEAR:
        due = day_of_month(period.year, deadline.month, 31)
        reason = Reason("DU021", {"month": deadline.month, "due": due})
        return dated(period.key, due, reason, frame, rule=frame.rules.named_day_off, period=period)
    return with_report(period, frame)


def _own_day(deadline: Deadline, day: int, period: ReportPeriod) -> date:
    """Return the day named by the deadline in ``period``; "trước ngày" leaves that day out."""
    of_quarter = deadline.month_of_quarter if deadline.freq == "quarterly" else None
    month = deadline.month if deadline.freq == "yearly" else None
    named = period.named_day(day, month_of_quarter=of_quarter, month=month)
    return named - timedelta(days=1) if deadline.inclusive is False else named


def _after_signature(occurrences: Iterable[Occurrence], frame: Frame) -> Schedule:
    """Leave out the periods that were over when the plan was signed; where none is left, a date must be given."""
    signed = frame.signed_on
    made = tuple(occurrences)
    kept = tuple(one for one in made if signed is None or one.due_on is None or one.due_on >= signed)
    if len(kept) == len(made):
        return Schedule(made)
    gone = [one for one in made if one not in kept]
    names = ", ".join(frame.regime.name(one.period) for one in gone if one.period)
    params = {"signed": signed, "periods": names}
    if kept:
        return Schedule(kept, (Finding("DU017", Severity.NOTE, params=params),))
    reason = Reason("DU016", {"due": made[-1].due_on, "signed": signed})
    finding = Finding("DU016", Severity.ERROR, params=reason.params)
    return Schedule((Occurrence("settle", Fate.SETTLE, reasons=(reason,)),), (finding,))
