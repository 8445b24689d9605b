"""Filters that somebody keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import new_uid

__all__ = ["SavedView"]


class SavedView(models.Model):
    """A filter of a list under a name, for one person or shared with an agency."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="saved_views")  # who keeps it
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")  # shared with, or None
    page = models.CharField(max_length=64)  # name of the address, "obligations:list"
    name = models.CharField(_("tên bộ lọc"), max_length=120)
    query = models.CharField(max_length=1000, blank=True)  # of the address, only what the page knows
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bộ lọc đã lưu")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="obligations_view_name")]

    def __str__(self) -> str:
        return self.name
