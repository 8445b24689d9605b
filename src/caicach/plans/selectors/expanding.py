"""What a plan would make its agencies owe, and the register it is read against."""

from collections.abc import Sequence
from datetime import date

from caicach.agencies import selectors as agencies
from caicach.calendars import selectors as calendars
from caicach.obligations.constants import TrackingMode
from caicach.plans.constants import MeaningState, Ownership, PartyRole, PlanKind
from caicach.plans.mapping.expansion import (
    DeliverableFacts,
    Expansion,
    PartyFacts,
    PlanFacts,
    deadlines_of,
    expand_plan,
)
from caicach.plans.models import Deliverable, Party, Plan
from caicach.plans.selectors.plans import label_of
from reform.groups.register import RegisterEntry
from reform.groups.resolver import Resolver

__all__ = ["bodies_named", "bodies_of", "deliverables_of", "expansion_of", "facts_of", "resolver_of"]


def bodies_of(resolver: Resolver) -> list[tuple[int, str]]:
    """Return the bodies directly under the issuer and the issuer itself, as (id, name): who may accept or lead."""
    register = resolver.register
    ids = (resolver.issuer_id, *register.children(resolver.issuer_id))
    return [(agency_id, resolver.name(agency_id)) for agency_id in ids]


def bodies_named(resolver: Resolver, query: str, limit: int = 8) -> tuple[RegisterEntry, ...]:
    """Return the bodies of the plan's day whose name holds the words of ``query``; none for an empty one."""
    return agencies.search_agencies(query, on=resolver.on, limit=limit) if query else ()


def deliverables_of(plan: Plan) -> list[Deliverable]:
    """Return the deliverables of ``plan`` in order, with tasks and parties: two queries."""
    return list(
        plan.deliverables.select_related("task", "acceptor", "duty")
        .prefetch_related("parties__agency")
        .order_by("position")
    )


def resolver_of(plan: Plan) -> Resolver:
    """Return what finds bodies for the phrases of ``plan``: the register on the day of its signature."""
    return agencies.resolver_for(plan.issuer_id, on=plan.issued_on or date(plan.year, 1, 1))


def facts_of(plan: Plan, *, today: date) -> PlanFacts:
    """Return the plan's own facts; of a past year it is history, unless it runs as if current."""
    return PlanFacts(
        plan_id=plan.pk,
        plan_uid=plan.uid,
        label=label_of(plan),
        title=plan.title,
        year=plan.year,
        issuer_id=plan.issuer_id,
        standing_id=plan.standing_body_id or plan.issuer_id,
        signed_on=plan.issued_on,
        is_history=(plan.period_to or plan.year) < today.year and not plan.is_run_as_current,
        is_period=plan.kind == PlanKind.PERIOD,
        ended_ids=agencies.ended_ids(on=today),
        is_own=plan.kind == PlanKind.OWN,
    )


def expansion_of(
    plan: Plan,
    *,
    today: date,
    deliverables: Sequence[Deliverable] | None = None,
    resolver: Resolver | None = None,
    signed_on: date | None = None,
) -> Expansion:
    """Return what ``plan`` would make its agencies owe, as its rows stand now.

    Args:
        plan: The plan.
        today: The civil day: a plan of a past year is history.
        deliverables: The rows; None takes all.
        resolver: The register that they are read against; None takes that of the plan's day.
        signed_on: The day their deadlines count from; None takes the plan's.
    """
    rows = deliverables_of(plan) if deliverables is None else deliverables
    register = resolver or resolver_of(plan)
    level = register.level(plan.issuer_id)
    signed = signed_on or plan.issued_on
    frame = calendars.frame_of(year=plan.year, signed_on=signed, recipient_level=level, owner_id=plan.issuer_id)
    return expand_plan(facts_of(plan, today=today), [_facts(row) for row in rows], resolver=register, frame=frame)


def _facts(row: Deliverable) -> DeliverableFacts:
    return DeliverableFacts(
        deliverable_id=row.pk,
        number=f"{row.task.annex_number}.{row.task.number}".strip("."),
        task=row.task.text,
        text=row.text,
        area_code=row.task.area_code,
        place=row.place,
        mode=TrackingMode.NOT_TRACKED if row.dropped_by_id else TrackingMode(row.mode),
        ownership=Ownership(row.ownership),
        deadlines=deadlines_of(row.deadlines),
        deadline_text=row.deadline_text,
        due_override_on=row.due_override_on,
        acceptor_id=row.acceptor_id,
        parties=tuple(_party(party) for party in row.parties.all()),
    )


def _party(party: Party) -> PartyFacts:
    return PartyFacts(
        role=PartyRole(party.role),
        text=party.text,
        note=party.note,
        meaning=MeaningState(party.meaning),
        agency_id=party.agency_id,
        expression=party.expression,
        is_request=party.is_request,
    )
