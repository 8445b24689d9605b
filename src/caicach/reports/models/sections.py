"""Sections of a report: who writes which, what stands there, what stood before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["ReportSection", "SectionVersion"]


class ReportSection(models.Model):
    """One section of a report. Without ``source`` the template's own words stand, filled anew each time."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)  # of the template's section: "II.2"
    source = models.TextField(_("lời văn"), blank=True, default="")  # in the language of templates
    slots = models.TextField(default="{}")  # JSON: key of a free slot -> text
    revision = models.PositiveIntegerField(default=0)  # grows with every save: of two editors the second is told
    writer = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")  # who is to write it
    saved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("phần của báo cáo")
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="reports_section_once")]

    def __str__(self) -> str:
        return self.key


class SectionVersion(models.Model):
    """What a section was after one save."""

    section = models.ForeignKey(ReportSection, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()  # the revision it made
    source = models.TextField(blank=True, default="")
    slots = models.TextField(default="{}")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    restored_from = models.PositiveIntegerField(null=True)  # the version that was taken back

    class Meta:
        verbose_name = _("bản lưu của phần báo cáo")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="reports_section_version_once")]

    def __str__(self) -> str:
        return f"{self.section_id}/{self.number}"
