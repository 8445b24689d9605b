"""Who says what has happened: records an event, confirms what follows what, answers whether a document has come.

The accepting body may, the bodies that monitor the duty, the standing body and whoever assigned it.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.obligations.access.offices import ALLOWED, areas_of, offices_of, refused
from caicach.obligations.constants import ObligationState, ParticipantRole
from caicach.obligations.models import Duty, Obligation, Participant
from caicach.web.actor import Actor, Decision

__all__ = ["answers_for", "can_close_dormant", "can_record_event", "event_duties", "steered_duties"]


def event_duties(actor: Actor) -> "QuerySet[Duty]":
    """Return the duties whose events ``actor`` may record."""
    if actor.is_system:
        return Duty.objects.all()
    told = _told_by(offices_of(actor))
    if areas_of(actor) and actor.agency_id is not None:
        told |= _told_by({actor.agency_id}) & Q(area_code__in=areas_of(actor))
    return Duty.objects.filter(told)


def steered_duties(actor: Actor) -> "QuerySet[Duty]":
    """Return the duties that ``actor`` steers: of the standing body, or of whoever assigned them."""
    if actor.is_system:
        return Duty.objects.all()
    offices = offices_of(actor)
    return Duty.objects.filter(Q(standing_body_id__in=offices) | Q(owner_id__in=offices))


def can_record_event(actor: Actor, duty: Duty) -> Decision:
    """Decide whether ``actor`` may enter the event that ``duty`` waits for: one query at most."""
    steers = offices_of(actor, duty.area_code).intersection((duty.standing_body_id, duty.owner_id))
    if actor.is_system or steers or event_duties(actor).filter(pk=duty.pk).exists():
        return ALLOWED
    return refused(_("Sự kiện do cơ quan nghiệm thu, cơ quan theo dõi hoặc cơ quan thường trực ghi nhận."))


def can_close_dormant(actor: Actor, duty: Duty) -> Decision:
    """Decide whether ``actor`` may end the waiting of ``duty``: what monitors only propose."""
    if actor.is_system or offices_of(actor).intersection((duty.standing_body_id, duty.owner_id)):
        return ALLOWED
    return refused(_("Chỉ cơ quan thường trực hoặc cơ quan giao việc quyết định thôi chờ sự kiện."))


def _told_by(offices: set[int]) -> Q:
    """Return the condition that one of ``offices`` tells what happened to a duty."""
    waits = Q(state=ObligationState.DORMANT) | Q(event__isnull=False)
    accepted = Obligation.objects.filter(waits, acceptor_id__in=offices).values("duty_id")
    monitored = Participant.objects.filter(role=ParticipantRole.MONITOR, agency_id__in=offices).values("duty_id")
    return Q(standing_body_id__in=offices) | Q(owner_id__in=offices) | Q(pk__in=accepted) | Q(pk__in=monitored)


def answers_for(actor: Actor, area_code: str) -> set[int]:
    """Return the bodies in whose name ``actor`` answers whether a document has come."""
    return offices_of(actor, area_code)
