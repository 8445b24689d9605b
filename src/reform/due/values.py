"""What a deadline becomes: occurrences with a fate, and the schedule they make."""

import zlib
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from reform.calendars import Calendar, TermRules
from reform.messages import Reason
from reform.regimes import Regime, ReportPeriod
from vanban.text.findings import Finding
from vanban.text.forms import compare_key

__all__ = ["Fate", "Frame", "Occurrence", "Schedule", "event_key", "recorded_key"]

_LONGEST_KEY = 64
_CASE = 12  # letters of the case's words in a key; a checksum of all of them tells long ones apart


class Fate(StrEnum):
    """What happens with one occurrence when the plan is confirmed."""

    DUE = "due"  # owed by ``due_on``
    DORMANT = "dormant"  # sleeps until its event is entered
    CLOSED = "closed"  # done already
    SETTLE = "settle"  # a person must give a date before the plan can be confirmed


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that something is owed.

    ``key`` names it within its deliverable, now and after a second reading: ``2026``, ``2026-Q1``, ``2026-03``,
    ``by-2026-01-15``. It is never empty, at most 64 characters of ``[0-9A-Za-z-]``, and unique in its schedule.
    """

    key: str
    fate: Fate
    due_on: date | None = None  # the last day, inclusive; set if and only if the fate is DUE
    starts_on: date | None = None  # first day of a span, where the plan gives one
    period: ReportPeriod | None = None  # the report it is due with
    reasons: tuple[Reason, ...] = ()  # how the date came about, in order


@dataclass(frozen=True, slots=True)
class Schedule:
    """All occurrences of one deliverable, by due day, those without one last; and what a person should look at."""

    occurrences: tuple[Occurrence, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def must_settle(self) -> bool:
        """Return whether a person must give a date before the plan can be confirmed."""
        return any(occurrence.fate is Fate.SETTLE for occurrence in self.occurrences)


@dataclass(frozen=True, slots=True)
class Frame:
    """Within which a deadline becomes dates."""

    year: int  # the plan's
    signed_on: date | None  # the plan's signature; None where unknown, then nothing is held against it
    calendar: Calendar
    regime: Regime
    rules: TermRules

    def signed(self, signed_on: date | None) -> "Frame":
        """Return the same frame with another day of signature."""
        return replace(self, signed_on=signed_on)


def event_key(event: str, occurred_on: date | None = None) -> str:
    """Return the key of what waits for an event, or of what its happening on a day made due.

    Two events of one deliverable stay two, and an event may repeat.
    """
    words = "-".join(["event", *compare_key(event).split()])
    if occurred_on is None:
        return words[:_LONGEST_KEY].rstrip("-")
    return recorded_key(words, occurred_on)


def recorded_key(key: str, occurred_on: date, *, case: str = "", number: int = 1) -> str:
    """Return the key of the occurrence that an event opened beside the dormant one of ``key``.

    Args:
        key: Of what waits: ``event-nhan-du-ho-so``, ``directed``, ``ad-hoc``.
        occurred_on: Day of the event.
        case: Words of the case, where the event concerns one: two cases of one day stay two, however long their words.
        number: From 2 on where the same was recorded before and undone: what was cancelled stays as it is.
    """
    tail = f"-{occurred_on.isoformat()}"
    if case_key := compare_key(case):
        tail += f"-{'-'.join(case_key.split())[:_CASE].strip('-')}-{zlib.crc32(case_key.encode()):08x}"
    if number > 1:
        tail += f"-no{number}"
    return f"{key[: _LONGEST_KEY - len(tail)].rstrip('-')}{tail}"
