"""One sub-criterion of a draft: the cells of its row, as they are typed."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from caicach.ui.sentences import in_language
from reform.definitions import Problem
from reform.index import APPRAISERS, COLUMNS, KINDS, YES, CriteriaSet, SetRow

__all__ = ["LeafForm", "RowForm", "typed_cell"]

_KIND_WORDS = {
    "Có, không": gettext_lazy("Có, không"),
    "Chọn một mức": gettext_lazy("Chọn một mức"),
    "Theo bậc": gettext_lazy("Theo bậc"),
    "Theo tỷ lệ giữa hai giá trị": gettext_lazy("Theo tỷ lệ giữa hai giá trị"),
    "Cộng theo số lượng": gettext_lazy("Cộng theo số lượng"),
    "Trừ theo số lượng": gettext_lazy("Trừ theo số lượng"),
    "Theo công thức": gettext_lazy("Theo công thức"),
    "Điều tra xã hội học": gettext_lazy("Điều tra xã hội học"),
    "Kết quả do nơi khác công bố": gettext_lazy("Kết quả do nơi khác công bố"),
}
_FEW = {"rows": 3}
_FORMULA = {"rows": 2, "spellcheck": "false"}


class RowForm(forms.Form):
    """A row of a draft, whose fields are cells of the workbook."""

    def tell(self, problems: Iterable[Problem]) -> None:
        """Tell at each field what of it could not be read."""
        names = {title: name for name, title in COLUMNS.items()}
        for problem in problems:
            name = names.get(dict(problem.params).get("column", ""))
            self.add_error(name if name in self.fields else None, in_language(problem.sentence))


class LeafForm(RowForm):
    """A sub-criterion; a new one is told where it goes and what its key is."""

    revision = forms.IntegerField(widget=forms.HiddenInput())
    under = forms.ChoiceField(label=gettext_lazy("Đặt trong"))
    key = forms.CharField(
        label=gettext_lazy("Mã"), max_length=80,
        help_text=gettext_lazy("Giữ qua các năm, ví dụ steering.plan.issued. Đo điều khác thì đặt mã mới."),
    )  # fmt: skip
    label = forms.CharField(
        label=gettext_lazy("Tiêu chí thành phần"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    max = forms.CharField(label=gettext_lazy("Điểm tối đa"), max_length=20, help_text=gettext_lazy("Ví dụ 0,5."))
    how = forms.CharField(
        label=gettext_lazy("Cách tính điểm, như quyết định ghi"), max_length=4000, required=False,
        widget=forms.Textarea(attrs=_FEW),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("Kiểu chấm"), choices=[(word, _KIND_WORDS.get(word, word)) for word in KINDS.values()]
    )
    states = forms.CharField(
        label=gettext_lazy("Các mức hoặc các bậc"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Mỗi dòng một mức: “in_time | Ban hành đúng hạn | 0,5”, hoặc bậc: “từ 95 | 0,5”."),
    )  # fmt: skip
    value = forms.CharField(
        label=gettext_lazy("Công thức"), max_length=1000, required=False, widget=forms.Textarea(attrs=_FORMULA),
        help_text=gettext_lazy("Khi số liệu quyết định, ví dụ dossier.on_time / dossier.resolved * 100."),
    )  # fmt: skip
    unit = forms.CharField(label=gettext_lazy("Đơn vị tính"), max_length=60, required=False)
    low = forms.CharField(label=gettext_lazy("Giá trị được 0 điểm"), max_length=20, required=False)
    high = forms.CharField(label=gettext_lazy("Giá trị được điểm tối đa"), max_length=20, required=False)
    each = forms.CharField(label=gettext_lazy("Điểm mỗi lần"), max_length=20, required=False)
    free = forms.CharField(label=gettext_lazy("Số lần không tính"), max_length=20, required=False)
    least_sample = forms.CharField(label=gettext_lazy("Số phiếu ít nhất"), max_length=20, required=False)
    proof = forms.CharField(
        label=gettext_lazy("Tài liệu kiểm chứng"), max_length=4000, required=False,
        widget=forms.Textarea(attrs=_FEW),
        help_text=gettext_lazy("Mỗi dòng một loại: “Kế hoạch năm | loại KH | ít nhất 1 | hạn 31/12 năm trước”."),
    )  # fmt: skip
    appraiser = forms.ChoiceField(label=gettext_lazy("Cơ quan thẩm định"), required=False)
    can_be_left_out = forms.BooleanField(label=gettext_lazy("Có thể đề nghị không áp dụng, kèm lý do"), required=False)
    applies = forms.CharField(
        label=gettext_lazy("Chỉ áp dụng khi"), max_length=1000, required=False, widget=forms.Textarea(attrs=_FORMULA),
        help_text=gettext_lazy("Công thức cho đúng hoặc sai, ví dụ procedures.active > 0."),
    )  # fmt: skip
    lead_days = forms.CharField(label=gettext_lazy("Số ngày cần để thực hiện"), max_length=6, required=False)
    remedy = forms.CharField(label=gettext_lazy("Việc cần làm để được điểm"), max_length=1000, required=False)
    source = forms.CharField(label=gettext_lazy("Nguồn số liệu"), max_length=300, required=False)

    def __init__(self, *arguments: Any, places: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        offered = list(places)
        if offered:
            self.fields["under"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["under"], self.fields["key"]
        of_area = ("", gettext_lazy("như lĩnh vực"))
        self.fields["appraiser"].choices = [of_area, *((word, in_language(word)) for word in APPRAISERS.values())]  # type: ignore[attr-defined]

    def cells(self) -> dict[str, str | Decimal]:
        """Return the cells of the row that say something."""
        values = {name: value for name, value in self.cleaned_data.items() if name in COLUMNS}
        if values.pop("can_be_left_out", False):
            values["can_be_left_out"] = YES
        return {name: str(value).strip() for name, value in values.items() if str(value).strip()}

    @staticmethod
    def initial_of(row: SetRow) -> dict[str, Any]:
        """Return the values that the page starts from."""
        made: dict[str, Any] = {name: typed_cell(value) for name, value in row.cells.items()}
        return made | {"can_be_left_out": made.get("can_be_left_out") == YES}

    @staticmethod
    def places_of(one: CriteriaSet) -> list[tuple[str, str]]:
        """Return where a new sub-criterion may go: into a criterion, or alone under an area."""
        found = []
        for area in one.areas:
            found.append((area.key, f"{area.number} {area.label}"))
            found += [(c.key, f"{c.number} {c.label}") for c in area.criteria if not c.is_alone]
        return found


def typed_cell(value: str | Decimal) -> str:
    """Return a cell as a person types it: 0,5."""
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value
