"""The duties of the period and the targets of the year."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.reports import access, selectors, services
from caicach.reports.forms import AnswerForm, TargetForm
from caicach.reports.pages.around import duties_page
from caicach.reports.pages.report import TargetsPage
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["duties", "target_remove", "targets"]

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def duties(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the duties of the period; answer one of them."""
    report = selectors.report_for(request.actor, uid)
    if request.method != "POST":
        return page(request, "reports/duties.html", duties_page(report, request.actor))
    access.require(access.can_write(request.actor, report))
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["obligation"]
        try:
            services.answer_save(report, given, form.draft(), actor=request.actor, now=request.now, today=request.today)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi trả lời của nhiệm vụ."))
            return done(request, "reports:duties", uid=uid)
    return page(request, "reports/duties.html", duties_page(report, request.actor, sent=form), status=422)


@require_http_methods(_FORM)
def targets(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the targets of the year; set one."""
    report = selectors.report_for(request.actor, uid)
    facts = selectors.facts_of(report, today=request.today)
    may_write = access.can_write(request.actor, report).allowed
    sent = request.POST if request.method == "POST" else None
    if sent is not None:
        access.require(access.can_write(request.actor, report))
    form = TargetForm(sent, form=facts.form) if may_write else None
    if form is not None and form.is_valid():
        services.target_set(report, form.draft(), actor=request.actor, now=request.now)
        messages.success(request, _("Đã đặt chỉ tiêu."))
        return done(request, "reports:targets", uid=uid)
    content = TargetsPage.of(report, selectors.target_rows(report), facts, form)
    return page(request, "reports/targets.html", content, status=422 if sent is not None else 200)


@require_POST
def target_remove(request: ActorRequest, uid: UUID, pk: int) -> HttpResponse:
    """Take a target away."""
    report = selectors.report_for(request.actor, uid)
    services.target_remove(report, pk, actor=request.actor, now=request.now)
    return done(request, "reports:targets", uid=uid)
