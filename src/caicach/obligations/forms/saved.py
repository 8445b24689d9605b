"""Keeping a filter."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["SaveForm"]


class SaveForm(forms.Form):
    """A name for the filters in force."""

    name = forms.CharField(label=_("Tên bộ lọc"), required=False, max_length=300)
    is_shared = forms.BooleanField(label=_("Cả cơ quan cùng dùng"), required=False)
    query = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
