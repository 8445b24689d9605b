"""Keyset pages: everything after a cursor, in an order that no change moves.

Owns: cursors. Does not: know what is listed. The order is that of the uid, which holds the moment of its making: what
is made while somebody reads stands at the end.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.web.errors import BadInput

__all__ = ["DEFAULT", "MOST", "Page", "cursor_of", "page_of", "place_of"]

MOST = 200  # rows of a page
DEFAULT = 50


class Identified(Protocol):
    """Whatever has a uid."""

    @property
    def uid(self) -> UUID:
        """The name that leaves the system."""


Row = TypeVar("Row", bound=Identified)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the next ones begin."""

    items: Sequence[Any]
    next: str | None  # cursor; None: these were the last


def page_of(rows: Sequence[Row], limit: int) -> Page:
    """Return the page of ``rows``, read one beyond ``limit`` to know whether more follow."""
    shown = rows[:limit]
    return Page(shown, cursor_of(shown[-1].uid) if len(rows) > limit else None)


def cursor_of(uid: UUID) -> str:
    """Return the cursor behind a row."""
    return urlsafe_b64encode(uid.bytes).decode().rstrip("=")


def place_of(cursor: str | None) -> UUID | None:
    """Return the uid after which a page begins; None for the first page.

    Raises:
        BadInput: this is no cursor of ours.
    """
    if not cursor:
        return None
    try:
        return UUID(bytes=urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, Error) as error:
        raise BadInput(_("Con trỏ “cursor” không đúng: dùng giá trị “next” của trang trước.")) from error
