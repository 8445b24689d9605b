"""Giving people posts and roles."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.accounts.models import User
from caicach.audit import services as audit
from caicach.people.models import Grant, Post
from caicach.web.actor import Actor, Role
from caicach.web.errors import NotAllowed

__all__ = ["post_open"]


@transaction.atomic
def post_open(
    *,
    actor: Actor,
    user: User,
    agency_id: int,
    title: str,
    roles: Iterable[tuple[Role, int]],
    valid_from: date,
) -> Post:
    """Give a person a post in an agency, with roles.

    Args:
        actor: Who decides; only an administrator may.
        user: The person.
        agency_id: Where the post is.
        title: What the post is called.
        roles: Each role with the agency whose subtree it reaches.
        valid_from: First day.

    Audit: people.post_open.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed(_("Chỉ quản trị viên được mở vị trí công tác và phân quyền."))
    post = Post.objects.create(user=user, agency_id=agency_id, title=title, valid_from=valid_from)
    granted = [Grant(post=post, role=role.value, scope_id=scope_id, valid_from=valid_from) for role, scope_id in roles]
    Grant.objects.bulk_create(granted)
    new = {"agency": agency_id, "title": title, "roles": [[grant.role, grant.scope_id] for grant in granted]}
    audit.record("people.post_open", post, actor=actor, new=new)
    return post
