"""Entering the number of a report, what comes back signed, the slip that corrects the ledger, the next edition."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.reports import access, selectors, services
from caicach.reports.constants import FileKind
from caicach.reports.exports.files import name_of, report_docx
from caicach.reports.forms import BringForm, IssueForm
from caicach.reports.mapping import frozen_of
from caicach.reports.views.shown import show
from caicach.web.errors import BadInput
from caicach.web.pages import done
from caicach.web.requests import ActorRequest

__all__ = ["bring", "correct", "issue", "replace"]


@require_POST
def issue(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Enter number and date."""
    report = selectors.report_for(request.actor, uid)
    access.require(access.can_issue(request.actor, report))
    form = IssueForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            draft = form.draft(_made(report, form))
            services.report_issue(report, draft, actor=request.actor, now=request.now, today=request.today)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi số, ngày ban hành. Báo cáo đã vào sổ văn bản."))
            return done(request, "reports:report", uid=uid)
    return show(request, uid, issue=form)


def _made(report: object, form: IssueForm) -> services.Brought | None:
    """Return the program's own paper with its number, where no signed one came."""
    given = form.cleaned_data
    if given["file"] or not report.frozen:  # type: ignore[attr-defined]  # a report
        return None
    frozen = frozen_of(report)  # type: ignore[arg-type]
    data = report_docx(frozen, symbol=given["symbol"], issued_on=given["issued_on"], author=frozen.told["head"]["body"])
    return services.Brought(data, name_of(frozen, given["symbol"], "docx"))


@require_POST
def bring(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Keep a paper that came back, compared with what was issued."""
    report = selectors.report_for(request.actor, uid)
    access.require(access.can_issue(request.actor, report))
    form = BringForm(request.POST, request.FILES)
    if form.is_valid():
        kind = FileKind(form.cleaned_data["kind"])
        try:
            services.paper_bring(report, form.paper(), kind=kind, actor=request.actor, now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã giữ tệp và đối chiếu số với bản đã chốt."))
            return done(request, "reports:report", uid=uid)
    return show(request, uid, bring=form)


@require_POST
def correct(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Ask for a correction of the ledger by what a paper that came back says."""
    report = selectors.report_for(request.actor, uid)
    try:
        services.correction_start(report, actor=request.actor, now=request.now)
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã lập phiếu đính chính theo bản đưa về, chờ duyệt."))
    return done(request, "reports:report", uid=uid)


@require_POST
def replace(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Begin the next edition of an issued report."""
    report = selectors.report_for(request.actor, uid)
    try:
        made = services.report_replace(report, actor=request.actor, now=request.now)
    except BadInput as error:
        messages.error(request, str(error))
        return done(request, "reports:report", uid=uid)
    return done(request, "reports:report", uid=made.uid)
