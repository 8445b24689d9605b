"""A person's inbox."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.notices.constants import NoticeKind
from caicach.notices.mapping import DigestContent
from caicach.notices.models import Notice
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["InboxRow", "inbox_count", "inbox_of", "notice_for", "unread_count"]


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One notice."""

    uid: UUID
    kind: str
    day: date
    is_read: bool
    content: DigestContent  # of a digest; empty for an urging
    subject: str  # of an urging
    words: str
    sender: str  # the agency that urges


def inbox_of(actor: Actor, *, offset: int = 0, limit: int = 30) -> tuple[InboxRow, ...]:
    """Return the newest notices of the person: one query."""
    rows = _mine(actor).order_by("-day", "-pk")[offset : offset + limit]
    return tuple(_row(one) for one in rows)


def notice_for(actor: Actor, uid: UUID) -> InboxRow:
    """Return one notice of the person.

    Raises:
        Beyond: there is none of theirs.
    """
    found = _mine(actor).filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có thông báo này."))
    return _row(found)


def unread_count(actor: Actor) -> int:
    """Return how many notices the person has not opened: one query over the index of unread ones."""
    return Notice.objects.filter(user_id=actor.user_id or 0, read_at__isnull=True).count()


def inbox_count(actor: Actor) -> int:
    """Return how many notices the person has: one query."""
    return Notice.objects.filter(user_id=actor.user_id or 0).count()


def _mine(actor: Actor) -> "QuerySet[Notice]":
    return Notice.objects.filter(user_id=actor.user_id or 0).select_related("digest", "reminder__agency")


def _row(one: Notice) -> InboxRow:
    is_digest = one.kind == NoticeKind.DIGEST and one.digest is not None
    return InboxRow(
        uid=one.uid,
        kind=one.kind,
        day=one.day,
        is_read=one.read_at is not None,
        content=DigestContent.from_json(one.digest.content) if is_digest and one.digest else DigestContent(),
        subject=one.reminder.subject if one.reminder else "",
        words=one.reminder.words if one.reminder else "",
        sender=one.reminder.agency.current_name if one.reminder else "",
    )
