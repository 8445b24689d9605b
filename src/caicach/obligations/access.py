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

__all__ = ["can", "can_record_event", "require", "visible_obligations"]

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
    if actor.is_system or _is_officer_of(actor, duty.standing_body_id) or _stands_for(actor, duty.owner_id):
        return _ALLOWED
    acceptors = duty.obligations.filter(state=ObligationState.DORMANT).values_list("acceptor_id", flat=True).distinct()
    monitors = duty.participants.filter(role=ParticipantRole.MONITOR).values_list("agency_id", flat=True)
    if any(_is_officer_of(actor, agency_id) for agency_id in acceptors.union(monitors)):
        return _ALLOWED
    return _refused(_("Sự kiện do cơ quan nghiệm thu, cơ quan theo dõi hoặc cơ quan thường trực ghi nhận."))


def _can_submit(actor: Actor, obligation: Obligation) -> Decision:
    if _is_officer_of(actor, obligation.agency_id) or _is_above(actor, obligation):
        return _ALLOWED
    return _refused(
        _(
            "Chỉ công chức, lãnh đạo của %(agency)s hoặc của cơ quan cấp trên mới nộp được sản phẩm này."
        )
        % {"agency": obligation.agency.current_name}
    )


def _can_decide(actor: Actor, obligation: Obligation) -> Decision:
    if obligation.agency_id in _own_agencies(actor):
        return _refused(_("Không ai nghiệm thu sản phẩm của chính cơ quan mình."))
    if _is_officer_of(actor, obligation.acceptor_id) or _stands_for(actor, obligation.acceptor_id):
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


def _is_officer_of(actor: Actor, agency_id: int) -> bool:
    """Whether the actor works at the agency as an officer, or holds an officer's grant right there."""
    return (actor.agency_id == agency_id and actor.has(*_OFFICERS)) or agency_id in _scopes(actor, _ABOVE)


def _stands_for(actor: Actor, agency_id: int) -> bool:
    """Whether the actor is an officer of the standing body that works for this agency's steering committee."""
    return agency_id in _scopes(actor, (Role.STANDING_OFFICER,))


def _is_above(actor: Actor, obligation: Obligation) -> bool:
    """Whether an officer's grant of the actor points to a body that the owing agency stands under."""
    scopes = _scopes(actor, _ABOVE)
    above = Obligation.objects.filter(pk=obligation.pk, agency__edges_up__ancestor_id__in=scopes)
    return bool(scopes) and above.exists()


_RULES: dict[str, Callable[[Actor, Obligation], Decision]] = {
    "submit": _can_submit,
    "accept": _can_decide,
    "return": _can_decide,
    "event": _can_wake,
}
