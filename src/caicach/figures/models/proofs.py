"""What proves a figure: documents of the register, and files that are no document."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import new_uid

__all__ = ["CellProof"]


class CellProof(models.Model):
    """One proof of one cell of a return: a document of the register, or a file (a list, a screen of another system).

    Nothing is deleted: a proof that is taken back says by whom and when, and is shown to nobody as a proof.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    sheet = models.ForeignKey("figures.Return", models.CASCADE, related_name="proofs")
    line_key = models.CharField(max_length=80)
    members = models.CharField(max_length=160, blank=True, default="")
    # A file that comes with a symbol is registered: then the document has it, and this row names the document alone.
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="figure_proofs")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True, default="")
    place = models.CharField(_("chỗ chứng minh"), max_length=300, blank=True, default="")  # "trang 3, bảng 2"
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("minh chứng của ô số liệu")
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, file__isnull=True)
                | (Q(document__isnull=True, file__isnull=False) & ~Q(file_name="")),
                name="figures_proof_document_or_file",
            ),
        ]
        indexes = [models.Index(fields=["sheet", "line_key", "members"], name="figures_proof_by_cell")]

    def __str__(self) -> str:
        return f"{self.line_key}[{self.members}]" if self.members else self.line_key

    @property
    def title(self) -> str:
        """What people call it: type and symbol of the document, or the file's name."""
        return str(self.document) if self.document is not None else self.file_name
