"""Documents that come in or go out. Numbers are given elsewhere, by văn thư."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import new_uid

__all__ = ["Document"]


class Document(models.Model):
    """A document by type, symbol, date and issuer, with its file where there is one."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    type = models.CharField(_("loại văn bản"), max_length=40, blank=True)  # Kế hoạch, Quyết định, Báo cáo …
    symbol = models.CharField(_("số, ký hiệu"), max_length=80)  # as written, "41/KH-UBND"
    symbol_key = models.CharField(max_length=80)  # without blanks, upper case
    issued_on = models.DateField(_("ngày ban hành"))
    issuer = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, blank=True, related_name="documents")
    issuer_name = models.CharField(_("cơ quan ban hành"), max_length=300)
    issuer_key = models.CharField(max_length=300)
    subject = models.CharField(_("trích yếu"), max_length=1000, blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="documents")
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    registered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("văn bản")
        constraints = [
            # Numbers restart each year in each body: only all four together name one document.
            models.UniqueConstraint(
                fields=["type", "symbol_key", "issuer_key", "issued_on"], name="documents_document_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.symbol}".strip()
