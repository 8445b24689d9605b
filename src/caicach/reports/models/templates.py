"""Versions of templates, as they are kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.reports.constants import RecipientKind, TemplateState
from caicach.web.fields import new_uid

__all__ = ["ReportTemplate"]


class ReportTemplate(models.Model):
    """One version of a template; published, its definition is frozen. The packaged ones are rows without an owner."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    template_key = models.CharField(_("mã mẫu"), max_length=60)  # "cchc-cap-tren"
    version = models.CharField(_("phiên bản"), max_length=20)
    title = models.CharField(_("tên mẫu"), max_length=300)
    recipient = models.CharField(_("nơi nhận"), max_length=16, choices=RecipientKind.choices)
    form_key = models.CharField(_("biểu"), max_length=60)  # whose figures it takes
    levels = models.CharField(max_length=80, blank=True)  # "province,department"; empty: any
    # Whose copy it is; None: it is packaged with the program and holds for everybody.
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=16, choices=TemplateState.choices, default=TemplateState.DRAFT)
    definition = models.TextField(_("định nghĩa"))  # YAML of reform.narratives
    fingerprint = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)  # of the draft: who saves over another's is refused
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mẫu báo cáo")
        ordering = ["template_key", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["template_key", "version", "owner"], name="reports_template_version_once"),
            models.UniqueConstraint(
                fields=["template_key", "version"],
                condition=Q(owner__isnull=True),
                name="reports_template_packaged_once",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="reports_template_published_at"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"
