"""Parts of a draft that are not scored by themselves: areas, criteria with sub-criteria, bonuses and penalties."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.scoring.forms.sets.leaf import RowForm, typed_cell
from reform.index import CriteriaSet, Rank, SetRow, area_names

__all__ = ["HEADINGS", "HeadingForm"]

# What can be added: the code in the form, the row that it makes, and its word.
HEADINGS = {
    "area": (Rank.AREA, gettext_lazy("Lĩnh vực")),
    "criterion": (Rank.CRITERION, gettext_lazy("Tiêu chí, có các tiêu chí thành phần")),
    "bonus": (Rank.BONUS, gettext_lazy("Điểm thưởng")),
    "penalty": (Rank.PENALTY, gettext_lazy("Điểm trừ")),
}
_BESIDE = (Rank.BONUS, Rank.PENALTY)
_BESIDE_FIELDS = ("each", "max", "proof")


class HeadingForm(RowForm):
    """A part of a draft; a new one is told what it is, where it goes and what its key is."""

    revision = forms.IntegerField(widget=forms.HiddenInput())
    rank = forms.ChoiceField(
        label=gettext_lazy("Thêm gì"), choices=[(code, words) for code, (_rank, words) in HEADINGS.items()]
    )
    under = forms.ChoiceField(
        label=gettext_lazy("Đặt trong lĩnh vực"), required=False, help_text=gettext_lazy("Chỉ cần khi thêm tiêu chí.")
    )
    key = forms.CharField(
        label=gettext_lazy("Mã"), max_length=80,
        help_text=gettext_lazy("Giữ qua các năm, ví dụ steering.plan hoặc bonus.model."),
    )  # fmt: skip
    label = forms.CharField(label=gettext_lazy("Tên"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    area = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực của kế hoạch"), required=False,
        help_text=gettext_lazy("Của lĩnh vực: cơ quan chủ trì nội dung ấy thẩm định."),
    )  # fmt: skip
    each = forms.CharField(
        label=gettext_lazy("Điểm mỗi lần"), max_length=20, required=False,
        help_text=gettext_lazy("Của điểm thưởng, điểm trừ; ví dụ 0,5."),
    )  # fmt: skip
    max = forms.CharField(label=gettext_lazy("Nhiều nhất"), max_length=20, required=False)
    proof = forms.CharField(
        label=gettext_lazy("Tài liệu kiểm chứng"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Mỗi dòng một loại: “Quyết định khen thưởng | loại QĐ | ít nhất 1”."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, one: CriteriaSet, row: SetRow | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.known = Rank(str(row.cells["rank"])) if row is not None else None
        names = area_names(one.year)
        self.fields["area"].choices = [("", _("không thuộc nội dung nào")), *((word, word) for word in names.values())]  # type: ignore[attr-defined]
        self.fields["under"].choices = [("", "–"), *((area.key, f"{area.number} {area.label}") for area in one.areas)]  # type: ignore[attr-defined]
        if self.known is not None:
            self._keep_only(self.known)

    def _keep_only(self, rank: Rank) -> None:
        """Leave out what a part of this rank has not, and what of it stays."""
        gone = {"rank", "under", "key"}
        gone |= {"area"} if rank is not Rank.AREA else set()
        gone |= set(_BESIDE_FIELDS) if rank not in _BESIDE else set()
        for name in gone:
            del self.fields[name]

    @property
    def made_rank(self) -> Rank:
        """What the part is."""
        return self.known or HEADINGS[self.cleaned_data["rank"]][0]

    def clean(self) -> dict[str, Any]:
        """Ask where a criterion goes, and what a bonus or penalty comes to."""
        values = super().clean() or {}
        rank = self.known or HEADINGS.get(values.get("rank", ""), (None, ""))[0]
        if rank is Rank.CRITERION and self.known is None and not values.get("under"):
            self.add_error("under", ValidationError(_("Chọn lĩnh vực mà tiêu chí này thuộc về.")))
        for name in ("each", "max") if rank in _BESIDE else ():
            if not values.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(_("Điểm thưởng, điểm trừ cần số điểm. Ghi như 0,5.")))
        return values

    def cells(self) -> dict[str, str | Decimal]:
        """Return the cells of the row that say something of a part of this rank."""
        rank = self.made_rank
        wanted = {"key", "label", *(("area",) if rank is Rank.AREA else ())}
        wanted |= set(_BESIDE_FIELDS) if rank in _BESIDE else set()
        values = {name: str(value).strip() for name, value in self.cleaned_data.items() if name in wanted}
        return {name: value for name, value in values.items() if value}

    @staticmethod
    def initial_of(row: SetRow) -> dict[str, Any]:
        """Return the values that the page starts from."""
        return {name: typed_cell(value) for name, value in row.cells.items()}
