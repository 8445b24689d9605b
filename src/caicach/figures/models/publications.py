"""Publications: the figures of a period as they were made public, whatever happens to them afterwards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Publication"]


class Publication(models.Model):
    """The whole of a period as everybody may read it: a copy, so that adding up again changes nothing that is public.

    One of a period stands at a time; what it replaced, or was withdrawn, stays with who ended it.
    """

    period = models.ForeignKey("figures.Period", models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()  # from 1 in the period
    # JSON list of [line, members, figure, received, expected]: figures as mapping.figure_text writes them; the last
    # two are null where the figure is the body's own.
    cells = models.TextField()
    received = models.PositiveIntegerField()  # returns of bodies below that were counted
    expected = models.PositiveIntegerField()  # returns of bodies below that were owed
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(_("lý do rút"), max_length=500, blank=True, default="")  # empty: replaced by the next

    class Meta:
        verbose_name = _("bản công bố")
        ordering = ["period_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["period", "number"], name="figures_publication_number"),
            models.UniqueConstraint(
                fields=["period"], condition=Q(ended_at__isnull=True), name="figures_publication_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id}/{self.number}"
