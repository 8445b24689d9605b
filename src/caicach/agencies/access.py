"""Who may see and change the register, and the reach that every other app asks for."""

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.agencies.models import AgencyEdge
from caicach.web.actor import Actor, Decision, Role
from caicach.web.errors import NotAllowed

__all__ = ["can", "require", "within_reach"]

_ACTS = {
    "change": frozenset({Role.ADMINISTRATOR, Role.STANDING_OFFICER}),
    "remember": frozenset({Role.ADMINISTRATOR, Role.STANDING_OFFICER, Role.AREA_LEAD, Role.CLERK}),
}


def within_reach(field: str, actor: Actor) -> Q:
    """Return the condition that the agency in ``field`` stands in the actor's subtrees, or ever stood there.

    Edges count regardless of their dates, so that what an agency did before a reorganisation stays visible to those
    above it then and now. The program itself sees all; an actor without scope sees nothing.

    Args:
        field: Lookup path of a foreign key to an agency, such as ``"agency"`` or ``"obligation__agency"``; ``"pk"`` on
            agencies themselves.
        actor: Who asks.
    """
    if actor.is_system:
        return Q()
    return Q(**{f"{field}__in": AgencyEdge.objects.filter(ancestor__in=actor.scope_ids).values("descendant")})


def can(actor: Actor, action: str) -> Decision:
    """Return whether the actor may ``change`` the register or ``remember`` what a phrase means."""
    if actor.has(*_ACTS[action]):
        return Decision(allowed=True)
    if action == "change":
        return Decision(allowed=False, reason=_("Chỉ cơ quan thường trực và quản trị viên được sửa danh bạ cơ quan."))
    return Decision(allowed=False, reason=_("Vai trò của bạn không được quyết định một cụm từ chỉ cơ quan nào."))


def require(actor: Actor, action: str) -> None:
    """Refuse an act that is not the actor's.

    Raises:
        NotAllowed: with the reason.
    """
    decision = can(actor, action)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
