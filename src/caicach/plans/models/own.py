"""A plan that a subordinate body writes from those of its superiors, until văn thư has numbered it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.plans.constants import OwnPlanState, PartyRole
from caicach.web.fields import new_uid

__all__ = ["OwnPlan", "OwnRow"]


class OwnPlan(models.Model):
    """What an agency is going to issue for a year; once issued, ``plan`` is the ordinary plan it has become."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="own_plans")
    year = models.PositiveSmallIntegerField(_("năm thực hiện"))
    superiors = models.ManyToManyField("plans.Plan", related_name="+", verbose_name=_("kế hoạch của cấp trên"))
    title = models.CharField(_("trích yếu"), max_length=1000)
    days_before = models.PositiveSmallIntegerField(_("hạn của mình sớm hơn (ngày làm việc)"), default=3)
    state = models.CharField(_("trạng thái"), max_length=16, choices=OwnPlanState.choices, default=OwnPlanState.DRAFT)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    plan = models.OneToOneField("plans.Plan", models.PROTECT, null=True, blank=True, related_name="own_plan")

    class Meta:
        verbose_name = _("kế hoạch của cơ quan")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"], condition=Q(state=OwnPlanState.DRAFT), name="plans_ownplan_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state=OwnPlanState.ISSUED, plan__isnull=False)
                | ~Q(state=OwnPlanState.ISSUED) & Q(plan__isnull=True),
                name="plans_ownplan_issued_has_plan",
            ),
        ]

    def __str__(self) -> str:
        return self.title[:80]


class OwnRow(models.Model):
    """One row of an agency's own plan: for a task of the superior, or a local one.

    The superior's words and dates are never copied here: they are read from ``superior``, and cannot be changed below.
    """

    own_plan = models.ForeignKey(OwnPlan, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()  # from 1; the order within an area
    superior = models.ForeignKey(
        "plans.Deliverable", models.PROTECT, null=True, blank=True, related_name="+"
    )  # None: a local task
    role = models.CharField(_("vai trò"), max_length=16, choices=PartyRole.choices, default=PartyRole.LEAD)
    is_taken = models.BooleanField(_("đưa vào kế hoạch"), default=True)
    area_code = models.CharField(_("lĩnh vực"), max_length=32)
    task = models.TextField(_("nhiệm vụ"))
    text = models.TextField(_("sản phẩm"))
    due_on = models.DateField(_("hạn"), null=True, blank=True)  # None: by the words of ``deadline_text``
    deadline_text = models.CharField(_("thời hạn"), max_length=1000, blank=True)
    # Who does it: a unit of the register below the agency, or free words (a person, a village, several units).
    doer = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    doer_text = models.CharField(_("người, nơi làm"), max_length=300, blank=True)
    budget = models.CharField(_("kinh phí"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("dòng kế hoạch của cơ quan")
        ordering = ["own_plan_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["own_plan", "position"], name="plans_ownrow_position"),
            models.CheckConstraint(
                condition=Q(superior__isnull=False) | Q(is_taken=True), name="plans_ownrow_local_is_taken"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
