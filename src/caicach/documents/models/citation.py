"""What cites what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.documents.constants import Relation

__all__ = ["Citation"]


class Citation(models.Model):
    """One document named in the text of another, as it is named there."""

    citing = models.ForeignKey("documents.Document", models.CASCADE, related_name="citations")
    cited = models.ForeignKey("documents.Document", models.PROTECT, related_name="cited_in")
    relation = models.CharField(_("quan hệ"), max_length=10, choices=Relation.choices)
    words = models.CharField(_("nguyên văn"), max_length=500)
    place = models.TextField(default="{}")  # ``vanban.text.findings.Place.to_json`` of the words
    said_on = models.DateField(_("ngày được nêu"), null=True)  # the date as this place gives it
    said_issuer = models.CharField(_("cơ quan được nêu"), max_length=300, blank=True)
    order = models.PositiveIntegerField()  # in reading order, from 0

    class Meta:
        verbose_name = _("viện dẫn")
        constraints = [models.UniqueConstraint(fields=["citing", "order"], name="documents_citation_once")]

    def __str__(self) -> str:
        return self.words[:80]
