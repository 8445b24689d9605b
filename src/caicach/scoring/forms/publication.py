"""The decision that publishes results, as văn thư registered it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from caicach.scoring.services.publication import PublicationDraft
from caicach.ui.forms import DateField

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["PublicationForm"]


class PublicationForm(forms.Form):
    """Number, day, who signed, and the file."""

    decision_number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu quyết định"), max_length=60, help_text=gettext_lazy("Ví dụ 86/QĐ-UBND.")
    )
    decided_on = DateField(label=gettext_lazy("Ngày ký"))
    issuer_name = forms.CharField(
        label=gettext_lazy("Người hoặc cơ quan ban hành"),
        max_length=300,
        help_text=gettext_lazy("Như trên quyết định, ví dụ Chủ tịch UBND tỉnh Sông Mây."),
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp quyết định đã ký"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("PDF hoặc DOCX, không quá 25 MB; mọi người tải được ở trang công khai."),
        error_messages={"empty": gettext_lazy("Tệp không có nội dung. Kiểm tra tệp gốc rồi chọn lại.")},
    )

    def draft(self) -> PublicationDraft:
        """Return what was sent; call it on a valid form."""
        data = self.cleaned_data
        upload: UploadedFile[Any] | None = data.get("file")
        return PublicationDraft(
            decision_number=data["decision_number"],
            decided_on=data["decided_on"],
            issuer_name=data["issuer_name"],
            file=upload,
            file_name=(upload.name or "") if upload else "",
        )
