"""A plan: what was issued, by whom, for which year, and where it stands."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.plans.constants import AmendmentKind, PlanKind, PlanState
from caicach.web.fields import new_uid

__all__ = ["Plan"]


class Plan(models.Model):
    """A plan on its way to duties. Before it is confirmed nobody owes anything, and it can go without a trace."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    state = models.CharField(_("trạng thái"), max_length=16, choices=PlanState.choices, default=PlanState.READING)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="plans")
    file_name = models.CharField(_("tên tệp"), max_length=255)
    issuer = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="plans_issued")
    standing_body = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    type = models.CharField(_("loại văn bản"), max_length=40, blank=True)
    symbol = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    title = models.CharField(_("trích yếu"), max_length=1000, blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("năm thực hiện"))
    kind = models.CharField(_("loại kế hoạch"), max_length=16, choices=PlanKind.choices, default=PlanKind.YEAR)
    # Years of a period plan, both included; ``year`` is then the first of them.
    period_from = models.PositiveSmallIntegerField(_("giai đoạn từ năm"), null=True, blank=True)
    period_to = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    period_plan = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="year_plans")
    # The plan whose rows this document changes; it goes on under its own symbol, this one is its history.
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amendments")
    amends_how = models.CharField(_("phạm vi sửa đổi"), max_length=16, choices=AmendmentKind.choices, blank=True)
    # The plan of a body above that this one carries out, and the plan of former bodies that it applies to today's.
    superior = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subordinates")
    applies = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="applied_by")
    # A plan of a past year is history: no clock, no mail. A demonstration may run it as if it were current.
    is_run_as_current = models.BooleanField(_("chạy như kế hoạch hiện hành"), default=False)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="plans")
    job = models.ForeignKey("jobs.JobRun", models.PROTECT, null=True, related_name="+")
    reading = models.TextField(default="{}")  # the reading as the contract prints it, never edited
    source = models.TextField(default="[]")  # the document's blocks as read, for showing the place beside the fields
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(_("lý do thu hồi"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("kế hoạch")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PlanState.CONFIRMED) | Q(document__isnull=False, confirmed_at__isnull=False),
                name="plans_plan_confirmed_has_document",
            ),
            models.CheckConstraint(
                condition=Q(kind=PlanKind.PERIOD, period_from__lt=F("period_to"))
                | ~Q(kind=PlanKind.PERIOD) & Q(period_from__isnull=True, period_to__isnull=True),
                name="plans_plan_period_has_years",
            ),
            models.CheckConstraint(
                condition=Q(kind=PlanKind.AMENDMENT, amends__isnull=False) & ~Q(amends_how="")
                | ~Q(kind=PlanKind.AMENDMENT) & Q(amends__isnull=True, amends_how=""),
                name="plans_plan_amendment_names_its_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.symbol or self.file_name}".strip()
