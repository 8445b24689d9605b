"""How a draft of a criteria set begins: copied from a version, or read from the annex of a decision; and a workbook."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.figures.selectors import LEVEL_WORDS
from caicach.scoring.forms.rounds import PURPOSE_WORDS
from caicach.scoring.services.sets import NewSet
from caicach.ui.forms import BodyForm

__all__ = ["SCORED_KINDS", "AnnexForm", "CopyForm", "WorkbookForm"]

SCORED_KINDS = ("department", "commune", "province")


class CopyForm(BodyForm):
    """The next version of a set."""

    body = forms.TypedChoiceField(label=gettext_lazy("Bộ tiêu chí của"), coerce=int)
    year = forms.IntegerField(label=gettext_lazy("Năm chấm điểm"), min_value=2015, max_value=2100)
    version = forms.CharField(
        label=gettext_lazy("Tên phiên bản"), max_length=20, help_text=gettext_lazy("Ví dụ 2027.1.")
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ"), max_length=500, required=False,
        help_text=gettext_lazy("Quyết định ban hành bộ tiêu chí; phải có trước khi ban hành."),
    )  # fmt: skip

    def new(self) -> NewSet:
        """Return what was filled in."""
        values = self.cleaned_data
        return NewSet(values["version"], values["year"], values["legal_basis"])


class AnnexForm(CopyForm):
    """The annex of a decision that a set is made of."""

    file = forms.FileField(
        label=gettext_lazy("Phụ lục của quyết định (DOCX, XLSX, PDF)"), max_length=255,
        help_text=gettext_lazy("Bảng có các cột: STT, tiêu chí, điểm tối đa, cách tính điểm, tài liệu kiểm chứng."),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.pdf,.doc"}), allow_empty_file=True,
        error_messages={"required": gettext_lazy("Chưa chọn tệp. Chọn phụ lục rồi tải lên.")},
    )  # fmt: skip
    base = forms.ChoiceField(
        label=gettext_lazy("Thay cho bộ tiêu chí"), required=False,
        help_text=gettext_lazy("Tiêu chí giống bộ này giữ mã cũ, để điểm các năm so được với nhau."),
    )  # fmt: skip
    key = forms.SlugField(
        label=gettext_lazy("Mã bộ tiêu chí mới"), max_length=60, required=False,
        help_text=gettext_lazy("Chỉ khi là bộ chưa có: chữ thường không dấu và gạch nối, ví dụ chuyen-doi-so-xa."),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Tên bộ tiêu chí"), max_length=300)
    purpose = forms.ChoiceField(
        label=gettext_lazy("Mục đích"), choices=[(one.value, words) for one, words in PURPOSE_WORDS.items()]
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Đối tượng"), choices=[(kind, LEVEL_WORDS[kind]) for kind in SCORED_KINDS],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    field_order = ("file", "base", "key", "title", "purpose", "kinds", "body", "year", "version", "legal_basis")

    def __init__(self, *arguments: Any, bases: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["base"].choices = [*bases, ("", _("Bộ mới, chưa có trước đó"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a key where the set replaces none."""
        values = super().clean() or {}
        if not values.get("base") and not values.get("key") and "key" not in self.errors:
            self.add_error("key", _("Bộ mới cần một mã. Ghi mã, hoặc chọn bộ mà nó thay."))
        return values


class WorkbookForm(forms.Form):
    """The workbook of a draft on its way back."""

    file = forms.FileField(
        label=gettext_lazy("Bảng XLSX đã sửa"), max_length=255,
        help_text=gettext_lazy("Bảng tải từ chính bản soạn này; cột “Mã” giữ nguyên với tiêu chí đã có."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}), allow_empty_file=True,
        error_messages={"required": gettext_lazy("Chưa chọn tệp. Chọn bảng XLSX rồi tải lên.")},
    )  # fmt: skip
