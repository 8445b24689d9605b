"""Runs: each time somebody had the figures of a period added up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["WholeRun"]


class WholeRun(models.Model):
    """One run that added up the whole of a period: by whom, when, and from which revision of which return.

    What it changed are the changes of the whole's cells between the run before and this one.
    """

    whole = models.ForeignKey("figures.Return", models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()  # from 1 in the whole
    # JSON list of [id of a return, its revision]: a figure that was signed can be traced when the returns moved on.
    sources = models.TextField(default="[]")
    received = models.PositiveIntegerField()  # returns of bodies below that were counted
    expected = models.PositiveIntegerField()  # returns of bodies below that are owed
    is_with_submitted = models.BooleanField(default=False)  # those handed in and not yet taken were counted too
    changed_count = models.PositiveIntegerField()  # cells that are other than before
    reason = models.CharField(_("lý do tổng hợp lại"), max_length=500, blank=True, default="")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lượt tổng hợp")
        ordering = ["whole_id", "number"]
        constraints = [models.UniqueConstraint(fields=["whole", "number"], name="figures_whole_run_number")]

    def __str__(self) -> str:
        return f"{self.whole_id}/{self.number}"
