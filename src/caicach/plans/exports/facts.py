"""What an annex with results needs to know, from the ledger: one query for each kind of row, whatever their number.

Owns: the queries, and that only what the actor may see is counted. Does not: word anything (``results``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from caicach.obligations import access as obligations
from caicach.obligations import selectors as ledger
from caicach.obligations.constants import SubmissionState
from caicach.plans import selectors
from caicach.plans.constants import DELIVERABLE, PLAN, RowChange
from caicach.plans.models import Deliverable, Party, Plan, RowVersion
from caicach.web.actor import Actor
from caicach.web.clock import local_date

__all__ = ["AnnexFacts", "AnnexFilters", "HandIn", "Owed", "PartyText", "agencies_owing", "facts_of"]

# In the order of the fields of ``Owed``.
_OWED: tuple[Any, ...] = (
    "pk", "duty_id", "duty__is_report", "agency_id", "agency__current_name", "agency__current_sort_key",
    "agency__current_level", "occurrence_key", "occurrence_label", "state", "due_on", "met_on", "is_history",
    ledger.TOP, "paused_on",
)  # fmt: skip
_HAND_IN = (
    "pk", "submissions__state", "submissions__document__type", "submissions__document__symbol",
    "submissions__document__issued_on", "submissions__value", "submissions__unit", "submissions__sentence",
    "submissions__decided_at", "submissions__return_reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnnexFilters:
    """What part of a plan is asked for; every empty field lets all pass."""

    area: str = ""
    agency_id: int | None = None
    from_on: date | None = None  # due on this day or later
    until_on: date | None = None  # due on this day or before

    @property
    def leaves_rows_out(self) -> bool:
        """Whether rows without an obligation that fits are left out."""
        return self.agency_id is not None or self.from_on is not None or self.until_on is not None


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation."""

    pk: int
    duty_id: int
    is_report: bool  # the periodic report that carries others
    agency_id: int
    agency: str
    sort_key: str
    level: str
    occurrence_key: str
    occurrence: str  # "quý I/2026"; empty where it is no period
    state: str
    due_on: date | None
    met_on: date | None
    is_history: bool
    carrier_id: int | None  # the report that it is handed in with
    paused_on: date | None = None  # another body has it since this day


@dataclass(frozen=True, slots=True)
class HandIn:
    """One hand-in: the document, figure or sentence that proves something."""

    state: str
    type: str
    symbol: str
    issued_on: date | None
    value: Decimal | None
    unit: str
    sentence: str
    decided_on: date | None
    return_reason: str


@dataclass(frozen=True, slots=True)
class PartyText:
    """A phrase of the plan that names a body."""

    role: str
    text: str
    note: str  # the words after a colon


@dataclass(frozen=True, slots=True)
class AnnexFacts:
    """Everything that the annex is made of."""

    deliverables: tuple[Deliverable, ...]
    parties: Mapping[int, Sequence[PartyText]]  # by deliverable
    owed: Mapping[int, Sequence[Owed]]  # by duty
    reports: Sequence[Owed]  # the plan's periodic reports
    hand_ins: Mapping[int, Sequence[HandIn]]  # by obligation, of what one agency owes alone; the last one last
    requested: frozenset[int]  # deliverables asked of bodies outside command
    amended: Mapping[int, str] = field(default_factory=dict)  # by deliverable: which amendments changed it, in words
    amendments: tuple[Plan, ...] = ()  # that changed something, by their day


def facts_of(plan: Plan, actor: Actor, filters: AnnexFilters) -> AnnexFacts:
    """Return what ``actor`` may see of ``plan``, as it reads with its amendments: six queries."""
    rows = plan.deliverables.filter(dropped_by=None).select_related("task").order_by("position")
    deliverables = tuple(rows.filter(task__area_code=filters.area) if filters.area else rows)
    found = _owed(plan, actor, filters)
    owed = _by_duty(one for one in found if not one.is_report)
    kept = {row.duty_id for row in deliverables}
    alone = {duty_id for duty_id, ones in owed.items() if duty_id in kept and len({o.agency_id for o in ones}) == 1}
    versions = selectors.versions_of(plan)
    requests = ledger.requests_of_source(DELIVERABLE, [row.pk for row in deliverables])
    return AnnexFacts(
        deliverables=deliverables,
        parties=_parties(plan),
        owed={duty_id: ones for duty_id, ones in owed.items() if duty_id in kept},
        reports=() if filters.area else tuple(one for one in found if one.is_report),
        hand_ins=_hand_ins(actor, [one for duty_id in alone for one in owed[duty_id]]),
        requested=frozenset(one.source_id for one in requests),
        amended={pk: _amended(ones) for pk, ones in versions.items()},
        amendments=_amendments(versions.values()),
    )


def _amended(versions: Sequence[RowVersion]) -> str:
    """Return by what a row was changed or added: "sửa đổi theo Quyết định số 120/QĐ-UBND"."""
    verbs = {RowChange.CHANGED: "sửa đổi", RowChange.ADDED: "bổ sung"}
    told = [(verbs.get(RowChange(one.change), ""), selectors.label_of(one.amendment)) for one in versions]
    return "; ".join(f"{verb} theo {label}" for verb, label in told if verb)


def _amendments(versions: Iterable[Sequence[RowVersion]]) -> tuple[Plan, ...]:
    found = {one.amendment_id: one.amendment for ones in versions for one in ones}
    return tuple(sorted(found.values(), key=lambda one: (one.issued_on or date.max, one.pk)))


def agencies_owing(plan: Plan, actor: Actor) -> list[tuple[int, str]]:
    """Return who owes something of ``plan`` within the actor's reach, as (id, name) by name: one query."""
    names = _of_plan(plan, actor).values_list("agency_id", "agency__current_name", "agency__current_sort_key")
    ordered = sorted(names.order_by().distinct(), key=lambda row: row[2])
    return [(agency_id, name) for agency_id, name, _key in ordered]


def _of_plan(plan: Plan, actor: Actor) -> "QuerySet[Any]":
    mine = Q(duty__deliverable__plan=plan) | Q(duty__source_kind=PLAN, duty__source_id=plan.pk)
    return obligations.visible_obligations(actor).filter(mine)


def _owed(plan: Plan, actor: Actor, filters: AnnexFilters) -> list[Owed]:
    found = _of_plan(plan, actor)
    asked = {"agency_id": filters.agency_id, "due_on__gte": filters.from_on, "due_on__lte": filters.until_on}
    found = found.filter(**{name: value for name, value in asked.items() if value is not None})
    return [Owed(*values) for values in found.order_by("due_on", "pk").values_list(*_OWED)]


def _by_duty(owed: Iterable[Owed]) -> dict[int, list[Owed]]:
    by_duty: dict[int, list[Owed]] = defaultdict(list)
    for one in owed:
        by_duty[one.duty_id].append(one)
    return dict(by_duty)


def _parties(plan: Plan) -> dict[int, list[PartyText]]:
    by_row: dict[int, list[PartyText]] = defaultdict(list)
    rows = Party.objects.filter(deliverable__plan=plan).order_by("deliverable_id", "role", "position")
    for deliverable_id, role, text, note in rows.values_list("deliverable_id", "role", "text", "note"):
        by_row[deliverable_id].append(PartyText(role, text, note))
    return dict(by_row)


def _hand_ins(actor: Actor, owed: Collection[Owed]) -> dict[int, list[HandIn]]:
    """Return the hand-ins of what stands alone; what a report carries is proved by that of the report."""
    proved_by = {one.pk: one.carrier_id or one.pk for one in owed}
    by_proof: dict[int, list[HandIn]] = defaultdict(list)
    duties = {one.duty_id for one in owed}
    carriers = {one.carrier_id for one in owed if one.carrier_id is not None}
    within = obligations.visible_obligations(actor).filter(Q(duty_id__in=duties) | Q(pk__in=carriers))
    rows = within.filter(submissions__isnull=False).order_by("pk", "submissions__number")
    for pk, *values, decided_at, reason in rows.values_list(*_HAND_IN):
        by_proof[pk].append(_hand_in(values, decided_at, reason))
    return {pk: by_proof[proof] for pk, proof in proved_by.items() if proof in by_proof}


def _hand_in(values: Sequence[Any], decided_at: datetime | None, reason: str) -> HandIn:
    state, type_, symbol, issued_on, value, unit, sentence = values
    return HandIn(
        state=SubmissionState(state),
        type=type_ or "",
        symbol=symbol or "",
        issued_on=issued_on,
        value=value,
        unit=unit,
        sentence=sentence,
        decided_on=local_date(decided_at) if decided_at else None,
        return_reason=reason,
    )
