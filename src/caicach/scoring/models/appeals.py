"""Appeals: what an agency objects to the points that it was given, or that it agrees to them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.scoring.constants import AppealState
from caicach.web.fields import ScaledDecimalField, new_uid

__all__ = ["Appeal"]


class Appeal(models.Model):
    """An explanation of one sub-criterion after the appraisal, with the points that the agency asks for.

    Agreed: the agency accepts the appraised points; ``asked`` says which. An agency whose request that the
    sub-criterion does not apply was refused may ask for that again: ``asked`` is None then.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    score = models.ForeignKey("scoring.Score", models.CASCADE, related_name="appeals")
    asked = ScaledDecimalField(null=True)  # points asked for; None: that the sub-criterion does not apply
    words = models.CharField(_("nội dung giải trình"), max_length=2000)
    state = models.CharField(_("trạng thái"), max_length=16, choices=AppealState.choices, default=AppealState.ASKED)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(_("trả lời"), max_length=2000, blank=True, default="")
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("kiến nghị về điểm")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["score"], condition=Q(state="asked"), name="scoring_appeal_open_once"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "withdrawn", "agreed"]) | Q(answered_at__isnull=False),
                name="scoring_appeal_answered_at",
            ),
            models.CheckConstraint(condition=Q(asked__gte=0), name="scoring_appeal_points"),
        ]

    def __str__(self) -> str:
        return f"{self.score_id} {self.state}"
