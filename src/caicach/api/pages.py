"""The page of a person's tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.api.constants import Scope
from caicach.api.forms import TokenForm
from caicach.api.selectors import TokenRow

__all__ = ["TokenLine", "TokensPage"]


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token."""

    uid: UUID
    name: str
    beginning: str
    scopes: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    is_live: bool
    revoke_url: str

    @classmethod
    def of(cls, row: TokenRow) -> "TokenLine":
        """Return the line of ``row``."""
        return cls(
            uid=row.uid,
            name=row.name,
            beginning=row.beginning,
            scopes=", ".join(str(Scope(scope).label) for scope in row.scopes),
            created_at=row.created_at,
            expires_at=row.expires_at,
            last_used_at=row.last_used_at,
            is_live=row.is_live,
            revoke_url=reverse("api:revoke", args=[row.uid]),
        )


@dataclass(frozen=True, slots=True)
class TokensPage:
    """Everything on the page."""

    title: str
    form: TokenForm
    lines: tuple[TokenLine, ...]
    secret: str  # of the token just made; shown this once
    address: str  # where the API is
    description: str  # of the API, for programs

    @classmethod
    def of(cls, rows: Sequence[TokenRow], form: TokenForm, *, root: str, secret: str = "") -> "TokensPage":
        """Return the page; ``root`` is the address of the site."""
        description = reverse("api:openapi-json")
        return cls(
            title=_("Mã kết nối API"),
            form=form,
            lines=tuple(TokenLine.of(row) for row in rows),
            secret=secret,
            address=root.rstrip("/") + description.rpartition("/")[0] + "/",
            description=description,
        )
