"""Laying letters into the outbox, in the transaction of what they tell."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.jobs import selectors as jobs
from caicach.jobs.services import enqueue
from caicach.mail import selectors
from caicach.mail.constants import LOST_AFTER, SEND_KIND, MessageState
from caicach.mail.mapping import Letter
from caicach.mail.models import Attachment, Message
from caicach.web.actor import SYSTEM
from vanban.text.forms import squeeze

__all__ = ["look_round", "mail_queue", "mails_queue"]

_BATCH = 500


def mail_queue(letter: Letter, *, now: datetime) -> bool:
    """Lay one letter into the outbox; return whether it will leave. See ``mails_queue``."""
    return bool(mails_queue((letter,), now=now))


@transaction.atomic
def mails_queue(letters: Iterable[Letter], *, now: datetime) -> int:
    """Lay letters into the outbox, in the caller's transaction; return how many were taken.

    A letter whose key is known is left out: it has left, or will. Where no server is named nothing is taken, since what
    waits for a server that never comes would all leave on the day one is named.

    After commit: the job ``mail.send``.
    """
    given = {letter.key: letter for letter in letters}
    if not given or not selectors.is_on():
        return 0
    known = set(Message.objects.filter(key__in=given).values_list("key", flat=True))
    fresh = [letter for key, letter in given.items() if key not in known]
    # Another job may lay the same letters in at this moment: the key lets one of them in.
    Message.objects.bulk_create((_message(one, now) for one in fresh), ignore_conflicts=True, batch_size=_BATCH)
    _enclose([letter for letter in fresh if letter.files])
    if fresh:
        wake(now=now)
    return len(fresh)


def look_round(now: datetime) -> None:
    """Start the job where letters wait or were lost (an entry of ``jobs.registry.rounds``): one query or two."""
    if not selectors.is_on():
        return
    due = Q(state=MessageState.QUEUED, next_at__lte=now)
    lost = Q(state=MessageState.SENDING, claimed_at__lt=now - LOST_AFTER)
    if Message.objects.filter(due | lost).exists():
        wake(now=now)


def wake(*, now: datetime) -> None:
    """Start the job that sends, unless one waits already; two at once would send nothing twice."""
    if not jobs.is_waiting(SEND_KIND):
        enqueue(SEND_KIND, actor=SYSTEM, label=_("Gửi thư đi"), arguments={}, now=now)


def _message(letter: Letter, now: datetime) -> Message:
    return Message(
        key=letter.key,
        to=letter.to,
        subject=squeeze(letter.subject)[:300],
        text=letter.text,
        next_at=now,
        useful_until_at=letter.useful_until_at,
        created_at=now,
    )


def _enclose(letters: Sequence[Letter]) -> None:
    """Attach the files of new letters."""
    if not letters:
        return
    ids = dict(Message.objects.filter(key__in=[one.key for one in letters]).values_list("key", "pk"))
    Attachment.objects.bulk_create(
        (
            Attachment(message_id=ids[letter.key], file=file, name=name)
            for letter in letters
            for file, name in letter.files
        ),
        ignore_conflicts=True,
    )
