"""What people fill in around periods and returns."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.figures.selectors import PeriodDraft, UnitFilter, UnitState
from caicach.ui.forms import DateField
from reform.regimes import PeriodCode

__all__ = ["PERIOD_WORDS", "UNIT_STATE_WORDS", "OpenForm", "ReopenForm", "SendBackForm", "UnitsForm"]

PERIOD_WORDS = {
    PeriodCode.Q1: _("Quý I"),
    PeriodCode.H1: _("6 tháng"),
    PeriodCode.Q3: _("Quý III (9 tháng)"),
    PeriodCode.YEAR: _("Năm"),
    **{code: _("Tháng %(month)s") for code in PeriodCode if code.startswith("M")},
}


def period_choices() -> list[tuple[str, str]]:
    """Return the periods of a year as they are chosen from."""
    return [
        (code.value, str(words) % {"month": int(code[1:])} if code.startswith("M") else str(words))
        for code, words in PERIOD_WORDS.items()
    ]


class OpenForm(forms.Form):
    """Which period is opened; what is left blank follows from the regime."""

    owner = forms.TypedChoiceField(label=_("Cơ quan tổng hợp"), coerce=int)
    form = forms.ChoiceField(label=_("Biểu"))
    year = forms.IntegerField(label=_("Năm"), min_value=2015, max_value=2100)
    code = forms.TypedChoiceField(label=_("Kỳ"), coerce=PeriodCode)
    data_from = DateField(label=_("Số liệu từ ngày"), required=False, help_text=_("Để trống: theo chế độ báo cáo."))
    data_to = DateField(label=_("Số liệu đến ngày"), required=False, help_text=_("Để trống: theo chế độ báo cáo."))
    due_on = DateField(label=_("Hạn gửi"), required=False, help_text=_("Để trống: theo chế độ báo cáo từng cấp."))
    legal_basis = forms.CharField(label=_("Căn cứ"), max_length=500, required=False)

    def __init__(
        self, *arguments: Any, owners: list[tuple[int, str]], versions: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        for name, choices in (("owner", owners), ("form", versions)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if len(choices) == 1:
                self.fields[name].widget = forms.HiddenInput()
                self.fields[name].initial = choices[0][0]
        self.fields["code"].choices = period_choices()  # type: ignore[attr-defined]

    def draft(self, excluded: Mapping[int, str]) -> PeriodDraft:
        """Return what was filled in; ``excluded``: agencies that return nothing, with the reason."""
        given = self.cleaned_data
        return PeriodDraft(
            owner_id=given["owner"],
            form_key=given["form"],
            year=given["year"],
            code=given["code"],
            data_from=given["data_from"],
            data_to=given["data_to"],
            due_on=given["due_on"],
            legal_basis=given["legal_basis"],
            excluded=excluded,
        )


class SendBackForm(forms.Form):
    """What is to be mended."""

    reason = forms.CharField(
        label=_("Cần sửa gì"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đơn vị nhận được nguyên văn câu này."),
    )


class ReopenForm(forms.Form):
    """For how long and why a return is open again."""

    until = DateField(label=_("Mở đến hết ngày"), help_text=_("Sau ngày này bản số liệu tự đóng lại."))
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


UNIT_STATE_WORDS = {
    UnitState.DRAFT: _("Chưa gửi"),
    UnitState.SUBMITTED: _("Đã gửi, chờ nhận"),
    UnitState.RETURNED: _("Bị trả lại"),
    UnitState.TAKEN: _("Đã nhận"),
    UnitState.LATE: _("Trễ hạn"),
}


class UnitsForm(forms.Form):
    """Which units of a period are shown; every field is an address word."""

    q = forms.CharField(label=_("Tên đơn vị"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("tất cả")), *((one.value, words) for one, words in UNIT_STATE_WORDS.items())],
    )
    level = forms.ChoiceField(label=_("Cấp, loại đơn vị"), required=False)
    findings = forms.BooleanField(label=_("Chỉ bản còn chỗ chưa khớp"), required=False)

    def __init__(self, *arguments: Any, levels: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["level"].choices = [("", _("tất cả")), *levels]  # type: ignore[attr-defined]

    def filter(self) -> UnitFilter:
        """Return what is shown; a word of the address that is none of ours is left out."""
        self.full_clean()
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        return UnitFilter(
            state=UnitState(given["state"]) if given["state"] else None,
            only_findings=bool(given["findings"]),
            level=given["level"] or "",
            words=given["q"] or "",
        )
