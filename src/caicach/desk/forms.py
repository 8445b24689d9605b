"""What narrows the dashboard, as its address carries it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.obligations.constants import DutyOrigin
from caicach.obligations.selectors import Scope
from caicach.ui.forms import DateField
from caicach.ui.notation import date_text
from reform.areas import areas
from reform.scorecards import Part, Span, span_between, span_of

__all__ = ["FORMATS", "ScopeForm", "SpanForm", "part_names", "span_text", "span_words"]

FORMATS = ("docx", "xlsx")

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


class SpanForm(forms.Form):
    """The span of a scorecard: a part of a year, or any two days; and where its duties came from."""

    year = forms.TypedChoiceField(label=gettext_lazy("Năm"), required=False, coerce=int, empty_value=None)
    part = forms.ChoiceField(label=gettext_lazy("Kỳ"), required=False, choices=[])
    from_on = DateField(label=gettext_lazy("Hoặc từ ngày"), required=False)
    until_on = DateField(label=gettext_lazy("Đến ngày"), required=False)
    origin = forms.ChoiceField(required=False, choices=DutyOrigin.choices, widget=forms.HiddenInput)
    format = forms.ChoiceField(
        required=False, choices=[(name, name) for name in FORMATS], widget=forms.HiddenInput
    )  # the buttons carry it

    def __init__(self, data: QueryDict, *, today: date) -> None:
        super().__init__({"part": Part.YEAR.value, "year": str(today.year)} | _given(data), auto_id="ky-%s")
        self.today = today
        years = range(today.year + 1, today.year - _YEARS_BACK, -1)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["part"].choices = [(part.value, name) for part, name in part_names().items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse one day without the other, and a last day before the first."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("until_on")
        if "from_on" in given and "until_on" in given and (first is None) != (last is None):
            self.add_error("until_on" if last is None else "from_on", _("Nhập cả hai ngày, hoặc để trống cả hai."))
        if first and last and last < first:
            self.add_error("until_on", _("Ngày cuối đứng trước ngày đầu. Nhập lại khoảng thời gian."))
        return given

    def span(self) -> Span:
        """Return what was asked for; the year of today where it cannot be read."""
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("from_on") and given.get("until_on"):
            return span_between(given["from_on"], given["until_on"])
        return span_of(given.get("year") or self.today.year, Part(given.get("part") or Part.YEAR))

    @property
    def origin_asked(self) -> str:
        """Where the duties came from; plans, where nothing else was asked."""
        return str(self.cleaned_data.get("origin") or DutyOrigin.PLAN) if self.is_valid() else DutyOrigin.PLAN.value

    @property
    def format_asked(self) -> str:
        """The kind of file asked for; empty for the page."""
        return str(self.cleaned_data.get("format", "")) if self.is_valid() else ""


def part_names() -> dict[Part, str]:
    """Return what each part of a year is called."""
    return {
        Part.QUARTER_1: _("Quý I"),
        Part.QUARTER_2: _("Quý II"),
        Part.QUARTER_3: _("Quý III"),
        Part.QUARTER_4: _("Quý IV"),
        Part.HALF_1: _("6 tháng đầu năm"),
        Part.HALF_2: _("6 tháng cuối năm"),
        Part.NINE_MONTHS: _("9 tháng"),
        Part.YEAR: _("Cả năm"),
    }


def span_text(span: Span) -> str:
    """Return "Quý III năm 2026", or the two days."""
    if span.part is None:
        return _("Từ %(first)s đến %(last)s") % {"first": date_text(span.first_on), "last": date_text(span.last_on)}
    if span.part == Part.YEAR:
        return _("Năm %(year)s") % {"year": span.year}
    return _("%(part)s năm %(year)s") % {"part": part_names()[span.part], "year": span.year}


def span_words(span: Span) -> str:
    """Return the span within a sentence: "quý III năm 2026"."""
    text = span_text(span)
    return text[:1].lower() + text[1:]


def _given(data: QueryDict) -> dict[str, str]:
    return {name: str(value) for name, value in data.items() if value}


def _all() -> tuple[str, str]:
    return ("", _("Tất cả"))
