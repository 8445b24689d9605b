"""Where a person works: posts begin and end; half open."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.people import access
from caicach.people.models import Grant, Post
from caicach.people.registry import Leaving, holders
from caicach.people.services.guards import check_span, hold_person, keep_own_administrator
from caicach.web import clock
from caicach.web.actor import Actor, Role
from caicach.web.errors import BadInput, WrongState
from caicach.web.fields import FOREVER
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from caicach.accounts.models import User

__all__ = ["post_close", "post_open"]


@transaction.atomic
def post_open(
    *,
    actor: Actor,
    user: "User",
    agency_id: int,
    title: str,
    roles: Iterable[tuple[Role, int]],
    valid_from: date,
    today: date | None = None,
) -> Post:
    """Give a person a post in an agency, with roles.

    Args:
        actor: Who decides: manages the people of the agency, and may give every one of the roles.
        user: The person.
        agency_id: Where the post is.
        title: What the post is called.
        roles: Each role with the agency whose subtree it reaches; may be empty.
        valid_from: First day.
        today: The day on which the actor's scopes are asked; the current one without it.

    Audit: people.post_open.

    Raises:
        NotAllowed: the agency or a role is not the actor's to give.
        BadInput: the person has a post there at that time already.
    """
    on = today or clock.today()
    given = tuple(roles)
    access.require(access.can_manage(actor, agency_id, on=on))
    for role, scope_id in given:
        access.require(access.can_give(actor, role, agency_id, scope_id, on=on))
    hold_person(user.pk)
    if Post.objects.filter(user=user, agency_id=agency_id, valid_to__gt=valid_from).exists():
        raise BadInput(_("Người này đã có vị trí công tác ở cơ quan đó trong thời gian này."))
    post = Post.objects.create(user=user, agency_id=agency_id, title=squeeze(title)[:120], valid_from=valid_from)
    Grant.objects.bulk_create(
        Grant(post=post, role=role.value, scope_id=scope_id, valid_from=valid_from) for role, scope_id in given
    )
    new = {
        "agency": agency_id,
        "title": post.title,
        "from": valid_from,
        "roles": [[role, scope] for role, scope in given],
    }
    audit.record("people.post_open", post, actor=actor, new=new)
    return post


@transaction.atomic
def post_close(post: Post, *, actor: Actor, until: date, today: date, successor: Post | None = None) -> Post:
    """End a post: ``until`` is the first day on which the person no longer holds it; its grants end with it.

    What hangs on the post (``people.registry``) goes to the successor at once, or back to whoever hands it out.

    Audit: people.post_close with the day before and after.

    Raises:
        NotAllowed: the agency, or a role held from the post, is not the actor's to take.
        BadInput: ``until`` lies before the post began, the actor would lose the last grant as an administrator, or
            the successor is no colleague.
        WrongState: somebody ended it first.
    """
    hold_person(post.user_id)
    found = Post.objects.select_related("user", "agency").filter(pk=post.pk, valid_to__gt=today).first()
    if found is None:
        raise WrongState(_("Vị trí này đã thôi trước đó. Tải lại trang để xem."))
    open_grants = tuple(found.grants.filter(valid_to__gt=until))
    access.require(access.can_control(actor, (found,), open_grants, on=today))
    check_span(found.valid_from, until)
    keep_own_administrator(actor, Q(post=found), until=until)
    for grant in open_grants:
        grant.valid_to = max(grant.valid_from, until)
    Grant.objects.bulk_update(open_grants, ["valid_to"])
    old = {"until": None if found.valid_to == FOREVER else found.valid_to}
    found.valid_to = until
    found.save(update_fields=["valid_to"])
    leaving = Leaving(found, until, successor, clock.now(), today)
    for holder in holders:
        holder.pass_on(leaving, actor=actor)
    new = {"agency": found.agency_id, "until": until, "successor": successor.pk if successor else None}
    audit.record("people.post_close", found, actor=actor, old=old, new=new)
    return found
