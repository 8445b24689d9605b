"""What people type on the pages of the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from caicach.ui.forms import DateField

__all__ = ["RegisterForm"]


class RegisterForm(forms.Form):
    """Which part of the register is asked for, and as it stood on which day."""

    tim = forms.CharField(
        label=gettext_lazy("Tên cơ quan"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Gõ có dấu hoặc không dấu."),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    ngay = DateField(
        label=gettext_lazy("Danh bạ vào ngày"),
        required=False,
        help_text=gettext_lazy("Để trống là hôm nay."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
