"""Forms of the register."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from caicach.documents.constants import DOCUMENT_TYPES, Direction, FileKind, Standing
from caicach.documents.selectors import DocumentQuery
from caicach.ui.forms import DateField

__all__ = ["AddFileForm", "QueryForm", "RegisterForm"]

_ANY = ("", _("Tất cả"))
_FILES = (_ANY, ("co", _("có tệp")), ("khong", _("chưa có tệp")))
_MORE_TYPES = ("Luật", "Nghị định", "Thông tư")  # that come from above, beside those of Nghị định 30/2020
_TYPES = tuple((name, name) for name in (*DOCUMENT_TYPES, *_MORE_TYPES))


class QueryForm(forms.Form):
    """What somebody looks for in the register; a value that is none of the choices matters as little as none."""

    q = forms.CharField(label=_("Từ cần tìm"), required=False, max_length=200)
    chieu = forms.ChoiceField(label=_("Chiều văn bản"), required=False, choices=[_ANY, *Direction.choices])
    loai = forms.ChoiceField(label=_("Loại văn bản"), required=False, choices=[_ANY, *_TYPES])
    noi = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=100)
    nam = forms.IntegerField(label=_("Năm"), required=False, min_value=1945, max_value=2100)
    hieu_luc = forms.ChoiceField(label=_("Hiệu lực"), required=False, choices=[_ANY, *Standing.choices])
    tep = forms.ChoiceField(label=_("Tệp"), required=False, choices=_FILES)
    ngoai_so = forms.BooleanField(label=_("Chỉ văn bản được viện dẫn, chưa vào sổ"), required=False)

    def query(self) -> DocumentQuery:
        """Return what is asked; fields that could not be read are left out."""
        self.is_valid()
        given = self.cleaned_data
        return DocumentQuery(
            words=given.get("q", ""),
            direction=given.get("chieu", ""),
            type=given.get("loai", ""),
            issuer=given.get("noi", ""),
            year=given.get("nam"),
            standing=given.get("hieu_luc", ""),
            has_file={"co": True, "khong": False}.get(given.get("tep", "")),
            cited_only=given.get("ngoai_so", False),
        )


class RegisterForm(forms.Form):
    """Facts of a document that somebody writes into the register of their own body."""

    kept = forms.CharField(widget=forms.HiddenInput, required=False)  # signed: a file that was read for this form
    file = forms.FileField(
        label=_("Tệp"),
        required=False,
        max_length=255,
        help_text=_("PDF, DOCX, XLSX, PNG, JPEG hoặc TXT, không quá 25 MB. PDF đã ký số được giữ nguyên từng byte."),
        error_messages={"empty": _("Tệp không có nội dung. Kiểm tra tệp gốc rồi chọn lại.")},
    )
    direction = forms.ChoiceField(label=_("Chiều văn bản"), choices=Direction.choices)
    type = forms.ChoiceField(label=_("Loại văn bản"), choices=_TYPES)
    symbol = forms.CharField(label=_("Số, ký hiệu"), max_length=80, help_text=_("Ví dụ: 41/KH-UBND."))
    issued_on = DateField(label=_("Ngày ban hành"))
    issuer_name = forms.CharField(label=_("Cơ quan ban hành"), max_length=300)
    subject = forms.CharField(
        label=_("Trích yếu"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    received_on = DateField(label=_("Ngày đến"), required=False, help_text=_("Chỉ với văn bản đến."))
    effective_on = DateField(label=_("Có hiệu lực từ"), required=False)
    expires_on = DateField(label=_("Hết hiệu lực từ"), required=False)

    def clean(self) -> dict[str, Any]:
        """Return what was given; effect does not end before it begins."""
        given = super().clean() or self.cleaned_data
        begins, ends = given.get("effective_on"), given.get("expires_on")
        if begins and ends and ends <= begins:
            self.add_error("expires_on", _("Ngày hết hiệu lực phải sau ngày có hiệu lực."))
        return given

    @property
    def upload(self) -> "UploadedFile[Any] | None":
        """The file chosen now; call it on a form that was cleaned."""
        return self.cleaned_data.get("file")


class AddFileForm(forms.Form):
    """A file beside the document's own one."""

    file = forms.FileField(label=_("Tệp"), max_length=255)
    kind = forms.ChoiceField(label=_("Là"), choices=FileKind.choices)
