"""Words of reminders, and when they may come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "DEFAULT_HOUR",
    "DIGEST_KIND",
    "ESCALATE_AFTER_DAYS",
    "FEED_DAYS",
    "FEED_ROWS",
    "FIRST_HOUR",
    "LAST_HOUR",
    "SOON_DAYS",
    "NoticeKind",
    "UrgeReason",
]

DIGEST_KIND = "notices.digest"  # key of jobs.registry.handlers
# Nobody is reminded before or after office hours (Vietnamese civil time, whole hours).
FIRST_HOUR, LAST_HOUR, DEFAULT_HOUR = 7, 16, 7
SOON_DAYS = 7  # "sắp đến hạn": calendar days after today
FEED_DAYS, FEED_ROWS = 400, 2_000  # of a calendar: calendar days ahead, events at most
ESCALATE_AFTER_DAYS = 5  # working days late, unless the person asks for another number


class NoticeKind(models.TextChoices):
    """What stands in somebody's inbox."""

    DIGEST = "digest", _("việc trong ngày")
    URGE = "urge", _("đôn đốc")


class UrgeReason(models.TextChoices):
    """Why the system proposes to urge; a person decides."""

    LATE = "late", _("quá hạn")
    RETURNED_TWICE = "returned_twice", _("bị trả lại từ hai lần")
    NO_RECEIPT = "no_receipt", _("chưa xác nhận tiếp nhận")
    AHEAD = "ahead", _("nhắc trước hạn")  # proposed by nobody: a person chose it in the list
