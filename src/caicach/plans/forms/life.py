"""What people fill in where a plan goes on: amended, closed, named under a period plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.plans.constants import AmendmentKind, PairChoice
from caicach.web.requests import whole_number

__all__ = ["AmendForm", "PairForm"]


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
