"""Who works where, as far as the actor manages or may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from caicach.accounts import selectors as accounts
from caicach.agencies import selectors as agencies
from caicach.people import access
from caicach.people.models import Grant, Post
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

if TYPE_CHECKING:
    from caicach.accounts.models import User

__all__ = [
    "Listing",
    "PersonRows",
    "grant_to_change",
    "managed_people",
    "person_for",
    "person_to_manage",
    "post_to_change",
    "rows_of",
]

_MOST_AGENCIES = 200


@dataclass(frozen=True, slots=True)
class Listing:
    """What of the list is asked for."""

    words: str = ""  # of a person's or an agency's name; marks do not count
    state: str = ""  # "" who works there now, "new" never signed in, "closed" account closed, "left" post ended
    agency_id: int | None = None


@dataclass(frozen=True, slots=True)
class PersonRows:
    """One person with every post and grant of theirs, the newest posts first."""

    user: "User"
    posts: tuple[Post, ...]  # with agency, and grants with scope

    def grants(self, *, from_day: date) -> tuple[Grant, ...]:
        """Return the grants that hold on a day or later."""
        found = (grant for post in self.posts for grant in post.grants.all())
        return tuple(grant for grant in found if grant.valid_to > from_day and grant.valid_to > grant.valid_from)

    def posts_from(self, day: date) -> tuple[Post, ...]:
        """Return the posts that are held on a day or later."""
        return tuple(post for post in self.posts if post.valid_to > day)


def managed_people(actor: Actor, asked: Listing, *, on: date) -> QuerySet[Post]:
    """Return the posts that the list shows, by agency, then by the name one is called by; one row a post.

    Raises:
        NotAllowed: the actor manages nobody.
    """
    access.require(access.can_manage_somewhere(actor))
    posts = access.managed_posts(actor, on=on).filter(_state(asked.state, on))
    if asked.agency_id is not None:
        posts = posts.filter(agency_id=asked.agency_id)
    if asked.words.strip():
        found = agencies.search_agencies(asked.words, on=on, limit=_MOST_AGENCIES)
        by_agency = Q(agency_id__in=[entry.id for entry in found])
        posts = posts.filter(accounts.matching(asked.words, prefix="user__") | by_agency)
    grants = Grant.objects.filter(valid_from__lte=on, valid_to__gt=on).select_related("scope").order_by("pk")
    return (
        posts.select_related("user", "agency")
        .prefetch_related(Prefetch("grants", grants))
        .order_by("agency__current_sort_key", "agency_id", "user__name_sort_key", "user_id", "pk")
    )


def _state(state: str, on: date) -> Q:
    held = Q(valid_to__gt=on)
    return {
        "new": held & Q(user__last_login=None, user__is_active=True),
        "closed": Q(user__is_active=False),
        "left": Q(valid_to__lte=on),
    }.get(state, held)


def person_for(actor: Actor, uid: UUID, *, on: date) -> PersonRows:
    """Return a person whom the actor manages, or is.

    Raises:
        Beyond: no such person within reach.
        NotAllowed: the person works within reach, but the actor manages nobody there.
    """
    user = accounts.user_by_uid(uid)
    if user is None or not (actor.is_system or access.visible_posts(actor).filter(user=user).exists()):
        raise Beyond
    rows = rows_of(user)
    if user.pk != actor.user_id:
        decisions = [access.can_manage(actor, agency_id, on=on) for agency_id in _agencies(rows.posts)]
        if not any(decision.allowed for decision in decisions):
            access.require(decisions[0])
    return rows


def person_to_manage(actor: Actor, uid: UUID, *, on: date) -> PersonRows:
    """Return a person on whose account the actor may act.

    Raises:
        Beyond: no such person within reach.
        NotAllowed: with the reason.
    """
    rows = person_for(actor, uid, on=on)
    access.require(access.can_control(actor, rows.posts_from(on) or rows.posts, rows.grants(from_day=on), on=on))
    return rows


def post_to_change(actor: Actor, pk: int, *, on: date) -> Post:
    """Return a post at an agency whose people the actor manages.

    Raises:
        Beyond: no such post within reach.
        NotAllowed: within reach, but not the actor's to manage.
    """
    post = access.visible_posts(actor).select_related("user", "agency").filter(pk=pk).first()
    if post is None:
        raise Beyond
    access.require(access.can_manage(actor, post.agency_id, on=on))
    return post


def grant_to_change(actor: Actor, pk: int, *, on: date) -> Grant:
    """Return a grant of a post at an agency whose people the actor manages.

    Raises:
        Beyond: no such grant within reach.
        NotAllowed: within reach, but not the actor's to manage.
    """
    grants = Grant.objects.select_related("post__user", "scope")
    grant = grants.filter(pk=pk, post__in=access.visible_posts(actor)).first()
    if grant is None:
        raise Beyond
    access.require(access.can_manage(actor, grant.post.agency_id, on=on))
    return grant


def rows_of(user: "User") -> PersonRows:
    """Return all posts and grants of a person. Two queries."""
    grants = Grant.objects.select_related("scope").order_by("-valid_from", "pk")
    posts = Post.objects.filter(user=user).select_related("agency").prefetch_related(Prefetch("grants", grants))
    return PersonRows(user, tuple(posts.order_by("-valid_to", "-valid_from", "pk")))


def _agencies(posts: Sequence[Post]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(post.agency_id for post in posts))
