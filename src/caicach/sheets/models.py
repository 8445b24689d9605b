"""Columns that were settled once, and sheets that wait for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import new_uid

__all__ = ["ColumnMapping", "SheetUpload"]


class ColumnMapping(models.Model):
    """What the columns of a source mean to a body: the next sheet with the same header needs no question."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    purpose = models.CharField(_("mục đích"), max_length=20)  # key of registry.purposes
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    name = models.CharField(_("tên nguồn"), max_length=120)  # as people call it; at first the file it was settled on
    signature = models.CharField(max_length=64)  # SHA-256 of the folded titles in their order
    titles = models.TextField(_("tiêu đề cột"))  # JSON list, as they stood
    roles = models.TextField(_("ý nghĩa cột"))  # JSON list beside ``titles``: a role's key, "" for none
    remembered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    remembered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("cách hiểu cột đã nhớ")
        constraints = [
            models.UniqueConstraint(fields=["purpose", "owner", "signature"], name="sheets_mapping_once"),
        ]

    def __str__(self) -> str:
        return self.name


class SheetUpload(models.Model):
    """A sheet between the upload and the confirmation; it belongs to whoever brought it, and goes afterwards."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    purpose = models.CharField(_("mục đích"), max_length=20)
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=255)
    context = models.TextField(default="{}")  # JSON of what was asked beside the file
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bảng tính đang nhập")

    def __str__(self) -> str:
        return self.file_name
