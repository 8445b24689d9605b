"""Addresses of calendars: whose they are, and the one that a secret opens."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.notices.models import FeedToken
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["FeedRow", "agencies_to_follow", "feed_for", "feeds_of", "hash_of", "live_feed"]


@dataclass(frozen=True, slots=True)
class FeedRow:
    """An address as its person sees it; the secret is not known any more."""

    pk: int
    agency_name: str  # empty: the person's own work
    created_at: datetime
    last_used_at: datetime | None


def hash_of(secret: str) -> str:
    """Return what is kept of a secret. A secret is 256 random bits, so that one round is enough."""
    return sha256(secret.encode()).hexdigest()


def live_feed(secret: str) -> FeedToken | None:
    """Return what a secret opens, with its person and agency, while both may: one query, whatever the secret."""
    tokens = FeedToken.objects.select_related("user", "agency")
    token = tokens.filter(token_hash=hash_of(secret), revoked_at=None, user__is_active=True).first()
    # Whoever came in by a one-time code has not shown yet that the account is theirs.
    return None if token is None or token.user.must_change_password else token


def feeds_of(actor: Actor) -> tuple[FeedRow, ...]:
    """Return the person's addresses that are not revoked, the newest first: one query."""
    tokens = _own(actor).filter(revoked_at=None).select_related("agency").order_by("-created_at", "-pk")
    return tuple(
        FeedRow(one.pk, one.agency.current_name if one.agency else "", one.created_at, one.last_used_at)
        for one in tokens
    )


def feed_for(actor: Actor, pk: int) -> FeedToken:
    """Return one of the person's own addresses.

    Raises:
        Beyond: there is none.
    """
    token = _own(actor).filter(pk=pk).first()
    if token is None:
        raise Beyond(_("Không có địa chỉ lịch này."))
    return token


def agencies_to_follow(actor: Actor, *, on: date) -> tuple[tuple[int, str], ...]:
    """Return the agencies that stand in the actor's subtrees on a day, by name: two queries."""
    names = agencies.names_of(agencies.ids_within(actor.scope_ids, on=on))
    return tuple(sorted(names.items(), key=lambda pair: pair[1]))


def _own(actor: Actor) -> "QuerySet[FeedToken]":
    return FeedToken.objects.none() if actor.user_id is None else FeedToken.objects.filter(user_id=actor.user_id)
