"""What people fill in to write their agency's own plan."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.plans.models import OwnRow
from caicach.plans.services.own_issue import Issued
from caicach.plans.services.own_plan import MOST_DAYS_BEFORE
from caicach.plans.services.own_rows import LocalRow, RowEdit
from caicach.ui.forms import DateField
from reform.areas import areas

__all__ = ["IssueForm", "LocalRowForm", "OwnRowForm", "OwnRowsForm", "OwnSettingsForm", "OwnStartForm"]

UNITS = "don-vi"  # id of the list of names that the page offers for whoever does a row
LONG = forms.Textarea(attrs={"rows": 3})
SHORT = forms.Textarea(attrs={"rows": 2})


def _doer() -> forms.TextInput:
    return forms.TextInput(attrs={"list": UNITS, "autocomplete": "off"})


class OwnSettingsForm(forms.Form):
    """What holds for the whole plan."""

    title = forms.CharField(
        label=gettext_lazy("Trích yếu"),
        max_length=1000,
        widget=SHORT,
        help_text=gettext_lazy("Ghi sau chữ “Kế hoạch”, ví dụ: Cải cách hành chính năm 2026 của xã Suối Nhạn."),
    )
    days_before = forms.IntegerField(
        label=gettext_lazy("Hạn của mình sớm hơn hạn cấp trên (ngày làm việc)"),
        min_value=0,
        max_value=MOST_DAYS_BEFORE,
        initial=3,
        help_text=gettext_lazy("Để kịp trình ký, sửa và nộp. Từng dòng vẫn sửa được."),
    )


class OwnStartForm(OwnSettingsForm):
    """Whose plan, from which plans of the superiors."""

    superiors = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Kế hoạch của cấp trên"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Đánh dấu ít nhất một kế hoạch của cấp trên.")},
    )
    field_order = ("superiors", "title", "days_before")

    def __init__(self, *arguments: Any, plans: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["superiors"].choices = list(plans)  # type: ignore[attr-defined]


class OwnRowsForm(forms.Form):
    """Ticks, days and people of all rows at once; ``fields_of`` gives those of one row."""

    # Without it nothing is taken: a box that was not sent looks like one that was unticked.
    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, rows: Sequence[OwnRow], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.rows = rows
        for row in rows:
            words = {"row": row.text}
            self.fields[f"take_{row.pk}"] = forms.BooleanField(
                required=False, initial=row.is_taken, widget=_box(_("Đưa vào kế hoạch: %(row)s") % words)
            )
            self.fields[f"due_{row.pk}"] = DateField(required=False, initial=row.due_on)
            self.fields[f"due_{row.pk}"].widget.attrs["aria-label"] = _("Hạn của mình: %(row)s") % words
            doer = forms.CharField(required=False, max_length=300, widget=_doer(), initial=_doer_words(row))
            doer.widget.attrs["aria-label"] = _("Người, nơi làm: %(row)s") % words
            self.fields[f"doer_{row.pk}"] = doer

    def edits(self) -> list[RowEdit]:
        """Return what was said of each row."""
        given = self.cleaned_data
        return [
            RowEdit(
                row.pk,
                is_taken=given[f"take_{row.pk}"],
                due_on=given[f"due_{row.pk}"],
                doer=given[f"doer_{row.pk}"],
            )
            for row in self.rows
        ]


def _box(label: str) -> forms.CheckboxInput:
    return forms.CheckboxInput(attrs={"aria-label": label})


def _doer_words(row: OwnRow) -> str:
    return row.doer.current_name if row.doer else row.doer_text


class OwnRowForm(forms.Form):
    """One row in its own words."""

    task = forms.CharField(label=gettext_lazy("Nhiệm vụ"), widget=LONG, max_length=4000)
    text = forms.CharField(label=gettext_lazy("Sản phẩm"), widget=SHORT, max_length=2000)
    due_on = DateField(label=gettext_lazy("Hạn của mình"), required=False)
    deadline_text = forms.CharField(
        label=gettext_lazy("Thời hạn bằng lời"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Khi không có một ngày cụ thể: “Hằng quý”, “Thường xuyên”."),
    )
    doer = forms.CharField(
        label=gettext_lazy("Người, nơi làm"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Phòng, đơn vị của cơ quan thì chọn trong danh sách; người, thôn thì ghi tên."),
    )
    budget = forms.CharField(label=gettext_lazy("Kinh phí"), required=False, max_length=500)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["doer"].widget.attrs.update({"list": UNITS, "autocomplete": "off"})

    def edit(self, row: OwnRow) -> RowEdit:
        """Return what was said of ``row``."""
        return RowEdit(row.pk, **{name: self.cleaned_data[name] for name in OwnRowForm.base_fields})


class LocalRowForm(OwnRowForm):
    """A row that the agency adds."""

    superior = forms.TypedChoiceField(
        label=gettext_lazy("Thuộc nhiệm vụ của cấp trên"), required=False, coerce=int, empty_value=None
    )
    area_code = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    field_order = ("superior", "area_code", "task", "text", "due_on", "deadline_text", "doer", "budget")

    def __init__(self, *arguments: Any, superiors: Iterable[tuple[int, str]], on: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        none = [("", _("Không: việc của riêng cơ quan"))]
        self.fields["superior"].choices = [*none, *superiors]  # type: ignore[attr-defined]
        known = [(area.code, area.name) for area in areas(on)]
        self.fields["area_code"].choices = [("", "—"), *known]  # type: ignore[attr-defined]
        self.fields["area_code"].help_text = _("Việc thuộc nhiệm vụ của cấp trên thì theo lĩnh vực của nhiệm vụ đó.")

    def row(self) -> LocalRow:
        """Return the row that was typed."""
        given = self.cleaned_data
        return LocalRow(superior_id=given["superior"], area_code=given["area_code"], **_own(given))


def _own(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in OwnRowForm.base_fields}


class IssueForm(forms.Form):
    """What văn thư gave the plan."""

    symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"), max_length=80, help_text=gettext_lazy("Ví dụ: 41/KH-UBND.")
    )
    issued_on = DateField(label=gettext_lazy("Ngày ban hành"))
    signer = forms.CharField(label=gettext_lazy("Người ký"), max_length=120, required=False)
    file = forms.FileField(
        label=gettext_lazy("Tệp đã ký"),
        help_text=gettext_lazy("PDF hoặc Word của bản đã ban hành, không quá 25 MB."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Chưa chọn tệp. Chọn tệp kế hoạch đã ký rồi nhập.")},
    )

    def issued(self) -> Issued:
        """Return what was entered."""
        given = self.cleaned_data
        return Issued(given["symbol"], given["issued_on"], given["signer"], given["file"], given["file"].name)
