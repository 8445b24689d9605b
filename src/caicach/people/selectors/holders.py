"""Who holds a post at an agency on a day: for apps above that hand work to people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from caicach.people.models import Post
from caicach.people.registry import Holding, holders

__all__ = ["PostWork", "colleagues_of", "held_on", "post_by_id", "posts_at", "work_of_post"]


@dataclass(frozen=True, slots=True)
class PostWork:
    """What hangs on a post, and who could take it over."""

    holdings: tuple[Holding, ...] = ()
    colleagues: tuple[Post, ...] = ()  # only where something hangs on it


def work_of_post(post: Post, *, on: date) -> PostWork:
    """Return what hangs on a post, as the apps above tell: one query for each sort of work, one for the colleagues."""
    holdings = tuple(held for holder in holders if (held := holder.held(post)) is not None)
    return PostWork(holdings, colleagues_of(post, on=on)) if holdings else PostWork()


def held_on(day: date, *, prefix: str = "") -> Q:
    """Return the condition that the post in ``prefix`` ("post__") is held on ``day`` by somebody who can sign in."""
    return Q(**{f"{prefix}valid_from__lte": day, f"{prefix}valid_to__gt": day, f"{prefix}user__is_active": True})


def posts_at(agency_ids: Iterable[int], *, on: date) -> tuple[Post, ...]:
    """Return the posts held at agencies on a day, by agency, then by the name one is called by. One query."""
    posts = Post.objects.filter(held_on(on), agency_id__in=tuple(agency_ids)).select_related("user", "agency")
    return tuple(posts.order_by("agency__current_sort_key", "user__name_sort_key", "user_id", "pk"))


def colleagues_of(post: Post, *, on: date) -> tuple[Post, ...]:
    """Return the posts of other people at the same agency on a day. One query."""
    return tuple(one for one in posts_at((post.agency_id,), on=on) if one.user_id != post.user_id)


def post_by_id(pk: int) -> Post | None:
    """Return a post with its person and agency, of whatever time; None where there is none."""
    return Post.objects.select_related("user", "agency").filter(pk=pk).first()
