"""From the register's answer about a phrase to what a party keeps of it."""

from dataclasses import dataclass

from caicach.plans.constants import MeaningState
from reform.groups.resolution import Resolution, ResolutionStatus

__all__ = ["Meaning", "meaning_of"]

STATES = {
    ResolutionStatus.AGENCY: MeaningState.AGENCY,
    ResolutionStatus.GROUP: MeaningState.GROUP,
    ResolutionStatus.RELATED: MeaningState.RELATED,
    ResolutionStatus.OPEN: MeaningState.OPEN,
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """Whom a phrase means; exactly one of ``agency_id`` and ``expression`` where the state is AGENCY or GROUP."""

    state: MeaningState
    agency_id: int | None = None
    expression: str = ""
    is_outside: bool = False  # a body outside command: what is asked of it is a request


def meaning_of(resolution: Resolution) -> Meaning:
    """Return the meaning of a resolution; what the register leaves open stays open."""
    return Meaning(
        state=STATES[resolution.status],
        agency_id=resolution.agency_id if resolution.status is ResolutionStatus.AGENCY else None,
        expression=resolution.expression if resolution.status is ResolutionStatus.GROUP else "",
        is_outside=resolution.is_outside,
    )
