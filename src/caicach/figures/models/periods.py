"""Periods, and what each agency returns for them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.figures.constants import CorrectionState, PeriodState, ReturnKind, ReturnState
from caicach.web.fields import new_uid

__all__ = ["Correction", "Period", "Return"]


class Period(models.Model):
    """One collection of figures by one body: which form, for which time, by when."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="figure_periods")  # it adds them up
    receiver = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")  # it takes them in and decides
    form = models.ForeignKey("figures.FormVersion", models.PROTECT, related_name="periods")
    form_key = models.CharField(max_length=60)  # of ``form``: one period of a year whatever the version
    year = models.PositiveSmallIntegerField(_("năm"))
    code = models.CharField(_("kỳ"), max_length=8)  # reform.regimes.PeriodCode
    name = models.CharField(_("tên kỳ"), max_length=80)  # "quý I năm 2026", "9 tháng năm 2026"
    is_cumulative = models.BooleanField(default=True)  # the window begins with the year's
    data_from = models.DateField(_("số liệu từ ngày"))
    data_to = models.DateField(_("số liệu đến ngày"))
    due_on = models.DateField(_("hạn gửi"))
    whole_level = models.CharField(max_length=16, default="province")  # level of the form that the sum stands at
    duty = models.ForeignKey("obligations.Duty", models.PROTECT, null=True, related_name="figure_periods")
    state = models.CharField(_("trạng thái"), max_length=16, choices=PeriodState.choices, default=PeriodState.OPEN)
    legal_basis = models.CharField(_("căn cứ"), max_length=500, blank=True)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    consolidated_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)  # as open data; None: not open
    is_history = models.BooleanField(default=False)  # of a past year: no clock, no mail
    counted_on = models.DateField(null=True)  # the last day on which the program counted what it can for all returns

    class Meta:
        verbose_name = _("kỳ báo cáo")
        ordering = ["-data_to", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "form_key", "year", "code"], name="figures_period_once"),
            models.CheckConstraint(condition=Q(data_from__lte=models.F("data_to")), name="figures_period_window"),
        ]

    def __str__(self) -> str:
        return self.name


class Return(models.Model):
    """What one agency returns for one period; ``whole`` is the owner's computed one."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="returns")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="figure_returns")
    kind = models.CharField(max_length=8, choices=ReturnKind.choices, default=ReturnKind.OWN)
    level = models.CharField(max_length=16)  # of the form: which sheet the agency sees
    state = models.CharField(_("trạng thái"), max_length=16, choices=ReturnState.choices, default=ReturnState.DRAFT)
    revision = models.PositiveIntegerField(default=1)  # grows with every change after it was handed in
    as_of = models.DateField(_("ngày chốt"), null=True)  # the cut-off the agency states; None: the window's last day
    signed_on = models.DateField(_("ngày ký"), null=True)
    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, null=True, related_name="figure_returns")
    on_behalf_by = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")  # entered it
    paper = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="figure_returns")
    submitted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)  # of the submission that stands
    first_submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    return_reason = models.CharField(_("lý do trả lại"), max_length=1000, blank=True)
    open_until = models.DateField(_("mở lại đến ngày"), null=True)  # re-opened after acceptance, for a time
    open_reason = models.CharField(_("lý do mở lại"), max_length=500, blank=True)
    # Of ``aside``: why nobody expects it any more, and who returns figures instead.
    aside_reason = models.CharField(_("lý do không còn phải gửi"), max_length=500, blank=True)
    passed_to = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    # Projections of the cells and findings, so that the period's page needs no reading of them.
    filled_count = models.PositiveIntegerField(default=0)  # of the required cells
    required_count = models.PositiveIntegerField(default=0)
    hard_count = models.PositiveIntegerField(default=0)  # findings that cannot be true, not explained
    soft_count = models.PositiveIntegerField(default=0)  # findings that want an explanation and have none
    saved_at = models.DateTimeField(null=True)
    stale_since = models.DateTimeField(null=True)  # of ``whole``: something below changed after it was computed

    class Meta:
        verbose_name = _("bản số liệu")
        constraints = [
            models.UniqueConstraint(fields=["period", "agency", "kind"], name="figures_return_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"]) | Q(submitted_at__isnull=False) | Q(kind="whole"),
                name="figures_return_handed_in_at",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="figures_return_by_agency")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.period_id}"


class Correction(models.Model):
    """A slip that changes cells of an accepted return, with the reason; the parent's sum becomes stale, not other."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    sheet = models.ForeignKey(Return, models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()  # from 1 in the return
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=CorrectionState.choices, default=CorrectionState.ASKED
    )
    reason = models.CharField(_("lý do"), max_length=1000)
    cells = models.TextField()  # JSON list of {line, members, old, new}: figures as mapping.figure_text writes them
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(_("ý kiến"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("phiếu đính chính")
        ordering = ["sheet_id", "number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="figures_correction_number")]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.number}"
