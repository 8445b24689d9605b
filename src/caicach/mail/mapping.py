"""A letter on its way: as it is handed to the outbox, and as SMTP takes it."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage

from caicach.web.clock import LOCAL

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = ["Enclosure", "Letter", "domain_of", "email_of"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to leave: plain text to one address."""

    key: str  # names the occasion: the same key never leaves twice
    to: str
    subject: str
    text: str
    files: tuple[tuple["StoredFile", str], ...] = ()  # with the names they bear
    useful_until_at: datetime | None = None  # after it nobody wants the letter any more


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The bytes of a file that goes along."""

    name: str
    content: bytes
    media_type: str


def email_of(
    letter: Letter, *, uid: str, sender: str, at: datetime, enclosures: tuple[Enclosure, ...] = ()
) -> EmailMessage:
    """Return the letter as an e-mail.

    ``Message-ID`` is made of ``uid``, so that a letter that an administrator sends once more is the same to whoever
    received it before. Other programs are asked to send no automatic answer.
    """
    headers = {
        "Message-ID": f"<{uid}@{domain_of(sender)}>",
        "Date": format_datetime(at.astimezone(LOCAL)),
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMessage(letter.subject, letter.text, sender, [letter.to], headers=headers)
    for one in enclosures:
        message.attach(one.name, one.content, one.media_type)
    return message


def domain_of(sender: str) -> str:
    """Return what stands behind the @ of an address, with or without a name before it."""
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"
