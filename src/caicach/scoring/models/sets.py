"""Versions of criteria sets, as they are kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.scoring.constants import SetState
from caicach.web.fields import new_uid

__all__ = ["SetVersion"]


class SetVersion(models.Model):
    """One version of a criteria set; published, its definition is frozen: ``fingerprint`` says so on every file."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    set_key = models.CharField(_("mã bộ tiêu chí"), max_length=60)  # "cchc-so"
    version = models.CharField(_("phiên bản"), max_length=20)  # "2026.1"
    title = models.CharField(_("tên bộ tiêu chí"), max_length=300)
    purpose = models.CharField(_("mục đích"), max_length=32)  # reform.index.Purpose
    year = models.PositiveSmallIntegerField(_("năm"))
    kinds = models.CharField(_("đối tượng"), max_length=120)  # levels of agencies, joined with commas
    # Whose set it is; None: it is packaged with the program and holds for everybody.
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=16, choices=SetState.choices, default=SetState.DRAFT)
    definition = models.TextField(_("định nghĩa"))  # YAML of reform.index
    fingerprint = models.CharField(max_length=64)  # reform.index.fingerprint(definition)
    # Of a draft that was made of an annex: what a person must look at, as JSON of ``mapping.Doubt``.
    doubts = models.TextField(default="[]")
    revision = models.PositiveIntegerField(default=1)  # of the draft: who saves over another's is refused
    legal_basis = models.CharField(_("căn cứ"), max_length=500, blank=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("phiên bản bộ tiêu chí")
        ordering = ["set_key", "-year", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["set_key", "version", "owner"], name="scoring_set_version_once"),
            models.UniqueConstraint(
                fields=["set_key", "version"], condition=Q(owner__isnull=True), name="scoring_set_packaged_once"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="scoring_set_published_at"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"
