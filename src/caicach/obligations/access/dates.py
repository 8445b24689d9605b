"""Who asks for another date, who grants it, who stops a clock and sets it going, who says why something is late.

An agency asks for itself, through its officers and leaders; whoever assigned decides: the body that issued the plan or
its standing body, never the owing agency. Where the issuing body itself owes, the one above it decides.
"""

from django.db.models import F, Q
from django.utils.translation import gettext as _

from caicach.obligations.access.offices import (
    ALLOWED,
    OFFICERS,
    STANDING,
    offices_of,
    owing,
    own_agencies,
    refused,
    speaks_for,
)
from caicach.obligations.models import Obligation
from caicach.web.actor import Actor, Decision

__all__ = [
    "assigned_by",
    "awaited_from",
    "can_correct_reason",
    "can_decide_extension",
    "can_resume",
    "can_speak",
    "deciders_of",
]


def can_speak(actor: Actor, obligation: Obligation) -> Decision:
    """Whether the actor gives the owing agency's word: asks for a date, stops the clock, says why it is late."""
    if speaks_for(actor, obligation.agency_id):
        return ALLOWED
    return refused(_("Chỉ công chức, lãnh đạo của %(agency)s làm việc này.") % owing(obligation))


def can_decide_extension(actor: Actor, obligation: Obligation) -> Decision:
    """Whether the actor speaks for a body that assigned the duty, and does not owe it."""
    if obligation.agency_id in own_agencies(actor):
        return refused(_("Không ai gia hạn cho chính cơ quan mình; cấp kế tiếp quyết định."))
    if deciders_of(obligation) & _assigning(actor):
        return ALLOWED
    return refused(_("Gia hạn do cơ quan giao việc hoặc cơ quan thường trực quyết định."))


def can_resume(actor: Actor, obligation: Obligation) -> Decision:
    """Whether the actor sets a standing clock going: the agency, the body it waits for, or whoever assigned."""
    if speaks_for(actor, obligation.agency_id) or deciders_of(obligation) & _assigning(actor):
        return ALLOWED
    awaited = obligation.pauses.filter(until_on=None, waits_for__isnull=False).values_list("waits_for_id", flat=True)
    if any(speaks_for(actor, agency_id) for agency_id in awaited):
        return ALLOWED
    return refused(_("Chỉ cơ quan chủ trì, cơ quan đang được chờ hoặc cơ quan giao việc ghi nhận kết quả."))


def can_correct_reason(actor: Actor, obligation: Obligation) -> Decision:
    """Whether the actor says why it is late: the agency itself, or the acceptor who puts it right."""
    if speaks_for(actor, obligation.agency_id):
        return ALLOWED
    if obligation.agency_id not in own_agencies(actor) and obligation.acceptor_id in offices_of(
        actor, obligation.duty.area_code
    ):
        return ALLOWED
    return refused(_("Nguyên nhân chậm do %(agency)s nêu; cơ quan nghiệm thu có thể sửa.") % owing(obligation))


def deciders_of(obligation: Obligation) -> set[int]:
    """Return the bodies that decide on another date; none where nobody stands above whoever owes."""
    duty = obligation.duty
    if obligation.agency_id != duty.owner_id:
        return {duty.owner_id, duty.standing_body_id} - {obligation.agency_id}
    above = duty.owner.current_parent_id
    return {above} if above is not None else {duty.standing_body_id} - {obligation.agency_id}


def assigned_by(actor: Actor) -> Q:
    """Return the condition that the actor decides on another date; the same rule as ``can_decide_extension``."""
    if actor.is_system:
        return Q()
    offices, own = _assigning(actor), own_agencies(actor)
    is_owner = Q(agency_id=F("duty__owner_id"))
    here = Q(duty__owner_id__in=offices) | Q(duty__standing_body_id__in=offices)
    above = Q(duty__owner__current_parent_id__in=offices) | Q(
        duty__owner__current_parent=None, duty__standing_body_id__in=offices
    )
    return ((here & ~is_owner) | (above & is_owner)) & ~Q(agency_id__in=own)


def awaited_from(actor: Actor) -> Q:
    """Return the condition that a pause waits for the actor's own agency."""
    return Q(waits_for_id__in=own_agencies(actor))


def _assigning(actor: Actor) -> set[int]:
    """Return the agencies for which the actor assigns: where an officer's or standing officer's grant points."""
    offices = set(actor.scopes_of(*OFFICERS, *STANDING))
    return offices | {actor.agency_id} if actor.has(*STANDING) and actor.agency_id is not None else offices
