"""Which column means what."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.sheets.registry import ColumnRole

__all__ = ["ColumnsForm", "NameForm", "SheetForm"]


class SheetForm(forms.Form):
    """A sheet."""

    file = forms.FileField(
        label=gettext_lazy("Tệp bảng tính"),
        max_length=255,
        help_text=gettext_lazy(
            "XLSX hoặc CSV, không quá 25 MB và 5.000 dòng. Chưa có gì được nhập trước khi bạn đồng ý."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Chưa chọn tệp. Chọn bảng tính rồi tải lên.")},
    )


class NameForm(forms.Form):
    """What a source is called."""

    name = forms.CharField(
        label=gettext_lazy("Tên nguồn"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: Danh mục văn bản của Sở Nội vụ."),
        error_messages={"required": gettext_lazy("Ghi tên nguồn.")},
    )


class ColumnsForm(forms.Form):
    """One choice for each column of a sheet."""

    def __init__(
        self, *arguments: Any, titles: Sequence[str], roles: Sequence[ColumnRole], proposed: Sequence[str], **rest: Any
    ) -> None:
        super().__init__(*arguments, **rest)
        choices = [("", _("Không dùng")), *((role.key, role.label) for role in roles)]
        for at, title in enumerate(titles):
            self.fields[f"cot-{at}"] = forms.ChoiceField(
                label=_("Ý nghĩa của cột “%(title)s”") % {"title": title},
                choices=choices,
                required=False,
                initial=proposed[at] if at < len(proposed) else "",
            )

    def columns(self) -> Iterator[BoundField]:
        """Yield the field of each column in order."""
        return (self[name] for name in self.fields)

    def roles(self) -> tuple[str, ...]:
        """Return what was chosen for each column."""
        return tuple(self.cleaned_data[name] for name in self.fields)
