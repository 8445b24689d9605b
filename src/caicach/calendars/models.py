"""A body's own reporting days: rows with dates and a legal basis that go before the national ones."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.calendars.constants import REPORT_KIND, RegimeLevel
from caicach.web.fields import FOREVER, new_uid
from reform.regimes import PeriodCode

__all__ = ["RegimeEntry"]


class RegimeEntry(models.Model):
    """What a level owes another for one period, by the word of ``owner``; it holds for the owner and all below it.

    A day is three whole numbers: the year relative to the report's (-1, 0, 1), the month, the day.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="regime_entries")
    kind = models.CharField(_("loại báo cáo"), max_length=20, default=REPORT_KIND)
    issuer = models.CharField(_("nơi gửi"), max_length=16, choices=RegimeLevel.choices)
    recipient = models.CharField(_("nơi nhận"), max_length=16, choices=RegimeLevel.choices)
    period = models.CharField(_("kỳ"), max_length=8, choices=[(code.value, code.value) for code in PeriodCode])
    from_year = models.SmallIntegerField()
    from_month = models.PositiveSmallIntegerField()
    from_day = models.PositiveSmallIntegerField()
    to_year = models.SmallIntegerField()
    to_month = models.PositiveSmallIntegerField()
    to_day = models.PositiveSmallIntegerField()
    is_cumulative = models.BooleanField(_("cộng dồn từ đầu năm"))
    due_year = models.SmallIntegerField()
    due_month = models.PositiveSmallIntegerField()
    due_day = models.PositiveSmallIntegerField()
    legal_basis = models.CharField(_("căn cứ"), max_length=500)
    valid_from = models.DateField(_("áp dụng từ"))
    valid_to = models.DateField(_("áp dụng đến hết ngày trước"), default=FOREVER)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("dòng chế độ báo cáo")
        ordering = ["owner_id", "recipient", "issuer", "period", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "issuer", "recipient", "period", "valid_from"], name="calendars_regime_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__gt=models.F("valid_from")), name="calendars_regime_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} → {self.recipient} {self.period}"
