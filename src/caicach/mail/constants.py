"""How patient the outbox is, and the states of a message."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "BACKOFF",
    "LOST_AFTER",
    "MAX_ATTEMPTS",
    "RUN_SECONDS",
    "SEND_KIND",
    "SERVER_WAIT",
    "TIMEOUT_SECONDS",
    "MessageState",
]

SEND_KIND = "mail.send"  # key of jobs.registry.handlers
# After the first, second … temporary failure of one message.
BACKOFF = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
MAX_ATTEMPTS = len(BACKOFF) + 1
# The server itself cannot be reached: nothing was tried, so that no attempt counts.
SERVER_WAIT = timedelta(minutes=10)
# Nobody holds a message longer than one run of a job; after it, nobody knows any more what became of it.
LOST_AFTER = timedelta(minutes=10)
TIMEOUT_SECONDS = 20  # of one answer of the server
RUN_SECONDS = 40  # of one job; what is left goes into the next one


class MessageState(models.TextChoices):
    """Where a message stands; nothing leaves SENT, and UNCLEAR waits for a person."""

    QUEUED = "queued", _("chờ gửi")
    SENDING = "sending", _("đang gửi")
    SENT = "sent", _("đã gửi")
    FAILED = "failed", _("không gửi được")
    UNCLEAR = "unclear", _("không rõ đã gửi")
