"""Documents that come in or go out, and whose register they stand in. Numbers are given elsewhere, by văn thư."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.documents.constants import Direction, FileKind
from caicach.web.fields import new_uid

__all__ = ["Document", "DocumentFile", "RegisterEntry"]


class Document(models.Model):
    """A document by type, symbol, date and issuer, with its file where there is one.

    A placeholder is a document that others cite and nobody has registered: what is known of it was read in them, and
    the same row gets its facts when it arrives.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    type = models.CharField(_("loại văn bản"), max_length=40, blank=True)  # Kế hoạch, Quyết định, Báo cáo …
    symbol = models.CharField(_("số, ký hiệu"), max_length=80)  # as written, "41/KH-UBND"
    symbol_key = models.CharField(max_length=80)  # without blanks, upper case
    # Of a placeholder that is cited without a date: null.
    issued_on = models.DateField(_("ngày ban hành"), null=True)
    issuer = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, blank=True, related_name="documents")
    issuer_name = models.CharField(_("cơ quan ban hành"), max_length=300)  # blank where a placeholder's is not known
    issuer_key = models.CharField(max_length=300)
    subject = models.CharField(_("trích yếu"), max_length=1000, blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    effective_on = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    expires_on = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)  # the first day without effect
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="documents")
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    is_placeholder = models.BooleanField(default=False)
    # Found to be the same as another row, by a person: this one only leads there.
    alias_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="aliases")
    registered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("văn bản")
        constraints = [
            # Numbers restart each year in each body: only all four together name one document.
            models.UniqueConstraint(
                fields=["type", "symbol_key", "issuer_key", "issued_on"], name="documents_document_once"
            ),
            # One placeholder for all undated citations of one document: nulls are distinct to the constraint above.
            models.UniqueConstraint(
                fields=["type", "symbol_key", "issuer_key"],
                condition=Q(issued_on=None),
                name="documents_undated_once",
            ),
            models.CheckConstraint(
                condition=Q(is_placeholder=True) | Q(issued_on__isnull=False), name="documents_registered_dated"
            ),
        ]
        indexes = [
            models.Index(fields=["symbol_key"], name="documents_symbol"),
            models.Index(fields=["-issued_on", "-id"], name="documents_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.symbol}".strip()

    @property
    def dated_on(self) -> date:
        """The day of issue of a registered document.

        Raises:
            ValueError: a placeholder that nobody has dated.
        """
        if self.issued_on is None:
            raise ValueError(f"{self} is cited without a date and not registered")
        return self.issued_on


class RegisterEntry(models.Model):
    """That a document stands in the register of one body: it went out there, came in, or stayed inside."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="entries")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    direction = models.CharField(_("chiều văn bản"), max_length=10, choices=Direction.choices)
    received_on = models.DateField(_("ngày đến"), null=True, blank=True)
    registered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("dòng sổ văn bản")
        constraints = [models.UniqueConstraint(fields=["agency", "document"], name="documents_entry_once")]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.document_id}"


class DocumentFile(models.Model):
    """A file beside the document's own one: an annex, the draft in Word."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    kind = models.CharField(_("loại tệp"), max_length=10, choices=FileKind.choices)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tệp kèm văn bản")
        ordering = [F("id").asc()]
        constraints = [models.UniqueConstraint(fields=["document", "file"], name="documents_file_once")]

    def __str__(self) -> str:
        return self.name
