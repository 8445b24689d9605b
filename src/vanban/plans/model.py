"""A plan as it was read: areas, tasks, deliverables, who owes them, by when.

Owns: the values. Does not: read (``reader``) or print them (``contract``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vanban.language.agencies import AgencyPhrase
from vanban.language.citations import Citation
from vanban.language.deadlines import Deadline
from vanban.language.headers import Header
from vanban.language.targets import Target
from vanban.text.findings import Finding, Place

__all__ = ["Annex", "Deliverable", "PeriodicDuty", "Plan", "PlanRow", "Task"]


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One thing to hand in."""

    text: str
    deadlines: tuple[int, ...]  # indexes of the row's deadlines that are this deliverable's
    place: Place


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the source's table."""

    deliverables: tuple[Deliverable, ...]
    lead: tuple[AgencyPhrase, ...]
    coordinating: tuple[AgencyPhrase, ...]
    monitoring: tuple[AgencyPhrase, ...]
    deadlines: tuple[Deadline, ...]
    deadline_places: tuple[Place, ...]  # as many as ``deadlines``
    budget: str | None
    note: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Task:
    """One numbered piece of work, with the lines that continue under it."""

    no: str | None  # as printed, without its full stop
    text: str
    rows: tuple[PlanRow, ...]
    place: Place
    page_continuation: bool = False  # its lines go on behind a page break


@dataclass(frozen=True, slots=True)
class Annex:
    """One area's tasks: an annex of its own, or the part of a table under an area's heading row."""

    number: str | None  # "01", "I" … as printed
    title: str | None
    area: str  # a code of ``vanban.language.area_titles``
    columns: tuple[str, ...]  # what the columns mean, in source order
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class PeriodicDuty:
    """A duty with a term that stands in prose, not in a table."""

    who: str | None
    what: str  # the verb with its object
    when: str  # the words of its terms
    to: str | None  # "UBND tỉnh (qua Sở Nội vụ)"
    section: str | None  # "IV.9.b"
    place: Place
    leads: tuple[AgencyPhrase, ...] = ()  # the bodies in ``who``
    area: str | None = None  # the area whose lead it binds, where the clause names one: "chủ trì nội dung cải cách …"
    deadlines: tuple[Deadline, ...] = ()  # ``when`` as it is read; a rhythm whose day is given stands once


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan."""

    header: Header
    annexes: tuple[Annex, ...]
    targets: tuple[tuple[Target, Place], ...]
    citations: tuple[tuple[Citation, Place], ...]  # unique per document, in order of first appearance
    periodic_duties: tuple[PeriodicDuty, ...]
    findings: tuple[Finding, ...]

    def to_json(self, *, source: str) -> dict[str, Any]:
        """Return the plan as JSON values; ``source`` is the name of the file it was read from."""
        from vanban.plans.contract import plan_to_json  # it imports this module

        return plan_to_json(self, source=source)

    def tasks(self) -> Iterator[tuple[Annex, Task]]:
        """Yield every task with its annex in source order."""
        return ((annex, task) for annex in self.annexes for task in annex.tasks)
