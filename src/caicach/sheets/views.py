"""The steps of a sheet: its columns, a trial, the confirmation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.sheets import selectors, services
from caicach.sheets.forms import ColumnsForm, NameForm, SheetForm
from caicach.sheets.pages import BringPage, ColumnsPage, MappingsPage, TrialPage
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest, whole_number

__all__ = ["bring", "cancel", "columns", "forget", "mappings", "rename", "trial"]


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: ActorRequest, purpose: str) -> HttpResponse:
    """Take a sheet; a header that is known goes straight to the trial."""
    owner_id = selectors.owner_of(request.actor, purpose)
    is_sent = request.method == "POST"
    form = SheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        try:
            upload = services.upload_brought(
                form.cleaned_data["file"], actor=request.actor, purpose=purpose, owner_id=owner_id, now=request.now
            )
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("sheets:trial", uid=upload.uid)
    content = BringPage.of(purpose, form)
    return page(request, "sheets/bring.html", content, status=422 if form.is_bound else 200, section=content.section)


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
    return page(
        request,
        "sheets/columns.html",
        ColumnsPage.of(opened, form),
        status=422 if form.is_bound else 200,
        section=opened.purpose.section,
    )


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
    return page(request, "sheets/trial.html", TrialPage.of(opened, tried), section=opened.purpose.section)


@require_POST
def cancel(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Let a sheet go."""
    upload = selectors.upload_for(request.actor, uid)
    back = upload.purpose
    services.upload_drop(upload, actor=request.actor)
    messages.success(request, _("Đã bỏ bảng tính; chưa có gì được nhập."))
    return redirect(selectors.back_of(back))


@require_safe
def mappings(request: ActorRequest, purpose: str) -> HttpResponse:
    """Show which sources of sheets are known, and what their columns are taken for."""
    return _mappings(request, purpose)


def _mappings(
    request: ActorRequest, purpose: str, *, uid: UUID | None = None, form: NameForm | None = None
) -> HttpResponse:
    """Show the known sources; ``form`` is what was sent for the one with ``uid``."""
    found = selectors.mappings_of(request.actor, purpose, number=whole_number(request.GET.get("trang", "")) or 1)
    content = MappingsPage.of(purpose, found, sent=(uid, form))
    return page(request, "sheets/mappings.html", content, status=422 if form else 200, section=content.section)


@require_POST
def rename(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Call a source by another name."""
    mapping = selectors.mapping_for(request.actor, uid)
    form = NameForm(request.POST, prefix=mapping.uid.hex)
    if form.is_valid():
        try:
            services.mapping_rename(mapping, actor=request.actor, name=form.cleaned_data["name"], now=request.now)
        except BadInput as refusal:
            form.add_error("name", str(refusal))
        else:
            return done(request, "sheets:mappings", purpose=mapping.purpose)
    return _mappings(request, mapping.purpose, uid=uid, form=form)


@require_POST
def forget(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Forget what the columns of a source mean."""
    mapping = selectors.mapping_for(request.actor, uid)
    services.mapping_forget(mapping, actor=request.actor, now=request.now)
    messages.success(request, _("Đã quên cách hiểu cột của “%(name)s”; lần sau sẽ hỏi lại.") % {"name": mapping.name})
    return done(request, "sheets:mappings", purpose=mapping.purpose)
