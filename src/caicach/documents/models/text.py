"""The words of a document, as searching asks for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.documents.constants import ReadState

__all__ = ["DocumentText"]


class DocumentText(models.Model):
    """What is searched of one document: its facts from the first, its own words once its file was read.

    An index of trigrams stands on ``key`` (migration 0003): on SQLite it is kept by triggers, which a change of this
    table by a migration drops with the old table; such a migration lays them anew x.
    """

    document = models.OneToOneField("documents.Document", models.CASCADE, related_name="words")
    state = models.CharField(_("đọc tệp"), max_length=10, choices=ReadState.choices, default=ReadState.NONE)
    problem = models.CharField(_("lý do không đọc được"), max_length=300, blank=True)
    body = models.TextField(_("nội dung"), blank=True)  # as read: one paragraph or row a line
    key = models.TextField(blank=True)  # folded facts and body, a blank before and after every word
    toned = models.TextField(blank=True)  # the same with letter and tone marks, each tone at its word's end

    class Meta:
        verbose_name = _("lời văn của văn bản")

    def __str__(self) -> str:
        return f"{self.state} {self.document_id}"
