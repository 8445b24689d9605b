"""Improvements: duties that came from points, so that none is made twice and each leads back to its sub-criterion."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.scoring.constants import ImprovementKind
from caicach.web.fields import ScaledDecimalField

__all__ = ["Improvement"]


class Improvement(models.Model):
    """A duty that wins points of a sub-criterion before the year ends, or mends what cost points for the next."""

    score = models.ForeignKey("scoring.Score", models.PROTECT, related_name="improvements")
    kind = models.CharField(_("mục đích"), max_length=8, choices=ImprovementKind.choices)
    duty = models.ForeignKey("obligations.Duty", models.PROTECT, related_name="+")
    points = ScaledDecimalField()  # at most so many, as it stood when the duty was made
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("việc nâng điểm")
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["score", "kind"], name="scoring_improvement_once")]

    def __str__(self) -> str:
        return f"{self.score_id} {self.kind}"
