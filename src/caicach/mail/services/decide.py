"""What an administrator decides about a letter that did not leave, or may have left."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.mail import access
from caicach.mail.constants import MessageState
from caicach.mail.models import Message
from caicach.mail.services.queue import wake
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["message_drop", "message_resend", "message_settle"]


@transaction.atomic
def message_resend(message: Message, *, actor: Actor, now: datetime) -> None:
    """Send once more what failed, or what may not have left; its ``Message-ID`` stays.

    Transition: failed, unclear → queued.  Audit: ``mail.resend``.  After commit: the job ``mail.send``.

    Raises:
        NotAllowed: the actor does not keep the outbox.
        WrongState: it has left, waits, or is on its way.
    """
    allowed = (MessageState.FAILED, MessageState.UNCLEAR)
    values = {"attempts": 0, "next_at": now, "useful_until_at": None, "claimed_at": None, "problem": ""}
    _move(message, allowed, MessageState.QUEUED, "mail.resend", actor=actor, now=now, **values)
    wake(now=now)


@transaction.atomic
def message_settle(message: Message, *, actor: Actor, now: datetime) -> None:
    """Say that an unclear letter did arrive.

    Transition: unclear → sent.  Audit: ``mail.settle``.

    Raises:
        NotAllowed: the actor does not keep the outbox.
        WrongState: it is not unclear.
    """
    sent_at = message.claimed_at or now
    _move(message, (MessageState.UNCLEAR,), MessageState.SENT, "mail.settle", actor=actor, now=now, sent_at=sent_at)


@transaction.atomic
def message_drop(message: Message, *, actor: Actor, now: datetime) -> None:
    """Give up a letter that waits or is unclear.

    Transition: queued, unclear → failed.  Audit: ``mail.drop``.

    Raises:
        NotAllowed: the actor does not keep the outbox.
        WrongState: it has left, failed, or is on its way.
    """
    allowed = (MessageState.QUEUED, MessageState.UNCLEAR)
    problem = _("quản trị viên bỏ, không gửi")
    _move(message, allowed, MessageState.FAILED, "mail.drop", actor=actor, now=now, problem=problem)


def _move(
    message: Message,
    allowed: tuple[MessageState, ...],
    to: MessageState,
    action: str,
    *,
    actor: Actor,
    now: datetime,
    **values: object,
) -> None:
    access.require_keeper(actor)
    before = MessageState(message.state)
    mine = Message.objects.filter(pk=message.pk, state=before)
    if before not in allowed or not mine.update(state=to, **values):
        raise WrongState(_("Thư này vừa đổi trạng thái. Tải lại trang để xem; chưa có gì thay đổi."))
    audit.record(action, message, actor=actor, old={"state": before}, new={"state": to}, at=now)
    message.refresh_from_db()
