"""Who may see and change the register, and the reach that every other app asks for."""

from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from caicach.agencies.models import Agency, AgencyEdge
from caicach.web import clock
from caicach.web.actor import Actor, Decision, Role
from caicach.web.errors import NotAllowed

__all__ = ["above_reach", "can", "distance_to", "holds", "of_level", "require", "within_reach", "within_scopes"]

_ACTS = {
    "change": (Role.ADMINISTRATOR, Role.STANDING_OFFICER),
    "remember": (Role.ADMINISTRATOR, Role.STANDING_OFFICER, Role.AREA_LEAD, Role.CLERK),
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


def above_reach(field: str, actor: Actor) -> Q:
    """Return the condition that the agency in ``field`` stands, or ever stood, above one of the actor's subtrees.

    What such a body lays down holds for the actor. The program itself stands below everything.
    """
    if actor.is_system:
        return Q()
    return Q(**{f"{field}__in": AgencyEdge.objects.filter(descendant__in=actor.scope_ids).values("ancestor")})


def distance_to(field: str, agency_id: int) -> Subquery:
    """Return how many levels the agency in ``field`` stands above ``agency_id``, for an annotation: 0 is itself.

    NULL where it stands nowhere above it.
    """
    edges = AgencyEdge.objects.filter(ancestor=OuterRef(field), descendant=agency_id).order_by("depth")
    return Subquery(edges.values("depth")[:1])


def within_scopes(field: str, scope_ids: tuple[int, ...], *, on: date) -> Q:
    """Return the condition that the agency in ``field`` stands on ``on`` in the subtree of one of ``scope_ids``.

    For acts: what a body could see of the past it cannot change any more.
    """
    edges = AgencyEdge.objects.filter(ancestor__in=scope_ids, valid_from__lte=on, valid_to__gt=on)
    return Q(**{f"{field}__in": edges.values("descendant")})


def of_level(field: str, level: str) -> Q:
    """Return the condition that the agency in ``field`` is of ``level`` today: answered once, without a join."""
    return Q(**{f"{field}__in": Agency.objects.filter(current_level=level).values("pk")})


def holds(actor: Actor, roles: tuple[Role, ...], agency_id: int, *, on: date | None = None) -> bool:
    """Whether the actor holds one of ``roles`` in a scope that ``agency_id`` stands in on ``on`` (today without it).

    At most one query; the program itself holds every role everywhere.
    """
    scopes = actor.scopes_of(*roles)
    if actor.is_system or agency_id in scopes:
        return True
    day = on or clock.today()
    edges = AgencyEdge.objects.filter(ancestor__in=scopes, valid_from__lte=day, valid_to__gt=day)
    return bool(scopes) and edges.filter(descendant=agency_id).exists()


def can(actor: Actor, action: str, *agency_ids: int | None) -> Decision:
    """Return whether the actor may ``change`` the register at these agencies, or ``remember`` what a phrase means.

    The role counts within its scope: it must be held above every one of the agencies. None stands for the top of the
    register, which only the program itself changes.
    """
    roles = _ACTS[action]
    if all(_may(actor, roles, agency_id) for agency_id in agency_ids or (None,)):
        return Decision(allowed=True)
    if action == "change" and actor.has(*roles):
        return Decision(allowed=False, reason=_("Cơ quan này nằm ngoài phạm vi được giao của bạn."))
    if action == "change":
        return Decision(allowed=False, reason=_("Chỉ cơ quan thường trực và quản trị viên được sửa danh bạ cơ quan."))
    return Decision(allowed=False, reason=_("Vai trò của bạn không được quyết định một cụm từ chỉ cơ quan nào."))


def require(actor: Actor, action: str, *agency_ids: int | None) -> None:
    """Refuse an act that is not the actor's.

    Raises:
        NotAllowed: with the reason.
    """
    decision = can(actor, action, *agency_ids)
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def _may(actor: Actor, roles: tuple[Role, ...], agency_id: int | None) -> bool:
    return actor.is_system or (agency_id is not None and holds(actor, roles, agency_id))
