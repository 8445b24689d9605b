"""What a draft says of itself as a whole: its head, its grades, who appraises its areas."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.figures.selectors import LEVEL_WORDS
from caicach.scoring.forms.sets.begin import SCORED_KINDS
from caicach.ui.sentences import in_language
from reform.index import APPRAISERS, Appraiser, CriteriaSet, Grade, Window, YearDay, read_year_day, year_day_text
from vanban.text.numbers import UnreadableNumber, typed_number

__all__ = ["AreasForm", "HeadForm"]


class PointsField(forms.CharField):
    """Points as they are typed here: 0,75."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)

    def clean(self, value: Any) -> Decimal:
        """Return the points; nothing typed where nothing must be is none.

        Raises:
            ValidationError: they are no number, or below zero.
        """
        text = super().clean(value)
        return _number(text) if text else Decimal(0)


class YearDayField(forms.CharField):
    """A day counted from the scored year, as it is typed here: 01/12 năm trước."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)

    def clean(self, value: Any) -> YearDay:
        """Return the day.

        Raises:
            ValidationError: it is none.
        """
        text = super().clean(value)
        try:
            return read_year_day(text)
        except ValueError:
            raise ValidationError(
                _("“%(text)s” không phải một ngày dùng được. Ghi như 31/12 hoặc 01/12 năm trước.") % {"text": text[:30]}
            ) from None


class HeadForm(forms.Form):
    """The head of a draft; what is not asked here stays as it is."""

    revision = forms.IntegerField(widget=forms.HiddenInput())
    title = forms.CharField(label=gettext_lazy("Tên bộ tiêu chí"), max_length=300)
    version = forms.CharField(label=gettext_lazy("Tên phiên bản"), max_length=20)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Đối tượng"), choices=[(kind, LEVEL_WORDS[kind]) for kind in SCORED_KINDS],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    window_first = YearDayField(
        label=gettext_lazy("Minh chứng ban hành từ ngày"),
        help_text=gettext_lazy("Ví dụ 01/12 năm trước: kế hoạch năm thường ban hành trong tháng 12 năm trước."),
    )
    window_last = YearDayField(label=gettext_lazy("Minh chứng ban hành đến ngày"))
    maximum = PointsField(label=gettext_lazy("Tổng điểm tối đa"))
    most_bonus = PointsField(label=gettext_lazy("Điểm thưởng tối đa"), required=False)
    most_penalty = PointsField(label=gettext_lazy("Điểm trừ tối đa"), required=False)
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ"), max_length=500, required=False,
        help_text=gettext_lazy("Quyết định ban hành bộ tiêu chí; phải có trước khi ban hành."),
    )  # fmt: skip
    grades = forms.CharField(
        label=gettext_lazy("Xếp loại"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Mỗi dòng một loại, tốt nhất trước: “excellent | Xuất sắc | 90”; loại cuối từ 0."),
    )  # fmt: skip

    def clean_grades(self) -> tuple[Grade, ...]:
        """Return the grades of the lines.

        Raises:
            ValidationError: a line is no grade.
        """
        return tuple(_grades(self.cleaned_data["grades"]))

    def clean(self) -> dict[str, Any]:
        """Refuse a window that ends before it begins."""
        values = super().clean() or {}
        first, last = values.get("window_first"), values.get("window_last")
        if first is not None and last is not None and _order(first) > _order(last):
            self.add_error("window_last", ValidationError(_("Ngày cuối đứng trước ngày đầu. Kiểm tra lại.")))
        return values

    def changed(self, one: CriteriaSet) -> CriteriaSet:
        """Return ``one`` with what was filled in; areas under which no grade may fall stay with the grade."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        window = Window(values.pop("window_first"), values.pop("window_last"))
        kinds = tuple(values.pop("kinds"))
        least = {grade.key: grade.area_least_percent for grade in one.grades}
        grades = tuple(replace(grade, area_least_percent=least.get(grade.key)) for grade in values.pop("grades"))
        return replace(one, grades=grades, window=window, kinds=kinds, **values)

    @staticmethod
    def initial_of(one: CriteriaSet) -> dict[str, Any]:
        """Return the values that the page starts from."""
        return {
            "title": one.title,
            "version": one.version,
            "kinds": list(one.kinds),
            "window_first": year_day_text(one.window.first),
            "window_last": year_day_text(one.window.last),
            "maximum": _typed(one.maximum),
            "most_bonus": _typed(one.most_bonus),
            "most_penalty": _typed(one.most_penalty),
            "legal_basis": one.legal_basis,
            "grades": "\n".join(f"{grade.key} | {grade.label} | {_typed(grade.from_percent)}" for grade in one.grades),
        }


class AreasForm(forms.Form):
    """What the areas are called, and who appraises each."""

    revision = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *arguments: Any, one: CriteriaSet, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [(code.value, in_language(word)) for code, word in APPRAISERS.items()]
        for at, area in enumerate(one.areas):
            self.fields[f"label_{at}"] = forms.CharField(
                label=_("Lĩnh vực %(number)s") % {"number": area.number}, max_length=300, initial=area.label
            )
            self.fields[f"appraiser_{at}"] = forms.ChoiceField(
                label=_("Lĩnh vực %(number)s do ai thẩm định") % {"number": area.number}, choices=choices,
                initial=area.appraiser.value,
            )  # fmt: skip

    def changed(self, one: CriteriaSet) -> CriteriaSet:
        """Return ``one`` with what was filled in."""
        values = self.cleaned_data
        areas = (
            replace(area, label=values[f"label_{at}"], appraiser=Appraiser(values[f"appraiser_{at}"]))
            for at, area in enumerate(one.areas)
        )
        return replace(one, areas=tuple(areas))


def _grades(text: str) -> Iterator[Grade]:
    for line in filter(str.strip, text.splitlines()):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or not all(parts):
            raise ValidationError(
                _("Không hiểu “%(line)s”. Ghi: mã | tên loại | từ bao nhiêu phần trăm.") % {"line": line.strip()[:60]}
            )
        yield Grade(parts[0], parts[1], _number(parts[2]))


def _order(day: YearDay) -> tuple[int, int, int]:
    return day.year_offset, day.month, day.day


def _number(text: str) -> Decimal:
    try:
        found = typed_number(text.strip(), whole=False, grouped=False)
    except UnreadableNumber:
        found = Decimal(-1)
    if not 0 <= found <= 10**6:
        raise ValidationError(_("“%(text)s” không phải một số dùng được. Ghi như 0,75.") % {"text": text.strip()[:20]})
    return found


def _typed(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
