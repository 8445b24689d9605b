"""Two rows of the register that may be one document."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.documents.constants import Doubt, PairState

__all__ = ["DoubtfulPair"]


class DoubtfulPair(models.Model):
    """A question to a person: are these two the same document? Asked once; never answered by the program."""

    first = models.ForeignKey("documents.Document", models.CASCADE, related_name="+")  # the older row, which stays
    second = models.ForeignKey("documents.Document", models.CASCADE, related_name="+")
    doubt = models.CharField(_("lý do nghi trùng"), max_length=10, choices=Doubt.choices)
    state = models.CharField(max_length=10, choices=PairState.choices, default=PairState.OPEN)
    found_at = models.DateTimeField()
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("cặp văn bản nghi trùng")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="documents_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="documents_pair_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"
