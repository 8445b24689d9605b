"""Figures in and out of files: the workbook of a return, pastes, reports, tables of other systems."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.figures.constants import IntakeKind
from caicach.figures.exports.tables import book_for
from caicach.figures.exports.workbook import workbook_of
from caicach.figures.forms.files import DocumentForm, PasteForm, WorkbookForm
from caicach.figures.imports.bringing import document_bring, paste_bring, workbook_bring
from caicach.figures.imports.taking import Weighed, intake_take, intake_weighed
from caicach.figures.mapping import sheet_for
from caicach.figures.pages.files import bring_page, weighed_page
from caicach.figures.selectors import return_for
from caicach.figures.selectors.intakes import files_before, intake_for
from caicach.figures.services import intakes
from caicach.ui.notation import number_text
from caicach.web.downloads import XLSX, attachment
from caicach.web.errors import BadInput, WrongState
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest
from vanban.writing import file_name

__all__ = ["document_in", "drop", "intake", "paste", "workbook", "workbook_in"]


@require_safe
def workbook(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out a return as a workbook that comes back."""
    sheet = return_for(request.actor, uid)
    section = request.GET.get("phan", "")
    data = workbook_of(book_for(sheet, section=section))
    name = file_name("so lieu", sheet.agency.current_name, sheet.period.name, section, ending="xlsx")
    return attachment(data, name=name, media_type=XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
def workbook_in(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take a filled workbook and show what it would change."""
    return _file(request, uid, "workbook-in", WorkbookForm(*_sent(request)), workbook_bring)


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take cells that were copied and show what they would change."""
    sheet = return_for(request.actor, uid)
    intakes.require_bring(request.actor, sheet)
    printed = sheet_for(sheet.period.form, sheet.level)
    sent = request.POST if request.method == "POST" else None
    form = PasteForm(sent, sheet=printed, initial={"start": request.GET.get("tu", "")})
    if form.is_valid():
        text, start = form.cleaned_data["text"], form.cleaned_data["start"]
        try:
            kept = paste_bring(sheet, text, start=start, actor=request.actor, now=request.now)
        except BadInput as refusal:
            form.add_error("text", str(refusal))
        else:
            return redirect("figures:intake", uid=kept.uid)
    return _bring(request, "paste", sheet, form)


@require_http_methods(["GET", "HEAD", "POST"])
def document_in(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take a report and show which figures it gives."""
    return _file(request, uid, "document-in", DocumentForm(*_sent(request)), document_bring)


def _file(request: ActorRequest, uid: UUID, way: str, form: Form, bring: Callable[..., Any]) -> HttpResponse:
    """Take a file in one of the ways; what it would change is shown, or the form with the refusal."""
    sheet = return_for(request.actor, uid)
    intakes.require_bring(request.actor, sheet)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = bring(sheet, file, name=file.name, actor=request.actor, now=request.now)
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("figures:intake", uid=kept.uid)
    return _bring(request, way, sheet, form)


def _sent(request: ActorRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _bring(request: ActorRequest, way: str, sheet: Any, form: Form) -> HttpResponse:
    content = bring_page(sheet, way, form)
    status = 422 if form.is_bound else 200
    return page(request, "figures/files/bring.html", content, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what was brought and what it would change; save it when a person says so."""
    kept = intake_for(request.actor, uid)
    if kept.kind == IntakeKind.DOCUMENT and not kept.result and kept.job is not None:
        return redirect("jobs:detail", uid=kept.job.uid)
    weighed = intake_weighed(kept, actor=request.actor)
    if request.method != "POST":
        return _weighed(request, weighed)
    chosen = frozenset(request.POST.getlist("o"))
    try:
        taken = intake_take(
            weighed,
            actor=request.actor,
            now=request.now,
            version=request.POST.get("phien", ""),
            chosen=chosen,
            leaves_refused=request.POST.get("bo_qua") == "1",
        )
    except (BadInput, WrongState) as refusal:
        return _weighed(request, weighed, error=str(refusal), chosen=chosen, status=refusal.status)
    said = ngettext("Đã lưu %(count)s ô.", "Đã lưu %(count)s ô.", taken.changed_count)
    messages.success(request, said % {"count": number_text(taken.changed_count)})
    if kept.sheet is None:
        return done(request, "figures:period", uid=kept.period.uid)
    return done(request, "figures:entry", uid=kept.sheet.uid)


def _weighed(
    request: ActorRequest,
    weighed: Weighed,
    *,
    error: str = "",
    chosen: frozenset[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet = weighed.intake.sheet
    before = files_before(sheet, but=weighed.intake) if sheet is not None else ()
    content = weighed_page(weighed, before, error=error, chosen=chosen)
    return page(request, "figures/files/weighed.html", content, status=status)


@require_POST
def drop(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Let go what was brought; nothing of it is saved."""
    kept = intake_for(request.actor, uid)
    intakes.intake_drop(kept, actor=request.actor)
    messages.success(request, _("Đã bỏ; chưa có gì được lưu."))
    if kept.sheet is None:
        return done(request, "figures:systems")
    return done(request, "figures:entry", uid=kept.sheet.uid)
