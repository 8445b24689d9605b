"""Improvements: what came from points, so that nothing is asked twice and each leads back to its sub-criterion."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.scoring.constants import ImprovementKind
from caicach.web.fields import ScaledDecimalField

__all__ = ["Improvement"]


class Improvement(models.Model):
    """Work that wins points of a sub-criterion before the year ends, or mends what cost points for the next.

    It is a duty, or a row of the agency's own next plan, which becomes one when that plan is issued.
    """

    score = models.ForeignKey("scoring.Score", models.PROTECT, related_name="improvements")
    kind = models.CharField(_("mục đích"), max_length=8, choices=ImprovementKind.choices)
    duty = models.ForeignKey("obligations.Duty", models.PROTECT, null=True, related_name="+")
    # Of plans.OwnRow, without a key: a draft may throw its rows away, and then the points are open again.
    plan_row = models.BigIntegerField(null=True)
    points = ScaledDecimalField()  # at most so many, as it stood when the work was given
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("việc nâng điểm")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["score", "kind"], name="scoring_improvement_once"),
            models.CheckConstraint(
                condition=Q(duty__isnull=True) ^ Q(plan_row__isnull=True), name="scoring_improvement_one_work"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score_id} {self.kind}"
