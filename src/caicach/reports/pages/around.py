"""The duties of the period, each with the form that answers it."""

from django.utils.translation import gettext as _

from caicach.reports import access
from caicach.reports.constants import ReportState
from caicach.reports.forms import AnswerForm
from caicach.reports.models import Report
from caicach.reports.pages.report import DutiesPage, DutyRow
from caicach.reports.selectors import DutyLine, duties_of
from caicach.web.actor import Actor

__all__ = ["duties_page"]


def duties_page(report: Report, actor: Actor, *, sent: AnswerForm | None = None) -> DutiesPage:
    """Return the page; ``sent`` is an answer that was refused."""
    may_write = access.can_write(actor, report).allowed and report.state == ReportState.DRAFTING
    refused = sent.data.get("obligation") if sent is not None else None
    return DutiesPage.of(
        report,
        tuple(
            DutyRow(one, _form(one, sent if str(one.pk) == refused else None) if may_write else None, _note(one))
            for one in duties_of(report)
        ),
    )


def _form(line: DutyLine, sent: AnswerForm | None) -> AnswerForm:
    initial: dict[str, object] = {"obligation": line.pk}
    if line.answer is not None:
        initial |= {"result": line.answer.result, "reason": line.answer.reason}
    form = sent or AnswerForm(initial=initial)
    form.auto_id = f"id_{line.pk}_%s"
    return form


def _note(line: DutyLine) -> str:
    if line.is_carried:
        return _("xong cùng báo cáo này")
    if not line.is_open:
        return _("đã nộp trong sổ nhiệm vụ")
    return _("ghi kết quả là nộp luôn nhiệm vụ này")
