"""The bodies of a plan that are no more, and who goes on for them today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caicach.agencies import selectors as agencies
from caicach.agencies.selectors import AgencyFacts
from caicach.plans.constants import MeaningState, PartyRole
from caicach.plans.mapping.heirs import NamedParty
from caicach.plans.models import Deliverable, Plan
from caicach.plans.selectors.expanding import deliverables_of, resolver_of
from reform.groups.resolver import Resolver

__all__ = ["Former", "FormerBody", "former_of", "named_parties"]


@dataclass(frozen=True, slots=True)
class FormerBody:
    """A body that a plan names and that has ended."""

    id: int
    facts: AgencyFacts
    lead_count: int  # rows that it leads
    other_count: int  # rows where it helps or watches
    heirs: tuple[int, ...]  # today, the main one first

    @property
    def is_plain(self) -> bool:
        """Whether one body alone goes on for it: nothing to ask."""
        return len(self.heirs) == 1


@dataclass(frozen=True, slots=True)
class Former:
    """The ended bodies of a plan, those to be decided first."""

    bodies: tuple[FormerBody, ...]
    names: dict[int, str]  # of them and of their heirs
    standing_count: int  # bodies named that still exist


def former_of(plan: Plan, *, today: date) -> Former:
    """Return the ended bodies that ``plan`` names, with their heirs: a fixed number of queries."""
    resolver = resolver_of(plan)
    ended = agencies.ended_ids(on=today)
    leads: dict[int, int] = {}
    others: dict[int, int] = {}
    for row in deliverables_of(plan):
        for counts, ids in _of_row(row, resolver):
            for agency_id in ids:
                counts_of = leads if counts else others
                counts_of[agency_id] = counts_of.get(agency_id, 0) + 1
    named = set(leads) | set(others)
    gone = sorted(named & ended)
    heirs = agencies.heirs_of(gone, on=today)
    facts = agencies.facts_of_agencies({*gone, *(one for some in heirs.values() for one in some)})
    bodies = [FormerBody(one, facts[one], leads.get(one, 0), others.get(one, 0), heirs[one]) for one in gone]
    bodies.sort(key=lambda body: (body.is_plain, bool(body.heirs), body.facts.sort_key))
    return Former(tuple(bodies), {one: its.name for one, its in facts.items()}, len(named - ended))


def _of_row(row: Deliverable, resolver: Resolver) -> Iterator[tuple[bool, frozenset[int]]]:
    """Yield (whether they lead, who) of one row; each body once in each."""
    parties = named_parties(row, resolver)
    lead = frozenset(one for party in parties if party.role == PartyRole.LEAD for one in party.members)
    yield True, lead
    yield False, frozenset(one for party in parties for one in party.members) - lead


def named_parties(row: Deliverable, resolver: Resolver) -> tuple[NamedParty, ...]:
    """Return the parties of a row with the bodies that they meant on the plan's day."""
    return tuple(
        NamedParty(
            role=party.role,
            text=party.text,
            note=party.note,
            kind=party.kind,
            meaning=MeaningState(party.meaning),
            agency_id=party.agency_id,
            expression=party.expression,
            is_request=party.is_request,
            members=_members(MeaningState(party.meaning), party.agency_id, party.expression, resolver),
        )
        for party in row.parties.all()
    )


def _members(meaning: MeaningState, agency_id: int | None, expression: str, resolver: Resolver) -> tuple[int, ...]:
    if meaning is MeaningState.AGENCY and agency_id is not None:
        return (agency_id,)
    if meaning is MeaningState.GROUP:
        return tuple(one.agency_id for one in resolver.expand(expression))
    return ()
