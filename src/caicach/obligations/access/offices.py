"""In whose name a person acts: the agencies whose work is their own, and those for which they decide.

Owns: the words of a decision and the agencies of an actor. Does not: decide about one act (``acts``, ``dates``).
"""

from datetime import date

from caicach.agencies.access import holds
from caicach.obligations.constants import TrackingMode
from caicach.obligations.models import HandInPractice, Obligation
from caicach.web.actor import Actor, Decision, Role

__all__ = [
    "ALLOWED",
    "CLERKS",
    "LEADERS",
    "OFFICERS",
    "STANDING",
    "areas_of",
    "needs_approval",
    "offices_of",
    "owing",
    "own_agencies",
    "refused",
    "speaks_for",
    "works_for",
]

ALLOWED = Decision(allowed=True)
LEADERS = (Role.AGENCY_LEADER,)
STANDING = (Role.STANDING_OFFICER,)
# Act in the name of the agency that their grant points to, and of those below it.
OFFICERS = (Role.AGENCY_OFFICER, Role.AGENCY_LEADER)
# Enters what was issued: number, date and file of a document; not figures or declarations.
CLERKS = (Role.CLERK,)


def speaks_for(actor: Actor, agency_id: int) -> bool:
    """Whether the actor gives the agency's word: its officers and leaders, and those above it; one query at most."""
    return holds(actor, OFFICERS, agency_id)


def needs_approval(agency_id: int, *, on: date) -> bool:
    """Whether what an officer of the agency prepares waits for the leader on the day ``on``: one query."""
    practices = HandInPractice.objects.filter(agency_id=agency_id, valid_from__lte=on, valid_to__gt=on)
    return practices.filter(needs_approval=True).exists()


def works_for(actor: Actor, obligation: Obligation) -> bool:
    """Whether the actor brings the owing agency's proof: its officers any, its văn thư the documents it issued."""
    if holds(actor, OFFICERS, obligation.agency_id):
        return True
    return obligation.duty.mode == TrackingMode.DOCUMENT and holds(actor, CLERKS, obligation.agency_id)


def refused(reason: str) -> Decision:
    """Return a refusal with its sentence."""
    return Decision(allowed=False, reason=reason)


def owing(obligation: Obligation) -> dict[str, str]:
    """Return the owing agency's name, for sentences."""
    return {"agency": obligation.agency.current_name}


def own_agencies(actor: Actor) -> set[int]:
    """Return the agencies whose work is the actor's own: where the post is, and where an officer's grant points."""
    own = set(actor.scopes_of(*OFFICERS))
    return own | {actor.agency_id} if actor.agency_id is not None else own


def offices_of(actor: Actor, area_code: str | None = None) -> set[int]:
    """Return the agencies in whose name the actor decides, in ``area_code`` (None: whatever the area).

    Where an officer's grant points; for a standing officer also the body of the post and the one whose steering
    committee it works for; for whoever leads an area the body of the post, in that area alone.
    """
    offices = set(actor.scopes_of(*OFFICERS, *STANDING))
    speaks = any(
        role in STANDING or (role is Role.AREA_LEAD and area in ("", area_code)) for role, _scope, area in actor.grants
    )
    return offices | {actor.agency_id} if speaks and actor.agency_id is not None else offices


def areas_of(actor: Actor) -> set[str]:
    """Return the areas to which the grants of whoever leads an area are limited."""
    return {area for role, _scope, area in actor.grants if role is Role.AREA_LEAD and area}
