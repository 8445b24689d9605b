"""Proof by the mode of the duty."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.documents.constants import DOCUMENT_TYPES
from caicach.obligations.constants import TrackingMode
from caicach.obligations.forms.picking import Picking, Sent, picking_of, step_of
from caicach.obligations.mapping import Proof, asks_for
from caicach.obligations.models import HandInDraft, Obligation
from caicach.obligations.selectors.proofs import place_of_keeping
from caicach.ui.forms import DateField
from caicach.ui.notation import number_text
from vanban.text.forms import squeeze

__all__ = ["FigureField", "HandInForm", "NumberedForm", "hand_in_form"]

# "8.803" and "8.803,5" as documents write numbers, "87,5" and "87.5" as people type them.
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"-?\d+([.,]\d+)?")


class FigureField(forms.CharField):
    """A number in Vietnamese notation: dots between thousands, a comma before the fraction."""

    def clean(self, value: Any) -> Any:
        """Return the number, or None where nothing was typed.

        Raises:
            ValidationError: not a number.
        """
        text = squeeze(str(super().clean(value))).replace(" ", "")
        if not text:
            return None
        if _GROUPED.fullmatch(text):
            return Decimal(text.replace(".", "").replace(",", "."))
        if _PLAIN.fullmatch(text):
            return Decimal(text.replace(",", "."))
        raise ValidationError(_("Ghi số theo dạng 8.803 hoặc 85,75."), code="invalid")


class NumberedForm(forms.Form):
    """A form that says which hand-in it was shown for, so that a stale page is refused."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class HandInForm(NumberedForm):
    """Proof of any mode; ``hand_in_form`` leaves the fields that the mode asks for."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)  # of the draft it words anew
    value = FigureField(label=gettext_lazy("Giá trị"), max_length=32, help_text=gettext_lazy("Ví dụ 8.803 hoặc 85,75."))
    unit = forms.CharField(
        label=gettext_lazy("Đơn vị tính"), max_length=40, help_text=gettext_lazy("Ví dụ: hồ sơ, phần trăm.")
    )
    sentence = forms.CharField(
        label=gettext_lazy("Đã làm gì, kết quả ra sao"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Một câu là đủ."),
    )
    find = forms.CharField(
        label=gettext_lazy("Tìm văn bản trong sổ"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Gõ số, ký hiệu hoặc vài từ của trích yếu; để trống thì hiện văn bản của năm nay."),
    )
    document = forms.CharField(widget=forms.HiddenInput, required=False)  # picked from the register: its uid
    kept_at = forms.CharField(
        label=gettext_lazy("Nơi xem được văn bản"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Nếu không gửi tệp, cơ quan nghiệm thu xem văn bản tại nơi này."),
    )
    type = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), choices=[(name, name) for name in DOCUMENT_TYPES])
    symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"), max_length=80, help_text=gettext_lazy("Ví dụ: 41/KH-UBND.")
    )
    issued_on = DateField(label=gettext_lazy("Ngày ban hành"))
    issuer_name = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=300)
    subject = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=1000, required=False)
    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        max_length=255,
        help_text=gettext_lazy("PDF, DOCX, XLSX, PNG, JPEG hoặc TXT, không quá 25 MB."),
        error_messages={"empty": gettext_lazy("Tệp không có nội dung. Kiểm tra tệp gốc rồi chọn lại.")},
    )
    is_secret = forms.BooleanField(
        label=gettext_lazy("Đây là văn bản mật"),
        required=False,
        help_text=gettext_lazy(
            "Chỉ ghi ngày ký và nơi lưu; số có thể bỏ trống; bản chụp và trích yếu không giữ ở đây."
        ),
    )
    secret_place = forms.CharField(
        label=gettext_lazy("Nơi lưu văn bản mật"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Ví dụ: Tủ mật, Văn thư UBND xã Suối Nhạn."),
    )

    def __init__(self, *args: Any, picking: Picking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picking = picking
        if picking.picked is not None:
            self._take(picking.picked.file_id is not None)
            return
        del self.fields["kept_at"]
        if self.is_of_secret:
            for name in ("symbol", "file", "issuer_name"):
                self.fields[name].required = False
            self.fields["secret_place"].required = True

    def _take(self, has_file: bool) -> None:  # noqa: FBT001 -- of the picked document
        """Let the picked document speak: what was typed waits, unread, for the case that it is let go."""
        for name in _TYPED:
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["file"].required = False
        for name in ("find", *(("file", "kept_at") if has_file else ())):
            del self.fields[name]

    @property
    def asks_document(self) -> bool:
        """Whether the mode asks for a document."""
        return "document" in self.fields

    @property
    def is_of_secret(self) -> bool:
        """Whether the person chose to name a secret by its place of keeping alone."""
        if self.picking.picked is not None:
            return False
        given = self.data.get("is_secret") if self.is_bound else self.initial.get("is_secret")
        return bool(given) and given != "false"

    @property
    def lead_fields(self) -> list[BoundField]:
        """The figure or the sentence."""
        return [field for field in self.visible_fields() if field.name not in _DOCUMENT_FIELDS]

    @property
    def paper_fields(self) -> list[BoundField]:
        """The fields of the document but those of searching and of a secret."""
        return [
            field
            for field in self.visible_fields()
            if field.name in _DOCUMENT_FIELDS and field.name not in ("find", *_SECRET_FIELDS)
        ]

    @property
    def secret_fields(self) -> list[BoundField]:
        """The fields of a secret; none where the mode asks for no document."""
        return [field for field in self.visible_fields() if field.name in _SECRET_FIELDS]

    def clean(self) -> dict[str, Any]:
        """Return what was given; a secret keeps no subject."""
        given = super().clean() or self.cleaned_data
        if self.picking.problem and self.asks_document:
            self.add_error(None, self.picking.problem)
        if self.is_of_secret and given.get("file"):
            self.add_error("file", _("Văn bản mật không gửi tệp lên đây. Bỏ tệp, chỉ ghi nơi lưu."))
        return given

    def proof(self) -> Proof:
        """Return what was handed in; call it on a valid form."""
        given = self.cleaned_data
        upload: UploadedFile[Any] | None = given.get("file")
        if self.picking.picked is not None and self.asks_document:
            return Proof(
                document=self.picking.picked,
                kept_at=given.get("kept_at", ""),
                file=upload,
                file_name=(upload.name or "") if upload else "",
                value=given.get("value"),
                unit=given.get("unit", ""),
                sentence=given.get("sentence", ""),
            )
        if self.is_of_secret:
            given = {**given, "subject": "", "issuer_name": ""}
        return Proof(
            type=given.get("type", ""),
            symbol=given.get("symbol", ""),
            issued_on=given.get("issued_on"),
            issuer_name=given.get("issuer_name", ""),
            subject=given.get("subject", ""),
            file=upload,
            file_name=(upload.name or "") if upload else "",
            value=given.get("value"),
            unit=given.get("unit", ""),
            sentence=given.get("sentence", ""),
            secret_place=given.get("secret_place", "") if self.is_of_secret else "",
        )


_SECRET_FIELDS = ("is_secret", "secret_place")
_TYPED = ("type", "symbol", "issued_on", "issuer_name", "subject", *_SECRET_FIELDS)
_DOCUMENT_FIELDS = (
    "find",
    "document",
    *("type", "symbol", "issued_on", "issuer_name", "subject", "file", "kept_at"),
    *_SECRET_FIELDS,
)
_FIELDS = {
    TrackingMode.DOCUMENT: _DOCUMENT_FIELDS,
    # The document behind a figure may be given too.
    TrackingMode.FIGURE: ("value", "unit", *_DOCUMENT_FIELDS),
    TrackingMode.DECLARED: ("sentence",),
}


def hand_in_form(
    obligation: Obligation,
    number: int,
    sent: Sent | None = None,
    *,
    version: int = 0,
    draft: HandInDraft | None = None,
    on_behalf: bool = False,
) -> HandInForm:
    """Return the form for the next hand-in (``number``) of ``obligation``, with the fields of its mode.

    A step of picking gives the form back as it was typed, with what the register says, and neither valid nor wrong.

    Args:
        obligation: What is owed.
        number: Of the hand-in.
        sent: What came back; None for an empty form.
        version: The newest wording of a draft that the form is shown for.
        draft: The wording to start from; its file and its picked document are kept where none is chosen.
        on_behalf: Whether a paper is asked for whatever the mode.
    """
    initial: dict[str, Any] = {
        "number": number,
        "version": version,
        "issuer_name": obligation.agency.current_name,
        "type": DOCUMENT_TYPES[0],
        "kept_at": place_of_keeping(obligation),
        **(_initial(draft) if draft else {}),
    }
    is_step = step_of(sent) is not None
    if sent is not None and is_step:
        initial |= _typed(sent)
    picking = picking_of(obligation, sent) if sent is not None else Picking(picked=draft.document if draft else None)
    initial["document"] = str(picking.picked.uid) if picking.picked else ""
    given = (None, None) if sent is None or is_step else (sent.data, sent.files)
    form = HandInForm(*given, initial=initial, auto_id="nop-%s", picking=picking)
    _ask_by_mode(form, asks_for(obligation.duty), on_behalf=on_behalf)
    _keep_file(form, draft)
    return form


def _ask_by_mode(form: HandInForm, mode: TrackingMode, *, on_behalf: bool) -> None:
    """Leave the fields that the mode asks for."""
    own = _FIELDS.get(mode, _DOCUMENT_FIELDS)
    wanted = dict.fromkeys(("number", "version", *own, *(_DOCUMENT_FIELDS if on_behalf else ())))
    form.fields = {name: form.fields[name] for name in wanted if name in form.fields}
    if mode == TrackingMode.FIGURE and not on_behalf:
        for name in _DOCUMENT_FIELDS:
            if name in form.fields:
                form.fields[name].required = name == "secret_place" and form.is_of_secret


def _keep_file(form: HandInForm, draft: HandInDraft | None) -> None:
    """Say which file the draft has, where it is of the same document."""
    picked_id = form.picking.picked.pk if form.picking.picked else None
    if draft and draft.file_name and "file" in form.fields and draft.document_id == picked_id:
        form.fields["file"].required = False
        form.fields["file"].help_text = _("Đang có “%(name)s”; chỉ chọn khi thay tệp khác.") % {"name": draft.file_name}


def _typed(sent: Sent) -> dict[str, Any]:
    """Return what was typed, as it was typed; a box that was not ticked is not sent."""
    return {
        name: sent.data.get(name, "") for name in HandInForm.base_fields if name in sent.data or name in _SECRET_FIELDS
    }


def _initial(draft: HandInDraft) -> dict[str, Any]:
    """Return what a draft says, as the fields show it."""
    return {
        "type": draft.type or DOCUMENT_TYPES[0],
        "symbol": draft.symbol,
        "issued_on": draft.issued_on,
        "subject": draft.subject,
        "value": number_text(draft.value).replace("\N{MINUS SIGN}", "-") if draft.value is not None else None,
        "unit": draft.unit,
        "sentence": draft.sentence,
        "is_secret": bool(draft.secret_place),
        "secret_place": draft.secret_place,
        **({"issuer_name": draft.issuer_name} if draft.issuer_name else {}),
        **({"kept_at": draft.kept_at} if draft.kept_at else {}),
    }
