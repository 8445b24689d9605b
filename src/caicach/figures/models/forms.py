"""Versions of forms, as they are kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.figures.constants import FormState
from caicach.web.fields import FOREVER, new_uid

__all__ = ["FormVersion"]


class FormVersion(models.Model):
    """One version of a form; published, its definition is frozen: ``fingerprint`` says so on every file that leaves."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    form_key = models.CharField(_("mã biểu"), max_length=60)  # "cchc-thong-ke"
    version = models.CharField(_("phiên bản"), max_length=20)  # "2025.1"
    title = models.CharField(_("tên biểu"), max_length=300)
    # Whose form it is; None: it is packaged with the program and holds for everybody.
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=16, choices=FormState.choices, default=FormState.DRAFT)
    definition = models.TextField(_("định nghĩa"))  # YAML of reform.forms
    fingerprint = models.CharField(max_length=64)  # reform.forms.fingerprint(definition)
    extra_keys = models.TextField(default="[]")  # JSON: keys of optional lines that are switched on
    # Of a draft that was made of a blank annex: what a person must look at, as JSON of ``mapping.Doubt``.
    doubts = models.TextField(default="[]")
    revision = models.PositiveIntegerField(default=1)  # of the draft: who saves over another's is refused
    legal_basis = models.CharField(_("căn cứ"), max_length=500, blank=True)
    valid_from = models.DateField(_("áp dụng từ"))
    valid_to = models.DateField(_("áp dụng đến"), default=FOREVER)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("phiên bản biểu")
        ordering = ["form_key", "-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["form_key", "version", "owner"], name="figures_form_version_once"),
            models.UniqueConstraint(
                fields=["form_key", "version"], condition=Q(owner__isnull=True), name="figures_form_packaged_once"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="figures_form_published_at"
            ),
            models.CheckConstraint(condition=Q(valid_from__lt=models.F("valid_to")), name="figures_form_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"
