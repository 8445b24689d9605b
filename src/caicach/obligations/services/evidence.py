"""What proves an obligation: which evidence a mode asks for, and which day counts.

Owns: the checks of a hand-in and its day. Does not: write rows, or read files.
"""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.obligations.constants import TrackingMode
from caicach.obligations.mapping import Evidence, Paper, asks_for
from caicach.obligations.models import Duty
from caicach.web.errors import BadInput
from vanban.text.forms import compare_key

__all__ = ["check_evidence", "check_parts", "met_day"]

_LARGEST = Decimal(10) ** 14  # what the stored number holds
_UNIT_LENGTH = 40
_SENTENCE_LENGTH = 2000
_SENTENCE_LETTERS = 5  # below this nothing is said
_PLACE_LENGTH = 300
_YEARS_BEFORE = 1  # a plan of a year is prepared in the year before; older proof is a slip of the date


def met_day(duty: Duty, paper: Paper | None, *, today: date, is_on_behalf: bool = False) -> date:
    """Return the day by which punctuality is judged: the issue of a document, else the day of handing in.

    A report counts by its hand-in: it is due at the recipient's, not at its author's. What is handed in on behalf of
    a unit counts by its paper, whatever the mode: whoever enters it later does not make the unit late.
    """
    if paper is None:
        return today
    if is_on_behalf or (duty.mode == TrackingMode.DOCUMENT and not duty.is_report):
        return paper.issued_on
    return today


def check_evidence(duty: Duty, evidence: Evidence, *, today: date, is_on_behalf: bool = False) -> None:
    """Refuse evidence that lacks what the mode asks for, or that cannot be right.

    Raises:
        BadInput: the sentence says what is missing or wrong.
    """
    check_parts(duty, evidence, evidence.paper, today=today, is_on_behalf=is_on_behalf)


def check_parts(duty: Duty, given: Evidence, paper: Paper | None, *, today: date, is_on_behalf: bool = False) -> None:
    """Refuse what lacks a part, for a document that need not be registered yet (``paper`` speaks for it).

    Raises:
        BadInput: the sentence says what is missing or wrong.
    """
    mode = asks_for(duty)
    if is_on_behalf or (mode == TrackingMode.DOCUMENT and not given.is_return):
        _check_there(paper)
    if mode == TrackingMode.FIGURE:
        _check_figure(given)
    elif mode != TrackingMode.DOCUMENT or given.is_return:
        _check_sentence(given)
    if paper is not None:
        _check_paper(duty, paper, today=today)


def _check_there(paper: Paper | None) -> None:
    if paper is None:
        raise BadInput(_("Thiếu văn bản: ghi số, ký hiệu, ngày ban hành và chọn tệp của văn bản."))
    if not paper.has_file and not paper.secret_place and not paper.kept_at:
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


def _check_paper(duty: Duty, paper: Paper, *, today: date) -> None:
    if paper.secret_place and len(compare_key(paper.secret_place)) < _SENTENCE_LETTERS:
        raise BadInput(_("Thiếu nơi lưu văn bản mật: ghi rõ cơ quan, bộ phận đang giữ văn bản."))
    if len(paper.secret_place) > _PLACE_LENGTH:
        raise BadInput(_("Nơi lưu dài quá %(limit)s ký tự. Ghi ngắn lại.") % {"limit": _PLACE_LENGTH})
    _check_kept_at(paper)
    issued_on = paper.issued_on
    if issued_on > today:
        raise BadInput(
            _("Ngày ban hành %(day)s chưa đến. Ghi ngày đã ký trên văn bản.") % {"day": f"{issued_on:%d/%m/%Y}"}
        )
    if issued_on.year < duty.year - _YEARS_BEFORE:
        raise BadInput(
            _("Văn bản ban hành ngày %(day)s, quá sớm so với nhiệm vụ của năm %(year)s. Kiểm tra lại ngày ban hành.")
            % {"day": f"{issued_on:%d/%m/%Y}", "year": duty.year}
        )


def _check_kept_at(paper: Paper) -> None:
    """Refuse a place that says nothing: whoever checks has to find the document there."""
    if paper.kept_at and len(compare_key(paper.kept_at)) < _SENTENCE_LETTERS:
        raise BadInput(_("Nơi xem văn bản quá ngắn: ghi rõ hệ thống hoặc bộ phận đang giữ văn bản."))
    if len(paper.kept_at) > _PLACE_LENGTH:
        raise BadInput(_("Nơi xem văn bản dài quá %(limit)s ký tự. Ghi ngắn lại.") % {"limit": _PLACE_LENGTH})
