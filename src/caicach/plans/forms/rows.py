"""What people fill in around a plan."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caicach.agencies import selectors as agencies
from caicach.obligations.constants import TrackingMode
from caicach.plans.constants import Ownership
from caicach.plans.services import Choice, RowsChange
from caicach.ui.forms import DateField
from caicach.web.requests import whole_number
from reform.areas import areas
from vanban.text.forms import normalise

__all__ = [
    "AddForm",
    "BulkForm",
    "ChangeForm",
    "DeliverableForm",
    "HandRowForm",
    "HeaderForm",
    "PasteForm",
    "ReasonForm",
    "SettleForm",
    "UploadForm",
    "choice_of",
]

LONG = forms.Textarea(attrs={"rows": 3})
SHORT = forms.Textarea(attrs={"rows": 2})


class AgencyChoiceField(forms.TypedChoiceField):
    """An agency by its id; the register gives the choices."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **options)


def choice_of(value: str) -> Choice | None:
    """Return what ``a:<agency id>``, ``g:<group expression>`` or ``x`` (nobody) stands for; None for anything else."""
    kind, _colon, named = value.partition(":")
    if kind == "a" and (agency_id := whole_number(named)) is not None and agencies.is_agency(agency_id):
        return Choice(agency_id=agency_id)
    if kind == "g" and agencies.is_group(named):
        return Choice(expression=named)
    return Choice() if kind == "x" else None


class UploadForm(forms.Form):
    """A plan's file and the little that the file may not say."""

    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=_(
            "Word (.docx), PDF, bản quét (PDF, PNG, JPEG), bảng tính (.xlsx, .csv) hoặc văn bản thuần (.txt), không "
            "quá 25 MB. Rà soát xong mới giao việc."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.txt,.pdf,.png,.jpg,.jpeg,.xlsx,.csv"}),
        allow_empty_file=True,  # an empty file gets the reader's own sentence
        error_messages={"required": _("Chưa chọn tệp. Chọn tệp kế hoạch rồi tải lên.")},
    )
    issuer = AgencyChoiceField(label=_("Cơ quan ban hành"))
    year = forms.IntegerField(
        label=_("Năm thực hiện"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("Để trống thì lấy theo văn bản."),
    )
    is_run_as_current = forms.BooleanField(
        label=_("Chạy như kế hoạch hiện hành"),
        help_text=_("Kế hoạch của năm trước được theo dõi như đang có hiệu lực. Chỉ có ở bản trình diễn."),
        required=False,
    )

    def __init__(self, *arguments: Any, issuers: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["issuer"].choices = issuers  # type: ignore[attr-defined]
        if len(issuers) == 1:
            self.fields["issuer"].initial = issuers[0][0]
        if not settings.DEMO:
            del self.fields["is_run_as_current"]


class HeaderForm(forms.Form):
    """What was read of the document itself."""

    type = forms.CharField(label=_("Loại văn bản"), max_length=40)
    symbol = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    issued_on = DateField(label=_("Ngày ban hành"))
    title = forms.CharField(label=_("Trích yếu"), max_length=1000, widget=SHORT)
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    year = forms.IntegerField(label=_("Năm thực hiện"), min_value=2000, max_value=2100)
    standing_body = AgencyChoiceField(label=_("Cơ quan thường trực"))
    period_plan = AgencyChoiceField(
        label=_("Thuộc kế hoạch giai đoạn"),
        required=False,
        help_text=_("Kế hoạch giai đoạn mà kế hoạch năm này thực hiện."),
    )
    period_from = forms.IntegerField(
        label=_("Giai đoạn từ năm"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("Chỉ nhập khi đây là kế hoạch nhiều năm; việc không có ngày riêng thì giao qua kế hoạch từng năm."),
    )
    period_to = forms.IntegerField(label=_("Giai đoạn đến năm"), required=False, min_value=2000, max_value=2100)

    def __init__(
        self,
        *arguments: Any,
        bodies: list[tuple[int, str]],
        period_plans: list[tuple[int, str]] | None = None,
        **options: Any,
    ) -> None:
        """Ask for periods only where ``period_plans`` are given: an amendment has none."""
        super().__init__(*arguments, **options)
        self.fields["standing_body"].choices = [("", "—"), *bodies]  # type: ignore[attr-defined]
        if period_plans is None:
            for name in ("period_plan", "period_from", "period_to"):
                del self.fields[name]
        else:
            self.fields["period_plan"].choices = [("", "—"), *period_plans]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse half a period, one that ends before it begins, and one that names a period plan itself."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("period_from"), given.get("period_to")
        if bool(first) != bool(last):
            self.add_error("period_to", _("Nhập cả năm đầu và năm cuối của giai đoạn, hoặc để trống cả hai."))
        elif first and last and last <= first:
            self.add_error("period_to", _("Năm cuối phải sau năm đầu của giai đoạn. Nhập lại."))
        elif first and given.get("period_plan"):
            self.add_error("period_plan", _("Kế hoạch nhiều năm không thuộc kế hoạch giai đoạn khác. Để trống ô này."))
        return given


class DeliverableForm(forms.Form):
    """Everything that was read of one deliverable; bodies stand one a line."""

    number = forms.CharField(label=_("Số thứ tự"), max_length=20, required=False)
    area_code = forms.ChoiceField(label=_("Lĩnh vực"))
    task_text = forms.CharField(label=_("Nhiệm vụ"), widget=LONG)
    text = forms.CharField(label=_("Sản phẩm"), widget=SHORT)
    deadline_text = forms.CharField(label=_("Thời hạn theo văn bản"), max_length=1000, required=False, widget=SHORT)
    due_override_on = DateField(
        label=_("Hạn do người rà soát đặt"),
        required=False,
        help_text=_("Thay cho thời hạn đọc được, khi văn bản ghi thiếu hoặc sai."),
    )
    mode = forms.ChoiceField(label=_("Cách theo dõi"), choices=TrackingMode.choices)
    ownership = forms.ChoiceField(label=_("Giao cho"), choices=Ownership.choices)
    lead = forms.CharField(label=_("Chủ trì"), required=False, widget=SHORT, help_text=_("Mỗi cơ quan một dòng."))
    coordinating = forms.CharField(label=_("Phối hợp"), required=False, widget=SHORT)
    monitoring = forms.CharField(label=_("Theo dõi, đôn đốc"), required=False, widget=SHORT)
    acceptor = AgencyChoiceField(
        label=_("Nghiệm thu"),
        required=False,
        help_text=_("Để trống: cơ quan theo dõi, rồi cơ quan chủ trì lĩnh vực, rồi cơ quan thường trực."),
    )
    budget = forms.CharField(label=_("Kinh phí"), max_length=500, required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=SHORT)
    version = forms.CharField(required=False, widget=forms.HiddenInput)  # of the row as it was when the page was made

    def __init__(self, *arguments: Any, bodies: list[tuple[int, str]], on: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["area_code"].choices = [(area.code, area.short_name) for area in areas(on)]  # type: ignore[attr-defined]
        self.fields["acceptor"].choices = [("", "—"), *bodies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Normalise every text at the door; read whom the reviewer picked for words that were written anew."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = {name: normalise(value) if isinstance(value, str) else value for name, value in cleaned.items()}
        picked = self.data.getlist("picked") if isinstance(self.data, QueryDict) else []
        pairs = (value.partition("|")[::2] for value in picked)
        given["picked"] = {normalise(words): choice for value, words in pairs if (choice := choice_of(value))}
        return given


class SettleForm(forms.Form):
    """Whom a phrase means: ``a:<agency id>``, ``g:<group expression>`` or ``x`` (nobody)."""

    phrase = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    choice = forms.CharField(
        max_length=520, error_messages={"required": _("Chưa chọn cơ quan. Chọn một cơ quan hoặc nhóm rồi lưu.")}
    )
    is_remembered = forms.BooleanField(required=False)

    def clean_choice(self) -> Choice:
        """Return the choice.

        Raises:
            ValidationError: it is none of the forms, or names an agency or a group that is not there.
        """
        choice = choice_of(self.cleaned_data["choice"])
        if choice is not None:
            return choice
        raise forms.ValidationError(_("Không có cơ quan hoặc nhóm này trong danh bạ. Chọn lại."))


class BulkForm(forms.Form):
    """One change for many deliverables."""

    rows = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Chưa chọn dòng nào. Đánh dấu các dòng cần đổi rồi bấm lại.")}
    )
    mode = forms.ChoiceField(
        label=_("Cách theo dõi"), required=False, choices=[("", _("giữ nguyên")), *TrackingMode.choices]
    )
    ownership = forms.ChoiceField(
        label=_("Giao cho"), required=False, choices=[("", _("giữ nguyên")), *Ownership.choices]
    )
    acceptor = AgencyChoiceField(label=_("Nghiệm thu"), required=False)
    lead = forms.ChoiceField(
        label=_("Chủ trì"), required=False, help_text=_("Thay mọi cơ quan chủ trì của các dòng đã chọn.")
    )

    def __init__(
        self,
        *arguments: Any,
        row_ids: list[int],
        bodies: list[tuple[int, str]],
        leads: list[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.fields["rows"].choices = [(row_id, row_id) for row_id in row_ids]  # type: ignore[attr-defined]
        self.fields["acceptor"].choices = [("", _("giữ nguyên")), *bodies]  # type: ignore[attr-defined]
        self.fields["lead"].choices = [("", _("giữ nguyên")), *leads]  # type: ignore[attr-defined]

    def change(self) -> RowsChange:
        """Return what a valid form asks for."""
        given = self.cleaned_data
        lead = given["lead"]
        return RowsChange(
            mode=TrackingMode(given["mode"]) if given["mode"] else None,
            ownership=Ownership(given["ownership"]) if given["ownership"] else None,
            acceptor_id=given["acceptor"],
            lead=choice_of(lead) if lead else None,
            lead_text=dict(self.fields["lead"].choices)[lead] if lead else "",  # type: ignore[attr-defined]
        )


class ReasonForm(forms.Form):
    """Why something that was assigned is taken back."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=SHORT,
        help_text=_("Các cơ quan được giao đọc được lý do này."),
        error_messages={"required": _("Thiếu lý do: viết rõ vì sao đổi, theo văn bản nào.")},
    )


class ChangeForm(ReasonForm):
    """Why a row that was assigned is corrected, and what becomes of what is proved."""

    proved = forms.ChoiceField(
        label=_("Nhiệm vụ đã có minh chứng"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("keep", _("Giữ nguyên như đang có")),
            ("change", _("Đổi hoặc kết thúc theo dòng đã sửa; minh chứng vẫn được lưu")),
        ],
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # the version of the preview

    @property
    def is_for_proved(self) -> bool | None:
        """What becomes of what is proved; None where nothing was chosen."""
        return {"keep": False, "change": True}.get(self.cleaned_data.get("proved", ""))


class AddForm(forms.Form):
    """What every way of adding rows asks."""

    basis = forms.CharField(
        label=_("Căn cứ bổ sung"),
        max_length=500,
        required=False,
        widget=SHORT,
        help_text=_("Ví dụ: bổ sung theo Công văn số 120/UBND-KSTT ngày 12/3/2026."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def need_basis(self) -> None:
        """Ask for the basis: the plan is assigned already."""
        self.fields["basis"].required = True
        self.fields["basis"].error_messages["required"] = _("Thiếu căn cứ: viết rõ bổ sung theo văn bản nào.")


class PasteForm(AddForm):
    """Rows from a clipboard."""

    text = forms.CharField(
        label=_("Các dòng"),
        max_length=200_000,
        strip=False,  # empty cells at the edges of a row are tabs
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Chọn các dòng trong bảng Word hoặc Excel, chép rồi dán vào đây; nên chép cả dòng tiêu đề."),
        error_messages={"required": _("Chưa dán gì. Chép các dòng của bảng rồi dán vào đây.")},
    )
    area_code = forms.ChoiceField(
        label=_("Lĩnh vực"), help_text=_("Cho những dòng không nằm dưới tiêu đề của một lĩnh vực.")
    )
    field_order = ("text", "area_code", "basis", "seen")

    def __init__(self, *arguments: Any, on: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["area_code"].choices = [(area.code, area.short_name) for area in areas(on)]  # type: ignore[attr-defined]


class HandRowForm(AddForm):
    """One row typed by hand; bodies and deadline in the document's manner of writing."""

    area_code = forms.ChoiceField(label=_("Lĩnh vực"))
    number = forms.CharField(label=_("Số thứ tự"), max_length=20, required=False)
    task_text = forms.CharField(label=_("Nhiệm vụ"), widget=LONG)
    text = forms.CharField(
        label=_("Sản phẩm"), required=False, widget=SHORT, help_text=_("Để trống thì lấy nhiệm vụ làm sản phẩm.")
    )
    lead = forms.CharField(label=_("Chủ trì"), widget=SHORT, help_text=_("Mỗi cơ quan một dòng."))
    coordinating = forms.CharField(label=_("Phối hợp"), required=False, widget=SHORT)
    monitoring = forms.CharField(label=_("Theo dõi, đôn đốc"), required=False, widget=SHORT)
    deadline_text = forms.CharField(
        label=_("Thời hạn"),
        max_length=1000,
        required=False,
        help_text=_("Viết như trong kế hoạch: “Trước ngày 30/6/2026”, “Hằng quý”, “05 ngày làm việc kể từ khi…”."),
    )
    mode = forms.ChoiceField(
        label=_("Cách theo dõi"),
        required=False,
        choices=[("", _("theo quy tắc, như khi đọc tệp")), *TrackingMode.choices],
    )
    ownership = forms.ChoiceField(
        label=_("Giao cho"),
        required=False,
        choices=[("", _("theo quy tắc, như khi đọc tệp")), *Ownership.choices],
    )
    field_order = (
        "area_code", "number", "task_text", "text", "lead", "coordinating", "monitoring", "deadline_text", "mode",
        "ownership", "basis", "seen",
    )  # fmt: skip

    def __init__(self, *arguments: Any, on: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["area_code"].choices = [(area.code, area.short_name) for area in areas(on)]  # type: ignore[attr-defined]
