"""What reports say of one obligation, for its page in the other ledger."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.registry import Answered
from caicach.reports import access
from caicach.reports.constants import ReportState
from caicach.reports.models import DutyAnswer
from caicach.ui.notation import date_text
from caicach.web.actor import Actor

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation
    from caicach.reports.models import Report

__all__ = ["answers_of"]


def answers_of(actor: Actor, obligation: "Obligation") -> tuple[Answered, ...]:
    """Return what reports say of an obligation (an entry of ``obligations.registry.answering``), the last first.

    What was issued is said to whoever sees the obligation; what is still written to those alone who see the report.
    An edition that was replaced says nothing any more. One query, two where there is something.
    """
    rows = DutyAnswer.objects.filter(obligation=obligation).exclude(report__state=ReportState.SUPERSEDED)
    named = rows.select_related("by", "report__period", "report__agency").defer("report__frozen")
    answers = list(named.order_by("-at", "-pk"))
    if not answers:
        return ()
    reports = {one.report_id for one in answers}
    seen = set(access.visible_reports(actor).filter(pk__in=reports).values_list("pk", flat=True))
    return tuple(
        _answered(one, is_seen=one.report_id in seen)
        for one in answers
        if one.report_id in seen or one.report.state == ReportState.ISSUED
    )


def _answered(one: DutyAnswer, *, is_seen: bool) -> Answered:
    return Answered(
        report=_("Báo cáo %(period)s của %(agency)s")
        % {"period": one.report.period.name, "agency": one.report.agency.current_name},
        state=_state(one.report),
        result=one.result,
        reason=one.reason,
        by=one.by.full_name if one.by else "",
        at=one.at,
        url=reverse("reports:report", args=[one.report.uid]) if is_seen else "",
    )


def _state(report: "Report") -> str:
    words = str(ReportState(report.state).label)
    return f"{words}, {report.symbol}, {date_text(report.issued_on)}" if report.issued_on else words
