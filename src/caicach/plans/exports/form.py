"""What part of a plan an annex is asked for, as its address carries it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.plans.exports.facts import AnnexFilters, agencies_owing
from caicach.plans.models import Plan
from caicach.ui.forms import DateField
from caicach.web.actor import Actor
from reform.areas import area_of

__all__ = ["FORMATS", "AnnexForm"]

FORMATS = ("docx", "xlsx")


class AnnexForm(forms.Form):
    """Area, agency and period; every one may stay empty: the whole plan."""

    area = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    agency = forms.TypedChoiceField(
        label=gettext_lazy("Cơ quan"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": gettext_lazy("Cơ quan này không có việc trong kế hoạch. Chọn lại.")},
    )
    from_on = DateField(label=gettext_lazy("Việc có hạn từ ngày"), required=False)
    until_on = DateField(label=gettext_lazy("Đến ngày"), required=False)
    format = forms.ChoiceField(
        required=False, choices=[(name, name) for name in FORMATS], widget=forms.HiddenInput
    )  # the buttons carry it

    def __init__(self, data: Any, *, plan: Plan, actor: Actor) -> None:
        super().__init__(data, auto_id="phu-luc-%s")
        # Asked for only where a choice is shown or checked: a whole plan is written without.
        self.fields["area"].choices = lambda: _areas(plan)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["agency"].choices = lambda: [("", _("Tất cả")), *agencies_owing(plan, actor)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("Ngày cuối đứng trước ngày đầu. Nhập lại khoảng thời gian."))
        return given

    def filters(self) -> AnnexFilters:
        """Return what was asked for; the form must be valid."""
        given = self.cleaned_data
        return AnnexFilters(given["area"], given["agency"], given["from_on"], given["until_on"])


def _areas(plan: Plan) -> list[tuple[str, str]]:
    codes = plan.tasks.order_by().values_list("area_code", flat=True).distinct()
    at = plan.issued_on or plan.uploaded_at.date()
    known = sorted((area_of(code, at).order, code, area_of(code, at).name) for code in codes)
    return [("", _("Tất cả")), *((code, name) for _order, code, name in known)]
