"""What people type about events: what happened, that it did not, what follows what, whether a document has come."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from caicach.obligations.constants import DormantAnswerKind
from caicach.obligations.selectors.wakings import Happening
from caicach.ui.forms import DateField
from vanban.text.forms import squeeze

__all__ = ["ChainForm", "DormantForm", "EventForm", "RepeatsForm", "UndoForm"]

_Choices = Sequence[tuple[str, str]]


class EventForm(forms.Form):
    """Something that dormant duties waited for: when, what, by which document, and whom it concerns."""

    occurred_on = DateField(label=gettext_lazy("Ngày xảy ra"))
    description = forms.CharField(
        label=gettext_lazy("Việc gì đã xảy ra"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ghi cả số, ký hiệu văn bản nếu có."),
    )
    due_on = DateField(
        label=gettext_lazy("Hạn được giao"),
        help_text=gettext_lazy("Văn bản không cho tính hạn từ ngày xảy ra: ghi ngày được giao."),
    )
    case = forms.CharField(
        label=gettext_lazy("Vụ việc"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Tên hồ sơ, kỳ họp, cuộc kiểm tra; để phân biệt các lần cùng ngày."),
    )
    symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản đã có trong sổ"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Văn bản chưa có trong sổ thì để trống và ghi vào nội dung ở trên."),
    )
    duties = forms.MultipleChoiceField(
        label=gettext_lazy("Việc cùng chờ sự kiện này"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agencies = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Cơ quan có liên quan"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn cơ quan nào: mọi cơ quan đang chờ."),
    )

    def __init__(
        self,
        *args: Any,
        asks_due: bool,
        may_ask_due: bool,
        repeats: bool,
        agencies: _Choices = (),
        duties: _Choices = (),
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("auto_id", "su-kien-%s")
        super().__init__(*args, **kwargs)
        self.fields["due_on"].required = asks_due
        stays = {"due_on": may_ask_due, "case": repeats, "agencies": len(agencies) > 1, "duties": bool(duties)}
        for name, is_asked in stays.items():
            if not is_asked:
                del self.fields[name]
        for name, choices in (("agencies", agencies), ("duties", duties)):
            if name in self.fields:
                self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field

    def happening(self, occurrence_key: str | None) -> Happening:
        """Return what happened, for what sleeps under ``occurrence_key``."""
        given = self.cleaned_data
        return Happening(
            occurred_on=given["occurred_on"],
            due_on=given.get("due_on"),
            occurrence_key=occurrence_key,
            agency_ids=tuple(given.get("agencies") or ()),
            case=squeeze(given.get("case", "")),
        )


class UndoForm(forms.Form):
    """Why an event is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do hủy ghi nhận"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class RepeatsForm(forms.Form):
    """Whether an event may happen again."""

    repeats = forms.TypedChoiceField(
        label=gettext_lazy("Sự kiện này"),
        choices=[
            ("0", gettext_lazy("chỉ có một lần: ghi nhận thì việc đang chờ bắt đầu tính hạn")),
            ("1", gettext_lazy("có thể lặp lại: mỗi lần ghi nhận mở một kỳ mới, việc vẫn chờ lần sau")),
        ],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )


class ChainForm(forms.Form):
    """What waits for the acceptance of what."""

    duty = forms.UUIDField(widget=forms.HiddenInput)
    on_duty = forms.UUIDField(label=gettext_lazy("Bắt đầu khi nghiệm thu xong"))
    same_agency = forms.BooleanField(label=gettext_lazy("Chỉ đánh thức chính cơ quan được nghiệm thu"), required=False)

    def __init__(self, *args: Any, choices: _Choices = (), **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "noi-tiep-%s")
        super().__init__(*args, **kwargs)
        if choices:
            self.fields["on_duty"].widget = forms.Select(choices=[("", ""), *choices])


class DormantForm(forms.Form):
    """Whether the awaited document has come, for several duties at once."""

    duties = forms.TypedMultipleChoiceField(coerce=int, widget=forms.CheckboxSelectMultiple)
    answer = forms.ChoiceField(choices=DormantAnswerKind.choices)
    words = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, duty_ids: Sequence[int], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "tra-loi-%s")
        super().__init__(*args, **kwargs)
        self.fields["duties"].choices = [(pk, str(pk)) for pk in duty_ids]  # type: ignore[attr-defined]  # a choice field
