"""From a user to an actor."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from caicach.agencies import selectors as agencies
from caicach.people.models import Grant
from caicach.web.actor import Actor, Role

if TYPE_CHECKING:
    from caicach.accounts.models import User

__all__ = ["actor_of", "actors_on"]


def actor_of(user: "User", *, on: date) -> Actor:
    """Return the actor that ``user`` is on the day ``on``: two queries, grants and areas led.

    A person without a grant gets an actor that reaches nothing.
    """
    grants = list(_grants(on).filter(post__user=user))
    if not grants:
        return Actor(user_id=user.pk, name=user.full_name)
    return _actor(user.pk, user.full_name, grants, agencies.areas_led(grants[0].post.agency_id, on=on))


def actors_on(day: date) -> tuple[Actor, ...]:
    """Return everybody who holds a grant on ``day`` and can sign in, by the id of the account: two queries for all."""
    held = _grants(day).filter(post__user__is_active=True).select_related("post__agency", "post__user")
    led = agencies.all_areas_led(on=day)
    people = groupby(held.order_by("post__user_id", "post_id", "id"), key=lambda grant: grant.post.user)
    actors = []
    for user, found in people:
        grants = list(found)
        areas = led.get(grants[0].post.agency_id, frozenset())
        actors.append(_actor(user.pk, user.full_name, grants, areas))
    return tuple(actors)


def _grants(on: date) -> QuerySet[Grant]:
    held = Grant.objects.filter(valid_from__lte=on, valid_to__gt=on, post__valid_from__lte=on, post__valid_to__gt=on)
    return held.select_related("post__agency").order_by("post_id", "id")


def _actor(user_id: int, name: str, grants: list[Grant], area_codes: frozenset[str]) -> Actor:
    agency = grants[0].post.agency
    return Actor(
        user_id=user_id,
        name=name,
        agency_id=agency.pk,
        agency_name=agency.current_name,
        roles=frozenset(Role(grant.role) for grant in grants),
        scope_ids=_scopes(grants),
        area_codes=area_codes,
        grants=tuple((Role(grant.role), grant.scope_id, grant.area_code) for grant in grants),
    )


def _scopes(grants: Iterable[Grant]) -> tuple[int, ...]:
    """Return the roots of whole subtrees; a grant for one area alone opens no subtree."""
    return tuple(dict.fromkeys(grant.scope_id for grant in grants if not grant.area_code))
