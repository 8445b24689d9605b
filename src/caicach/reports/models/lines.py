"""What a body adds to a form for itself: lines with their values, targets, and by which figures plans are followed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import ScaledDecimalField

__all__ = ["LineTarget", "OwnLine", "OwnValue", "TargetBinding"]


class OwnLine(models.Model):
    """A line that a body added: it stands in its reports, period after period, and is compared like any other."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="own_lines")
    form_key = models.CharField(max_length=60)
    key = models.CharField(_("mã chỉ tiêu"), max_length=80)  # "x.song_may.doanh_nghiep_moi"; for ever
    label = models.CharField(_("tên chỉ tiêu"), max_length=300)
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    is_rate = models.BooleanField(_("là tỷ lệ phần trăm"), default=False)
    is_active = models.BooleanField(default=True)  # off: it stands in no new report
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("chỉ tiêu bổ sung")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="reports_own_line_once")]

    def __str__(self) -> str:
        return self.label


class OwnValue(models.Model):
    """The value of an added line in one period."""

    line = models.ForeignKey(OwnLine, models.CASCADE, related_name="values")
    period = models.ForeignKey("figures.Period", models.PROTECT, related_name="+")
    value = ScaledDecimalField()
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("giá trị chỉ tiêu bổ sung")
        constraints = [models.UniqueConstraint(fields=["line", "period"], name="reports_own_value_once")]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.value}"


class LineTarget(models.Model):
    """What somebody typed that the year wants of a figure, with the place that says so."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="line_targets")
    form_key = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField(_("năm"))
    line_key = models.CharField(max_length=80)
    members = models.CharField(max_length=160, blank=True, default="")
    relation = models.CharField(_("phải"), max_length=8)  # reform.narratives.Relation
    value = ScaledDecimalField(_("mức"))
    citation = models.CharField(_("căn cứ"), max_length=300, blank=True)
    set_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("chỉ tiêu kế hoạch của năm")
        ordering = ["line_key", "members"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "form_key", "year", "line_key", "members"], name="reports_target_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_key} {self.year}"


class TargetBinding(models.Model):
    """By which figure a body follows a measure of its plans: said once, good for every period and every later plan."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="target_bindings")
    form_key = models.CharField(max_length=60)
    measure_key = models.CharField(max_length=300)  # plans.PlanTarget.key
    measure = models.CharField(_("chỉ tiêu của kế hoạch"), max_length=300)  # in the words of the plan it was bound at
    line_key = models.CharField(max_length=80)
    members = models.CharField(max_length=160, blank=True, default="")
    bound_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    bound_at = models.DateTimeField()

    class Meta:
        verbose_name = _("số liệu theo dõi chỉ tiêu kế hoạch")
        ordering = ["line_key", "members", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "form_key", "measure_key"], name="reports_binding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.line_key}"
