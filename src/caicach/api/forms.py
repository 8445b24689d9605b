"""What a person says of a new token."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from caicach.api.constants import Scope

__all__ = ["TokenForm"]

_DAYS = ((30, gettext_lazy("30 ngày")), (90, gettext_lazy("90 ngày")), (365, gettext_lazy("1 năm")))


def _scopes() -> list[tuple[str, str]]:
    """Return the scopes in the language of the request, each with the name that programs know it by."""
    return [(scope.value, f"{capfirst(str(scope.label))} ({scope.value})") for scope in Scope]


class TokenForm(forms.Form):
    """Name, scopes and life of a token."""

    name = forms.CharField(
        label=gettext_lazy("Chương trình dùng mã"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: Hệ thống quản lý văn bản của xã."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Được làm gì"),
        choices=_scopes,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chỉ chọn phần cần dùng; mã không bao giờ làm được hơn quyền của bạn."),
    )
    days = forms.TypedChoiceField(label=gettext_lazy("Thời hạn"), coerce=int, choices=_DAYS, initial=90)
