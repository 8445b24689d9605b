"""On an obligation's page: the event it is awake by, and what its own acceptance set going."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.constants import ObligationState
from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.selectors import ObligationFacts, RecordedEvent, caused_events
from caicach.ui.notation import date_text
from caicach.ui.values import Link
from caicach.web.actor import Actor

__all__ = ["EventsPart", "events_part"]


@dataclass(frozen=True, slots=True)
class EventsPart(Part):
    """What woke it, and what it woke."""

    woken_by: str  # day and words; empty where it has days of its own
    case: str
    url: str  # where the event is seen and taken back; empty where that is not the actor's
    followers: tuple[Link, ...]  # what began by its acceptance
    is_reopened: bool  # the acceptance does not stand any more, what began by it does


def events_part(facts: ObligationFacts, actor: Actor, today: date) -> EventsPart | None:
    """Return the part; None where no event touches the obligation. Two queries where it was ever accepted."""
    one = facts.obligation
    event = facts.events[0] if one.event_id and facts.events else None
    was_accepted = any(row.to_state == ObligationState.ACCEPTED for row in facts.transitions)
    caused = caused_events(one) if was_accepted else ()
    if event is None and not caused:
        return None
    told = {"day": date_text(event.occurred_on), "what": event.description} if event else {}
    return EventsPart(
        template="obligations/parts/events.html",
        column=Column.ASIDE,
        woken_by=_("%(day)s: %(what)s") % told if told else "",
        case=event.case if event else "",
        url=reverse("obligations:event", args=[one.uid]) if event and facts.may_record_event.allowed else "",
        followers=tuple(link for told in caused for link in _links(told)),
        is_reopened=bool(caused) and one.state != ObligationState.ACCEPTED,
    )


def _links(told: RecordedEvent) -> list[Link]:
    words = _("%(title)s: %(agency)s, hạn %(day)s")
    return [
        Link(
            words % {"title": told.event.duty.title, "agency": row.agency_name, "day": date_text(row.due_on)}
            if row.due_on
            else f"{told.event.duty.title}: {row.agency_name}",
            reverse("obligations:detail", args=[row.uid]),
        )
        for row in told.opened
    ]
