"""What people fill in to change the draft of a form."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from caicach.figures.mapping import LEVEL_WORDS
from caicach.figures.services.form_drafts import NewVersion
from caicach.ui.forms import BodyForm, DateField
from reform.forms import Form, FormulaError, Line, LineTime, LineType, Need, Node, Weight, parse_formula
from reform.forms.model import Aggregation, Choice, Rule

__all__ = ["AnnexForm", "LineForm", "NewVersionForm", "RuleForm", "SwitchForm", "TextForm"]

TYPES = {
    LineType.COUNT: gettext_lazy("số đếm"),
    LineType.NUMBER: gettext_lazy("số có phần lẻ"),
    LineType.PERCENT: gettext_lazy("tỷ lệ phần trăm"),
    LineType.CHOICE: gettext_lazy("chọn trong danh sách"),
}
TIMES = {
    LineTime.FLOW: gettext_lazy("phát sinh trong kỳ"),
    LineTime.STOCK: gettext_lazy("tại ngày chốt số liệu"),
    LineTime.YEAR: gettext_lazy("của cả năm"),
    LineTime.SINCE: gettext_lazy("lũy kế từ một năm"),
    LineTime.PAST_YEAR: gettext_lazy("kết quả năm trước"),
}
WAYS = {
    Aggregation.SUM: gettext_lazy("cộng các đơn vị"),
    Aggregation.OWN: gettext_lazy("chỉ số của chính đơn vị"),
    Aggregation.RATIO: gettext_lazy("tính lại từ tử số và mẫu số"),
    Aggregation.WEIGHTED: gettext_lazy("trung bình có trọng số"),
    Aggregation.DISTINCT: gettext_lazy("đếm không trùng"),
    Aggregation.COUNT_IF: gettext_lazy("đếm đơn vị thỏa điều kiện"),
    Aggregation.MAX: gettext_lazy("giá trị lớn nhất"),
    Aggregation.LATEST: gettext_lazy("giá trị mới nhất"),
}
NEEDS = {
    Need.REQUIRED: gettext_lazy("bắt buộc"),
    Need.OPTIONAL: gettext_lazy("không bắt buộc"),
    Need.COMPUTED: gettext_lazy("tự tính hoặc tổng hợp"),
    Need.ABSENT: gettext_lazy("không có ở cấp này"),
}
WEIGHTS = {Weight.HARD: gettext_lazy("không thể đúng"), Weight.SOFT: gettext_lazy("cần giải trình")}
_GOOD = {
    "0": gettext_lazy("không so"),
    "1": gettext_lazy("càng cao càng tốt"),
    "-1": gettext_lazy("càng thấp càng tốt"),
}


def _options(words: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    return [(str(key.value if hasattr(key, "value") else key), label) for key, label in words.items()]


class FormulaField(forms.CharField):
    """A formula of the language of forms; what cannot be read is told with its place."""

    def clean(self, value: Any) -> Node | None:
        """Return the formula.

        Raises:
            ValidationError: it cannot be read.
        """
        text = super().clean(value)
        try:
            return parse_formula(text) if text else None
        except FormulaError as error:
            raise ValidationError(str(error)) from None


class NewVersionForm(BodyForm):
    """The next version of a form."""

    body = forms.TypedChoiceField(label=gettext_lazy("Biểu của"), coerce=int)
    version = forms.CharField(
        label=gettext_lazy("Tên phiên bản"), max_length=20, help_text=gettext_lazy("Ví dụ 2027.1.")
    )
    valid_from = DateField(label=gettext_lazy("Áp dụng từ ngày"))
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ"), max_length=500, required=False,
        help_text=gettext_lazy("Văn bản quy định biểu này; phải có trước khi ban hành."),
    )  # fmt: skip

    def new(self) -> NewVersion:
        """Return what was filled in."""
        values = self.cleaned_data
        return NewVersion(values["version"], values["valid_from"], values["legal_basis"])


class AnnexForm(NewVersionForm):
    """A blank annex that a form is made of."""

    base = forms.ChoiceField(
        label=gettext_lazy("Thay cho biểu"), required=False,
        help_text=gettext_lazy("Dòng giống biểu này giữ mã cũ, để số liệu các năm nối tiếp nhau."),
    )  # fmt: skip
    key = forms.SlugField(
        label=gettext_lazy("Mã biểu mới"), max_length=60, required=False,
        help_text=gettext_lazy("Chỉ khi là biểu chưa có: chữ thường không dấu và gạch nối, ví dụ kiem-soat-thu-tuc."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Phụ lục mẫu (DOCX, XLSX)"), max_length=255,
        help_text=gettext_lazy("Biểu trống kèm theo công văn: STT, chỉ tiêu, đơn vị tính, số liệu."),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.doc"}), allow_empty_file=True,
        error_messages={"required": gettext_lazy("Chưa chọn tệp. Chọn phụ lục mẫu rồi tải lên.")},
    )  # fmt: skip
    field_order = ("file", "base", "key", "body", "version", "valid_from", "legal_basis")

    def __init__(self, *arguments: Any, bases: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["base"].choices = [*bases, ("", _("Biểu mới, chưa có trước đó"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a key where the form replaces none."""
        values = super().clean() or {}
        if not values.get("base") and not values.get("key") and "key" not in self.errors:
            self.add_error("key", _("Biểu mới cần một mã. Ghi mã, hoặc chọn biểu mà nó thay."))
        return values


class TextForm(forms.Form):
    """The whole definition as text."""

    revision = forms.IntegerField(widget=forms.HiddenInput())
    text = forms.CharField(
        label=gettext_lazy("Định nghĩa của biểu (YAML)"), strip=False, max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 30, "wrap": "off", "spellcheck": "false"}),
    )  # fmt: skip


class SwitchForm(forms.Form):
    """Which optional lines are asked for."""

    lines = forms.MultipleChoiceField(
        label=pgettext_lazy("biểu", "Dòng bổ sung"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, form_of: Form, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offered = [(line.key, f"{line.number} {line.label}") for line in form_of.lines if line.is_optional]
        self.fields["lines"].choices = offered  # type: ignore[attr-defined]


class LineForm(forms.Form):
    """One line of a form."""

    revision = forms.IntegerField(widget=forms.HiddenInput())
    group = forms.ChoiceField(label=gettext_lazy("Nhóm"))
    key = forms.CharField(
        label=gettext_lazy("Mã chỉ tiêu"), max_length=80,
        help_text=gettext_lazy("Không đổi qua các năm, ví dụ dossier.received. Đổi nghĩa thì đặt mã mới."),
    )  # fmt: skip
    label = forms.CharField(label=gettext_lazy("Tên chỉ tiêu"), max_length=500)
    printed = forms.CharField(
        label=gettext_lazy("Số in trong phụ lục"), max_length=20, required=False,
        help_text=gettext_lazy("Khi phụ lục đánh số khác biểu này."),
    )  # fmt: skip
    type = forms.ChoiceField(label=gettext_lazy("Loại"), choices=_options(TYPES))
    unit = forms.CharField(label=gettext_lazy("Đơn vị tính"), max_length=60, required=False)
    choice = forms.ChoiceField(label=gettext_lazy("Danh sách chọn"), required=False)
    time = forms.ChoiceField(label=gettext_lazy("Thời điểm"), choices=_options(TIMES))
    since = forms.IntegerField(label=gettext_lazy("Lũy kế từ năm"), required=False, min_value=1945, max_value=2100)
    by = forms.MultipleChoiceField(label=gettext_lazy("Chia theo"), required=False, widget=forms.CheckboxSelectMultiple)
    aggregation = forms.ChoiceField(label=gettext_lazy("Tổng hợp"), choices=_options(WAYS))
    weight = forms.CharField(label=gettext_lazy("Trọng số là dòng"), max_length=80, required=False)
    calc = FormulaField(
        label=gettext_lazy("Công thức"), max_length=500, required=False,
        help_text=gettext_lazy("Ví dụ: dossier.on_time / dossier.resolved * 100."),
    )  # fmt: skip
    counts = FormulaField(label=gettext_lazy("Điều kiện đếm đơn vị"), max_length=500, required=False)
    part_of = forms.CharField(label=gettext_lazy("Là một phần của dòng"), max_length=80, required=False)
    subset_of = forms.CharField(label=gettext_lazy("Không lớn hơn dòng"), max_length=80, required=False)
    good = forms.ChoiceField(label=gettext_lazy("Chiều tốt"), choices=_options(_GOOD))
    is_optional = forms.BooleanField(label=gettext_lazy("Dòng bổ sung, tắt cho đến khi bật"), required=False)

    def __init__(self, *arguments: Any, form_of: Form, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._form = form_of
        groups = [(g.number, f"{g.number} {g.label}") for section in form_of.sections for g in section.groups]
        self._offer("group", groups)
        self._choices = {line.choice.key: line.choice for line in form_of.lines if line.choice is not None}
        self._offer("choice", [("", "–"), *((key, _words_of(choice)) for key, choice in self._choices.items())])
        self._offer("by", [(key, one.label) for key, one in form_of.dimensions.items()])
        for level in form_of.levels:
            name = f"need_{level}"
            self.fields[name] = forms.ChoiceField(
                label=_("Cấp %(level)s") % {"level": LEVEL_WORDS.get(level, level)}, choices=_options(NEEDS)
            )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def line(self, before: Line | None) -> Line:
        """Return the line that was filled in; what the page does not ask stays as it was ``before``."""
        values = self.cleaned_data
        kept = {} if before is None else {
            name: getattr(before, name)
            for name in ("compared", "least", "most", "tolerance", "counted_levels", "order", "number")
        }  # fmt: skip
        kind = LineType(values["type"])
        return Line(
            key=values["key"].strip(),
            label=values["label"].strip(),
            type=kind,
            unit=values["unit"].strip(),
            time=LineTime(values["time"]),
            aggregation=Aggregation(values["aggregation"]),
            by=tuple(values["by"]),
            needs={level: Need(values[f"need_{level}"]) for level in self._form.levels},
            source=before.source if before else "manual",
            part_of=values["part_of"].strip() or None,
            subset_of=values["subset_of"].strip() or None,
            calc=values["calc"],
            counts=values["counts"],
            weight=values["weight"].strip() or None,
            choice=self._choices.get(values["choice"]) if kind is LineType.CHOICE else None,
            good=int(values["good"]),
            since=values["since"],
            is_optional=values["is_optional"],
            printed=values["printed"].strip(),
            **({"number": ""} | kept),
        )

    @staticmethod
    def initial_of(line: Line, form: Form) -> dict[str, Any]:
        """Return the values that the page starts from."""
        groups = (group for section in form.sections for group in section.groups)
        names = ("key", "label", "unit", "since", "is_optional", "printed", "part_of", "subset_of", "weight")
        return {
            **{name: getattr(line, name) for name in names},
            "group": next(group.number for group in groups if line in group.lines),
            "type": line.type.value,
            "time": line.time.value,
            "aggregation": line.aggregation.value,
            "by": list(line.by),
            "choice": line.choice.key if line.choice else "",
            "calc": str(line.calc) if line.calc is not None else "",
            "counts": str(line.counts) if line.counts is not None else "",
            "good": str(line.good),
            **{f"need_{level}": line.need_of(level).value for level in form.levels},
        }


class RuleForm(forms.Form):
    """One written rule of a form."""

    revision = forms.IntegerField(widget=forms.HiddenInput())
    key = forms.CharField(label=gettext_lazy("Mã quy tắc"), max_length=20)
    check = FormulaField(
        label=gettext_lazy("Điều phải đúng"), max_length=1000,
        help_text=gettext_lazy("Ví dụ: apology.published <= apology.needed."),
    )  # fmt: skip
    each = forms.ChoiceField(label=gettext_lazy("Xét từng phần của"), required=False)
    weight = forms.ChoiceField(label=gettext_lazy("Khi không đúng"), choices=_options(WEIGHTS))
    sentence = forms.CharField(label=gettext_lazy("Câu báo cho người nhập"), max_length=300)

    def __init__(self, *arguments: Any, form_of: Form, **options: Any) -> None:
        super().__init__(*arguments, **options)
        dimensions = [(key, one.label) for key, one in form_of.dimensions.items()]
        self.fields["each"].choices = [("", _("chỉ số tổng")), *dimensions]  # type: ignore[attr-defined]

    def rule(self) -> Rule:
        """Return the rule that was filled in."""
        values = self.cleaned_data
        weight, each = Weight(values["weight"]), values["each"] or None
        return Rule(values["key"].strip(), weight, values["check"], values["sentence"].strip(), each)

    @staticmethod
    def initial_of(rule: Rule) -> dict[str, Any]:
        """Return the values that the page starts from."""
        return {
            "key": rule.key, "check": str(rule.check), "each": rule.each or "", "weight": rule.weight.value,
            "sentence": rule.sentence,
        }  # fmt: skip


def _words_of(choice: Choice) -> str:
    return " / ".join(choice.words.values())
