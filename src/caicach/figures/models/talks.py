"""What people say about figures: explanations, remarks; who fills a section, and that it is done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Explanation", "Remark", "SectionDone", "SectionOwner"]


class Explanation(models.Model):
    """Why a finding stands all the same; given once, it goes into the report."""

    sheet = models.ForeignKey("figures.Return", models.CASCADE, related_name="explanations")
    rule = models.CharField(max_length=40)  # "V06", "G9"
    line_key = models.CharField(max_length=80)
    members = models.CharField(max_length=160, blank=True, default="")
    text = models.CharField(_("giải trình"), max_length=1000)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("giải trình")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "rule", "line_key", "members"], name="figures_explanation_once"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Remark(models.Model):
    """One message about a section or a cell, between those who fill and those who receive."""

    sheet = models.ForeignKey("figures.Return", models.CASCADE, related_name="remarks")
    section_key = models.CharField(max_length=40)
    line_key = models.CharField(max_length=80, blank=True, default="")  # "": about the whole section
    members = models.CharField(max_length=160, blank=True, default="")
    text = models.CharField(_("nội dung trao đổi"), max_length=1000)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("trao đổi về số liệu")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class SectionOwner(models.Model):
    """Who fills a section of a form in an agency, period after period."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    form_key = models.CharField(max_length=60)
    section_key = models.CharField(max_length=40)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("người nhập phần biểu")
        constraints = [
            models.UniqueConstraint(fields=["agency", "form_key", "section_key"], name="figures_section_owner_once"),
        ]

    def __str__(self) -> str:
        return self.section_key


class SectionDone(models.Model):
    """A section of a return is finished inside its agency; of the whole, its area lead has merged it."""

    sheet = models.ForeignKey("figures.Return", models.CASCADE, related_name="sections_done")
    section_key = models.CharField(max_length=40)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("phần biểu đã xong")
        constraints = [models.UniqueConstraint(fields=["sheet", "section_key"], name="figures_section_done_once")]

    def __str__(self) -> str:
        return self.section_key
