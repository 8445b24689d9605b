"""Approving, accepting, returning, an event; how an agency hands in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from caicach.obligations.forms.hand_in import NumberedForm
from caicach.ui.forms import DateField

__all__ = ["AcceptForm", "DraftForm", "EventForm", "PracticeForm", "ReturnForm", "SendBackForm"]


class DraftForm(forms.Form):
    """An act on a draft: it says which wording was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class SendBackForm(DraftForm):
    """Giving a draft back to its officer."""

    note = forms.CharField(
        label=gettext_lazy("Ý kiến của lãnh đạo"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Viết rõ cần sửa gì; chỉ trong cơ quan đọc được."),
    )


class PracticeForm(forms.Form):
    """How an agency hands in."""

    agency = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    steps = forms.TypedChoiceField(
        label=gettext_lazy("Cách nộp"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (1, gettext_lazy("Một bước: công chức nộp thẳng cho cơ quan nghiệm thu")),
            (2, gettext_lazy("Hai bước: công chức trình, lãnh đạo duyệt rồi sản phẩm mới đi")),
        ],
    )


class AcceptForm(NumberedForm):
    """Taking a hand-in."""


class ReturnForm(NumberedForm):
    """Giving a hand-in back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do trả lại"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Viết rõ còn thiếu gì, cần sửa gì; cơ quan nộp đọc nguyên văn."),
    )


class EventForm(forms.Form):
    """Something a dormant duty waited for; ``asks_due`` where no term counts from it."""

    occurred_on = DateField(label=gettext_lazy("Ngày xảy ra"))
    description = forms.CharField(
        label=gettext_lazy("Việc gì đã xảy ra"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ghi cả số, ký hiệu văn bản nếu có."),
    )
    due_on = DateField(label=gettext_lazy("Hạn được giao"))

    def __init__(self, *args: Any, asks_due: bool, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "su-kien-%s")
        super().__init__(*args, **kwargs)
        if not asks_due:
            del self.fields["due_on"]
