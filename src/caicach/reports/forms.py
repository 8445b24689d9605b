"""What people fill in around reports."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from caicach.reports.constants import FileKind
from caicach.reports.mapping import decimal_said
from caicach.reports.models import Report
from caicach.reports.selectors import Openable, TemplateChoice
from caicach.reports.services import AnswerDraft, Brought, HeadDraft, IssueDraft, LineDraft, SectionDraft, TargetDraft
from caicach.ui.forms import DateField
from reform.forms import Form, Line
from reform.forms.figures import cell_of
from reform.narratives import Relation, SlotField

__all__ = [
    "AnswerForm",
    "BindForm",
    "BringForm",
    "CheckForm",
    "HeadForm",
    "IssueForm",
    "NewForm",
    "OwnLineForm",
    "SectionForm",
    "TargetForm",
    "TemplateForm",
]

_SLOT = "ghi-"
_ACCEPT = ".docx,.doc,.pdf,.png,.jpg,.jpeg"


class NewForm(forms.Form):
    """Which report to open: from which return, by which template."""

    sheet = forms.TypedChoiceField(label=gettext_lazy("Kỳ báo cáo"), coerce=int)
    template = forms.ChoiceField(label=gettext_lazy("Mẫu"))

    def __init__(
        self, *arguments: Any, sheets: tuple[Openable, ...], templates: tuple[TemplateChoice, ...], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        named = [(one.sheet_id, f"{one.agency}: {one.period}") for one in sheets]
        self.fields["sheet"].choices = named  # type: ignore[attr-defined]
        fitting = {
            one.key: one.title for one in templates if any(one.fits(sheet.level, sheet.form_key) for sheet in sheets)
        }
        self.fields["template"].choices = list(fitting.items())  # type: ignore[attr-defined]


class HeadForm(forms.Form):
    """What stands around the text."""

    parent_name = forms.CharField(
        label=gettext_lazy("Cơ quan chủ quản"), max_length=300, required=False,
        help_text=gettext_lazy("In trên tên cơ quan. Ủy ban nhân dân thì để trống."),
    )  # fmt: skip
    addressees = forms.CharField(
        label=gettext_lazy("Kính gửi"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000,
        help_text=gettext_lazy("Mỗi nơi một dòng."),
    )  # fmt: skip
    place = forms.CharField(
        label=gettext_lazy("Địa danh"), max_length=80, required=False, help_text=gettext_lazy("Ví dụ Sông Mây.")
    )
    sign_offices = forms.CharField(
        label=gettext_lazy("Quyền hạn, chức vụ của người ký"), required=False, max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ví dụ: TM. ỦY BAN NHÂN DÂN, dòng sau CHỦ TỊCH."),
    )  # fmt: skip
    signer = forms.CharField(label=gettext_lazy("Người ký"), max_length=120, required=False)
    copies_to = forms.CharField(
        label=gettext_lazy("Nơi nhận"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=3000,
        help_text=gettext_lazy("Mỗi nơi một dòng, không cần gạch đầu dòng."),
    )  # fmt: skip
    has_charts = forms.BooleanField(label=gettext_lazy("Kèm biểu đồ trong báo cáo"), required=False)

    @classmethod
    def of(cls, report: Report, sent: Any = None) -> "HeadForm":
        """Return the form of a report."""
        return cls(sent, initial={name: getattr(report, name) for name in cls.base_fields})

    def draft(self) -> HeadDraft:
        """Return what was filled in."""
        return HeadDraft(**self.cleaned_data)


class SectionForm(forms.Form):
    """The words of a section and its free slots."""

    revision = forms.IntegerField(widget=forms.HiddenInput())
    shown = forms.CharField(widget=forms.HiddenInput(), required=False, strip=False)
    text = forms.CharField(
        label=gettext_lazy("Lời văn"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Sửa tự do. Số để nguyên thì vẫn theo sổ; số gõ mới được đánh dấu và đối chiếu. "
            "[^1] là chú thích, [ghi …] là chỗ điền ở dưới."
        ),
    )  # fmt: skip

    def __init__(self, *arguments: Any, slots: tuple[SlotField, ...] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        for slot in slots:
            limit = _("tối đa %(words)s từ") % {"words": slot.words} if slot.words else ""
            self.fields[f"{_SLOT}{slot.key}"] = forms.CharField(
                label=_("Điền %(key)s: %(hint)s") % {"key": slot.key, "hint": slot.hint or _("nội dung")},
                required=False,
                help_text=limit,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def draft(self) -> SectionDraft:
        """Return what was typed."""
        given = self.cleaned_data
        slots = {name.removeprefix(_SLOT): text for name, text in given.items() if name.startswith(_SLOT)}
        return SectionDraft(given["revision"], given["text"], given["shown"], slots)


def slot_initial(slots: dict[str, str]) -> dict[str, str]:
    """Return the values of the fields of free slots."""
    return {f"{_SLOT}{key}": text for key, text in slots.items()}


class AnswerForm(forms.Form):
    """What the report says of one duty."""

    obligation = forms.IntegerField(widget=forms.HiddenInput())
    result = forms.CharField(label=gettext_lazy("Kết quả"), max_length=2000, required=False)
    type = forms.CharField(label=gettext_lazy("Loại văn bản"), max_length=40, required=False)
    symbol = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=80, required=False)
    issued_on = DateField(label=gettext_lazy("Ngày văn bản"), required=False)
    file = forms.FileField(label=gettext_lazy("Tệp"), required=False, widget=forms.FileInput(attrs={"accept": _ACCEPT}))
    reason = forms.CharField(label=gettext_lazy("Lý do chưa xong"), max_length=1000, required=False)

    def draft(self) -> AnswerDraft:
        """Return what was filled in."""
        given = {name: self.cleaned_data[name] for name in ("result", "type", "symbol", "issued_on", "reason")}
        file = self.cleaned_data["file"]
        return AnswerDraft(**given, file=file, file_name=file.name if file else "")


class OwnLineForm(forms.Form):
    """A typed number that becomes a line of the body's own."""

    label = forms.CharField(label=gettext_lazy("Tên chỉ tiêu"), max_length=300)
    value = forms.CharField(label=pgettext_lazy("chỉ tiêu", "Số"), max_length=30)
    unit = forms.CharField(label=gettext_lazy("Đơn vị tính"), max_length=40, required=False)
    is_rate = forms.BooleanField(label=gettext_lazy("Là tỷ lệ phần trăm"), required=False)

    def clean_value(self) -> Decimal:
        """Return the number in Vietnamese notation."""
        value = decimal_said(self.cleaned_data["value"])
        if value is None:
            raise forms.ValidationError(_("Đây không phải là số. Ghi dạng 8.803 hoặc 85,75."))
        return value

    def draft(self) -> LineDraft:
        """Return what was filled in."""
        return LineDraft(**self.cleaned_data)


class TargetForm(forms.Form):
    """What the year's plan wants of a line."""

    line = forms.ChoiceField(label=gettext_lazy("Chỉ tiêu"))
    relation = forms.ChoiceField(
        label=gettext_lazy("Phải"),
        choices=[
            (Relation.LEAST.value, gettext_lazy("từ mức này trở lên")),
            (Relation.MOST.value, gettext_lazy("không quá mức này")),
            (Relation.EXACT.value, gettext_lazy("đúng mức này")),
        ],
    )
    value = forms.CharField(label=pgettext_lazy("chỉ tiêu", "Mức"), max_length=30)
    citation = forms.CharField(
        label=gettext_lazy("Căn cứ"), max_length=300, required=False,
        help_text=gettext_lazy("Văn bản và mục đặt ra chỉ tiêu."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, form: Form, **options: Any) -> None:
        super().__init__(*arguments, **options)
        lines = [(line.key, f"{line.number} {line.label}") for line in form.lines if line.choice is None]
        self.fields["line"].choices = lines  # type: ignore[attr-defined]

    clean_value = OwnLineForm.clean_value

    def draft(self) -> TargetDraft:
        """Return what was filled in."""
        given = self.cleaned_data
        return TargetDraft(cell_of(given["line"], ""), Relation(given["relation"]), given["value"], given["citation"])


class BindForm(forms.Form):
    """Which line follows a measure of the plans."""

    measure = forms.CharField(widget=forms.HiddenInput(), max_length=300, strip=False)
    line = forms.ChoiceField(
        label=gettext_lazy("Theo dõi bằng dòng"),
        error_messages={"required": gettext_lazy("Chọn dòng của biểu theo dõi chỉ tiêu này.")},
    )

    def __init__(self, *arguments: Any, lines: Sequence[Line], **options: Any) -> None:
        super().__init__(*arguments, **options)
        named = [(line.key, f"{line.number} {line.label}") for line in lines]
        self.fields["line"].choices = [("", _("Chọn dòng")), *named]  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """Closing a report for signing."""

    lets_gaps_stand = forms.BooleanField(
        label=gettext_lazy("Vẫn chốt dù còn chỗ in “…”; tên tôi được ghi lại"), required=False
    )


class IssueForm(forms.Form):
    """Number and date that văn thư gave."""

    symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"), max_length=80, help_text=gettext_lazy("Ví dụ 45/BC-UBND.")
    )
    issued_on = DateField(label=gettext_lazy("Ngày ban hành"))
    signer = forms.CharField(label=gettext_lazy("Người ký"), max_length=120, required=False)
    file = forms.FileField(
        label=gettext_lazy("Bản đã ký"), required=False, widget=forms.FileInput(attrs={"accept": _ACCEPT}),
        help_text=gettext_lazy("Word, PDF hoặc bản quét. Có thể đưa về sau; số trong bản này được đối chiếu."),
    )  # fmt: skip

    def draft(self, made: Brought | None) -> IssueDraft:
        """Return what was filled in; ``made`` is the program's own paper."""
        given = self.cleaned_data
        paper = Brought(given["file"], given["file"].name) if given["file"] else None
        issued_on: date = given["issued_on"]
        return IssueDraft(given["symbol"], issued_on, given["signer"], paper, made)


class BringForm(forms.Form):
    """A paper that came back."""

    file = forms.FileField(
        label=gettext_lazy("Tệp"), widget=forms.FileInput(attrs={"accept": _ACCEPT}),
        error_messages={"required": gettext_lazy("Chưa chọn tệp. Chọn tệp rồi gửi lại.")},
        help_text=gettext_lazy("Word, PDF hoặc bản quét. Số khác bản đã chốt được liệt kê; sổ số liệu không bị sửa."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Loại tệp"), choices=FileKind.choices)

    def paper(self) -> Brought:
        """Return what was chosen."""
        return Brought(self.cleaned_data["file"], self.cleaned_data["file"].name)


class TemplateForm(forms.Form):
    """The text of a template."""

    revision = forms.IntegerField(widget=forms.HiddenInput())
    definition = forms.CharField(
        label=gettext_lazy("Định nghĩa"), strip=False, widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false"})
    )
