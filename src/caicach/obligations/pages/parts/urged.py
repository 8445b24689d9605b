"""On an obligation's page: when it was urged, by whom and how."""

from dataclasses import dataclass
from datetime import date

from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.registry import Urged, urgings
from caicach.obligations.selectors import ObligationFacts
from caicach.web.actor import Actor

__all__ = ["UrgedPart", "urged_part"]


@dataclass(frozen=True, slots=True)
class UrgedPart(Part):
    """The times it was urged, the last first."""

    times: tuple[Urged, ...]


def urged_part(facts: ObligationFacts, actor: Actor, _today: date) -> UrgedPart | None:
    """Return the part; None where nobody ever urged."""
    times = tuple(urged for source in urgings for urged in source(actor, facts.obligation))
    if not times:
        return None
    return UrgedPart(template="obligations/parts/urged.html", column=Column.ASIDE, times=times)
