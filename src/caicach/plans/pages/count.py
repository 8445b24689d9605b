"""The sum that a review leads to, with its derivation."""

from collections import Counter
from dataclasses import dataclass

from caicach.plans.mapping.burden import Burden, burden_of
from caicach.plans.mapping.expansion import Expansion
from reform.groups.resolver import Resolver

__all__ = ["Sum", "SumPart", "sum_of"]

COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class SumPart:
    """One line of the derivation: so many deliverables go to so many agencies each."""

    agency_count: int
    deliverable_count: int
    obligation_count: int


@dataclass(frozen=True, slots=True)
class Sum:
    """What confirming the plan would assign."""

    deliverable_count: int  # tracked
    agency_count: int
    obligation_count: int
    request_count: int
    report_count: int  # obligations of the periodic report, part of ``obligation_count``
    dormant_count: int  # obligations that wait for an event
    parts: tuple[SumPart, ...]
    burden: Burden
    open_count: int  # deliverables that must be settled first


def sum_of(expansion: Expansion, resolver: Resolver) -> Sum:
    """Return the sum of ``expansion``; its parts and the report add up to the obligations."""
    duties = [draft for draft in expansion.drafts if not draft.is_report]
    deliverables: Counter[int] = Counter()
    obligations: Counter[int] = Counter()
    for draft in duties:
        size = len({one.agency_id for one in draft.obligations})
        deliverables[size] += 1
        obligations[size] += len(draft.obligations)
    communes = [agency_id for agency_id in expansion.agency_ids if resolver.level(agency_id) == COMMUNE]
    return Sum(
        deliverable_count=len(duties),
        agency_count=len(expansion.agency_ids),
        obligation_count=expansion.obligation_count,
        request_count=sum(len(draft.requests) for draft in duties),
        report_count=sum(len(draft.obligations) for draft in expansion.drafts if draft.is_report),
        dormant_count=sum(one.due_on is None for draft in duties for one in draft.obligations),
        parts=tuple(SumPart(size, deliverables[size], obligations[size]) for size in sorted(deliverables) if size),
        burden=burden_of(expansion.drafts, communes),
        open_count=len({problem.deliverable_id for problem in expansion.problems}),
    )
