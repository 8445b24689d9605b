"""What people fill in where a plan goes on: amended, closed, named under a period plan."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.plans.constants import AmendmentKind, Fate, PairChoice, PlanKind
from caicach.ui.forms import DateField
from caicach.web.requests import whole_number

__all__ = ["AmendForm", "ClosingForm", "FilterForm", "PairForm", "ReopenForm", "fates_of"]


class AmendForm(forms.Form):
    """The document that amends a plan."""

    file = forms.FileField(
        label=_("Tệp văn bản sửa đổi"),
        help_text=_("Word (.docx) hoặc văn bản thuần (.txt) thì hệ thống đọc; bản quét thì chọn nhập tay."),
        allow_empty_file=True,  # an empty file gets the reader's own sentence
        error_messages={"required": _("Chưa chọn tệp. Chọn quyết định sửa đổi rồi tải lên.")},
    )
    how = forms.ChoiceField(
        label=_("Văn bản này"),
        choices=AmendmentKind.choices,
        widget=forms.RadioSelect,
        initial=AmendmentKind.PARTIAL,
        error_messages={"required": _("Chọn văn bản sửa đổi một số nhiệm vụ hay thay thế toàn bộ phụ lục.")},
    )
    is_by_hand = forms.BooleanField(
        label=_("Nhập tay các thay đổi"),
        required=False,
        help_text=_("Tệp được lưu làm căn cứ, không đọc; bạn chọn từng dòng của kế hoạch để sửa, bổ sung, bãi bỏ."),
    )


class PairForm(forms.Form):
    """What is said of a row: ``choice`` and the rows it is about."""

    old = forms.CharField(required=False)
    new = forms.CharField(required=False)
    choice = forms.ChoiceField(
        required=False, choices=[("", ""), ("copy", ""), ("forget", ""), *PairChoice.choices]
    )  # of the buttons of the comparison

    def clean(self) -> dict[str, Any]:
        """Return the rows as ids."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        return {**given, "old": whole_number(given.get("old", "")), "new": whole_number(given.get("new", ""))}


class ClosingForm(forms.Form):
    """What closing a plan needs besides the choice of each line."""

    next_plan = forms.ChoiceField(
        label=_("Kế hoạch nhận việc chuyển tiếp"),
        required=False,
        help_text=_("Kế hoạch năm sau của cùng cơ quan, đã giao việc."),
    )
    due_on = DateField(
        label=_("Hạn mới của việc chuyển tiếp"),
        required=False,
        help_text=_("Để trống thì giữ hạn cũ, số ngày chậm tính tiếp. Hạn gốc luôn được giữ."),
    )
    reason = forms.CharField(
        label=_("Lý do hủy"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Cần khi có việc bị hủy; các cơ quan đọc được lý do này."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # the version of the preview

    def __init__(self, *arguments: Any, plans: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["next_plan"].choices = [("", _("không chuyển sang kế hoạch nào")), *plans]  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """Which plans a list shows."""

    year = forms.ChoiceField(label=_("Năm"), required=False)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *PlanKind.choices])
    state = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("review", _("đang rà soát")),
            ("confirmed", _("đang thực hiện")),
            ("amended", _("đã sửa đổi")),
            ("closed", _("đã đóng")),
            ("withdrawn", _("đã thu hồi")),
        ],
    )

    def __init__(self, *arguments: Any, years: Iterable[int], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["year"].choices = [("", _("Tất cả")), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        """Return what was asked for; what is no choice asks for nothing."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReopenForm(forms.Form):
    """Why a closed plan is opened again."""

    reason = forms.CharField(
        label=_("Lý do mở lại"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Thiếu lý do: viết rõ vì sao mở lại kế hoạch.")},
    )


def fates_of(
    data: Mapping[str, str], lines: Iterable[tuple[str, str]], rows: Mapping[int, int]
) -> dict[str, tuple[Fate, int | None]]:
    """Return what was chosen of each line: its own choice, else that of its group, else that it stays.

    Args:
        data: What was sent: ``fate-<line>``, ``fate-<group>``, ``row-<line>`` (a position in the next plan).
        lines: (key of a line, key of its group).
        rows: Rows of the next plan by position.
    """
    made = {}
    for key, group in lines:
        said = data.get(f"fate-{key}") or data.get(f"fate-{group}") or ""
        fate = Fate(said) if said in Fate.values else Fate.STAYS
        position = whole_number(data.get(f"row-{key}", "").strip())
        made[key] = (fate, rows.get(position) if position is not None else None)
    return made
