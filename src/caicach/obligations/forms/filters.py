"""The filters of the list."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.obligations.constants import DutyOrigin, LateCause, Measure, ObligationState, TrackingMode, Whose
from caicach.obligations.selectors import Filters
from caicach.ui.forms import DateField
from reform.areas import areas

__all__ = ["FilterForm"]


class FilterForm(forms.Form):
    """The filters of the list, as addresses carry them; what cannot be read lets all pass."""

    q = forms.CharField(label=gettext_lazy("Từ cần tìm"), required=False, max_length=200)
    area = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("Cách theo dõi"),
        required=False,
        choices=[("", gettext_lazy("Tất cả")), *TrackingMode.choices],
    )
    period = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    state = forms.ChoiceField(required=False, choices=ObligationState.choices, widget=forms.HiddenInput)
    late = forms.BooleanField(required=False, widget=forms.HiddenInput)
    agency = forms.UUIDField(required=False, widget=forms.HiddenInput)
    plan = forms.UUIDField(required=False, widget=forms.HiddenInput)
    duty = forms.UUIDField(required=False, widget=forms.HiddenInput)
    report = forms.BooleanField(required=False, widget=forms.HiddenInput)
    level = forms.ChoiceField(required=False, choices=AgencyLevel.choices, widget=forms.HiddenInput)
    kind = forms.ChoiceField(required=False, choices=AgencyKind.choices, widget=forms.HiddenInput)
    due_from = DateField(required=False, widget=forms.HiddenInput)
    due_to = DateField(required=False, widget=forms.HiddenInput)
    measure = forms.ChoiceField(required=False, choices=Measure.choices, widget=forms.HiddenInput)
    origin = forms.ChoiceField(required=False, choices=DutyOrigin.choices, widget=forms.HiddenInput)
    cause = forms.ChoiceField(required=False, choices=LateCause.choices, widget=forms.HiddenInput)
    peers = forms.SlugField(required=False, max_length=32, widget=forms.HiddenInput)
    whose = forms.ChoiceField(
        label=gettext_lazy("Việc của cơ quan tôi"),
        required=False,
        choices=[("", gettext_lazy("Tất cả")), *Whose.choices],
    )
    person = forms.ChoiceField(label=gettext_lazy("Người làm"), required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Sắp xếp"),
        required=False,
        choices=[
            ("due", gettext_lazy("Hạn gần trước")),
            ("-due", gettext_lazy("Hạn xa trước")),
            ("agency", gettext_lazy("Theo cơ quan")),
            ("number", gettext_lazy("Theo thứ tự kế hoạch")),
        ],
    )

    def __init__(self, data: Any, *, today: date, people: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(data, auto_id="loc-%s")
        known_people = [("", _("Tất cả")), ("me", _("Tôi")), ("none", _("Chưa phân công")), *people]
        self.fields["person"].choices = known_people  # type: ignore[attr-defined]  # a ChoiceField
        known = [(area.code, area.short_name) for area in areas(today)]
        self.fields["area"].choices = [("", _("Tất cả")), *known]  # type: ignore[attr-defined]  # a ChoiceField

    def filters(self) -> Filters:
        """Return what was asked for; a value that cannot be read is left out."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(
            state=given.get("state", ""),
            is_late=bool(given.get("late")),
            area=given.get("area", ""),
            agency=given.get("agency"),
            plan=given.get("plan"),
            duty=given.get("duty"),
            is_report=bool(given.get("report")),
            mode=given.get("mode", ""),
            period=given.get("period", ""),
            level=given.get("level", ""),
            kind=given.get("kind", ""),
            due_from=given.get("due_from"),
            due_to=given.get("due_to"),
            measure=given.get("measure", ""),
            origin=given.get("origin", ""),
            cause=given.get("cause", ""),
            peers=given.get("peers", ""),
            whose=given.get("whose", ""),
            person=given.get("person", ""),
            words=given.get("q", ""),
            sort=given.get("sort") or "due",
        )
