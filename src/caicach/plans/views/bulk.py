"""Many rows at once, and the facts of the document itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from caicach.obligations.constants import TrackingMode
from caicach.plans import selectors, services
from caicach.plans.constants import Ownership
from caicach.plans.forms import BulkForm, HeaderForm
from caicach.plans.pages.bulk import HeaderPage, bulk_page
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["header", "rows"]


@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show all rows of a plan in one table; change how they are tracked and who owes them."""
    plan = selectors.plan_to_review(request.actor, uid)
    listed = selectors.deliverables_of(plan)
    form = BulkForm(request.POST if request.method == "POST" else None, row_ids=[row.pk for row in listed])
    if form.is_valid():
        given = form.cleaned_data
        count = services.modes_set(
            plan,
            actor=request.actor,
            deliverable_ids=given["rows"],
            mode=TrackingMode(given["mode"]) if given["mode"] else None,
            ownership=Ownership(given["ownership"]) if given["ownership"] else None,
            now=request.now,
        )
        messages.success(
            request, ngettext("Đã đổi %(count)s dòng.", "Đã đổi %(count)s dòng.", count) % {"count": count}
        )
        return redirect("plans:bulk", uid=uid)
    content = bulk_page(plan, listed, form=form, today=request.today)
    return page(request, "plans/bulk.html", content, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def header(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Correct the facts of the document."""
    plan = selectors.plan_to_review(request.actor, uid)
    names = ("type", "symbol", "issued_on", "title", "signer", "year")
    initial = {name: getattr(plan, name) for name in names} | {"standing_body": plan.standing_body_id}
    form = HeaderForm(
        request.POST if request.method == "POST" else None,
        bodies=selectors.bodies_of(selectors.resolver_of(plan)),
        initial=initial,
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        services.plan_header_edit(
            plan, actor=request.actor, now=request.now, standing_body_id=given.pop("standing_body"), **given
        )
        return redirect("plans:review", uid=uid)
    return page(request, "plans/header.html", HeaderPage.of(plan, form), status=422 if form.is_bound else 200)
