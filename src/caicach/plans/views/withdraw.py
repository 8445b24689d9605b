"""Taking back a whole plan that was assigned."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.plans import selectors
from caicach.plans.forms import ReasonForm
from caicach.plans.pages.withdraw import withdraw_page
from caicach.plans.services.withdraw import plan_withdraw
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["withdraw"]


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what would be taken back, or who has acted; by POST, take it back."""
    plan = selectors.plan_assigned(request.actor, uid)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            count = plan_withdraw(plan, actor=request.actor, reason=form.cleaned_data["reason"], now=request.now)
        except BadInput as refusal:
            form.add_error("reason", str(refusal))
        else:
            words = _("Đã thu hồi kế hoạch: %(count)s nhiệm vụ được hủy kèm lý do.") % {"count": number_text(count)}
            messages.success(request, words)
            return redirect("plans:detail", uid=uid)
    return page(request, "plans/withdraw.html", withdraw_page(plan, form), status=422 if form.is_bound else 200)
