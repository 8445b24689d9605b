"""A period plan with the plans of its years."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.plans import access, selectors
from caicach.plans.pages.period import period_page
from caicach.plans.services.periods import period_task_set
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest, whole_number

__all__ = ["period"]


@require_http_methods(["GET", "HEAD", "POST"])
def period(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show which year carries each task; by POST, say which task of the period a task of a year carries out."""
    plan = selectors.period_plan_for(request.actor, uid)
    if request.method == "POST":
        access.require(request.actor, plan.issuer_id)
        task, position = (whole_number(request.POST.get(name, "").strip()) for name in ("task", "position"))
        try:
            if task is None or position is None:
                raise BadInput(_("Nhập số thứ tự của nhiệm vụ giai đoạn, chọn trong danh sách gợi ý."))
            period_task_set(plan, actor=request.actor, task_id=task, period_position=position, now=request.now)
        except BadInput as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã gắn nhiệm vụ của kế hoạch năm với nhiệm vụ của giai đoạn."))
        return redirect("plans:period", uid=uid)
    may_tie = access.can_assign(request.actor, plan.issuer_id).allowed
    content = period_page(selectors.period_facts(plan, request.actor, today=request.today), may_tie=may_tie)
    return page(request, "plans/period.html", content)
