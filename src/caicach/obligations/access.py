"""Who sees an obligation, and who may do what with it.

Reach is what the actor's subtrees owe or accept, the areas led, and the duties that name an agency of the subtrees.
Acts belong to agencies: the owing one hands in, the accepting one decides.
"""

from collections.abc import Callable, Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.agencies.access import within_reach
from caicach.obligations.constants import ObligationState, ParticipantRole
from caicach.obligations.models import Duty, Obligation, Participant
from caicach.web.actor import Actor, Decision, Role
from caicach.web.errors import NotAllowed

__all__ = ["can", "can_record_event", "decided_by", "owed_by", "require", "visible_obligations"]

_ALLOWED = Decision(allowed=True)
# Officers of their own agency, whatever else they do.
_OFFICERS = (Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.STANDING_OFFICER, Role.AREA_LEAD)
# Act for every agency under the scope of the grant.
_ABOVE = (Role.AGENCY_OFFICER, Role.AGENCY_LEADER)


def visible_obligations(actor: Actor) -> "QuerySet[Obligation]":
    """Return the obligations within the reach of ``actor``: conditions on the rows alone, no join that doubles them."""
    if actor.is_system:
        return Obligation.objects.all()
    named = Participant.objects.filter(within_reach("agency", actor)).values("duty_id")
    reach = within_reach("agency", actor) | within_reach("acceptor", actor) | Q(duty_id__in=named)
    if actor.area_codes:
        reach |= Q(duty_id__in=Duty.objects.filter(area_code__in=sorted(actor.area_codes)).values("pk"))
    return Obligation.objects.filter(reach)


def owed_by(actor: Actor) -> Q:
    """Return the condition that an obligation is the work of the actor's own agency."""
    return Q(agency_id__in=_own_agencies(actor))


def decided_by(actor: Actor) -> Q:
    """Return the condition that the actor may accept or return what is handed in; the same rule as ``can``."""
    return Q(acceptor_id__in=_offices(actor)) & ~owed_by(actor)


def require(actor: Actor, action: str, obligation: Obligation) -> None:
    """Let pass what ``can`` allows.

    Raises:
        NotAllowed: with the reason in words.
    """
    decision = can(actor, action, obligation)
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def can(actor: Actor, action: str, obligation: Obligation) -> Decision:
    """Decide whether ``actor`` may do ``action`` (submit, accept, return, event) with an obligation within reach.

    Who acts is decided here, not when: the state is for the service.

    Raises:
        KeyError: no such action (a programmer's error).
    """
    decide = _RULES[action]
    return _ALLOWED if actor.is_system else decide(actor, obligation)


def can_record_event(actor: Actor, duty: Duty) -> Decision:
    """Decide whether ``actor`` may enter the event that ``duty`` waits for.

    The accepting body may, the standing body, and the agencies that monitor the duty.
    """
    offices = _offices(actor)
    if actor.is_system or offices.intersection((duty.standing_body_id, duty.owner_id)):
        return _ALLOWED
    acceptors = duty.obligations.filter(state=ObligationState.DORMANT).values_list("acceptor_id", flat=True).distinct()
    monitors = duty.participants.filter(role=ParticipantRole.MONITOR).values_list("agency_id", flat=True)
    if offices and not offices.isdisjoint(acceptors.union(monitors)):
        return _ALLOWED
    return _refused(_("Sự kiện do cơ quan nghiệm thu, cơ quan theo dõi hoặc cơ quan thường trực ghi nhận."))


def _can_submit(actor: Actor, obligation: Obligation) -> Decision:
    if _hands_in_for(actor, obligation):
        return _ALLOWED
    return _refused(
        _("Chỉ công chức, lãnh đạo của %(agency)s hoặc của cơ quan cấp trên mới nộp được sản phẩm này.")
        % {"agency": obligation.agency.current_name}
    )


def _can_decide(actor: Actor, obligation: Obligation) -> Decision:
    if obligation.agency_id in _own_agencies(actor):
        return _refused(_("Không ai nghiệm thu sản phẩm của chính cơ quan mình."))
    if obligation.acceptor_id in _offices(actor):
        return _ALLOWED
    return _refused(_("Nhiệm vụ này do %(agency)s nghiệm thu.") % {"agency": obligation.acceptor.current_name})


def _can_wake(actor: Actor, obligation: Obligation) -> Decision:
    return can_record_event(actor, obligation.duty)


def _refused(reason: str) -> Decision:
    return Decision(allowed=False, reason=reason)


def _own_agencies(actor: Actor) -> set[int]:
    """Return the agencies whose work is the actor's own: where the post is, and where an officer's grant points."""
    own = _scopes(actor, _ABOVE)
    return own | {actor.agency_id} if actor.agency_id is not None else own


def _scopes(actor: Actor, roles: Collection[Role]) -> set[int]:
    """Return the roots of whole subtrees where the actor holds one of ``roles``."""
    return {scope for role, scope, area in actor.grants if role in roles and scope is not None and not area}


def _offices(actor: Actor) -> set[int]:
    """Return the agencies in whose name the actor decides.

    The own agency, for an officer; where an officer's grant points; and the body whose steering committee the actor's
    standing body works for.
    """
    own = {actor.agency_id} if actor.agency_id is not None and actor.has(*_OFFICERS) else set()
    return own | _scopes(actor, (*_ABOVE, Role.STANDING_OFFICER))


def _hands_in_for(actor: Actor, obligation: Obligation) -> bool:
    """Whether the actor is an officer of the owing agency, or holds an officer's grant there or above it."""
    if actor.agency_id == obligation.agency_id and actor.has(*_OFFICERS):
        return True
    scopes = _scopes(actor, _ABOVE)
    above = Obligation.objects.filter(pk=obligation.pk, agency__edges_up__ancestor_id__in=scopes)
    return obligation.agency_id in scopes or (bool(scopes) and above.exists())


_RULES: dict[str, Callable[[Actor, Obligation], Decision]] = {
    "submit": _can_submit,
    "accept": _can_decide,
    "return": _can_decide,
    "event": _can_wake,
}
