"""What is asked before an examination, and before a document is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.doctor.services.keeping import Naming
from caicach.documents.constants import DOCUMENT_TYPES
from caicach.ui.forms import DateField

__all__ = ["DismissForm", "KeepForm", "StartForm"]


class StartForm(forms.Form):
    """The document, and what it is held against."""

    file = forms.FileField(
        label=gettext_lazy("Văn bản cần kiểm tra"),
        help_text=gettext_lazy(
            "Word, PDF, bản quét, bảng tính hoặc văn bản thuần, tối đa 25 MB. Không nhận văn bản mật."
        ),
        error_messages={"required": gettext_lazy("Chọn tệp cần kiểm tra.")},
    )
    superior = forms.ChoiceField(label=gettext_lazy("So với kế hoạch của cấp trên trên hệ thống"), required=False)
    other = forms.FileField(
        label=gettext_lazy("Hoặc so với một tệp khác"),
        help_text=gettext_lazy("Kế hoạch của cấp trên: tìm nhiệm vụ còn thiếu, hạn muộn hơn, chỉ tiêu thấp hơn."),
        required=False,
    )

    def __init__(self, *args: Any, superiors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if superiors:
            self.fields["superior"].choices = [("", _("Không so")), *superiors]  # type: ignore[attr-defined]
        else:
            del self.fields["superior"]

    def clean(self) -> dict[str, Any]:
        """Refuse two things to compare with at once."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("superior") and given.get("other"):
            self.add_error("other", _("Chỉ so với một kế hoạch: chọn trên hệ thống hoặc tải tệp, không cả hai."))
        return given


class DismissForm(forms.Form):
    """Why a finding is set aside."""

    reason = forms.CharField(label=gettext_lazy("Lý do bỏ qua"), max_length=500, required=False)


class KeepForm(forms.Form):
    """What the document goes by in the register, as it was read and as a person corrects it."""

    type = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), choices=[(name, name) for name in DOCUMENT_TYPES])
    symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"),
        max_length=80,
        help_text=gettext_lazy("Số do văn thư cấp; dự thảo chưa có số thì chưa lưu được."),
        error_messages={"required": gettext_lazy("Thiếu số, ký hiệu: lấy số ở văn thư rồi lưu.")},
    )
    issued_on = DateField(
        label=gettext_lazy("Ngày ban hành"),
        error_messages={"required": gettext_lazy("Thiếu ngày ban hành trên văn bản.")},
    )
    issuer_name = forms.CharField(
        label=gettext_lazy("Cơ quan ban hành"),
        max_length=300,
        error_messages={"required": gettext_lazy("Thiếu cơ quan ban hành.")},
    )
    subject = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=1000, required=False)
    signer = forms.CharField(label=gettext_lazy("Người ký"), max_length=120, required=False)

    def naming(self) -> Naming:
        """Return what was given."""
        return Naming(**self.cleaned_data)
