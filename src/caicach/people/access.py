"""Who sees and manages which people.

A role counts within its own scope: whoever manages people does so in the subtree of the grant that lets them, and
gives there only roles that ``constants.GIVES`` names. Nobody touches the account of a person who holds, anywhere, a
role that they could not give: else a leader could take over an administrator's account by a new code.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.agencies.access import holds, within_reach, within_scopes
from caicach.people.constants import GIVES, GrantRole, givers_of
from caicach.people.models import Grant, Post
from caicach.web import clock
from caicach.web.actor import Actor, Decision, Role
from caicach.web.errors import NotAllowed

__all__ = [
    "can_control",
    "can_give",
    "can_manage",
    "can_manage_somewhere",
    "givable_roles",
    "is_manager",
    "keeps_the_system",
    "managed_posts",
    "managed_scopes",
    "require",
    "visible_posts",
]

_ALLOWED = Decision(allowed=True)


def keeps_the_system(actor: Actor) -> bool:
    """Whether the actor administers a body that nothing stands above: what concerns the whole system is theirs.

    One query, none for whoever administers nothing.
    """
    scopes = set(actor.scopes_of(Role.ADMINISTRATOR))
    return bool(scopes) and any(top.id in scopes for top in agencies.children_of(None, on=clock.today()))


def is_manager(actor: Actor | None) -> bool:
    """Whether the actor manages people anywhere."""
    return actor is not None and (actor.is_system or bool(managed_scopes(actor)))


def managed_scopes(actor: Actor) -> tuple[int, ...]:
    """Return the roots of the subtrees whose people the actor manages."""
    return actor.scopes_of(*GIVES)


def visible_posts(actor: Actor) -> QuerySet[Post]:
    """Return the posts at agencies within the actor's reach, of whatever time; the own ones among them."""
    return Post.objects.filter(within_reach("agency", actor) | Q(user_id=actor.user_id))


def managed_posts(actor: Actor, *, on: date) -> QuerySet[Post]:
    """Return the posts at agencies whose people the actor manages on ``on``."""
    if actor.is_system:
        return Post.objects.all()
    return Post.objects.filter(within_scopes("agency", managed_scopes(actor), on=on))


def can_manage_somewhere(actor: Actor) -> Decision:
    """Whether the actor manages people at all."""
    if is_manager(actor):
        return _ALLOWED
    return _refused(_("Chỉ quản trị viên, cán bộ cơ quan thường trực và lãnh đạo cơ quan được quản lý người dùng."))


def can_manage(actor: Actor, agency_id: int, *, on: date) -> Decision:
    """Whether the actor manages the people of an agency."""
    if not is_manager(actor):
        return can_manage_somewhere(actor)
    if holds(actor, tuple(GIVES), agency_id, on=on):
        return _ALLOWED
    return _refused(_("Cơ quan này nằm ngoài phạm vi được giao của bạn."))


def can_give(actor: Actor, role: Role, *agency_ids: int, on: date) -> Decision:
    """Whether the actor may give or withdraw ``role`` at every one of the agencies (of the post, of the scope)."""
    if not actor.has(*givers_of(role)) and not actor.is_system:
        givers = ", ".join(str(GrantRole(giver.value).label) for giver in givers_of(role))
        words = {"role": GrantRole(role.value).label, "givers": givers}
        return _refused(_("Vai trò “%(role)s” chỉ do %(givers)s cấp và thu hồi.") % words)
    if all(holds(actor, givers_of(role), agency_id, on=on) for agency_id in agency_ids):
        return _ALLOWED
    return _refused(_("Không ai được cấp hay thu hồi quyền ngoài phạm vi của chính mình."))


def can_control(actor: Actor, posts: Iterable[Post], grants: Iterable[Grant], *, on: date) -> Decision:
    """Whether the actor may act on the account of the person who holds ``posts`` and ``grants`` (now or later).

    The actor must manage every agency where the person works, and be able to give every role the person holds.
    """
    decisions = (
        *(can_manage(actor, agency_id, on=on) for agency_id in dict.fromkeys(post.agency_id for post in posts)),
        *(can_give(actor, Role(grant.role), grant.scope_id, on=on) for grant in grants),
    )
    return next((decision for decision in decisions if not decision.allowed), _ALLOWED)


def givable_roles(actor: Actor) -> tuple[Role, ...]:
    """Return the roles that the actor may give somewhere, in the order of ``Role``."""
    return tuple(role for role in Role if actor.is_system or actor.scopes_of(*givers_of(role)))


def require(decision: Decision) -> None:
    """Let pass what is allowed.

    Raises:
        NotAllowed: with the reason in words.
    """
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def _refused(reason: str) -> Decision:
    return Decision(allowed=False, reason=reason)
