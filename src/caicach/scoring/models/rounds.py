"""Rounds: which sets score whom in a year, in which phases, and who appraises."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.scoring.constants import AssessmentState, Phase, RoundState
from caicach.web.fields import new_uid

__all__ = ["AppraiserBody", "Assessment", "Round", "RoundPhase", "RoundSet"]


class Round(models.Model):
    """One year's scoring by one body for one purpose."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="scoring_rounds")  # it settles, publishes
    standing_body = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")  # it runs the round
    purpose = models.CharField(_("mục đích"), max_length=32)  # reform.index.Purpose
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("tên đợt chấm"), max_length=200)
    state = models.CharField(_("trạng thái"), max_length=16, choices=RoundState.choices, default=RoundState.OPEN)
    legal_basis = models.CharField(_("căn cứ"), max_length=500, blank=True)
    is_history = models.BooleanField(default=False)  # of a past year: no clock, no mail
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("đợt chấm điểm")
        ordering = ["-year", "-id"]
        constraints = [models.UniqueConstraint(fields=["owner", "purpose", "year"], name="scoring_round_once")]

    def __str__(self) -> str:
        return self.title


class RoundSet(models.Model):
    """The set that scores one kind of agency in a round; ranks are given within it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="sets")
    set_version = models.ForeignKey("scoring.SetVersion", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)  # "department", "commune"
    position = models.PositiveSmallIntegerField()  # as shown

    class Meta:
        verbose_name = _("bộ tiêu chí của đợt chấm")
        ordering = ["round_id", "position"]
        constraints = [models.UniqueConstraint(fields=["round", "kind"], name="scoring_round_kind_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.kind}"


class RoundPhase(models.Model):
    """A phase of a round: from which day, by which day, and the duty that it is for those who do it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="phases")
    phase = models.CharField(_("bước"), max_length=20, choices=Phase.choices)
    starts_on = models.DateField(_("bắt đầu"))
    due_on = models.DateField(_("hạn"))
    duty = models.ForeignKey("obligations.Duty", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("bước của đợt chấm")
        ordering = ["round_id", "starts_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "phase"], name="scoring_phase_once"),
            models.CheckConstraint(condition=Q(starts_on__lte=models.F("due_on")), name="scoring_phase_days"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.phase}"


class AppraiserBody(models.Model):
    """Which body appraises an area, or a single sub-criterion, in a round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="appraisers")
    area_key = models.CharField(max_length=60)  # of the set's area
    leaf_key = models.CharField(max_length=80, blank=True, default="")  # "": the whole area
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("cơ quan thẩm định")
        constraints = [
            models.UniqueConstraint(fields=["round", "area_key", "leaf_key"], name="scoring_appraiser_once"),
        ]

    def __str__(self) -> str:
        return f"{self.area_key} {self.agency_id}"


class Assessment(models.Model):
    """What is scored of one agency in one round (phiếu chấm)."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="assessments")
    round_set = models.ForeignKey(RoundSet, models.PROTECT, related_name="assessments")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="assessments")
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=AssessmentState.choices, default=AssessmentState.SCORING
    )
    revision = models.PositiveIntegerField(default=1)
    # The duty of scoring oneself; explaining has one of its own.
    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, null=True, related_name="+")
    explanation_obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, null=True, related_name="+")
    on_behalf_by = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")  # entered it
    signed_paper = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    locked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField(null=True)
    appraised_at = models.DateTimeField(null=True)
    explained_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("phiếu chấm điểm")
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="scoring_assessment_once"),
            models.CheckConstraint(
                condition=Q(state="scoring") | Q(locked_at__isnull=False), name="scoring_assessment_locked_at"
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="scoring_assessment_by_agency")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.round_id}"
