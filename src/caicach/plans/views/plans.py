"""The list of plans, bringing one in, and a plan that was assigned."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from caicach.plans import access, selectors, services
from caicach.plans.constants import PlanState
from caicach.plans.forms import FilterForm, UploadForm
from caicach.plans.pages.listing import ListPage, UploadPage, list_page
from caicach.plans.pages.plan import plan_page
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["detail", "listing", "upload"]


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show the plans within reach."""
    form = FilterForm(request.GET, years=selectors.years_of(request.actor), auto_id="loc-%s")
    content: ListPage = list_page(
        selectors.plans_asked(selectors.plans_for(request.actor), form.asked()),
        form=form,
        number=request.GET.get("trang"),
        query=request.GET,
        can_upload=bool(access.issuer_ids(request.actor)),
        writes_own=access.reads_own(request.actor),
    )
    return page(request, "plans/list.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: ActorRequest) -> HttpResponse:
    """Take a plan's file; reading it goes on in the background, unless a sheet's columns must be asked about."""
    access.require_any(request.actor)
    issuers = selectors.issuers_for(request.actor)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent, issuers=issuers)
    if form.is_valid():
        try:
            address = services.plan_bring(form.cleaned_data, actor=request.actor, now=request.now)
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(address)
    return page(request, "plans/upload.html", UploadPage(form), status=422 if form.is_bound else 200)


@require_safe
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show a plan where it stands: being read, under review, or assigned."""
    plan = selectors.plan_for(request.actor, uid)
    if plan.state == PlanState.READING:
        return redirect("jobs:detail", uid=selectors.job_uid(plan))
    if plan.state == PlanState.REVIEW:
        return redirect("plans:compare" if plan.amends_id else "plans:review", uid=plan.uid)
    if plan.amends is not None:  # it stands in the plan that it amended
        return redirect("plans:detail", uid=plan.amends.uid)
    return page(request, "plans/plan.html", plan_page(plan, actor=request.actor, today=request.today))
