"""Giving back what was accepted: for the accepting body and the standing body alone."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from caicach.obligations.constants import ObligationState
from caicach.obligations.forms import ReopenForm
from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.selectors import ObligationFacts
from caicach.web.actor import Actor

__all__ = ["ReopenPart", "reopen_part"]


@dataclass(frozen=True, slots=True)
class ReopenPart(Part):
    """The form of reopening."""

    form: ReopenForm
    is_open: bool  # it was sent and refused
    carried_count: int  # what follows the report
    url: str


def reopen_part(
    facts: ObligationFacts, _actor: Actor, _today: date, *, form: ReopenForm | None = None
) -> ReopenPart | None:
    """Return the part, or None where nothing is accepted or the act is not the actor's."""
    one = facts.obligation
    if one.state != ObligationState.ACCEPTED or one.carrier_id is not None or not facts.may_reopen.allowed:
        return None
    return ReopenPart(
        template="obligations/parts/reopen.html",
        column=Column.ASIDE,
        form=form or ReopenForm(auto_id="mo-lai-%s"),
        is_open=form is not None,
        carried_count=len(facts.carried),
        url=reverse("obligations:reopen", args=[one.uid]),
    )
