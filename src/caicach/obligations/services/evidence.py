"""What proves an obligation: which evidence a mode asks for, and which day counts.

Owns: the checks of a hand-in and its day. Does not: write rows, or read files.
"""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.obligations.constants import TrackingMode
from caicach.obligations.mapping import Evidence, asks_for
from caicach.obligations.models import Duty
from caicach.web.errors import BadInput
from vanban.text.forms import compare_key

__all__ = ["check_evidence", "met_day"]

_LARGEST = Decimal(10) ** 14  # what the stored number holds
_UNIT_LENGTH = 40
_SENTENCE_LENGTH = 2000
_SENTENCE_LETTERS = 5  # below this nothing is said
_YEARS_BEFORE = 1  # a plan of a year is prepared in the year before; older proof is a slip of the date


def met_day(duty: Duty, evidence: Evidence, *, today: date) -> date:
    """Return the day by which punctuality is judged: the issue of a document, else the day of handing in.

    A report counts by its hand-in: it is due at the recipient's, not at its author's.
    """
    if duty.is_report or duty.mode != TrackingMode.DOCUMENT or evidence.document is None:
        return today
    return evidence.document.issued_on


def check_evidence(duty: Duty, evidence: Evidence, *, today: date) -> None:
    """Refuse evidence that lacks what the mode asks for, or that cannot be right.

    Raises:
        BadInput: the sentence says what is missing or wrong.
    """
    mode = asks_for(duty)
    if mode == TrackingMode.DOCUMENT:
        _check_there(evidence)
    elif mode == TrackingMode.FIGURE:
        _check_figure(evidence)
    else:
        _check_sentence(evidence)
    _check_document_day(duty, evidence, today=today)


def _check_there(evidence: Evidence) -> None:
    if evidence.document is None:
        raise BadInput(_("Thiếu văn bản: ghi số, ký hiệu, ngày ban hành và chọn tệp của văn bản."))
    if evidence.document.file_id is None:
        raise BadInput(_("Văn bản chưa có tệp. Chọn tệp của văn bản rồi nộp lại."))


def _check_figure(evidence: Evidence) -> None:
    if evidence.value is None:
        raise BadInput(_("Thiếu số liệu: ghi giá trị đạt được."))
    if not evidence.value.is_finite() or abs(evidence.value) >= _LARGEST:
        raise BadInput(_("Số liệu quá lớn hoặc không phải là số. Kiểm tra lại giá trị."))
    if not evidence.unit.strip():
        raise BadInput(_("Thiếu đơn vị tính của số liệu, ví dụ “hồ sơ” hoặc “phần trăm”."))
    if len(evidence.unit.strip()) > _UNIT_LENGTH:
        raise BadInput(_("Đơn vị tính dài quá %(limit)s ký tự. Ghi ngắn lại.") % {"limit": _UNIT_LENGTH})


def _check_sentence(evidence: Evidence) -> None:
    if len(compare_key(evidence.sentence)) < _SENTENCE_LETTERS:
        raise BadInput(_("Thiếu nội dung: viết một câu nói rõ đã làm gì, kết quả ra sao."))
    if len(evidence.sentence) > _SENTENCE_LENGTH:
        raise BadInput(_("Nội dung dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _SENTENCE_LENGTH})


def _check_document_day(duty: Duty, evidence: Evidence, *, today: date) -> None:
    if evidence.document is None:
        return
    issued_on = evidence.document.issued_on
    if issued_on > today:
        raise BadInput(
            _("Ngày ban hành %(day)s chưa đến. Ghi ngày đã ký trên văn bản.") % {"day": f"{issued_on:%d/%m/%Y}"}
        )
    if issued_on.year < duty.year - _YEARS_BEFORE:
        raise BadInput(
            _("Văn bản ban hành ngày %(day)s, quá sớm so với nhiệm vụ của năm %(year)s. Kiểm tra lại ngày ban hành.")
            % {"day": f"{issued_on:%d/%m/%Y}", "year": duty.year}
        )
