"""Approving, accepting, returning, an event; how an agency hands in."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from caicach.obligations.constants import Missing
from caicach.obligations.forms.hand_in import NumberedForm

__all__ = ["AcceptForm", "DraftForm", "PracticeForm", "ReopenForm", "ReturnForm", "SendBackForm"]


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

    missing = forms.MultipleChoiceField(
        label=gettext_lazy("Còn thiếu gì"),
        required=False,
        choices=[(value, capfirst(label)) for value, label in Missing.choices],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Cơ quan nộp thấy danh sách này khi nộp lại."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do trả lại"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Viết rõ cần sửa gì; cơ quan nộp đọc nguyên văn. Có thể bỏ trống khi đã chọn ở trên."),
    )


class ReopenForm(forms.Form):
    """Giving back what was accepted."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do mở lại"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Phát hiện điều gì sau khi nghiệm thu, cần làm lại gì; cơ quan nộp đọc nguyên văn."),
    )
