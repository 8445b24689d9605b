"""Reports: one of an agency for a period and a recipient; what it answers, what came back signed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.reports.constants import FileKind, RecipientKind, ReportState
from caicach.web.fields import new_uid

__all__ = ["DutyAnswer", "Report", "ReportFile"]


class Report(models.Model):
    """One report. From ``checked`` on it is what ``frozen`` says, whatever the ledger becomes."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="reports")  # that writes it
    period = models.ForeignKey("figures.Period", models.PROTECT, related_name="reports")
    # Whose figures it takes: the whole of the body that adds up, the unit's own one else.
    sheet = models.ForeignKey("figures.Return", models.PROTECT, related_name="reports")
    template = models.ForeignKey("reports.ReportTemplate", models.PROTECT, related_name="reports")
    template_key = models.CharField(max_length=60)  # of ``template``: one report of a period whatever the version
    recipient = models.CharField(_("nơi nhận"), max_length=16, choices=RecipientKind.choices)
    state = models.CharField(_("trạng thái"), max_length=16, choices=ReportState.choices, default=ReportState.DRAFTING)
    edition = models.PositiveSmallIntegerField(default=1)  # a second one replaces what was issued
    parent_name = models.CharField(_("cơ quan chủ quản"), max_length=300, blank=True)
    addressees = models.TextField(_("kính gửi"), blank=True)  # one a line
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    sign_offices = models.TextField(_("quyền hạn, chức vụ của người ký"), blank=True)  # one a line
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    copies_to = models.TextField(_("nơi nhận văn bản"), blank=True)  # one a line
    has_charts = models.BooleanField(_("kèm biểu đồ"), default=True)
    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, null=True, related_name="reports")
    # JSON of everything that is printed, with the inputs it came from; empty while it is written.
    frozen = models.TextField(blank=True, default="")
    frozen_sha256 = models.CharField(max_length=64, blank=True, default="")
    checked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    gap_count = models.PositiveIntegerField(default=0)  # "…" that were let stand by ``checked_by``
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="reports")
    symbol = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)  # văn thư's; blank until then
    issued_on = models.DateField(_("ngày ban hành"), null=True)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("báo cáo")
        ordering = ["-period__data_to", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["period", "agency", "template_key", "edition"], name="reports_report_once"),
            models.CheckConstraint(condition=Q(state="drafting") | ~Q(frozen=""), name="reports_report_frozen"),
            models.CheckConstraint(
                condition=Q(state__in=["drafting", "checked"]) | (Q(issued_on__isnull=False) & ~Q(symbol="")),
                name="reports_report_issued_has_number",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="reports_report_by_agency")]

    def __str__(self) -> str:
        return f"{self.template_key} {self.period_id} {self.agency_id}"


class DutyAnswer(models.Model):
    """What a report says of one duty of its period: proof, paragraph and line of the annex at once."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="answers")
    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, related_name="report_answers")
    result = models.CharField(_("kết quả"), max_length=2000, blank=True)
    reason = models.CharField(_("lý do chưa xong"), max_length=1000, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("trả lời nhiệm vụ trong báo cáo")
        constraints = [
            models.UniqueConstraint(fields=["report", "obligation"], name="reports_answer_once"),
            models.CheckConstraint(condition=~Q(result="") | ~Q(reason=""), name="reports_answer_says_something"),
        ]

    def __str__(self) -> str:
        return (self.result or self.reason)[:80]


class ReportFile(models.Model):
    """A paper that came back: signed, or corrected by hand; with what it says differently."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    kind = models.CharField(_("loại tệp"), max_length=16, choices=FileKind.choices)
    differences = models.TextField(default="[]")  # JSON list; mapping.difference_from
    is_readable = models.BooleanField(default=True)  # False: it could not be compared
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tệp báo cáo đưa về")
        ordering = ["-added_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["report", "file"], name="reports_file_once")]

    def __str__(self) -> str:
        return self.name
