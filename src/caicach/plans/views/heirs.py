"""Applying a plan of former bodies to those of today."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.agencies import selectors as agencies
from caicach.plans import access, selectors
from caicach.plans.constants import ASSIGNED
from caicach.plans.forms.heirs import HeirsForm
from caicach.plans.pages.heirs import heirs_page, preview_of
from caicach.plans.selectors.heirs import Former, former_of
from caicach.plans.services.heirs import application_of, plan_apply
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput, WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

if TYPE_CHECKING:
    from caicach.plans.models import Plan

__all__ = ["heirs"]


@require_http_methods(["GET", "HEAD", "POST"])
def heirs(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show who goes on for each ended body; by POST what would follow, and with ``xac-nhan`` do it."""
    plan = selectors.plan_for(request.actor, uid)
    access.require(request.actor, plan.issuer_id)
    if plan.state not in ASSIGNED:
        raise WrongState(_("Chỉ vận dụng kế hoạch đã giao việc hoặc đã đóng. Mở lại từ danh sách kế hoạch."))
    former = former_of(plan, today=request.today)
    others = selectors.bodies_of(agencies.resolver_for(plan.issuer_id, on=request.today))
    years = (request.today.year, request.today.year + 1)
    data = request.POST if request.method == "POST" else None
    form = HeirsForm(data, former=former, years=years, others=others)
    if not form.is_valid():
        content = heirs_page(plan, former, form, preview=None)
        return page(request, "plans/heirs.html", content, status=422 if form.is_bound else 200)
    try:
        return _answer(request, plan, former, form)
    except (BadInput, WrongState) as refusal:
        content = heirs_page(plan, former, form, preview=None, error=str(refusal))
        return page(request, "plans/heirs.html", content, status=refusal.status)


def _answer(request: ActorRequest, plan: "Plan", former: Former, form: HeirsForm) -> HttpResponse:
    """Apply the plan where that was pressed, else show what would follow."""
    given = {"heirs": form.heirs(), "year": form.cleaned_data["year"], "now": request.now, "today": request.today}
    if "xac-nhan" in request.POST:
        made = plan_apply(plan, actor=request.actor, **given)
        count = number_text(made.expansion.obligation_count)
        messages.success(request, _("Đã vận dụng kế hoạch: giao %(count)s nhiệm vụ.") % {"count": count})
        return redirect("plans:detail", uid=made.plan.uid)
    shown = application_of(plan, **given)
    names = agencies.names_of(shown.counts)
    return page(request, "plans/heirs.html", heirs_page(plan, former, form, preview=preview_of(shown, names)))
