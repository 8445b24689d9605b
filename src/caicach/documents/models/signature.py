"""Digital signatures in files, as they were read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.documents.constants import SignatureState

__all__ = ["Signature"]


class Signature(models.Model):
    """One digital signature of a file: who, when, and what could be said of it when it was read."""

    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()  # in the file, from 0
    signer = models.CharField(_("người ký số"), max_length=300, blank=True)  # the certificate's name
    organisation = models.CharField(_("tổ chức"), max_length=300, blank=True)
    issued_by = models.CharField(_("nơi cấp chứng thư"), max_length=300, blank=True)
    signed_at = models.DateTimeField(_("ký lúc"), null=True)
    is_stamped = models.BooleanField(default=False)  # the time comes from a timestamp, not from the signer's machine
    state = models.CharField(_("tình trạng"), max_length=10, choices=SignatureState.choices)
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("chữ ký số")
        constraints = [models.UniqueConstraint(fields=["file", "order"], name="documents_signature_once")]

    def __str__(self) -> str:
        return self.signer
