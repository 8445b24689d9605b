"""Reminders: the day's digest of each person, letters that urge, and calendar feeds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.notices.constants import DEFAULT_HOUR, FIRST_HOUR, LAST_HOUR, NoticeKind, UrgeReason
from caicach.web.fields import new_uid

__all__ = ["Digest", "DigestRun", "FeedToken", "Notice", "NoticeSetting", "Reminder", "ReminderRow"]


class NoticeSetting(models.Model):
    """How a person wants to be reminded; without a row: at the usual hour, everything, by e-mail too."""

    user = models.OneToOneField("accounts.User", models.PROTECT, related_name="notice_setting")
    hour = models.PositiveSmallIntegerField(_("giờ nhận"), default=DEFAULT_HOUR)  # whole hour in Viet Nam
    wants_mail = models.BooleanField(_("nhận qua thư điện tử"), default=True)
    left_out = models.TextField(default="[]")  # JSON list of the sections that the person does not want
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("cách nhận thông báo")
        constraints = [
            models.CheckConstraint(
                condition=Q(hour__gte=FIRST_HOUR, hour__lte=LAST_HOUR), name="notices_setting_office_hours"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.hour}"


class DigestRun(models.Model):
    """The digests of one working day for those who want them at one hour; its row is what makes it happen once."""

    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    since_on = models.DateField()  # what arose from this day on is new
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    made = models.PositiveIntegerField(default=0)  # notices written

    class Meta:
        verbose_name = _("lượt tổng hợp việc trong ngày")
        constraints = [models.UniqueConstraint(fields=["day", "hour"], name="notices_run_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.hour}h"


class Digest(models.Model):
    """What a digest says; people who are told the same share the row."""

    day = models.DateField()
    key = models.CharField(max_length=64)  # SHA-256 of ``content``
    content = models.TextField()  # JSON of notices.mapping.DigestContent

    class Meta:
        verbose_name = _("nội dung việc trong ngày")
        constraints = [models.UniqueConstraint(fields=["day", "key"], name="notices_digest_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.key[:8]}"


class Reminder(models.Model):
    """What a person of the standing body sent to urge: as a letter, into inboxes, or both."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")  # in whose name it urges
    subject = models.CharField(_("trích yếu"), max_length=300)
    words = models.TextField(_("nội dung đôn đốc"), blank=True)
    answer_by_on = models.DateField(_("đề nghị báo cáo trước ngày"), null=True)
    is_letter = models.BooleanField(_("gửi bằng công văn"), default=False)
    is_notice = models.BooleanField(_("nhắc trong hệ thống"), default=False)
    # The letter as văn thư numbered and issued it; None until it is entered.
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)  # when number, date and file were entered

    class Meta:
        verbose_name = _("đôn đốc")
        constraints = [
            models.CheckConstraint(condition=Q(is_letter=True) | Q(is_notice=True), name="notices_reminder_by_a_way"),
            models.CheckConstraint(
                condition=Q(document__isnull=True) | Q(is_letter=True), name="notices_reminder_document_of_a_letter"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class ReminderRow(models.Model):
    """One obligation that a reminder urged, as it stood then."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="rows")
    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, related_name="reminder_rows")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")  # who was urged
    reason = models.CharField(_("vì sao"), max_length=16, choices=UrgeReason.choices)
    due_on = models.DateField(_("hạn"), null=True)
    days_late = models.PositiveSmallIntegerField(default=0)  # working days

    class Meta:
        verbose_name = _("dòng đôn đốc")
        constraints = [
            models.UniqueConstraint(fields=["reminder", "obligation"], name="notices_reminder_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reminder_id} / {self.obligation_id}"


class Notice(models.Model):
    """One entry of a person's inbox: the day's digest, at most one a day, or an urging."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=16, choices=NoticeKind.choices)
    day = models.DateField()
    digest = models.ForeignKey(Digest, models.PROTECT, null=True, related_name="notices")
    reminder = models.ForeignKey(Reminder, models.PROTECT, null=True, related_name="notices")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(_("đã đọc lúc"), null=True)

    class Meta:
        verbose_name = _("thông báo")
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day"], condition=Q(kind="digest"), name="notices_notice_one_digest_a_day"
            ),
            models.UniqueConstraint(
                fields=["user", "reminder"], condition=Q(kind="urge"), name="notices_notice_urged_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="digest", digest__isnull=False, reminder__isnull=True)
                | Q(kind="urge", digest__isnull=True, reminder__isnull=False),
                name="notices_notice_says_something",
            ),
        ]
        indexes = [models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notices_notice_unread")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}: {self.kind}"


class FeedToken(models.Model):
    """The secret of a calendar address; only its hash is kept, and it ends when it is revoked."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="feed_tokens")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")  # None: the own work
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256
    created_at = models.DateTimeField(_("tạo lúc"))
    last_used_at = models.DateTimeField(_("dùng lần cuối"), null=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)

    class Meta:
        verbose_name = _("địa chỉ lịch")

    def __str__(self) -> str:
        return f"{self.user_id} / {self.agency_id or ''}"
