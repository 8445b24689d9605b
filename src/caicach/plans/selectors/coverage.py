"""Which rows of a superior's plan the plans of the bodies below carry out, and how well."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Max, Q

from caicach.agencies import selectors as agencies
from caicach.agencies.selectors import AgencyFacts
from caicach.obligations.constants import ObligationState
from caicach.plans.constants import ASSIGNED
from caicach.plans.mapping.expansion import deadlines_of
from caicach.plans.mapping.own_plan import by_day
from caicach.plans.models import Deliverable, Plan
from vanban.plans.comparison import ComparedLine, ShortfallKind, shortfalls_of
from vanban.text.forms import compare_key
from vanban.text.messages import message_of

__all__ = ["Cover", "CoverCell", "Coverage", "compared", "coverage_of"]

_LIVE = tuple(
    state for state in ObligationState if state not in (ObligationState.CANCELLED, ObligationState.TRANSFERRED)
)


class Cover(StrEnum):
    """How a body's plan carries out a row of its superior; a row that does not concern it has no cell."""

    COVERED = "covered"
    LATER = "later"
    WEAKER = "weaker"
    MISSING = "missing"


# The worst of several counts.
_WORST = (Cover.MISSING, Cover.WEAKER, Cover.LATER, Cover.COVERED)
_OF = {
    ShortfallKind.MISSING: Cover.MISSING,
    ShortfallKind.WEAKER: Cover.WEAKER,
    ShortfallKind.LATER: Cover.LATER,
    ShortfallKind.SILENT: Cover.COVERED,
}


@dataclass(frozen=True, slots=True)
class CoverCell:
    """One row of the superior at one body that owes it."""

    row: Deliverable  # the superior's, with its task
    agency_id: int
    cover: Cover
    said: tuple[str, ...]  # in what the plan below falls short, or is silent
    below: tuple[Deliverable, ...]  # the rows that carry it out


@dataclass(frozen=True, slots=True)
class Coverage:
    """A superior's plan against the plans of all bodies that owe something of it."""

    rows: tuple[Deliverable, ...]  # that somebody below owes, in their order
    bodies: Mapping[int, AgencyFacts]  # by agency, by name
    plans: Mapping[int, tuple[Plan, ...]]  # of each body that has any
    cells: tuple[CoverCell, ...]  # by row, then by body
    kinds: tuple[str, ...]  # "level:kind" of all bodies that owe something, those left out too

    @property
    def without_plan(self) -> tuple[int, ...]:
        """The bodies that have no plan at all, by name."""
        return tuple(agency_id for agency_id in self.bodies if agency_id not in self.plans)


def coverage_of(plan: Plan, *, kinds: Iterable[str] = ()) -> Coverage:
    """Return how the bodies below carry ``plan`` out: five queries, whatever the number of rows and bodies.

    Args:
        plan: The superior's, assigned.
        kinds: Only bodies of these kinds ("level:kind"); none: all.
    """
    owed = _owed(plan)
    rows = tuple(plan.deliverables.filter(pk__in={row_id for row_id, _agency in owed}).select_related("task"))
    facts = agencies.facts_of_agencies({agency_id for _row, agency_id in owed})
    wanted = set(kinds)
    bodies = {
        agency_id: one
        for agency_id, one in sorted(facts.items(), key=lambda item: item[1].sort_key)
        if not wanted or f"{one.level}:{one.kind}" in wanted
    }
    below = _below(plan)
    cells = _cells(rows, owed, bodies, below)
    known = sorted({f"{one.level}:{one.kind}" for one in facts.values()})
    return Coverage(rows, bodies, _plans(plan, bodies), tuple(cells), tuple(known))


def _owed(plan: Plan) -> dict[tuple[int, int], date | None]:
    """Return who but the issuer owes which row, by the one day of it (None: several times, or no day yet)."""
    live = Q(duty__obligations__state__in=_LIVE)
    found = (
        plan.deliverables.filter(live, dropped_by=None)
        .order_by()
        .values_list("pk", "duty__obligations__agency_id")
        .annotate(
            last=Max("duty__obligations__due_on"), times=Count("duty__obligations__occurrence_key", distinct=True)
        )
    )
    return {
        (row_id, agency_id): last if times == 1 else None
        for row_id, agency_id, last, times in found
        if agency_id != plan.issuer_id
    }


def _plans(plan: Plan, bodies: Mapping[int, AgencyFacts]) -> dict[int, tuple[Plan, ...]]:
    carrying = Q(superior=plan) | Q(pk__in=Deliverable.objects.filter(superior__plan=plan).values("plan"))
    found: dict[int, tuple[Plan, ...]] = {}
    for one in Plan.objects.filter(carrying, state__in=ASSIGNED, issuer__in=tuple(bodies)).order_by("issued_on", "pk"):
        found[one.issuer_id] = (*found.get(one.issuer_id, ()), one)
    return found


def _below(plan: Plan) -> dict[tuple[int, int], list[Deliverable]]:
    """Return the rows of plans below by the row they carry out and who issued them."""
    rows = Deliverable.objects.filter(superior__plan=plan, plan__state__in=ASSIGNED, dropped_by=None)
    found: dict[tuple[int, int], list[Deliverable]] = {}
    for one in rows.select_related("task", "plan").order_by("plan_id", "position"):
        found.setdefault((one.superior_id or 0, one.plan.issuer_id), []).append(one)
    return found


def _cells(
    rows: Sequence[Deliverable],
    owed: Mapping[tuple[int, int], date | None],
    bodies: Mapping[int, AgencyFacts],
    below: Mapping[tuple[int, int], list[Deliverable]],
) -> Iterator[CoverCell]:
    tasks = {row.pk: compare_key(row.task.text) for row in rows}
    covered = {(tasks[row_id], agency_id) for row_id, agency_id in below if row_id in tasks}
    for row in rows:
        for agency_id in bodies:
            if (row.pk, agency_id) not in owed:
                continue
            mine = below.get((row.pk, agency_id), [])
            found = shortfalls_of(
                compared(row, owed[row.pk, agency_id]),
                [compared(one, None) for one in mine],
                task_is_covered=(tasks[row.pk], agency_id) in covered,
            )
            covers = [_OF[one.kind] for one in found] or [Cover.COVERED]
            said = tuple(message_of(one.finding) for one in found)
            yield CoverCell(row, agency_id, min(covers, key=_WORST.index), said, tuple(mine))


def compared(row: Deliverable, due_on: date | None) -> ComparedLine:
    """Return a row as it is compared; its one day, or one that a person set, stands instead of the words."""
    day = due_on or row.due_override_on
    deadlines = (by_day(day),) if day is not None else deadlines_of(row.deadlines)
    return ComparedLine(row.pk, row.task.area_code, row.task.number, row.task.text, row.text, deadlines)
