"""How long a step of the ledger itself may take: receipt, answers, acceptance.

Owns: the packaged terms and the last day of a step. Does not: know a province's own terms (the caller passes their
days) or what happens when a step is late.
Source: the packaged table ``data/steps.yaml``; counting as in ``reform.calendars.terms``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from reform.calendars import Calendar, TermRules, term_end
from reform.tables import Source, read_table

__all__ = ["StepKind", "StepTerm", "last_day", "step_term", "term_days"]


class StepKind(StrEnum):
    """A step that has a term."""

    RECEIPT = "receipt"  # an agency confirms a duty or contests it
    CONTEST = "contest"  # whoever assigned it answers the contest
    EXTENSION = "extension"  # whoever assigned it answers a request for a later date
    ACCEPTANCE = "acceptance"  # the accepting body takes or returns what was handed in


@dataclass(frozen=True, slots=True)
class StepTerm:
    """One row of the table."""

    kind: StepKind
    working_days: int  # > 0
    source: Source


def step_term(kind: str, on: date) -> StepTerm:
    """Return the term of a step in force on ``on``; a day before the first known row gets that row.

    Raises:
        ValueError: no such kind.
    """
    wanted = StepKind(kind)
    rows = sorted((row for row in _all() if row.kind is wanted), key=lambda row: row.source.valid_from)
    held = [row for row in rows if row.source.valid_from <= on]
    return held[-1] if held else rows[0]


def term_days(kind: str, on: date) -> int:
    """Return how many working days a step that starts on ``on`` may take.

    Raises:
        ValueError: no such kind.
    """
    return step_term(kind, on).working_days


def last_day(kind: str, start_on: date, *, calendar: Calendar, rules: TermRules, days: int | None = None) -> date:
    """Return the last day of a step that starts on ``start_on``; the day after is the first that counts.

    Args:
        kind: Of the step.
        start_on: Day on which the step begins: the duty arrived, the contest was sent, something was handed in.
        calendar: The working days of whoever has to act.
        rules: The rules of counting in force.
        days: Working days of the province's own row; None takes the packaged ones.

    Raises:
        ValueError: no such kind, or ``days`` is negative.

    Example:
        >>> from reform.calendars import term_rules
        >>> last_day("contest", date(2026, 3, 6), calendar=Calendar(), rules=term_rules(date(2026, 3, 6)), days=1)
        datetime.date(2026, 3, 9)
    """
    amount = term_days(kind, start_on) if days is None else days
    return term_end(start_on, amount, "working_day", calendar=calendar, rules=rules)


@cache
def _all() -> tuple[StepTerm, ...]:
    return tuple(
        StepTerm(StepKind(row.values["kind"]), row.values["working_days"], row.source)
        for row in read_table(__package__, "steps")
    )
