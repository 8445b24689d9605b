"""What brings figures in: a file, a paste, the steps of a source."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.figures.models import Period, Recipe, Return
from reform.forms.codes import breakdown_of, codes_of
from reform.forms.sheets import CellKind, Sheet

__all__ = ["DocumentForm", "PasteForm", "RecipeForm", "StepForm", "SystemForm", "WorkbookForm", "cell_choices"]

_LETTERS_OF_CELL = 250
_LETTERS_OF_VALUES = 300
_CONDITIONS = (1, 2)


def cell_choices(sheet: Sheet) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the cells that are typed, by section, as a list to choose from."""
    codes = codes_of(sheet.rows)
    chosen = []
    for section in sheet.sections:
        lines = {row.line.key: row.label for row in section.rows if row.depth == 0}
        some = []
        for row in section.rows:
            if row.kind is CellKind.TYPED:
                split = breakdown_of(row, sheet)
                words = f"{lines.get(row.line.key, row.label)} ({split})" if split else row.label
                some.append((str(row.cell), f"{codes[row.cell]} {words}"))
        chosen.append((f"{section.number}. {section.label}", some))
    return chosen


class WorkbookForm(forms.Form):
    """A workbook that was handed out and filled."""

    file = forms.FileField(
        label=gettext_lazy("Tệp đã điền"),
        max_length=255,
        help_text=gettext_lazy("Tệp XLSX tải từ bản số liệu này. Chưa có gì được lưu trước khi bạn đồng ý."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Chưa chọn tệp. Chọn tệp XLSX đã điền rồi tải lên.")},
    )


class PasteForm(forms.Form):
    """Cells copied from a spreadsheet."""

    text = forms.CharField(
        label=gettext_lazy("Các ô đã chép"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Chép trong Excel (Ctrl+C) rồi dán vào đây (Ctrl+V): cả mã, tên chỉ tiêu và số liệu."),
        error_messages={"required": gettext_lazy("Chưa có gì được dán. Chép các ô trong bảng tính rồi dán vào đây.")},
    )
    start = forms.ChoiceField(
        label=gettext_lazy("Nếu chỉ có một cột số: bắt đầu từ ô"),
        required=False,
        help_text=gettext_lazy("Số được điền xuống dưới, chỉ vào các ô nhập; dòng tự tính được bỏ qua."),
    )

    def __init__(self, *arguments: Any, sheet: Sheet, **rest: Any) -> None:
        super().__init__(*arguments, **rest)
        self.fields["start"].choices = [("", _("Không chọn")), *cell_choices(sheet)]  # type: ignore[attr-defined]


class DocumentForm(forms.Form):
    """A report with its annex of figures."""

    file = forms.FileField(
        label=gettext_lazy("Tệp báo cáo"),
        max_length=255,
        help_text=gettext_lazy("DOCX, PDF, bản quét hoặc DOC, có phụ lục số liệu. Không quá 25 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.doc,.xlsx,.txt,.png,.jpg,.jpeg"}),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Chưa chọn tệp. Chọn báo cáo rồi tải lên.")},
    )


class SystemForm(forms.Form):
    """A table that another system exported, and what it is for."""

    target = forms.ChoiceField(
        label=gettext_lazy("Cho kỳ nào, đơn vị nào"),
        error_messages={"invalid_choice": gettext_lazy("Kỳ này không còn thu số liệu. Chọn lại.")},
    )
    file = forms.FileField(
        label=gettext_lazy("Bảng xuất từ hệ thống khác"),
        max_length=255,
        help_text=gettext_lazy("XLSX hoặc CSV, một dòng tiêu đề, không quá 100.000 ô."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Chưa chọn tệp. Chọn bảng rồi tải lên.")},
    )

    def __init__(self, *arguments: Any, sheets: Iterable[Return], periods: Iterable[Period], **rest: Any) -> None:
        super().__init__(*arguments, **rest)
        own = [(f"ban:{one.uid}", f"{one.agency.current_name}, {one.period.name}") for one in sheets]
        all_of = [(f"ky:{one.uid}", _("Nhiều đơn vị, %(period)s") % {"period": one.name}) for one in periods]
        self.fields["target"].choices = [*own, *all_of]  # type: ignore[attr-defined]


def _columns(titles: Sequence[str], none: str) -> list[tuple[str, str]]:
    return [("", none), *((title, title) for title in dict.fromkeys(titles) if title)]


class RecipeForm(forms.Form):
    """What a source is called, whose rows are whose, and of which days."""

    name = forms.CharField(
        label=gettext_lazy("Tên nguồn"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: Hệ thống giải quyết thủ tục hành chính."),
        error_messages={"required": gettext_lazy("Ghi tên nguồn.")},
    )
    unit_column = forms.ChoiceField(
        label=gettext_lazy("Cột tên đơn vị"),
        required=False,
        help_text=gettext_lazy("Chọn khi bảng có nhiều đơn vị: mỗi đơn vị được tính riêng."),
    )
    date_column = forms.ChoiceField(
        label=gettext_lazy("Cột ngày"),
        required=False,
        help_text=gettext_lazy("Chọn khi bảng có cả số liệu ngoài kỳ: chỉ tính dòng có ngày trong kỳ số liệu."),
    )

    def __init__(self, *arguments: Any, titles: Sequence[str], **rest: Any) -> None:
        super().__init__(*arguments, **rest)
        for name in ("unit_column", "date_column"):
            self.fields[name].choices = _columns(titles, _("Không có"))  # type: ignore[attr-defined]

    @classmethod
    def of(cls, recipe: Recipe, titles: Sequence[str]) -> "RecipeForm":
        """Return the form of what is stored."""
        held = {"name": recipe.name, "unit_column": recipe.unit_column, "date_column": recipe.date_column}
        return cls(initial=held, titles=titles)


class StepForm(forms.Form):
    """One figure: which cell, how it is counted, of which rows."""

    cell = forms.ChoiceField(
        label=gettext_lazy("Ô của biểu"),
        error_messages={"required": gettext_lazy("Chọn ô của biểu.")},
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Cách lấy"),
        choices=[
            ("count", gettext_lazy("đếm số dòng")),
            ("sum", gettext_lazy("cộng một cột")),
            ("one", gettext_lazy("lấy số ở một dòng")),
        ],
    )
    column = forms.ChoiceField(label=gettext_lazy("Cột có số (khi cộng, khi lấy số)"), required=False)

    def __init__(self, *arguments: Any, titles: Sequence[str], sheet: Sheet, **rest: Any) -> None:
        super().__init__(*arguments, **rest)
        self.fields["cell"].choices = [("", _("Chọn ô")), *cell_choices(sheet)]  # type: ignore[attr-defined]
        self.fields["column"].choices = _columns(titles, _("Không dùng"))  # type: ignore[attr-defined]
        for number in _CONDITIONS:
            self.fields[f"when_{number}"] = forms.ChoiceField(
                label=_("Điều kiện %(number)s: cột") % {"number": number},
                choices=_columns(titles, _("Không có điều kiện")),
                required=False,
            )
            self.fields[f"says_{number}"] = forms.CharField(
                label=_("Điều kiện %(number)s: ghi là") % {"number": number},
                max_length=_LETTERS_OF_VALUES,
                required=False,
                help_text=_("Nhiều giá trị cách nhau bằng dấu |, ví dụ: Đúng hạn | Trước hạn."),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a sum without a column, and a condition without a value."""
        given = super().clean() or {}
        if given.get("how") in ("sum", "one") and not given.get("column"):
            self.add_error("column", _("Chọn cột có số để cộng hoặc để lấy."))
        for number in _CONDITIONS:
            if given.get(f"says_{number}") and not given.get(f"when_{number}"):
                self.add_error(f"when_{number}", _("Chọn cột của điều kiện này."))
        return given

    def conditions(self) -> tuple[tuple[str, str], ...]:
        """Return the conditions that were given: the title of a column and what it says."""
        given = self.cleaned_data
        pairs = ((given.get(f"when_{number}", ""), given.get(f"says_{number}", "")) for number in _CONDITIONS)
        return tuple((column, says) for column, says in pairs if column)
