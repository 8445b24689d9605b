"""Putting a proof to a cell: a document of the register, or a file."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.documents.constants import DOCUMENT_TYPES
from caicach.figures.services import ProofDraft
from caicach.ui.forms import PaperFacts
from reform.forms import Cell
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict

__all__ = ["ProofForm", "Step", "step_of"]

_PAPER = ("type", "symbol", "issued_on", "issuer_name", "subject")


class Step(StrEnum):
    """What a button of the form asks for."""

    FIND = "find"  # in the register; nothing is kept
    PICK = "pick"  # what was found
    AGAIN = "again"  # what proves another cell of the return
    ADD = "add"  # the file


def step_of(data: "QueryDict") -> Step:
    """Return which step was asked for.

    Enter in a field presses the form's first button, which searches where words to search for stand.
    """
    if data.get("pick"):
        return Step.PICK
    if data.get("again"):
        return Step.AGAIN
    asked = data.get("step", "")
    is_search = asked == Step.FIND or (asked == "enter" and squeeze(str(data.get("find", ""))))
    return Step.FIND if is_search else Step.ADD


class ProofForm(PaperFacts):
    """What proves a cell; a file alone is enough, with a symbol and a day it goes into the register."""

    field_order = ("place", "find", "file", *_PAPER)
    place = forms.CharField(
        label=gettext_lazy("Chỗ chứng minh"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Trang, bảng, dòng trong văn bản hoặc tệp chứng minh số này. Không bắt buộc."),
    )
    find = forms.CharField(
        label=gettext_lazy("Tìm văn bản trong sổ"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Số, ký hiệu hoặc vài từ của trích yếu; để trống thì hiện văn bản của năm nay."),
    )
    file = forms.FileField(
        label=gettext_lazy("Hoặc tải tệp lên"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("PDF, DOCX, XLSX, PNG, JPEG hoặc TXT, không quá 25 MB."),
        error_messages={"empty": gettext_lazy("Tệp không có nội dung. Kiểm tra tệp gốc rồi chọn lại.")},
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"), choices=[(name, name) for name in DOCUMENT_TYPES], required=False
    )

    @property
    def paper_fields(self) -> list[forms.BoundField]:
        """The fields of a file that is a document."""
        return [self[name] for name in _PAPER]

    @property
    def is_of_paper(self) -> bool:
        """Whether the person began to name the document, or something of it is wrong."""
        names = set(_PAPER) - {"type"}
        return any(self[name].value() for name in names) or bool(names & set(self.errors))

    def clean(self) -> dict[str, Any]:
        """Return what was given; facts of a document without its symbol are asked about."""
        given = super().clean() or self.cleaned_data
        named = [name for name in ("issued_on", "issuer_name", "subject") if given.get(name)]
        if named and not given.get("symbol") and "symbol" not in self.errors:
            self.add_error("symbol", _("Ghi số, ký hiệu để vào sổ; tệp không phải văn bản thì bỏ trống các ô này."))
        return given

    def draft(self, cell: Cell, **given: Any) -> ProofDraft:
        """Return what was sent; call it on a valid form. ``given``: what was picked instead of a file."""
        data = self.cleaned_data
        upload: UploadedFile[Any] | None = data.get("file")
        facts: dict[str, Any] = {name: data.get(name) or "" for name in _PAPER if name != "issued_on"}
        return ProofDraft(
            cell,
            file=upload,
            file_name=(upload.name or "") if upload else "",
            place=data.get("place", ""),
            issued_on=data.get("issued_on"),
            **facts,
            **given,
        )
