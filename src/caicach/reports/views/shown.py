"""A report's page, also where a form on it was refused; what the report prints now."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from caicach.figures import access as figures
from caicach.reports import access, selectors
from caicach.reports.constants import ReportState
from caicach.reports.exports.charts import chart_of
from caicach.reports.forms import BringForm, IssueForm
from caicach.reports.mapping import Frozen, frozen_of
from caicach.reports.pages.report import report_page
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

if TYPE_CHECKING:
    from caicach.reports.models import Report

__all__ = ["frozen_now", "show"]


def frozen_now(report: "Report", request: ActorRequest) -> Frozen:
    """Return what the report was frozen as; of one that is being written, what it would be now."""
    if report.frozen:
        return frozen_of(report)
    facts = selectors.facts_of(report, today=request.today)
    return selectors.composed(report, facts, selectors.sections_of(report), at=request.now)


def show(
    request: ActorRequest, uid: UUID, *, issue: IssueForm | None = None, bring: BringForm | None = None
) -> HttpResponse:
    """Show the report; ``issue`` and ``bring`` are forms that were sent and refused."""
    report = selectors.report_for(request.actor, uid)
    facts = selectors.facts_of(report, today=request.today)
    may_issue = access.can_issue(request.actor, report).allowed
    content = report_page(
        report,
        facts,
        selectors.sections_of(report),
        may_write=access.can_write(request.actor, report).allowed,
        issue=issue or (IssueForm(initial={"signer": report.signer}) if _awaits_number(report) and may_issue else None),
        bring=bring or (BringForm() if report.frozen and may_issue else None),
        files=selectors.files_of(report),
        charts=[chart_of(told) for told in frozen_now(report, request).told["charts"]] if report.frozen else (),
        correct_url=_correct_url(report, request),
    )
    return page(request, "reports/report.html", content, status=422 if issue or bring else 200)


def _awaits_number(report: "Report") -> bool:
    return report.state == ReportState.CHECKED


def _correct_url(report: "Report", request: ActorRequest) -> str:
    if report.sheet.kind != "own" or not figures.can(request.actor, "correct", report.sheet).allowed:
        return ""
    return reverse("reports:correct", args=[report.uid])
