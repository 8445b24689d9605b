"""Words of reports: states of templates and reports, for whom they are written, what comes back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["FileKind", "RecipientKind", "ReportState", "TemplateState"]


class RecipientKind(models.TextChoices):
    """For whom a report is written; the values of ``reform.narratives.Recipient``."""

    SUPERIOR = "superior", _("cơ quan cấp trên")
    PARTY = "party", _("cấp ủy")
    THEMATIC = "thematic", _("chuyên đề")


class TemplateState(models.TextChoices):
    """States of a version of a template; what is published never changes."""

    DRAFT = "draft", _("đang soạn")
    PUBLISHED = "published", _("đang dùng")
    RETIRED = "retired", _("đã thôi dùng")


class ReportState(models.TextChoices):
    """States of a report."""

    DRAFTING = "drafting", _("đang soạn")
    CHECKED = "checked", _("đã chốt, chờ ký")  # figures and words are frozen; number and date are not there yet
    ISSUED = "issued", _("đã ban hành")
    SUPERSEDED = "superseded", _("đã thay thế")


class FileKind(models.TextChoices):
    """What a file beside a report is."""

    SIGNED = "signed", _("bản đã ký")
    CORRECTED = "corrected", _("bản sửa tay")
