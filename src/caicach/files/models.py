"""Files by their content."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import new_uid

__all__ = ["StoredFile"]


class StoredFile(models.Model):
    """Bytes that lie under their SHA-256 and are never rewritten. Names belong to whoever uses the file."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)  # by content, not by name
    stored_at = models.DateTimeField()  # when somebody brought it last

    class Meta:
        verbose_name = _("tệp")

    def __str__(self) -> str:
        return self.sha256[:12]
