"""The review of a plan, row by row."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.plans import selectors, services
from caicach.plans.forms import SettleForm
from caicach.plans.views.rows import RowView
from caicach.web.requests import ActorRequest

__all__ = ["overview", "row", "settle"]


@require_safe
def overview(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Go to the first row that a person must look at."""
    view = RowView(request, uid)
    return redirect("plans:row", uid=uid, position=view.first_open())


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: ActorRequest, uid: UUID, position: int) -> HttpResponse:
    """Show or correct one row."""
    view = RowView(request, uid, position)
    form = view.form(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return view.page(form)
    if not form.is_valid():
        return view.page(form, status=422)
    services.deliverable_edit(view.deliverable, actor=request.actor, edit=view.edit(form), now=request.now)
    messages.success(request, _("Đã lưu dòng %(number)s.") % {"number": view.number})
    return redirect("plans:row", uid=uid, position=view.next_position(position))


@require_POST
def settle(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Say whom a phrase means."""
    plan = selectors.plan_to_review(request.actor, uid)
    position = int(request.POST["position"]) if request.POST.get("position", "").isdecimal() else 1
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("plans:row", uid=uid, position=position)
    count = services.phrase_settle(
        plan,
        actor=request.actor,
        phrase=form.cleaned_data["phrase"],
        choice=form.cleaned_data["choice"],
        is_remembered=form.cleaned_data["is_remembered"],
        now=request.now,
    )
    words = ngettext("Đã xử lý %(count)s chỗ.", "Đã xử lý %(count)s chỗ.", count) % {"count": count}
    messages.success(request, words)
    return redirect("plans:row", uid=uid, position=position)
