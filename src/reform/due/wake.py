"""From an event to a date: what becomes of a dormant occurrence when its event is entered.

Owns: the last day of a term counted from an event. Does not: know which event woke it.
Source: Điều 147, 148 Bộ luật Dân sự 2015, through ``reform.calendars.term_rules``.
"""

from datetime import date

from reform.calendars import Calendar, TermRules, settle_day_off, term_last_day
from reform.due.values import Fate, Occurrence, event_key
from reform.messages import Reason
from vanban.language.deadlines import Deadline, DeadlineKind

__all__ = ["wake", "wakes_by_itself", "woken"]


def wakes_by_itself(deadline: Deadline) -> bool:
    """Return whether the event's date alone gives the due day; otherwise the due day must be entered with the event."""
    return deadline.kind is DeadlineKind.RELATIVE


def wake(deadline: Deadline, occurred_on: date, calendar: Calendar, rules: TermRules) -> date:
    """Return by which day (inclusive) a relative deadline falls due once its event has happened.

    Counting starts the day after the event, also where that was a day off; a last day that is off moves on.

    Args:
        deadline: A relative one: ``wakes_by_itself``.
        occurred_on: Day of the event.
        calendar: The working days of whoever owes.
        rules: How terms are counted on that day.
    """
    return settle_day_off(_named(deadline, occurred_on, calendar, rules), rules.term_day_off, calendar)


def woken(deadline: Deadline, occurred_on: date, calendar: Calendar, rules: TermRules, *, key: str = "") -> Occurrence:
    """Return the occurrence that an event on ``occurred_on`` makes of a relative deadline, with its reasons.

    Args:
        deadline: A relative one: ``wakes_by_itself``.
        occurred_on: Day of the event.
        calendar: The working days of whoever owes.
        rules: How terms are counted on that day.
        key: The key of the occurrence; by default made of the event and the day, so that an event may repeat.
    """
    last = _named(deadline, occurred_on, calendar, rules)
    due = wake(deadline, occurred_on, calendar, rules)
    params = {"occurred": occurred_on, "amount": deadline.amount, "unit": deadline.unit, "due": last}
    reasons = [Reason("DU024" if deadline.unit == "immediately" else "DU019", params)]
    if due != last:
        reasons.append(Reason("DU008", {"day": last, "due": due}))
    return Occurrence(key or event_key(deadline.event or "", occurred_on), Fate.DUE, due, reasons=tuple(reasons))


def _named(deadline: Deadline, occurred_on: date, calendar: Calendar, rules: TermRules) -> date:
    """Return the last day of the term before it is moved.

    Raises:
        ValueError: the deadline is not relative: its due day cannot be computed from the event.
    """
    if not wakes_by_itself(deadline):
        raise ValueError(f"a deadline of kind {deadline.kind} has no term to count: enter the due day")
    amount, unit = deadline.amount or 0, deadline.unit or "day"
    return term_last_day(occurred_on, amount, unit, calendar=calendar, rules=rules)
