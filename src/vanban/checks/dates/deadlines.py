"""Deadlines of a plan that fall on a day, from its rows and its prose.

Owns: going through them. Does not: read a deadline.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vanban.plans import Plan
from vanban.plans.comparison import last_day
from vanban.text.findings import Place

__all__ = ["SetDeadline", "set_deadlines"]


@dataclass(frozen=True, slots=True)
class SetDeadline:
    """A deadline with its last day."""

    text: str
    last: date
    place: Place


def set_deadlines(plan: Plan) -> Iterator[SetDeadline]:
    """Yield the deadlines of ``plan`` that have a last day and words of their own."""
    for _, task in plan.tasks():
        for row in task.rows:
            for deadline, place in zip(row.deadlines, row.deadline_places, strict=True):
                last = last_day((deadline,))
                if last is not None and deadline.text:
                    yield SetDeadline(deadline.text, last, place)
    for duty in plan.periodic_duties:
        for deadline in duty.deadlines:
            last = last_day((deadline,))
            if last is not None and deadline.text:
                yield SetDeadline(deadline.text, last, duty.place)
