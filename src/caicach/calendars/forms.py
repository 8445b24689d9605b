"""What people fill in for a row of the regime."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caicach.calendars.constants import RegimeLevel
from caicach.calendars.mapping import RegimeDraft, read_day
from caicach.ui.forms import BodyForm, DateField
from caicach.web.errors import BadInput
from reform.regimes import PeriodCode, YearDay

__all__ = ["PERIOD_NAMES", "RegimeForm"]

PERIOD_NAMES = {
    PeriodCode.Q1: _("quý I"),
    PeriodCode.H1: _("6 tháng"),
    PeriodCode.Q3: _("quý III hoặc 9 tháng"),
    PeriodCode.YEAR: _("năm"),
    **{code: _("tháng %(month)s") % {"month": int(code[1:])} for code in PeriodCode if code.startswith("M")},
}


class YearDayField(forms.CharField):
    """A day of the report's year, the year before or the year after: ``15/12 năm trước``."""

    def clean(self, value: Any) -> YearDay | None:
        """Return the day.

        Raises:
            ValidationError: the sentence says how to write one.
        """
        text = super().clean(value)
        try:
            return read_day(text) if text else None
        except BadInput as refusal:
            raise ValidationError(str(refusal)) from None


class RegimeForm(BodyForm):
    """One row: who reports to whom for which period, over which days, by when, and by whose word."""

    body = forms.TypedChoiceField(label=_("Chế độ của"), coerce=int)
    issuer = forms.ChoiceField(label=_("Nơi gửi"), choices=RegimeLevel.choices)
    recipient = forms.ChoiceField(label=_("Nơi nhận"), choices=RegimeLevel.choices)
    period = forms.TypedChoiceField(
        label=_("Kỳ báo cáo"), coerce=PeriodCode, choices=[(code.value, name) for code, name in PERIOD_NAMES.items()]
    )
    data_from = YearDayField(label=_("Số liệu từ ngày"), max_length=40, help_text=_("Ví dụ: 15/12 năm trước."))
    data_to = YearDayField(label=_("Số liệu đến hết ngày"), max_length=40, help_text=_("Ví dụ: 14/3."))
    is_cumulative = forms.BooleanField(
        label=_("Cộng dồn từ đầu năm"), required=False, initial=True,
        help_text=_("Quý III cộng dồn thì gọi là 9 tháng; không cộng dồn thì chỉ là quý III."),
    )  # fmt: skip
    due = YearDayField(label=_("Hạn gửi, chậm nhất ngày"), max_length=40, help_text=_("Ví dụ: 7/3, hoặc 5/1 năm sau."))
    legal_basis = forms.CharField(
        label=_("Căn cứ"), max_length=500, help_text=_("Văn bản quy định, ví dụ: Kế hoạch số 512/KH-UBND, mục IV.9.")
    )
    valid_from = DateField(label=_("Áp dụng từ ngày"))

    def draft(self) -> RegimeDraft:
        """Return what was filled in."""
        values = dict(self.cleaned_data)
        values.pop("body")
        return RegimeDraft(**values)
