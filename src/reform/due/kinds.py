"""The fate of every kind of deadline.

Owns: from one deadline to its occurrences. Does not: read words, merge the deadlines of one deliverable
(see ``series``), or decide how proof is given (see ``reform.tracking``).
Source: the plan's own words; the reporting regime; Điều 147, 148 Bộ luật Dân sự 2015.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from reform.calendars import Calendar, TermRules
from reform.due.recurring import dated, quarterly_declarations, recurring
from reform.due.values import Fate, Frame, Occurrence, Schedule, event_key
from reform.messages import Reason
from reform.regimes import PeriodCode, Regime, ReportPeriod
from vanban.language.deadlines import Deadline, DeadlineKind
from vanban.text.findings import Finding, Place, Severity

__all__ = ["occurrences", "schedule_of"]


def occurrences(
    deadline: Deadline,
    *,
    year: int,
    signed_on: date | None,
    calendar: Calendar,
    regime: Regime,
    rules: TermRules,
) -> Schedule:
    """Return what becomes of one deadline. Every kind has at least one occurrence, if only one to settle.

    Args:
        deadline: As read or as corrected by a person.
        year: The plan's year, in which recurring deadlines are laid out.
        signed_on: The plan's signature: nothing is ever due before it. None where unknown.
        calendar: The working days of whoever owes.
        regime: The reports of whoever owes, for recurring deadlines without a day.
        rules: How terms are counted.
    """
    return schedule_of(deadline, Frame(year, signed_on, calendar, regime, rules))


def schedule_of(deadline: Deadline, frame: Frame) -> Schedule:
    """Return what becomes of one deadline within ``frame``; see ``occurrences``."""
    made = _FATES[deadline.kind](deadline, frame)
    place = Place(start=deadline.at, end=deadline.until) if deadline.until > deadline.at else Place()
    found = tuple(replace(finding, place=place, evidence=deadline.text) for finding in made.findings)
    return Schedule(made.occurrences, found)


def _by(deadline: Deadline, frame: Frame) -> Schedule:
    if deadline.date is None:
        return _settle("DU015", deadline)
    if deadline.inclusive is False:
        due = deadline.date - timedelta(days=1)
        return _once(due, Reason("DU002", {"day": deadline.date, "due": due}), deadline, frame)
    return _once(deadline.date, Reason("DU001", {"due": deadline.date}), deadline, frame)


def _within(deadline: Deadline, frame: Frame) -> Schedule:
    if deadline.end is None:
        return _settle("DU015", deadline)
    reason = Reason("DU003", {"start": deadline.start or deadline.end, "end": deadline.end})
    return _once(deadline.end, reason, deadline, frame)


def _once(due: date, reason: Reason, deadline: Deadline, frame: Frame) -> Schedule:
    """Return the one occurrence due on ``due``, or one to settle where that lies before the signature."""
    if frame.signed_on is not None and due < frame.signed_on:
        return _settle("DU016", deadline, due=due, signed=frame.signed_on)
    rule = frame.rules.named_day_off
    one = dated(f"by-{due.isoformat()}", due, reason, frame, rule=rule, starts_on=deadline.start)
    return Schedule((one,))


def _continuous(deadline: Deadline, frame: Frame) -> Schedule:
    return quarterly_declarations(frame)


def _relative(deadline: Deadline, frame: Frame) -> Schedule:
    if not deadline.event:
        made = _dormant("event", Reason("DU022", {"text": deadline.text}))
        finding = Finding("DU022", Severity.WARNING, params={"text": deadline.text})
        return Schedule(made.occurrences, (finding,))
    key = event_key(deadline.event)
    if deadline.unit == "immediately":
        return _dormant(key, Reason("DU023", {"event": deadline.event}))
    params = {"event": deadline.event, "amount": deadline.amount or 0, "unit": deadline.unit or "day"}
    return _dormant(key, Reason("DU011", params))


def _as_directed(deadline: Deadline, frame: Frame) -> Schedule:
    return _dormant("directed", Reason("DU012", {"text": deadline.text}))


def _ad_hoc(deadline: Deadline, frame: Frame) -> Schedule:
    return _dormant("ad-hoc", Reason("DU013"))


def _done(deadline: Deadline, frame: Frame) -> Schedule:
    return Schedule((Occurrence("done", Fate.CLOSED, reasons=(Reason("DU010"),)),))


def _none(deadline: Deadline, frame: Frame) -> Schedule:
    due = date(frame.year, 12, 31)
    if frame.signed_on is not None and due < frame.signed_on:
        return _settle("DU016", deadline, due=due, signed=frame.signed_on)
    reason = Reason("DU009", {"year": frame.year})
    period = ReportPeriod(frame.year, PeriodCode.YEAR)
    one = dated(period.key, due, reason, frame, rule=frame.rules.named_day_off, period=period)
    return Schedule((one,), (Finding("DU009", Severity.WARNING, params=reason.params),))


def _impossible(deadline: Deadline, frame: Frame) -> Schedule:
    return _settle("DU014", deadline)


def _unread(deadline: Deadline, frame: Frame) -> Schedule:
    return _settle("DU015", deadline)


def _settle(code: str, deadline: Deadline, **params: object) -> Schedule:
    filled = {"text": deadline.text, **params}
    one = Occurrence("settle", Fate.SETTLE, reasons=(Reason(code, filled),))
    return Schedule((one,), (Finding(code, Severity.ERROR, params=filled),))


def _dormant(key: str, reason: Reason) -> Schedule:
    return Schedule((Occurrence(key, Fate.DORMANT, reasons=(reason,)),))


_FATES: dict[DeadlineKind, Callable[[Deadline, Frame], Schedule]] = {
    DeadlineKind.BY: _by,
    DeadlineKind.WITHIN: _within,
    DeadlineKind.RECURRING: recurring,
    DeadlineKind.CONTINUOUS: _continuous,
    DeadlineKind.RELATIVE: _relative,
    DeadlineKind.AS_DIRECTED: _as_directed,
    DeadlineKind.DONE: _done,
    DeadlineKind.AD_HOC: _ad_hoc,
    DeadlineKind.NONE: _none,
    DeadlineKind.IMPOSSIBLE: _impossible,
    DeadlineKind.UNREAD: _unread,
}
