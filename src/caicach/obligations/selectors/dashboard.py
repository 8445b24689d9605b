"""The figures of the dashboard: tasks counted by agency and area, by day, by plan. One query a block.

Owns: counting within reach. Does not: say what a task is (``tasks``), or what the page shows first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from caicach.agencies.selectors import AgencyFacts, facts_of_agencies
from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, DutyOrigin, ObligationState, TrackingMode
from caicach.obligations.models import Duty, Obligation
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.obligations.selectors.tasks import clock_ran_out, is_late, is_on_time, is_task, stands_alone
from caicach.web.actor import Actor

__all__ = ["AgencyTally", "Dashboard", "PlanTally", "Scope", "Tally", "dashboard_of"]

LONGEST_LATE = 10


@dataclass(frozen=True, slots=True)
class Scope:
    """Which tasks are counted; every empty field lets all pass."""

    year: int  # of the due day
    plan: UUID | None = None
    area: str = ""
    level: str = ""  # of the owing agency
    kind: str = ""

    @property
    def first_on(self) -> date:
        """The first due day counted."""
        return date(self.year, 1, 1)

    @property
    def last_on(self) -> date:
        """The last due day counted."""
        return date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Tally:
    """Tasks counted. Each of those due was on time, or is late and still owed, or was handed in late."""

    due: int = 0  # the due day has ended, and no clock stands since before
    on_time: int = 0  # of those due
    late: int = 0  # of those due: nothing is in hand to accept
    total: int = 0  # due or not
    waiting: int = 0  # handed in, not yet decided, due or not

    @property
    def met_late(self) -> int:
        """How many of those due were handed in after their day."""
        return self.due - self.on_time - self.late

    @property
    def rate(self) -> Decimal | None:
        """The share on time of those due, 0 to 100; None where none fell due."""
        return Decimal(100) * self.on_time / self.due if self.due else None

    @classmethod
    def of(cls, tallies: "Iterable[Tally]") -> "Tally":
        """Return the sum; without a value for each step, since a page adds up thousands."""
        due = on_time = late = total = waiting = 0
        for one in tallies:
            due += one.due
            on_time += one.on_time
            late += one.late
            total += one.total
            waiting += one.waiting
        return cls(due, on_time, late, total, waiting)


@dataclass(frozen=True, slots=True)
class AgencyTally:
    """What fell due at one agency, by area (``due``, ``on_time`` and ``late`` alone)."""

    agency: AgencyFacts
    by_area: Mapping[str, Tally]

    @property
    def whole(self) -> Tally:
        """All areas."""
        return Tally.of(self.by_area.values())


@dataclass(frozen=True, slots=True)
class PlanTally:
    """The deliverables of one plan: done when every task of theirs, of every agency, was accepted."""

    uid: UUID
    deliverables: int
    done: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All figures of one scope for one actor."""

    agencies: tuple[AgencyTally, ...]  # those with something due; in no order
    by_due_day: Mapping[date, Tally]  # of this year and the one before
    plans: tuple[PlanTally, ...]  # of the year, whatever plan is asked for; the largest first
    longest_late: tuple[ObligationRow, ...]
    # Of the year, by ``DutyOrigin``: what did not come from a plan, never added to the figures above.
    others: Mapping[str, Tally] = field(default_factory=dict)

    def between(self, first_on: date, last_on: date) -> Tally:
        """Return what falls due from ``first_on`` to ``last_on``, both within."""
        return Tally.of(tally for day, tally in self.by_due_day.items() if first_on <= day <= last_on)


def dashboard_of(actor: Actor, scope: Scope, *, today: date) -> Dashboard:
    """Return the figures of ``scope`` within reach: seven queries at most, whatever there is."""
    owed = _owed(actor, scope)
    every = _days(owed, scope)
    days = [day for day in every if day.origin == DutyOrigin.PLAN]
    past = owed.filter(
        is_task(),
        clock_ran_out(),
        due_on__range=(scope.first_on, min(scope.last_on, today - timedelta(days=1))),
        **_given(duty__source_uid=scope.plan, duty__area_code=scope.area),
    )
    return Dashboard(
        agencies=_by_agency(past),
        by_due_day=_by_due_day([day for day in days if scope.plan in (None, day.plan)], today),
        plans=_by_plan(day for day in days if day.due_on >= scope.first_on),
        longest_late=_longest_late(past, today),
        others=_by_origin((day for day in every if day.due_on >= scope.first_on), scope, today),
    )


def _owed(actor: Actor, scope: Scope) -> "QuerySet[Obligation]":
    """Return what stands alone, of every year, plan and area."""
    given = _given(agency__current_level=scope.level, agency__current_kind=scope.kind)
    return access.visible_obligations(actor).filter(stands_alone(), **given)


def _given(**lookups: object) -> dict[str, object]:
    return {lookup: value for lookup, value in lookups.items() if value}


def _longest_late(past: "QuerySet[Obligation]", today: date) -> tuple[ObligationRow, ...]:
    """Return what is late for longest; found first and read then, so that only ten rows are joined."""
    order = ("due_on", "pk")
    found = list(past.filter(is_late(today)).order_by(*order).values_list("pk", flat=True)[:LONGEST_LATE])
    return rows_of(Obligation.objects.filter(pk__in=found).order_by(*order))


def _by_agency(past: "QuerySet[Obligation]") -> tuple[AgencyTally, ...]:
    """Return what fell due at each agency by area: two queries, since names would make every group dear."""
    counts = {
        "due": Count("*"),
        "on_time": Count("due_on", filter=is_on_time()),
        "late": Count("due_on", filter=Q(state__in=AWAITS_HAND_IN)),
    }
    by = ("agency_id", "duty__area_code")
    agencies: dict[int, dict[str, Tally]] = {}
    for agency, area, *tally in past.values(*by).annotate(**counts).order_by().values_list(*by, *counts):
        agencies.setdefault(agency, {})[area] = Tally(*tally)
    known = facts_of_agencies(agencies)
    return tuple(AgencyTally(known[agency], by_area) for agency, by_area in agencies.items())


@dataclass(frozen=True, slots=True)
class _Day:
    """The tasks of one duty that fall due on one day."""

    duty_id: int
    plan: UUID | None
    origin: str
    due_on: date
    total: int
    on_time: int
    accepted: int
    waiting: int
    standing: int  # another body has it since before its day ended

    def tally(self, today: date) -> Tally:
        if self.due_on >= today:
            return Tally(total=self.total, waiting=self.waiting)
        due = self.total - self.standing
        late = due - self.accepted - self.waiting
        return Tally(due, self.on_time, late, self.total, self.waiting)


def _days(owed: "QuerySet[Obligation]", scope: Scope) -> tuple[_Day, ...]:
    """Return the tasks of this year and the one before by duty and due day: two queries.

    All who owe a duty do so by few days, so that the groups are few; months, plans and deliverables are added up from
    them here. A month taken in SQL would be a call of Python for each row on SQLite, and a join with the duties would
    cost as much as the counting.
    """
    two_years = owed.filter(due_on__range=(date(scope.year - 1, 1, 1), scope.last_on))
    by = ("duty_id", "due_on")
    counts = {
        "total": Count("*"),
        "on_time": Count("due_on", filter=is_on_time()),
        "accepted": Count("due_on", filter=Q(state=ObligationState.ACCEPTED)),
        "waiting": Count("due_on", filter=Q(state=ObligationState.SUBMITTED)),
        "standing": Count("due_on", filter=~clock_ran_out()),
    }
    rows = list(two_years.values(*by).annotate(**counts).order_by().values_list(*by, *counts))
    duties = Duty.objects.filter(pk__in={duty for duty, *_rest in rows}, **_given(area_code=scope.area))
    tracked = duties.exclude(mode=TrackingMode.NOT_TRACKED).values_list("pk", "source_uid", "origin")
    known = {duty: (plan, origin) for duty, plan, origin in tracked}
    return tuple(_Day(duty, *known[duty], *rest) for duty, *rest in rows if duty in known)


def _by_origin(days: Iterable[_Day], scope: Scope, today: date) -> Mapping[str, Tally]:
    """Return what came from elsewhere than a plan, each origin by itself; nothing where one plan is asked for."""
    found: dict[str, list[Tally]] = {}
    for day in days:
        if day.origin != DutyOrigin.PLAN and scope.plan is None:
            found.setdefault(day.origin, []).append(day.tally(today))
    return {origin: Tally.of(tallies) for origin, tallies in sorted(found.items())}


def _by_due_day(days: Iterable[_Day], today: date) -> Mapping[date, Tally]:
    tallies: dict[date, list[Tally]] = {}
    for day in days:
        tallies.setdefault(day.due_on, []).append(day.tally(today))
    return {due_on: Tally.of(parts) for due_on, parts in tallies.items()}


def _by_plan(days: Iterable[_Day]) -> tuple[PlanTally, ...]:
    """Return how many deliverables each plan has, and how many of them are done."""
    plans: dict[UUID, dict[int, bool]] = {}
    for day in days:
        if day.plan is not None:
            done = plans.setdefault(day.plan, {})
            done[day.duty_id] = done.get(day.duty_id, True) and day.accepted == day.total
    tallies = (PlanTally(uid, len(done), sum(done.values())) for uid, done in plans.items())
    return tuple(sorted(tallies, key=lambda plan: (-plan.deliverables, plan.uid)))
