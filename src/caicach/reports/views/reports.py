"""The list of reports, one report, and the pages around its text."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.doctor.services import examination_start
from caicach.doctor.services.examining import Draft
from caicach.reports import access, selectors, services
from caicach.reports.exports.files import name_of, report_docx, report_pdf, report_xlsx
from caicach.reports.forms import CheckForm, HeadForm, NewForm
from caicach.reports.pages.checking import check_page
from caicach.reports.pages.navigation import crumbs_of
from caicach.reports.pages.report import FormPage, ListPage
from caicach.reports.views.shown import frozen_now, show
from caicach.ui.values import Link
from caicach.web.downloads import DOCX, XLSX, attachment
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest
from vanban.writing import PdfUnavailableError

__all__ = ["check", "detail", "doctor", "download", "head", "listing", "new", "reopen"]

_FORM = ["GET", "HEAD", "POST"]
_PDF = "application/pdf"


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show the reports within reach."""
    return _listing(request)


@require_POST
def new(request: ActorRequest) -> HttpResponse:
    """Open a report."""
    form = _new_form(request, request.POST)
    if form is not None and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.report_open(given["sheet"], given["template"], actor=request.actor, now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            return done(request, "reports:report", uid=made.uid)
    return _listing(request, form)


def _listing(request: ActorRequest, sent: NewForm | None = None) -> HttpResponse:
    reports = selectors.reports_of(request.actor)
    content = ListPage.of(reports, sent or _new_form(request))
    return page(request, "reports/list.html", content, status=422 if sent else 200)


def _new_form(request: ActorRequest, sent: object = None) -> NewForm | None:
    sheets = selectors.openable(request.actor)
    if not sheets and sent is None:
        return None
    return NewForm(sent, sheets=sheets, templates=selectors.templates_for(sheets[0].agency_id if sheets else 0))


@require_safe
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show a report."""
    return show(request, uid)


@require_http_methods(_FORM)
def head(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Change what stands around the text."""
    report = selectors.report_for(request.actor, uid)
    access.require(access.can_write(request.actor, report))
    form = HeadForm.of(report, request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.report_head_save(report, form.draft(), actor=request.actor, now=request.now)
        messages.success(request, _("Đã lưu phần đầu, nơi nhận và người ký."))
        return done(request, "reports:report", uid=uid)
    title = _("Phần đầu, nơi nhận, người ký")
    crumbs = crumbs_of(report, Link(title))
    content = FormPage(title, crumbs, form, crumbs[1].url, _("Lưu"))
    return page(request, "reports/form.html", content, status=422 if form.is_bound else 200)


@require_http_methods(_FORM)
def check(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what to look at before signing; close the report."""
    report = selectors.report_for(request.actor, uid)
    access.require(access.can_write(request.actor, report))
    form = CheckForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        lets = form.cleaned_data["lets_gaps_stand"]
        try:
            services.report_check(
                report, lets_gaps_stand=lets, actor=request.actor, now=request.now, today=request.today
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã chốt. Tải Word hoặc PDF để trình ký; văn thư cấp số rồi ghi vào đây."))
            return done(request, "reports:report", uid=uid)
    content = check_page(report, frozen_now(report, request), form, today=request.today)
    return page(request, "reports/check.html", content, status=422 if form.is_bound else 200)


@require_POST
def doctor(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Let the doctor examine the printed report, with its marks in the text."""
    report = selectors.report_for(request.actor, uid)
    access.require(access.can_write(request.actor, report))
    frozen = frozen_now(report, request)
    data = report_docx(frozen, symbol=report.symbol, issued_on=report.issued_on, author=request.actor.agency_name)
    draft = Draft(data, name_of(frozen, report.symbol, "docx"))
    made = examination_start(draft, actor=request.actor, now=request.now)
    return done(request, "doctor:detail", uid=made.uid)


@require_POST
def reopen(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Write on at a report that waits for signing."""
    report = selectors.report_for(request.actor, uid)
    services.report_reopen(report, actor=request.actor, now=request.now)
    messages.success(request, _("Đã mở lại để sửa. Bản chốt trước đã bỏ."))
    return done(request, "reports:report", uid=uid)


@require_safe
def download(request: ActorRequest, uid: UUID, ending: str) -> HttpResponse:
    """Hand out the report as DOCX or PDF, its annexes as XLSX."""
    report = selectors.report_for(request.actor, uid)
    frozen = frozen_now(report, request)
    name = name_of(frozen, report.symbol, ending)
    author = report.agency.current_name
    if ending == "xlsx":
        return attachment(report_xlsx(frozen, author=author), name=name, media_type=XLSX)
    if ending == "docx":
        data = report_docx(frozen, symbol=report.symbol, issued_on=report.issued_on, author=author)
        return attachment(data, name=name, media_type=DOCX)
    if ending != "pdf":
        raise Http404
    try:
        data = report_pdf(frozen, symbol=report.symbol, issued_on=report.issued_on, author=author)
    except PdfUnavailableError as error:
        raise BadInput(str(error)) from None
    return attachment(data, name=name, media_type=_PDF)
