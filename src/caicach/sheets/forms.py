"""Which column means what."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from caicach.sheets.registry import ColumnRole

__all__ = ["ColumnsForm"]


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
