"""Reading the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from caicach.mail import access
from caicach.mail.models import Message
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["Outbox", "is_on", "message_for", "outbox_of"]


@dataclass(frozen=True, slots=True)
class Outbox:
    """One page of the outbox, the newest first, with how many stand in each state."""

    messages: tuple[Message, ...]
    total: int
    counts: Mapping[str, int]


def is_on() -> bool:
    """Whether letters leave at all: a server is named in the settings."""
    return bool(settings.EMAIL_HOST)


def outbox_of(actor: Actor, *, state: str = "", words: str = "", offset: int = 0, limit: int = 50) -> Outbox:
    """Return the letters of one state (all without it) whose address or subject holds ``words``: two queries.

    Raises:
        NotAllowed: the actor does not keep the outbox.
    """
    found = access.visible_messages(actor)
    if words.strip():
        found = found.filter(Q(to__icontains=words.strip()) | Q(subject__icontains=words.strip()))
    counts = dict(found.values("state").annotate(count=Count("pk")).order_by().values_list("state", "count"))
    shown = found.filter(state=state) if state else found
    return Outbox(
        messages=tuple(shown.order_by("-pk")[offset : offset + limit]),
        total=counts.get(state, 0) if state else sum(counts.values()),
        counts=counts,
    )


def message_for(actor: Actor, uid: UUID) -> Message:
    """Return one letter with its files.

    Raises:
        NotAllowed: the actor does not keep the outbox.
        Beyond: there is none.
    """
    message = access.visible_messages(actor).prefetch_related("attachments").filter(uid=uid).first()
    if message is None:
        raise Beyond(_("Không có thư này; thư đã gửi quá 60 ngày không được giữ lại."))
    return message
