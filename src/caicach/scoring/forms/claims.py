"""What an agency claims at a sub-criterion, the words to it, and the documents beside it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.documents.constants import DOCUMENT_TYPES
from caicach.scoring.services.claims import ClaimDraft
from caicach.scoring.services.proofs import ProofDraft
from caicach.ui.forms import PaperFacts
from caicach.ui.notation import decimal_text
from reform.index import ScoringKind, SubCriterion

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from caicach.documents.models import Document

__all__ = ["BookForm", "ClaimForm", "LeftOutForm", "PaperForm", "ProofForm", "ReasonForm"]

_PAPER = ("type", "symbol", "issued_on", "issuer_name", "subject")


class ClaimForm(forms.Form):
    """The value that is claimed, by the kind of the sub-criterion, and the words to it."""

    value = forms.CharField(max_length=60, required=False)
    note = forms.CharField(
        label=gettext_lazy("Giải trình, thuyết minh"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Cần ghi khi có điểm mà chưa đủ minh chứng: vì sao, ai giữ tài liệu, xem ở đâu."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, leaf: SubCriterion, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.leaf = leaf
        choices = _choices(leaf)
        if choices:
            self.fields["value"] = forms.ChoiceField(
                label=_("Mức đạt được"), choices=choices, required=False, widget=forms.RadioSelect
            )
            return
        field = self.fields["value"]
        field.label = _label(leaf)
        field.widget.attrs |= {"class": "input--num", "inputmode": "decimal", "autocomplete": "off"}

    def draft(self) -> ClaimDraft:
        """Return what was sent; call it on a valid form."""
        given = self.cleaned_data
        return ClaimDraft(self.leaf.key, given["value"], given["note"], given["revision"])


def _choices(leaf: SubCriterion) -> list[tuple[str, str]]:
    """Return what can be chosen, each with its points; nothing where a number is typed."""
    said = _("%(label)s: %(points)s điểm")
    if leaf.rule.kind is ScoringKind.YES_NO:
        options = [("yes", _("Có"), leaf.points), ("no", _("Không"), leaf.points * 0)]
    elif leaf.rule.kind is ScoringKind.CHOICE:
        options = [(one.key, one.label, one.points) for one in leaf.rule.options]
    else:
        return []
    shown = [(key, said % {"label": label, "points": decimal_text(points)}) for key, label, points in options]
    return [*shown, ("", _("Chưa chấm"))]


def _label(leaf: SubCriterion) -> str:
    if leaf.rule.kind is ScoringKind.FORMULA:
        return _("Điểm tự chấm (tối đa %(most)s)") % {"most": decimal_text(leaf.points)}
    return _("Giá trị đạt được (%(unit)s)") % {"unit": leaf.rule.unit} if leaf.rule.unit else _("Giá trị đạt được")


class BookForm(forms.Form):
    """A workbook that was handed out and filled."""

    file = forms.FileField(
        label=gettext_lazy("Phiếu đã điền"),
        max_length=255,
        help_text=gettext_lazy("Tệp XLSX tải từ phiếu chấm này."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Chưa chọn tệp. Chọn tệp XLSX đã điền rồi tải lên.")},
    )


class LeftOutForm(forms.Form):
    """Why a sub-criterion does not apply to the agency."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do không áp dụng"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonForm(forms.Form):
    """Why a locked self-scoring is opened again."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do mở khóa"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Đơn vị nhận được nguyên văn câu này."),
    )


class PaperForm(PaperFacts):
    """A file that is a document, with the facts that put it into the register."""

    field_order = ("file", *_PAPER)
    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("PDF, DOCX, XLSX, PNG hoặc JPEG, không quá 25 MB."),
        error_messages={"empty": gettext_lazy("Tệp không có nội dung. Kiểm tra tệp gốc rồi chọn lại.")},
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"),
        choices=[(name, name) for name in DOCUMENT_TYPES],
        required=False,
        initial="Báo cáo",
    )

    def draft(self, leaf_key: str = "", document: "Document | None" = None) -> ProofDraft:
        """Return what was sent; call it on a valid form. ``document``: what was picked instead of a file."""
        data = self.cleaned_data
        upload: UploadedFile[Any] | None = data.get("file")
        facts: dict[str, str] = {name: data.get(name) or "" for name in _PAPER if name != "issued_on"}
        return ProofDraft(
            leaf_key,
            document=document,
            file=upload,
            file_name=(upload.name or "") if upload else "",
            words=data.get("words", ""),
            issued_on=data.get("issued_on"),
            type=facts["type"],
            symbol=facts["symbol"],
            issuer_name=facts["issuer_name"],
            subject=facts["subject"],
        )


class ProofForm(PaperForm):
    """A document beside a claim: picked from the register, or a file that goes into it."""

    words = forms.CharField(
        label=gettext_lazy("Nội dung chứng minh"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Trang, bảng, mục trong văn bản. Không bắt buộc."),
    )
    find = forms.CharField(
        label=gettext_lazy("Tìm trong sổ văn bản của cơ quan"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Số, ký hiệu hoặc vài từ của trích yếu; để trống thì hiện văn bản trong kỳ đánh giá."),
    )

    @property
    def paper_fields(self) -> list[forms.BoundField]:
        """The fields of a file that goes into the register."""
        return [self[name] for name in ("file", *_PAPER)]

    @property
    def is_of_paper(self) -> bool:
        """Whether the person began to name the document, or something of it is wrong."""
        names = {"file", *_PAPER} - {"type"}
        return any(self[name].value() for name in names) or bool(names & set(self.errors))
