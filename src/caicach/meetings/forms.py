"""What people fill in around meetings and instructions."""

from datetime import date
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from caicach.meetings.models import Instruction, Meeting
from caicach.meetings.services import InstructionDraft, ItemDraft, MeetingDraft
from caicach.meetings.services.intakes import Upload
from caicach.meetings.services.notices import Notice
from caicach.meetings.services.tasks import TaskSource
from caicach.obligations.constants import TrackingMode
from caicach.ui.forms import BodyForm, DateField
from reform.areas import areas

__all__ = [
    "AGENDA_ROWS",
    "AgendaFormSet",
    "InstructionForm",
    "IntakeForm",
    "MeetingForm",
    "NoticeForm",
    "TaskForm",
    "WithdrawForm",
    "agenda_drafts",
    "agenda_initial",
    "instruction_initial",
    "meeting_initial",
]

AGENDA_ROWS = 12  # of an agenda; meetings with more have never been useful
_MODES = [(mode.value, mode.label) for mode in (TrackingMode.DOCUMENT, TrackingMode.FIGURE, TrackingMode.DECLARED)]


class MeetingForm(BodyForm):
    """What is known of a meeting."""

    body = forms.TypedChoiceField(label=_("Cơ quan họp"), coerce=int)
    title = forms.CharField(label=_("Tên cuộc họp"), max_length=300)
    held_on = DateField(label=_("Ngày họp"))
    starts_at = forms.TimeField(label=_("Giờ họp"), required=False, help_text=_("Ví dụ 08:00."))
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    chair = forms.CharField(label=_("Người chủ trì"), max_length=200, required=False)
    since_on = DateField(
        label=_("Số liệu từ ngày"), help_text=_("Tài liệu họp kể những gì xảy ra từ ngày này, thường là lần họp trước.")
    )

    def draft(self) -> MeetingDraft:
        """Return what was filled in."""
        values = dict(self.cleaned_data)
        values.pop("body")
        return MeetingDraft(**values)


def meeting_initial(meeting: Meeting) -> dict[str, object]:
    """Return the values that the form of a standing meeting starts from."""
    names = ("title", "held_on", "starts_at", "place", "chair", "since_on")
    return {name: getattr(meeting, name) for name in names} | {"body": meeting.body_id}


class AgendaItemForm(forms.Form):
    """One item of the agenda; an empty one is left out."""

    text = forms.CharField(label=_("Nội dung"), max_length=500, required=False)
    presenter = forms.CharField(label=_("Người trình bày"), max_length=200, required=False)
    minutes = forms.CharField(label=_("Ý kiến tại cuộc họp"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


AgendaFormSet = formset_factory(
    AgendaItemForm, extra=2, max_num=AGENDA_ROWS, absolute_max=AGENDA_ROWS, validate_max=True
)


def agenda_drafts(filled: "forms.BaseFormSet[AgendaItemForm]") -> list[ItemDraft]:
    """Return the items of a valid agenda in their order; empty ones are left out."""
    return [ItemDraft(**form.cleaned_data) for form in filled.forms if form.cleaned_data.get("text")]


def agenda_initial(meeting: Meeting) -> list[dict[str, str]]:
    """Return the items of a standing agenda."""
    return [{"text": one.text, "presenter": one.presenter, "minutes": one.minutes} for one in meeting.items.all()]


class InstructionForm(forms.Form):
    """One instruction, written as in a plan's cells."""

    text = forms.CharField(label=_("Nội dung phải làm"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    product = forms.CharField(
        label=_("Sản phẩm"), max_length=1000, required=False, help_text=_("Để trống thì lấy nội dung phải làm.")
    )
    lead_text = forms.CharField(
        label=_("Cơ quan thực hiện"),
        max_length=1000,
        help_text=_("Tên cơ quan hoặc nhóm, cách nhau bằng dấu chấm phẩy: Sở Tư pháp; UBND cấp xã."),
    )
    coordinating_text = forms.CharField(label=_("Cơ quan phối hợp"), max_length=1000, required=False)
    deadline_text = forms.CharField(
        label=_("Thời hạn"),
        max_length=500,
        help_text=_("Ngày hoặc lời văn: 15/4/2026; trước ngày 15/4; hằng quý; 10 ngày kể từ ngày có hướng dẫn."),
    )
    mode = forms.ChoiceField(label=_("Cách theo dõi"), choices=_MODES)
    area_code = forms.ChoiceField(label=_("Lĩnh vực"))

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["area_code"].choices = [(one.code, one.name) for one in areas(today)]  # type: ignore[attr-defined]
        self.fields["area_code"].initial = "steering"

    def draft(self) -> InstructionDraft:
        """Return what was filled in."""
        values = {name: self.cleaned_data[name] for name in InstructionForm.base_fields if name != "mode"}
        return InstructionDraft(**values, mode=TrackingMode(self.cleaned_data["mode"]))


def instruction_initial(instruction: Instruction) -> dict[str, object]:
    """Return the values that the form of a standing instruction starts from."""
    return {name: getattr(instruction, name) for name in (*InstructionForm.base_fields, "giver")}


class TaskForm(BodyForm, InstructionForm):
    """A task that a superior body gave, with the document that says so where there is one."""

    body = forms.TypedChoiceField(label=_("Cơ quan giao lại"), coerce=int)
    giver = forms.CharField(
        label=_("Nơi giao"), max_length=300, help_text=_("Cơ quan hoặc lãnh đạo đã giao: UBND tỉnh, Bộ Nội vụ…")
    )
    type = forms.CharField(label=_("Loại văn bản giao"), max_length=40, required=False)
    symbol = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    issued_on = DateField(label=_("Ngày văn bản"), required=False)

    field_order = ("body", "giver", "type", "symbol", "issued_on")

    def source(self) -> TaskSource:
        """Return who gave the task, and by which document."""
        names = ("giver", "type", "symbol", "issued_on")
        return TaskSource(body_id=self.cleaned_data["body"], **{name: self.cleaned_data[name] for name in names})

    def clean(self) -> dict[str, Any]:
        """Ask for all of a document or for nothing of it."""
        values = super().clean() or self.cleaned_data
        if any(values.get(name) for name in ("type", "symbol", "issued_on")):
            for name in ("type", "symbol", "issued_on"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Ghi đủ loại, số ký hiệu và ngày của văn bản, hoặc để trống cả ba."))
        return values


class IntakeForm(BodyForm):
    """A document that gives tasks."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        help_text=_("Word, PDF, bản quét (PDF, PNG, JPEG) hoặc văn bản thuần, không quá 25 MB. Xem lại xong mới giao."),
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.txt,.pdf,.png,.jpg,.jpeg"}),
        allow_empty_file=True,  # an empty file gets the reader's own sentence
        error_messages={"required": _("Chưa chọn tệp. Chọn tệp văn bản rồi tải lên.")},
    )
    body = forms.TypedChoiceField(label=_("Cơ quan giao lại"), coerce=int)
    giver = forms.CharField(
        label=_("Nơi giao"), max_length=300, help_text=_("Cơ quan hoặc lãnh đạo đã giao: UBND tỉnh, Bộ Nội vụ…")
    )

    def upload(self, meeting: Meeting | None = None) -> Upload:
        """Return what was chosen."""
        given = self.cleaned_data
        return Upload(given["file"], given["file"].name, given["body"], given["giver"], meeting)


class NoticeForm(forms.Form):
    """The notice of conclusions as văn thư numbered it."""

    type = forms.CharField(label=_("Loại văn bản"), max_length=40, initial="Thông báo")
    symbol = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    issued_on = DateField(label=_("Ngày ban hành"))
    subject = forms.CharField(label=_("Trích yếu"), max_length=1000, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    file = forms.FileField(label=_("Tệp đã ký"), required=False, help_text=_("PDF, Word hoặc ảnh. Có thể bổ sung sau."))

    def notice(self) -> Notice:
        """Return what was filled in."""
        file = self.cleaned_data["file"]
        return Notice(**self.cleaned_data, file_name=file.name if file else "")


class WithdrawForm(forms.Form):
    """Why an assigned instruction is taken back."""

    reason = forms.CharField(label=_("Lý do thu hồi"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500)
