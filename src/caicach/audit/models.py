"""Rows that are only added."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Entry", "Seal"]


class Entry(models.Model):
    """One act: canonical JSON as text, ids without foreign keys and no names, so that nothing in it ever changes.

    One job seals the rows in batches (``seq``, ``previous``, ``hash``); rows it has not reached have no seal yet.
    """

    action = models.CharField(_("việc"), max_length=64)  # key of audit.registry.actions, "obligations.submit"
    object_kind = models.CharField(max_length=64)  # "obligations.Obligation"
    object_id = models.BigIntegerField()
    actor_id = models.BigIntegerField(null=True)  # None: the program itself
    agency_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(_("lúc"))
    data = models.TextField(default="{}")  # {"new": …, "old": …}
    request_id = models.CharField(max_length=36, blank=True)
    seq = models.BigIntegerField(null=True, unique=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("dòng nhật ký")
        indexes = [
            models.Index(fields=["object_kind", "object_id", "at"], name="audit_entry_object"),
            models.Index(fields=["id"], condition=models.Q(seq__isnull=True), name="audit_entry_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_kind} {self.object_id}"


class Seal(models.Model):
    """One batch that was sealed: entries ``first_seq`` to ``last_seq``, of which the last has ``hash``.

    Kept apart from the entries, so that a batch that vanishes is missed.
    """

    first_seq = models.BigIntegerField()
    last_seq = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(_("niêm lúc"))

    class Meta:
        verbose_name = _("niêm nhật ký")
        constraints = [models.UniqueConstraint(fields=["first_seq"], name="audit_seal_first_once")]

    def __str__(self) -> str:
        return f"{self.first_seq}–{self.last_seq}"
