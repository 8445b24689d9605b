"""What moves a date: a request and its answer, a pause and its end; and why something is late."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.obligations.constants import LateCause
from caicach.obligations.selectors import reason_label
from caicach.obligations.services import ExtensionDraft, ExtensionVerdict, PauseDraft
from caicach.ui.forms import DateField
from caicach.ui.names import NameField
from reform.clocks import late_reasons

__all__ = [
    "BulkDecideForm",
    "ExtensionDecideForm",
    "ExtensionForm",
    "LateReasonForm",
    "PauseForm",
    "ResumeForm",
    "reason_choices",
]

_DECISIONS = [("grant", gettext_lazy("Đồng ý gia hạn")), ("refuse", gettext_lazy("Không đồng ý"))]


def reason_choices(today: date) -> list[tuple[str, Any]]:
    """Return the coded list, objective and subjective causes under their own heads, after an empty choice."""
    heads = {cause: LateCause(cause).label.capitalize() for cause in LateCause.values}
    groups = [
        (heads[cause], [(row.code, reason_label(row.code)) for row in late_reasons(today) if row.cause == cause])
        for cause in LateCause.values
    ]
    return [("", _("Chọn nguyên nhân")), *groups]


class ExtensionForm(forms.Form):
    """Asking for a later date."""

    asked_due_on = DateField(
        label=gettext_lazy("Xin gia hạn đến"), help_text=gettext_lazy("Hạn gốc vẫn được giữ và hiện cạnh hạn mới.")
    )
    reason_code = forms.ChoiceField(label=gettext_lazy("Nguyên nhân"))
    words = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Đã làm đến đâu, vướng gì; cơ quan giao việc đọc nguyên văn."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "gia-han-%s")
        super().__init__(*args, **kwargs)
        self.fields["reason_code"].choices = reason_choices(today)  # type: ignore[attr-defined]  # a ChoiceField

    def draft(self) -> ExtensionDraft:
        """Return what is asked for; call it on a valid form."""
        given = self.cleaned_data
        return ExtensionDraft(given["asked_due_on"], given["reason_code"], given["words"])


class ExtensionDecideForm(forms.Form):
    """Granting or refusing a request."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Quyết định"), choices=_DECISIONS, widget=forms.RadioSelect, initial="grant"
    )
    due_on = DateField(
        label=gettext_lazy("Hạn mới"), required=False, help_text=gettext_lazy("Để trống: đúng ngày cơ quan xin.")
    )
    answer = forms.CharField(
        label=gettext_lazy("Trả lời"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Bắt buộc khi không đồng ý; cơ quan xin đọc nguyên văn."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "quyet-dinh-%s")
        super().__init__(*args, **kwargs)

    def verdict(self) -> ExtensionVerdict:
        """Return what is decided; call it on a valid form."""
        given = self.cleaned_data
        return ExtensionVerdict(given["decision"] == "grant", given["due_on"], given["answer"])


class BulkDecideForm(ExtensionDecideForm):
    """The same decision for the ticked requests."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={"required": gettext_lazy("Chưa chọn dòng nào. Chọn các dòng cần quyết định rồi bấm lại.")},
    )
    field_order = ("decision", "due_on", "answer", "chosen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Any number is taken: whether such a request waits for this person is for the selector.
        self.fields["chosen"].valid_value = lambda value: str(value).isdecimal() and len(str(value)) < 19  # type: ignore[attr-defined]


class PauseForm(forms.Form):
    """The matter left to another body: to decide on what was presented, or to answer."""

    waits_for = NameField(
        label=gettext_lazy("Cơ quan đang giữ việc"),
        required=False,
        takes_words=True,
        help_text=gettext_lazy("Gõ vài chữ rồi chọn; cơ quan không có trong danh sách thì ghi đủ tên."),
    )
    symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản gửi đi"), max_length=80, help_text=gettext_lazy("Ví dụ: 15/TTr-SNV.")
    )
    from_on = DateField(
        label=gettext_lazy("Gửi ngày"),
        help_text=gettext_lazy("Hạn dừng từ ngày hôm sau ngày gửi."),
    )
    words = forms.CharField(label=gettext_lazy("Về việc"), required=False, max_length=500)

    def __init__(self, *args: Any, agencies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "tam-dung-%s")
        super().__init__(*args, **kwargs)
        self.fields["waits_for"].offer(agencies)  # type: ignore[attr-defined]  # a NameField

    def draft(self) -> PauseDraft:
        """Return what was sent to whom; call it on a valid form."""
        given, body = self.cleaned_data, self.cleaned_data["waits_for"]
        return PauseDraft(
            given["from_on"],
            given["symbol"],
            waits_for_id=body if isinstance(body, int) else None,
            waits_for_words=body if isinstance(body, str) else "",
            words=given["words"],
        )


class ResumeForm(forms.Form):
    """The answer came: the clock runs on."""

    until_on = DateField(label=gettext_lazy("Có kết quả ngày"))
    words = forms.CharField(
        label=gettext_lazy("Kết quả"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, is_presented: bool, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "ket-qua-%s")
        super().__init__(*args, **kwargs)
        if is_presented:
            self.fields["until_on"].label = _("Yêu cầu sửa ngày")
            self.fields["words"].label = _("Cần sửa gì")
            self.fields["words"].required = True


class LateReasonForm(forms.Form):
    """Why it is or was late."""

    code = forms.ChoiceField(label=gettext_lazy("Nguyên nhân chậm"))
    words = forms.CharField(
        label=gettext_lazy("Giải trình"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "nguyen-nhan-%s")
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = reason_choices(today)  # type: ignore[attr-defined]  # a ChoiceField
