"""What an obligation continues, and what goes on instead of it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.models import Obligation
from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.selectors import ObligationFacts
from caicach.obligations.selectors.continued import continuation_of
from caicach.ui.notation import date_text
from caicach.ui.values import Link
from caicach.web.actor import Actor

__all__ = ["ContinuedPart", "continued_part"]


@dataclass(frozen=True, slots=True)
class ContinuedPart(Part):
    """Links in time."""

    after: Link | None
    before: list[Link]


def continued_part(facts: ObligationFacts, actor: Actor, _today: date) -> ContinuedPart | None:
    """Return the part; None where the obligation stands alone."""
    found = continuation_of(facts.obligation, actor)
    if found is None:
        return None
    return ContinuedPart(
        template="obligations/parts/continued.html",
        column=Column.ASIDE,
        after=_link(found.after) if found.after else None,
        before=[_link(one) for one in found.before],
    )


def _link(one: Obligation) -> Link:
    first = _("hạn gốc %(day)s") % {"day": date_text(one.first_due_on)} if one.first_due_on else ""
    words = " · ".join(part for part in (one.duty.source_label, one.agency.current_name, first) if part)
    return Link(words, reverse("obligations:detail", args=[one.uid]))
