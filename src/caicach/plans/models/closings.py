"""The end of a plan's year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["PlanClosing"]


class PlanClosing(models.Model):
    """A plan was closed: what was done by then, and what became of the rest. A reopened one stays as history."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="closings")
    next_plan = models.ForeignKey("plans.Plan", models.PROTECT, null=True, related_name="+")  # where the rest went
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField()
    summary = models.TextField(default="{}")  # JSON of ``mapping.closing``: the totals and the unfinished list
    reopened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopen_reason = models.CharField(_("lý do mở lại"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("lần đóng kế hoạch")
        ordering = ["plan_id", "closed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(reopened_at__isnull=True), name="plans_closing_one_stands"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.closed_at:%d/%m/%Y}"
