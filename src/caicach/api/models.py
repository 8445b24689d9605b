"""Keys to the API, and what was answered under an idempotency key."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import new_uid

__all__ = ["ApiToken", "KeptAnswer"]


class ApiToken(models.Model):
    """A secret with which a program acts for one person, within scopes and until a moment.

    Of the secret itself only its fingerprint is kept; it is shown once.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("tên"), max_length=120)
    scopes = models.CharField(_("phạm vi"), max_length=300)  # values of ``Scope`` with blanks between
    beginning = models.CharField(max_length=20)  # of the secret, so that people tell tokens apart
    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("hết hạn"))
    last_used_at = models.DateTimeField(_("dùng lần cuối"), null=True)  # to within some minutes
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mã kết nối")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="api_token_expires_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.name


class KeptAnswer(models.Model):
    """What a write answered under its idempotency key: a repeated request gets the same answer, and changes nothing."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    key = models.CharField(max_length=128)
    request_hash = models.CharField(max_length=64)  # SHA-256 of method, path and values
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(default="")  # JSON
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("câu trả lời đã giữ")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="api_answer_once")]
        indexes = [models.Index(fields=["created_at"], name="api_answer_age")]

    def __str__(self) -> str:
        return self.key
