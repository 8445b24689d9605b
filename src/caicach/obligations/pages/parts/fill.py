"""On an obligation's page: the form of another ledger that is filled in instead of handing in a paper."""

from dataclasses import dataclass
from datetime import date

from caicach.obligations.constants import DutyOrigin
from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.registry import Fill, fillings
from caicach.obligations.selectors import ObligationFacts
from caicach.web.actor import Actor

__all__ = ["FillPart", "fill_part"]


@dataclass(frozen=True, slots=True)
class FillPart(Part):
    """What another ledger holds of the obligation."""

    fill: Fill


def fill_part(facts: ObligationFacts, actor: Actor, _today: date) -> FillPart | None:
    """Return the part; None where no other ledger holds the obligation. Asked of reports and of the regime alone."""
    duty = facts.obligation.duty
    if not duty.is_report and duty.origin != DutyOrigin.REPORTING:
        return None
    for source in fillings:
        if found := source(actor, facts.obligation):
            return FillPart(template="obligations/parts/fill.html", column=Column.FIRST, fill=found)
    return None
