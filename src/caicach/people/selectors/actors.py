"""From a user to an actor."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from caicach.agencies import selectors as agencies
from caicach.people.models import Grant
from caicach.web.actor import Actor, Role

if TYPE_CHECKING:
    from caicach.accounts.models import User

__all__ = ["actor_of"]


def actor_of(user: "User", *, on: date) -> Actor:
    """Return the actor that ``user`` is on the day ``on``: two queries, grants and areas led.

    A person without a grant gets an actor that reaches nothing.
    """
    grants = list(
        Grant.objects.filter(
            post__user=user, valid_from__lte=on, valid_to__gt=on, post__valid_from__lte=on, post__valid_to__gt=on
        )
        .select_related("post__agency")
        .order_by("post_id", "id")
    )
    if not grants:
        return Actor(user_id=user.pk, name=user.full_name)
    agency = grants[0].post.agency
    return Actor(
        user_id=user.pk,
        name=user.full_name,
        agency_id=agency.pk,
        agency_name=agency.current_name,
        roles=frozenset(Role(grant.role) for grant in grants),
        scope_ids=_scopes(grants),
        area_codes=agencies.areas_led(agency.pk, on=on),
        grants=tuple((Role(grant.role), grant.scope_id, grant.area_code) for grant in grants),
    )


def _scopes(grants: Iterable[Grant]) -> tuple[int, ...]:
    """Return the roots of whole subtrees; a grant for one area alone opens no subtree."""
    return tuple(dict.fromkeys(grant.scope_id for grant in grants if not grant.area_code))
