"""Setting one finding aside, and taking it up again."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from caicach.doctor import selectors, services
from caicach.doctor.forms import DismissForm
from caicach.doctor.pages.examination import examination_page
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["dismiss", "undo"]


@require_POST
def dismiss(request: ActorRequest, uid: UUID, number: int) -> HttpResponse:
    """Set a finding aside; without a reason the page says so at the finding."""
    examination = selectors.examination_for(request.actor, uid)
    form = DismissForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.finding_dismiss(examination, number, reason=reason, actor=request.actor, now=request.now)
    except BadInput as refusal:
        content = examination_page(examination, actor=request.actor, refused=number, problem=str(refusal))
        return page(request, "doctor/detail.html", content, status=422)
    return redirect(reverse("doctor:detail", args=[uid]) + "#phat-hien")


@require_POST
def undo(request: ActorRequest, uid: UUID, number: int) -> HttpResponse:
    """Take a finding up again."""
    examination = selectors.examination_for(request.actor, uid)
    services.dismissal_undo(examination, number, actor=request.actor, now=request.now)
    return redirect(reverse("doctor:detail", args=[uid]) + f"#f{number}")
