"""The inbox, one notice, and how to be reminded."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.notices.constants import NoticeKind
from caicach.notices.forms import WishForm
from caicach.notices.mapping import DigestSection, mail_text
from caicach.notices.selectors.inbox import InboxRow
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link

__all__ = ["InboxPage", "NoticeLine", "NoticePage", "WishPage"]

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice in the list."""

    url: str
    title: str
    sub: str
    day: date
    is_read: bool


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The newest notices."""

    lines: tuple[NoticeLine, ...]
    unread: int
    page: "Page[int]"
    query: QueryDict
    read_url: str
    wish_url: str
    urge_url: str  # to what could be urged; empty where that is not the person's

    @classmethod
    def of(
        cls, rows: tuple[InboxRow, ...], *, total: int, unread: int, number: int, query: QueryDict, urges: bool
    ) -> "InboxPage":
        """Return page ``number`` of the inbox."""
        return cls(
            lines=tuple(_line(row) for row in rows),
            unread=unread,
            page=Paginator(range(total), PAGE_SIZE).get_page(number),
            query=query,
            read_url=reverse("notices:read"),
            wish_url=reverse("notices:wish"),
            urge_url=reverse("notices:urge") if urges else "",
        )


def _line(row: InboxRow) -> NoticeLine:
    url = reverse("notices:notice", args=[row.uid])
    if row.kind == NoticeKind.URGE:
        return NoticeLine(url, row.subject, row.sender, row.day, row.is_read)
    parts = [f"{one.heading} {number_text(one.count)}" for one in row.content.sections]
    title = _("%(count)s việc ngày %(day)s") % {"count": number_text(row.content.count), "day": date_text(row.day)}
    return NoticeLine(url, title, " · ".join(parts), row.day, row.is_read)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One thing named, with its page."""

    title: str
    agency: str
    due_on: date | None
    url: str


@dataclass(frozen=True, slots=True)
class NoticePart:
    """One section."""

    heading: str
    count: int
    rows: tuple[NoticeRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice."""

    title: str
    crumbs: tuple[Link, ...]
    parts: tuple[NoticePart, ...]
    words: str  # of an urging
    sender: str
    text: str  # the same as plain text, to copy
    day: date
    uid: UUID
    is_read: bool
    read_url: str

    @classmethod
    def of(cls, row: InboxRow) -> "NoticePage":
        """Return the page of a notice."""
        return cls(
            title=_line(row).title,
            crumbs=(Link(_("Thông báo"), reverse("notices:inbox")), Link(date_text(row.day))),
            parts=tuple(_part(section) for section in row.content.sections),
            words=row.words,
            sender=row.sender,
            text=mail_text(row.content, row.day) if row.content.sections else row.words,
            day=row.day,
            uid=row.uid,
            is_read=row.is_read,
            read_url=reverse("notices:read"),
        )


def _part(section: DigestSection) -> NoticePart:
    rows = tuple(
        NoticeRow(one.title, one.agency, one.due_on, reverse("obligations:detail", args=[one.uid]) if one.uid else "")
        for one in section.rows
    )
    return NoticePart(section.heading, section.count, rows, max(0, section.count - len(rows)) if rows else 0)


@dataclass(frozen=True, slots=True)
class WishPage:
    """How to be reminded."""

    crumbs: tuple[Link, ...]
    form: WishForm
    has_address: bool  # an e-mail address is known

    @classmethod
    def of(cls, form: WishForm, *, has_address: bool) -> "WishPage":
        """Return the page."""
        return cls((Link(_("Thông báo"), reverse("notices:inbox")), Link(_("Cách nhận"))), form, has_address)
