"""The targets of the year: those of the plans, and those that somebody typed."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.plans.selectors import readable_plans
from caicach.reports import access, selectors, services
from caicach.reports.forms import BindForm, TargetForm
from caicach.reports.pages.targets import targets_page
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest
from reform.forms import Cell

if TYPE_CHECKING:
    from caicach.reports.models import Report

__all__ = ["bind", "remove", "targets", "unbind"]

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def targets(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the targets of the year; set one by hand."""
    report = selectors.report_for(request.actor, uid)
    if request.method != "POST":
        return _show(request, report)
    access.require(access.can_write(request.actor, report))
    form = TargetForm(request.POST, form=selectors.form_of_report(report))
    if form.is_valid():
        services.target_set(report, form.draft(), actor=request.actor, now=request.now)
        messages.success(request, _("Đã đặt chỉ tiêu."))
        return done(request, "reports:targets", uid=uid)
    return _show(request, report, form=form)


@require_POST
def remove(request: ActorRequest, uid: UUID, pk: int) -> HttpResponse:
    """Take a typed target away."""
    report = selectors.report_for(request.actor, uid)
    services.target_remove(report, pk, actor=request.actor, now=request.now)
    return done(request, "reports:targets", uid=uid)


@require_POST
def bind(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Say by which line a measure of the plans is followed."""
    report = selectors.report_for(request.actor, uid)
    access.require(access.can_write(request.actor, report))
    form = BindForm(request.POST, lines=tuple(selectors.form_of_report(report).lines))
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.target_bind(report, given["measure"], Cell(given["line"]), actor=request.actor, now=request.now)
        except BadInput as error:
            form.add_error("line", str(error))
        else:
            messages.success(request, _("Đã gắn. Từ nay báo cáo lấy mức của kế hoạch, kỳ sau tự có."))
            return done(request, "reports:targets", uid=uid)
    return _show(request, report, refused=form)


@require_POST
def unbind(request: ActorRequest, uid: UUID, pk: int) -> HttpResponse:
    """Follow a measure of the plans by no line any more."""
    report = selectors.report_for(request.actor, uid)
    services.target_unbind(report, pk, actor=request.actor, now=request.now)
    return done(request, "reports:targets", uid=uid)


def _show(
    request: ActorRequest, report: "Report", *, form: TargetForm | None = None, refused: BindForm | None = None
) -> HttpResponse:
    facts = selectors.facts_of(report, today=request.today)
    of_plans = selectors.plan_targets_of(report)
    named = {one.plan_id for one in (*of_plans.free, *(bound.target for bound in of_plans.bound))}
    if form is None and access.can_write(request.actor, report).allowed:
        form = TargetForm(form=facts.form)
    content = targets_page(
        report,
        selectors.typed_targets(report),
        of_plans,
        facts,
        form,
        readable=readable_plans(request.actor, named),
        refused=refused,
    )
    is_refused = refused is not None or (form is not None and form.is_bound)
    return page(request, "reports/targets.html", content, status=422 if is_refused else 200)
