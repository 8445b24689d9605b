"""Deciding on findings: accepting a fix, setting one aside, and taking either back."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from caicach.doctor import selectors, services
from caicach.doctor.forms import DismissForm
from caicach.doctor.mapping.edits import is_formal
from caicach.doctor.pages.examination import examination_page
from caicach.doctor.pages.items import with_filter
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

if TYPE_CHECKING:
    from caicach.doctor.models import Examination

__all__ = ["accept", "accept_formal", "dismiss", "unaccept", "undo"]


@require_POST
def accept(request: ActorRequest, uid: UUID, number: int) -> HttpResponse:
    """Accept the fix of a finding and go on to the next."""
    examination = selectors.examination_for(request.actor, uid)
    services.fix_accept(examination, number, actor=request.actor, now=request.now)
    return _onward(request, examination, behind=number)


@require_POST
def accept_formal(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Accept every fix that changes blanks and signs alone."""
    examination = selectors.examination_for(request.actor, uid)
    standing = selectors.sorted_findings(examination, actor=request.actor).standing if examination.result else ()
    formal = [one.number for one in standing if is_formal(one.edits)]
    services.fixes_accept(examination, formal, actor=request.actor, now=request.now)
    return redirect(_back(request, uid) + "#phat-hien")


@require_POST
def unaccept(request: ActorRequest, uid: UUID, number: int) -> HttpResponse:
    """Take an accepted fix back."""
    examination = selectors.examination_for(request.actor, uid)
    services.correction_undo(examination, number, actor=request.actor, now=request.now)
    return redirect(_back(request, uid) + f"#f{number}")


@require_POST
def dismiss(request: ActorRequest, uid: UUID, number: int) -> HttpResponse:
    """Set a finding aside; without a reason the page says so at the finding."""
    examination = selectors.examination_for(request.actor, uid)
    form = DismissForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.finding_dismiss(examination, number, reason=reason, actor=request.actor, now=request.now)
    except BadInput as refusal:
        content = examination_page(
            examination, actor=request.actor, chosen=request.GET.get("muc", ""), refused=number, problem=str(refusal)
        )
        return page(request, "doctor/detail.html", content, status=422)
    return _onward(request, examination, behind=number)


@require_POST
def undo(request: ActorRequest, uid: UUID, number: int) -> HttpResponse:
    """Take a finding up again."""
    examination = selectors.examination_for(request.actor, uid)
    services.dismissal_undo(examination, number, actor=request.actor, now=request.now)
    return redirect(_back(request, uid) + f"#f{number}")


def _back(request: ActorRequest, uid: UUID) -> str:
    return with_filter(reverse("doctor:detail", args=[uid]), request.GET.get("muc", ""))


def _onward(request: ActorRequest, examination: "Examination", *, behind: int) -> HttpResponse:
    """Lead to the finding behind the one that was decided, so that a person works down the list."""
    standing = selectors.sorted_findings(examination, actor=request.actor).standing
    following = next((one.number for one in standing if one.number > behind), None)
    return redirect(_back(request, examination.uid) + (f"#f{following}" if following else "#phat-hien"))
