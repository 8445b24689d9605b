"""Reading tokens, and the pages of what the API lists."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.api.models import ApiToken
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["TokenRow", "fingerprint_of", "live_token", "token_of", "tokens_of"]


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as its owner sees it."""

    uid: UUID
    name: str
    beginning: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    is_live: bool


def fingerprint_of(secret: str) -> str:
    """Return what is kept of a secret. A secret is 256 random bits, so that one round is enough."""
    return sha256(secret.encode()).hexdigest()


def live_token(secret: str, *, now: datetime) -> ApiToken | None:
    """Return the token of a secret with its person, if both may act at ``now``: one query."""
    found = ApiToken.objects.select_related("user").filter(
        fingerprint=fingerprint_of(secret), revoked_at=None, expires_at__gt=now, user__is_active=True
    )
    token = found.first()
    # Whoever came in by a one-time code has not shown yet that the account is theirs.
    return None if token is None or token.user.must_change_password else token


def tokens_of(actor: Actor, *, now: datetime) -> tuple[TokenRow, ...]:
    """Return the actor's own tokens, the newest first: one query."""
    return tuple(
        TokenRow(
            uid=token.uid,
            name=token.name,
            beginning=token.beginning,
            scopes=tuple(token.scopes.split()),
            created_at=token.created_at,
            expires_at=token.expires_at,
            last_used_at=token.last_used_at,
            is_live=token.revoked_at is None and token.expires_at > now,
        )
        for token in _own(actor)
    )


def token_of(actor: Actor, uid: UUID) -> ApiToken:
    """Return one of the actor's own tokens.

    Raises:
        Beyond: there is none.
    """
    token = _own(actor).filter(uid=uid).first()
    if token is None:
        raise Beyond(_("Không có mã kết nối này."))
    return token


def _own(actor: Actor) -> "QuerySet[ApiToken]":
    """Return the tokens of the actor; the program itself has none."""
    return ApiToken.objects.none() if actor.user_id is None else ApiToken.objects.filter(user_id=actor.user_id)
