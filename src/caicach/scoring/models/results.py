"""Results as they were settled and published; a later decision replaces an earlier one, both stay visible."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import ScaledDecimalField, new_uid

__all__ = ["ResultIssue", "ResultRow"]


class ResultIssue(models.Model):
    """One decision that approves results of a round: the first, or one that corrects it with the reason."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    round = models.ForeignKey("scoring.Round", models.PROTECT, related_name="issues")
    number = models.PositiveSmallIntegerField()  # from 1 in the round
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    minutes = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")  # as signed
    reason = models.CharField(_("lý do sửa"), max_length=1000, blank=True)  # of a correction
    digest = models.CharField(max_length=64)  # SHA-256 of the rows and the sets' fingerprints
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lần công bố kết quả")
        ordering = ["round_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="scoring_issue_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="scoring_issue_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class ResultRow(models.Model):
    """The result of one agency in one decision, frozen."""

    issue = models.ForeignKey(ResultIssue, models.PROTECT, related_name="rows")
    assessment = models.ForeignKey("scoring.Assessment", models.PROTECT, related_name="results")
    claimed = ScaledDecimalField(null=True)  # points with bonus and penalty as the agency claimed them
    appraised = ScaledDecimalField(null=True)  # the same after the last appraisal
    points = ScaledDecimalField()  # settled
    maximum = ScaledDecimalField()
    bonus = ScaledDecimalField(default=0)
    penalty = ScaledDecimalField(default=0)
    index = ScaledDecimalField(null=True)  # per cent; None: nothing applied
    rank = models.PositiveSmallIntegerField(null=True)  # within its kind
    grade_key = models.CharField(max_length=40, blank=True, default="")
    grade_label = models.CharField(max_length=80, blank=True, default="")
    areas = models.TextField(default="{}")  # JSON: area key -> [points, maximum] as decimal texts

    class Meta:
        verbose_name = _("kết quả của cơ quan")
        ordering = ["issue_id", "rank", "id"]
        constraints = [models.UniqueConstraint(fields=["issue", "assessment"], name="scoring_result_once")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.assessment_id}"
