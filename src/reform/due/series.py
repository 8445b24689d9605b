"""Several deadlines of one deliverable make one series.

Owns: which deadlines say the same thing, and the union of their occurrences. Does not: tie a deadline to its
deliverable (the reader does, a person may change it).
"""

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from reform.due.kinds import schedule_of
from reform.due.values import Frame, Occurrence, Schedule
from reform.regimes import PeriodCode, ReportPeriod, periods_of
from vanban.language.deadlines import Deadline, DeadlineKind
from vanban.text.findings import Finding

__all__ = ["join", "merge_series", "series"]

# Beside one of these, "thường xuyên" only says how the work is done, not when something is handed in.
_TELLS_WHEN = frozenset({DeadlineKind.BY, DeadlineKind.WITHIN, DeadlineKind.RECURRING})


def merge_series(deadlines: Sequence[Deadline]) -> tuple[Deadline, ...]:
    """Return the deadlines that count for one deliverable, in their order; those that add nothing fall away.

    * an empty cell beside anything else;
    * "thường xuyên" beside a date or a period ("Tổ chức thực hiện: thường xuyên; báo cáo: hằng quý");
    * a whole year beside a period that reports the year ("trong năm; định kỳ hằng quý");
    * a frequency that another one covers ("hằng quý, 6 tháng, 9 tháng, cả năm" is hằng quý: four a year);
    * a repetition.
    """
    kept: list[Deadline] = []
    for deadline in deadlines:
        others = [other for other in deadlines if other is not deadline]
        if not any(rule(deadline, others) for rule in _ADDS_NOTHING) and not _said_before(deadline, kept):
            kept.append(deadline)
    return tuple(kept or deadlines[:1])


def series(deadlines: Sequence[Deadline], frame: Frame) -> Schedule:
    """Return the one schedule of all deadlines of a deliverable; without a deadline, that of an empty cell."""
    counted = merge_series(deadlines) or (Deadline(kind=DeadlineKind.NONE, text=""),)
    comes_back = any(deadline.kind is DeadlineKind.RECURRING for deadline in counted)
    return join(_part(deadline, frame, comes_back=comes_back) for deadline in counted)


def _part(deadline: Deadline, frame: Frame, *, comes_back: bool) -> Schedule:
    """Return the schedule of one deadline; a date "for the year's report" is that report's, not one more."""
    made = schedule_of(deadline, frame)
    if not (
        comes_back and deadline.kind in _ONE_DATE and _YEAR_REPORT.search(f"{deadline.label or ''} {deadline.text}")
    ):
        return made
    period = ReportPeriod(frame.year, PeriodCode.YEAR)
    once = (replace(one, key=period.key, period=period) if one.due_on else one for one in made.occurrences)
    return Schedule(tuple(once), made.findings)


def join(schedules: Iterable[Schedule]) -> Schedule:
    """Return the union of schedules: each key and each due day once, by due day, those without one last."""
    parts = tuple(schedules)
    made = [one for part in parts for one in part.occurrences]
    findings: list[Finding] = []
    for finding in (finding for part in parts for finding in part.findings):
        if finding not in findings:
            findings.append(finding)
    return Schedule(_once_each(made), tuple(findings))


def _once_each(made: Sequence[Occurrence]) -> tuple[Occurrence, ...]:
    by_key: dict[str, Occurrence] = {}
    # A date goes before a day of every period, and both before the day that the regime gives.
    for one in sorted((one for one in made if one.due_on), key=_how_general):
        by_key.setdefault(one.key, one)
    by_day: dict[date | None, Occurrence] = {}
    # Where a date falls on the day of a report, the report stays: it belongs to a period.
    for one in sorted(by_key.values(), key=lambda one: one.period is None):
        by_day.setdefault(one.due_on, one)
    dated = sorted(by_day.values(), key=lambda one: one.due_on or date.max)
    return (*dated, *_numbered([one for one in made if one.due_on is None]))


def _numbered(undated: Sequence[Occurrence]) -> list[Occurrence]:
    """Leave out repetitions; of two that wait for different things under one key, the later gets a number."""
    kept: dict[str, Occurrence] = {}
    for at, one in enumerate(undated):
        if one not in undated[:at]:
            key = one.key if one.key not in kept else _free_key(one.key, kept)
            kept[key] = replace(one, key=key)
    return list(kept.values())


def _free_key(key: str, taken: Container[str]) -> str:
    """Return ``key``, cut to leave room, with the first number from 2 that is not taken."""
    return next(numbered for at in count(2) if (numbered := f"{key[:_STEM]}-{at}") not in taken)


def _how_general(one: Occurrence) -> int:
    codes = {reason.code for reason in one.reasons}
    return 2 if codes & _REPORT_DAY else 1 if codes & _OWN_DAY else 0


def _empty_cell(deadline: Deadline, others: Sequence[Deadline]) -> bool:
    return deadline.kind is DeadlineKind.NONE and any(other.kind is not DeadlineKind.NONE for other in others)


def _how_not_when(deadline: Deadline, others: Sequence[Deadline]) -> bool:
    return deadline.kind is DeadlineKind.CONTINUOUS and any(other.kind in _TELLS_WHEN for other in others)


def _year_reported(deadline: Deadline, others: Sequence[Deadline]) -> bool:
    return _whole_year(deadline) and any(other.kind is DeadlineKind.RECURRING for other in others)


def _whole_year(deadline: Deadline) -> bool:
    start, end = deadline.start, deadline.end
    if deadline.kind is not DeadlineKind.WITHIN or start is None or end is None:
        return False
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year


def _covered(deadline: Deadline, others: Sequence[Deadline]) -> bool:
    """Return whether a finer frequency already has every period of this one, and this one names no day."""
    mine = _periods(deadline)
    if not mine or deadline.day or deadline.month:
        return False
    return any(mine < _periods(other) for other in others if not (other.day or other.month))


def _periods(deadline: Deadline) -> frozenset[object]:
    if deadline.kind is not DeadlineKind.RECURRING:
        return frozenset()
    return frozenset(period.code for period in periods_of(deadline.freq or "", _ANY_YEAR))


def _said_before(deadline: Deadline, kept: Sequence[Deadline]) -> bool:
    return any(_bare(deadline) == _bare(other) for other in kept)


def _bare(deadline: Deadline) -> Deadline:
    """Return the deadline without its words and place: what two spellings of one date have in common."""
    words = deadline.text if deadline.kind in _ONLY_WORDS else ""
    return replace(deadline, text=words, label=None, at=0, until=0, year_inferred=False)


# Codes of reasons by which the regime, not the plan, gave the day.
_REPORT_DAY = frozenset({"DU004", "DU006", "DU007", "DU025"})
# Codes of reasons by which the plan gave a day of each period.
_OWN_DAY = frozenset({"DU005", "DU021"})
_ONE_DATE = frozenset({DeadlineKind.BY, DeadlineKind.WITHIN})
_YEAR_REPORT = re.compile(r"(?:báo cáo|cả) năm\b", re.IGNORECASE)
# Kinds that carry nothing but their words.
_ONLY_WORDS = frozenset({DeadlineKind.AS_DIRECTED, DeadlineKind.IMPOSSIBLE, DeadlineKind.UNREAD})
_ANY_YEAR = 2000
# How much of a key stays before a number, so that it keeps its length.
_STEM = 60
_ADDS_NOTHING: tuple[Callable[[Deadline, Sequence[Deadline]], bool], ...] = (
    _empty_cell,
    _how_not_when,
    _year_reported,
    _covered,
)
