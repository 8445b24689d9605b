"""Sending what waits in the outbox, each letter at most once.

A letter is claimed by a conditional update that commits before the server hears of it. So of two jobs only one sends
it, and a job that dies in between leaves a claimed letter behind: whether it left, nobody knows. Such a letter is not
sent again by itself. A second reminder of the same thing costs the trust of five thousand people; a missing one costs
nothing, since the same stands in the inbox of the application. An administrator sees it and decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils.translation import gettext as _

from caicach.files.selectors import path_of
from caicach.mail.constants import BACKOFF, LOST_AFTER, MAX_ATTEMPTS, RUN_SECONDS, SERVER_WAIT, MessageState
from caicach.mail.mapping import Enclosure, Letter, email_of
from caicach.mail.models import Message
from caicach.mail.services.queue import look_round
from caicach.mail.smtp import Delivery, Outcome, Server

__all__ = ["Sent", "outbox_send"]

_AT_ONCE = 200  # letters of one run
_KEPT = timedelta(days=60)  # after it a letter that was sent goes from the outbox
_FORGOTTEN_AT_ONCE = 2_000

Clock = Callable[[], datetime]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a run did."""

    sent: int = 0
    tried: int = 0


def outbox_send(*, clock: Clock, progress: Progress) -> Sent:
    """Send what is due; what is left, or falls due later, is for the next run.

    Args:
        clock: Asked before and after each letter.
        progress: Told what is being done; a sign of life.
    """
    now = clock()
    _settle_lost(now)
    _let_go(now)
    due = _due(now)
    if not due or not settings.EMAIL_HOST:
        return Sent()
    try:
        server = Server()
    except OSError as error:
        _postpone(error, now)
        return Sent()
    try:
        done = _send_all(server, due, clock=clock, progress=progress)
    finally:
        server.close()
    look_round(clock())
    return done


def _send_all(server: Server, due: tuple[int, ...], *, clock: Clock, progress: Progress) -> Sent:
    started, sent, tried = monotonic(), 0, 0
    for pk in due:
        if not server.is_alive or monotonic() - started > RUN_SECONDS:
            break
        progress(_("Gửi thư"), tried, len(due))
        message = _claim(pk, clock())
        if message is None:
            continue
        delivery = server.hand_over(_email_of(message, clock()))
        _settle(message, delivery, clock())
        tried += 1
        sent += delivery.outcome is Outcome.SENT
    return Sent(sent, tried)


def _due(now: datetime) -> tuple[int, ...]:
    waiting = Message.objects.filter(state=MessageState.QUEUED, next_at__lte=now).order_by("next_at", "pk")
    return tuple(waiting.values_list("pk", flat=True)[:_AT_ONCE])


def _claim(pk: int, now: datetime) -> Message | None:
    """Make the letter this run's own; None where another run was first, or it was dropped."""
    mine = Message.objects.filter(pk=pk, state=MessageState.QUEUED, next_at__lte=now).update(
        state=MessageState.SENDING, claimed_at=now, attempts=F("attempts") + 1, problem=""
    )
    return Message.objects.get(pk=pk) if mine else None


def _settle(message: Message, delivery: Delivery, now: datetime) -> None:
    """Write down what became of a claimed letter, if it is still this attempt's."""
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts).update(
        problem=delivery.problem[:500], **_fate(message, delivery.outcome, now)
    )


def _fate(message: Message, outcome: Outcome, now: datetime) -> dict[str, object]:
    if outcome is Outcome.SENT:
        return {"state": MessageState.SENT, "sent_at": now, "claimed_at": None}
    if outcome is Outcome.UNCLEAR:
        return {"state": MessageState.UNCLEAR}  # keeps its moment: that is when it may have left
    if outcome is Outcome.NEVER or message.attempts >= MAX_ATTEMPTS:
        return {"state": MessageState.FAILED, "claimed_at": None}
    wait = BACKOFF[message.attempts - 1]
    return {"state": MessageState.QUEUED, "claimed_at": None, "next_at": now + wait}


def _postpone(error: OSError, now: datetime) -> None:
    """Let everything that is due wait: the server itself cannot be reached, no letter is at fault."""
    said = str(error) or type(error).__name__
    problem = _("không kết nối được máy chủ thư: %(words)s") % {"words": said}
    Message.objects.filter(state=MessageState.QUEUED, next_at__lte=now).update(
        next_at=now + SERVER_WAIT, problem=problem[:500]
    )


def _settle_lost(now: datetime) -> None:
    """Say of letters whose job died that nobody knows whether they left."""
    lost = Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=now - LOST_AFTER)
    lost.update(state=MessageState.UNCLEAR, problem=_("máy chủ ứng dụng dừng giữa chừng khi đang gửi"))


def _let_go(now: datetime) -> None:
    """Give up what nobody wants any more, and forget what was sent long ago."""
    late = Message.objects.filter(state=MessageState.QUEUED, useful_until_at__lt=now)
    late.update(state=MessageState.FAILED, problem=_("quá hạn gửi: nội dung không còn đúng ngày"))
    old = Message.objects.filter(state=MessageState.SENT, sent_at__lt=now - _KEPT)
    forgotten = list(old.order_by("pk").values_list("pk", flat=True)[:_FORGOTTEN_AT_ONCE])
    if forgotten:
        Message.objects.filter(pk__in=forgotten).delete()


def _email_of(message: Message, now: datetime) -> EmailMessage:
    """Return the letter as it goes to the server; two queries."""
    files = message.attachments.select_related("file").order_by("pk")
    return email_of(
        Letter(message.key, message.to, message.subject, message.text),
        uid=str(message.uid),
        sender=settings.DEFAULT_FROM_EMAIL,
        at=now,
        enclosures=tuple(
            Enclosure(one.name, path_of(one.file.sha256).read_bytes(), one.file.media_type) for one in files
        ),
    )
