"""The outbox: what leaves by e-mail, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.mail.constants import MessageState
from caicach.web.fields import new_uid

__all__ = ["Attachment", "Message"]


class Message(models.Model):
    """One message to one address. The same ``key`` is never stored twice, so that no reminder leaves twice."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    key = models.CharField(max_length=200, unique=True)  # "notices.digest:17:2026-03-16"
    to = models.EmailField(_("người nhận"))
    subject = models.CharField(_("tiêu đề"), max_length=300)
    text = models.TextField(_("nội dung"))
    state = models.CharField(_("trạng thái"), max_length=16, choices=MessageState.choices, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)  # how often it was handed to the server
    next_at = models.DateTimeField(_("gửi sau"))  # while it waits: not before
    useful_until_at = models.DateTimeField(null=True)  # a reminder of yesterday is not sent tomorrow; None: for ever
    claimed_at = models.DateTimeField(null=True)  # while it is being sent: since when
    sent_at = models.DateTimeField(_("gửi lúc"), null=True)
    problem = models.CharField(_("trở ngại"), max_length=500, blank=True)  # the server's last answer
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("thư đi")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="mail_message_sent_has_moment"
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="queued"), name="mail_message_due"),
            models.Index(fields=["state", "-id"], name="mail_message_by_state"),
        ]

    def __str__(self) -> str:
        return self.subject


class Attachment(models.Model):
    """A stored file that goes with a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)

    class Meta:
        verbose_name = _("tệp gửi kèm")
        constraints = [models.UniqueConstraint(fields=["message", "name"], name="mail_attachment_name_once")]

    def __str__(self) -> str:
        return self.name
