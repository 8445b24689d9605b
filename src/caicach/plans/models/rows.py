"""What stands in a plan: its tasks, what each must yield, and whom it names."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.obligations.constants import TrackingMode
from caicach.plans.constants import MeaningState, Ownership, PartyRole

__all__ = ["Deliverable", "Party", "PlanTask"]


class PlanTask(models.Model):
    """One task of a plan, under its area."""

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="tasks")
    position = models.PositiveIntegerField()  # from 1, in the document's order
    annex_number = models.CharField(max_length=20, blank=True)
    annex_title = models.CharField(max_length=500, blank=True)
    area_code = models.CharField(_("lĩnh vực"), max_length=32)
    number = models.CharField(_("số thứ tự"), max_length=20, blank=True)
    text = models.TextField(_("nhiệm vụ"))
    place = models.TextField(default="{}")
    # Of a year plan: the task of its period plan that it carries out.
    period_task = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="year_tasks")

    class Meta:
        verbose_name = _("nhiệm vụ của kế hoạch")
        ordering = ["plan_id", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plans_plantask_position")]

    def __str__(self) -> str:
        return self.text[:80]


class Deliverable(models.Model):
    """What a task must yield: the thing that is tracked, with its own leads, deadlines and way of proof."""

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="deliverables")
    task = models.ForeignKey(PlanTask, models.CASCADE, related_name="deliverables")
    position = models.PositiveIntegerField()  # from 1, through the whole plan
    text = models.TextField(_("sản phẩm"))
    deadline_text = models.CharField(_("thời hạn theo văn bản"), max_length=1000, blank=True)
    deadlines = models.TextField(default="[]")  # JSON list of vanban deadlines that belong to this deliverable
    # A date set by the reviewer, instead of what was read: for what cannot be read, or fell before the signature.
    due_override_on = models.DateField(_("hạn do người rà soát đặt"), null=True, blank=True)
    mode = models.CharField(_("cách theo dõi"), max_length=16, choices=TrackingMode.choices)
    mode_rule = models.CharField(max_length=16, blank=True)  # id of the rule that proposed the mode; empty: a person
    ownership = models.CharField(_("giao cho"), max_length=8, choices=Ownership.choices)
    ownership_rule = models.CharField(max_length=16, blank=True)
    acceptor = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+")  # chosen
    budget = models.CharField(_("kinh phí"), max_length=500, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    place = models.TextField(default="{}")
    reviewed_at = models.DateTimeField(null=True)
    # Why a row stands here that the file does not hold: "bổ sung theo văn bản …". Empty: it was read from the file.
    basis = models.CharField(_("căn cứ bổ sung"), max_length=500, blank=True)
    # The row of an earlier plan that goes on in this one ("chuyển tiếp").
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued_in")
    # The row of a superior's plan that this one carries out.
    superior = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subordinates")
    # The amendment that dropped it; the row stays as history.
    dropped_by = models.ForeignKey("plans.Plan", models.PROTECT, null=True, blank=True, related_name="dropped_rows")
    duty = models.OneToOneField("obligations.Duty", models.PROTECT, null=True, related_name="deliverable")

    class Meta:
        verbose_name = _("sản phẩm của kế hoạch")
        ordering = ["plan_id", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plans_deliverable_position")]

    def __str__(self) -> str:
        return self.text[:80]


class Party(models.Model):
    """A phrase of the document that names who leads, coordinates or monitors a deliverable, and whom it means."""

    deliverable = models.ForeignKey(Deliverable, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=16, choices=PartyRole.choices)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("theo văn bản"), max_length=1000)
    kind = models.CharField(max_length=16)  # of the phrase: agency, group, related
    note = models.CharField(_("việc riêng"), max_length=500, blank=True)  # the words after a colon
    meaning = models.CharField(max_length=16, choices=MeaningState.choices)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    expression = models.CharField(max_length=500, blank=True)
    is_request = models.BooleanField(default=False)  # outside command, or addressed with "đề nghị"

    class Meta:
        verbose_name = _("cơ quan của sản phẩm")
        verbose_name_plural = _("cơ quan của sản phẩm")
        ordering = ["deliverable_id", "role", "position"]
        constraints = [
            models.UniqueConstraint(fields=["deliverable", "role", "position"], name="plans_party_position"),
            models.CheckConstraint(
                condition=~Q(meaning=MeaningState.AGENCY) | Q(agency__isnull=False), name="plans_party_agency_known"
            ),
            models.CheckConstraint(
                condition=~Q(meaning=MeaningState.GROUP) | ~Q(expression=""), name="plans_party_group_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text
