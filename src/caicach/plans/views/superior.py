"""Joining a plan to the plan of its superior."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.plans import selectors
from caicach.plans.pages.superior import superior_page
from caicach.plans.selectors.superior import following_of, superior_choices
from caicach.plans.services.superior import plan_follow
from caicach.ui.notation import number_text
from caicach.web.pages import page
from caicach.web.requests import ActorRequest, whole_number

if TYPE_CHECKING:
    from caicach.plans.models import Plan

__all__ = ["superior"]


@require_http_methods(["GET", "HEAD", "POST"])
def superior(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show which row carries out which of the superior's; by POST keep what a person chose."""
    plan = selectors.plan_to_extend(request.actor, uid)
    choices = superior_choices(plan)
    asked = request.GET.get("theo", "")
    chosen = _chosen(plan, choices, asked)
    if request.method != "POST" or chosen is None:
        following = following_of(plan, chosen) if chosen else None
        return page(request, "plans/superior.html", superior_page(plan, choices, following))
    rows = plan.deliverables.values_list("pk", flat=True)
    picked = {pk: whole_number(request.POST.get(f"dong_{pk}", "")) for pk in rows if f"dong_{pk}" in request.POST}
    count = plan_follow(plan, actor=request.actor, superior=chosen, choices=picked, now=request.now)
    words = _("Đã nối %(count)s dòng với kế hoạch của cấp trên.") % {"count": number_text(count)}
    messages.success(request, words)
    return redirect("plans:superior", uid=uid)


def _chosen(plan: "Plan", choices: "list[Plan]", asked: str) -> "Plan | None":
    """Return the superior's plan that the address names, else the one joined, else the first."""
    by_uid = {str(one.uid): one for one in choices}
    by_id = {one.pk: one for one in choices}
    return by_uid.get(asked) or by_id.get(plan.superior_id or 0) or next(iter(choices), None)
