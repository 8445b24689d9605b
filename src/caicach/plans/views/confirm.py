"""The last look before a plan is assigned, assigning it, and withdrawing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.plans import selectors, services
from caicach.plans.constants import PlanKind
from caicach.plans.pages.confirm import confirm_page
from caicach.plans.views.moved import told_in_words
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["cancel", "confirm"]


@require_http_methods(["GET", "HEAD", "POST"])
@told_in_words
def confirm(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what would be assigned to whom; by POST, assign it."""
    plan = selectors.plan_to_review(request.actor, uid)
    if plan.kind == PlanKind.AMENDMENT:
        return redirect("plans:compare", uid=uid)
    if request.method == "POST":
        try:
            made = services.plan_confirm(plan, actor=request.actor, now=request.now, today=request.today)
        except BadInput as refusal:
            messages.error(request, str(refusal))
            return redirect("plans:confirm", uid=uid)
        counts = {"duties": number_text(made.obligation_count), "agencies": number_text(len(made.agency_ids))}
        messages.success(request, _("Đã giao %(duties)s nhiệm vụ cho %(agencies)s cơ quan.") % counts)
        return redirect("plans:detail", uid=uid)
    return page(request, "plans/confirm.html", confirm_page(plan, today=request.today))


@require_POST
@told_in_words
def cancel(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Withdraw a plan before anything is owed."""
    plan = selectors.plan_to_review(request.actor, uid)
    services.plan_cancel(plan, actor=request.actor, now=request.now)
    messages.success(request, _("Đã hủy. Không giữ lại gì của %(name)s.") % {"name": plan.file_name})
    return redirect("plans:list")
