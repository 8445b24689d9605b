"""What narrows the dashboard, as its address carries it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.obligations.selectors import Scope
from reform.areas import areas

__all__ = ["ScopeForm"]

_YEARS_BACK = 5


class ScopeForm(forms.Form):
    """Year, plan, area, level and kind of agency; what cannot be read lets all pass."""

    year = forms.TypedChoiceField(label=gettext_lazy("Năm"), required=False, coerce=int, empty_value=None)
    plan = forms.UUIDField(label=gettext_lazy("Kế hoạch"), required=False, widget=forms.Select)
    area = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Cấp"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Loại cơ quan"), required=False)

    def __init__(self, data: QueryDict, *, today: date) -> None:
        super().__init__({**data.dict(), "year": data.get("year") or str(today.year)}, auto_id="loc-%s")
        self.today = today
        # A plan of the coming year is assigned in December.
        years = range(today.year + 1, today.year - _YEARS_BACK, -1)
        self._offer("year", [(year, str(year)) for year in years])
        self._offer("area", [_all(), *((area.code, area.short_name) for area in areas(today))])
        self._offer("level", [_all(), *AgencyLevel.choices])
        self._offer("kind", [_all(), *AgencyKind.choices])

    def scope(self) -> Scope:
        """Return what was asked for; this year where no year was."""
        self.is_valid()
        given = self.cleaned_data
        return Scope(
            year=given.get("year") or self.today.year,
            plan=given.get("plan"),
            area=given.get("area", ""),
            level=given.get("level", ""),
            kind=given.get("kind", ""),
        )

    def offer_plans(self, plans: Iterable[tuple[Any, str]]) -> None:
        """Offer the plans that are there, by uid and name."""
        self.fields["plan"].widget.choices = [_all(), *plans]

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


def _all() -> tuple[str, str]:
    return ("", _("Tất cả"))
