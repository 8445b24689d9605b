"""The page of calendar addresses."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.notices.forms import FeedForm
from caicach.notices.selectors.feeds import FeedRow
from caicach.ui.values import Link

__all__ = ["FeedLine", "FeedsPage"]


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One address."""

    name: str
    created_at: datetime
    last_used_at: datetime | None
    revoke_url: str


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """Everything on the page."""

    title: str
    crumbs: tuple[Link, ...]
    lines: tuple[FeedLine, ...]
    form: FeedForm
    address: str  # just made; shown this once

    @classmethod
    def of(cls, rows: tuple[FeedRow, ...], form: FeedForm, *, address: str = "") -> "FeedsPage":
        """Return the page."""
        title = _("Lịch trên điện thoại")
        return cls(
            title=title,
            crumbs=(Link(_("Thông báo"), reverse("notices:inbox")), Link(title)),
            lines=tuple(
                FeedLine(
                    row.agency_name or _("Việc của tôi"),
                    row.created_at,
                    row.last_used_at,
                    reverse("notices:feed-revoke", args=[row.pk]),
                )
                for row in rows
            ),
            form=form,
            address=address,
        )
