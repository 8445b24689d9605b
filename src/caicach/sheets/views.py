"""The steps of a sheet: its columns, a trial, the confirmation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.sheets import selectors, services
from caicach.sheets.forms import ColumnsForm, SheetForm
from caicach.sheets.pages import BringPage, ColumnsPage, TrialPage
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["bring", "cancel", "columns", "trial"]


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: ActorRequest, purpose: str) -> HttpResponse:
    """Take a sheet; a header that is known goes straight to the trial."""
    owner_id = selectors.owner_of(request.actor, purpose)
    is_sent = request.method == "POST"
    form = SheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = services.upload_keep(
                actor=request.actor,
                purpose=purpose,
                owner_id=owner_id,
                content=file,
                file_name=file.name,
                context={},
                now=request.now,
            )
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("sheets:trial", uid=upload.uid)
    return page(request, "sheets/bring.html", BringPage.of(purpose, form), status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Ask what each column means; the answer is remembered for the body and this header."""
    opened = selectors.upload_opened(request.actor, uid)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        titles=opened.table.titles,
        roles=opened.purpose.roles(),
        proposed=opened.roles,
    )
    if form.is_valid():
        try:
            services.mapping_remember(opened, form.roles(), actor=request.actor, now=request.now)
        except BadInput as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("sheets:trial", uid=uid)
    return page(request, "sheets/columns.html", ColumnsPage.of(opened, form), status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what the rows would make, and take them when a person says so."""
    opened = selectors.upload_opened(request.actor, uid)
    if not opened.is_remembered:
        return redirect("sheets:columns", uid=uid)
    if request.method == "POST":
        outcome = services.upload_take(opened, actor=request.actor, now=request.now)
        messages.success(request, outcome.sentence)
        return redirect(outcome.address)
    tried = opened.purpose.try_out(opened.rows(), actor=request.actor, context=opened.context, now=request.now)
    return page(request, "sheets/trial.html", TrialPage.of(opened, tried))


@require_POST
def cancel(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Let a sheet go."""
    upload = selectors.upload_for(request.actor, uid)
    back = upload.purpose
    services.upload_drop(upload, actor=request.actor)
    messages.success(request, _("Đã bỏ bảng tính; chưa có gì được nhập."))
    return redirect(selectors.back_of(back))
