"""Scores: what stands at each sub-criterion of an agency, its proof, and every change of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.scoring.constants import LeftOut, Stage
from caicach.web.fields import ScaledDecimalField

__all__ = ["AdjustmentScore", "Score", "ScoreChange", "ScoreProof"]


class Score(models.Model):
    """One sub-criterion of one agency: points claimed, appraised, appraised again and settled, side by side."""

    assessment = models.ForeignKey("scoring.Assessment", models.CASCADE, related_name="scores")
    leaf_key = models.CharField(max_length=80)  # of the set's sub-criterion, for ever
    area_key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()  # in the set
    maximum = ScaledDecimalField()
    # What is claimed, as mapping.value_text writes it ("99.03", "in_time", "yes"); the points follow from it.
    claimed_value = models.CharField(max_length=60, blank=True, default="")
    claimed = ScaledDecimalField(null=True)
    claim_note = models.CharField(_("giải trình, thuyết minh"), max_length=2000, blank=True, default="")
    appraised = ScaledDecimalField(null=True)
    appraised_reason = models.CharField(max_length=40, blank=True, default="")  # reform.index.score_reasons
    appraised_note = models.CharField(_("ý kiến thẩm định"), max_length=2000, blank=True, default="")
    reviewed = ScaledDecimalField(null=True)
    reviewed_reason = models.CharField(max_length=40, blank=True, default="")
    reviewed_note = models.CharField(_("ý kiến thẩm định lại"), max_length=2000, blank=True, default="")
    settled = ScaledDecimalField(null=True)
    settled_note = models.CharField(_("ý kiến công nhận"), max_length=2000, blank=True, default="")
    # Points that stand now: the latest stage that has any. What sums are made of, kept by the services.
    standing = ScaledDecimalField(null=True)
    revision = models.PositiveIntegerField(default=1)  # of two appraisers at once the second is told
    # What data gives, with the calculation, one line each. Lines without points: why data says that it does not apply.
    proposed = ScaledDecimalField(null=True)
    proposed_value = models.CharField(max_length=60, blank=True, default="")
    proposed_lines = models.TextField(blank=True, default="")
    proposed_at = models.DateTimeField(null=True)
    sample_size = models.PositiveIntegerField(null=True)  # of a survey's result
    source_note = models.CharField(_("nguồn số liệu"), max_length=500, blank=True, default="")
    left_out = models.CharField(max_length=16, choices=LeftOut.choices, blank=True, default=LeftOut.NO)
    left_out_reason = models.CharField(_("lý do không áp dụng"), max_length=1000, blank=True, default="")
    left_out_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")  # decided it
    left_out_at = models.DateTimeField(null=True)
    more_asked = models.CharField(_("yêu cầu bổ sung"), max_length=1000, blank=True, default="")
    more_asked_at = models.DateTimeField(null=True)
    # Projections of the proof, so that a grid of all units needs no reading of it.
    proof_count = models.PositiveSmallIntegerField(default=0)
    is_proof_met = models.BooleanField(null=True)  # None: none is asked for
    updated_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("điểm tiêu chí")
        ordering = ["assessment_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "leaf_key"], name="scoring_score_once"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True})
                    | (Q(**{f"{name}__gte": 0}) & Q(**{f"{name}__lte": F("maximum")})),
                    name=f"scoring_{name}_within",
                )
                for name in ("claimed", "appraised", "reviewed", "settled", "standing", "proposed")
            ),
        ]
        indexes = [models.Index(fields=["leaf_key", "assessment"], name="scoring_score_by_leaf")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.leaf_key}"


class ScoreProof(models.Model):
    """A document beside a claim: what the agency handed in during the year, picked again, or brought now."""

    score = models.ForeignKey(Score, models.CASCADE, related_name="proofs")
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="score_proofs")
    words = models.CharField(_("nội dung chứng minh"), max_length=500, blank=True, default="")
    is_supplement = models.BooleanField(default=False)  # brought after the lock: told with its date
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("minh chứng của tiêu chí")
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["score", "document"], condition=Q(removed_at__isnull=True), name="scoring_proof_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score_id} {self.document_id}"


class ScoreChange(models.Model):
    """One change of one score: what stood, what stands, of which stage, by whom, why. Never changed, never removed."""

    score = models.ForeignKey(Score, models.CASCADE, related_name="changes")
    stage = models.CharField(max_length=16, choices=Stage.choices)
    old = ScaledDecimalField(null=True)
    new = ScaledDecimalField(null=True)
    old_left_out = models.CharField(max_length=16, choices=LeftOut.choices, blank=True, default=LeftOut.NO)
    new_left_out = models.CharField(max_length=16, choices=LeftOut.choices, blank=True, default=LeftOut.NO)
    reason = models.CharField(max_length=40, blank=True, default="")  # reform.index.score_reasons
    words = models.CharField(max_length=2000, blank=True, default="")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    of_agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")  # whose person it was
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("thay đổi điểm")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.score_id}: {self.old} → {self.new}"


class AdjustmentScore(models.Model):
    """Bonus or penalty points of one agency, without a sign: claimed, appraised, settled."""

    assessment = models.ForeignKey("scoring.Assessment", models.CASCADE, related_name="adjustments")
    key = models.CharField(max_length=80)  # of the set's adjustment
    claimed = ScaledDecimalField(null=True)
    appraised = ScaledDecimalField(null=True)
    settled = ScaledDecimalField(null=True)
    words = models.CharField(_("lý do"), max_length=1000, blank=True, default="")
    appraised_note = models.CharField(_("ý kiến thẩm định"), max_length=1000, blank=True, default="")
    settled_note = models.CharField(_("ý kiến công nhận"), max_length=1000, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    updated_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("điểm thưởng, điểm trừ")
        constraints = [models.UniqueConstraint(fields=["assessment", "key"], name="scoring_adjustment_once")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.key}"
