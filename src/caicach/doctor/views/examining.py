"""Examining a document, its result, and what becomes of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.doctor import selectors, services
from caicach.doctor.exports import Accepted, commented, listed
from caicach.doctor.forms import KeepForm, StartForm
from caicach.doctor.pages.examination import StartPage, examination_page, keep_page
from caicach.doctor.pages.rules import rules_page
from caicach.doctor.services.examining import Draft
from caicach.documents import access as registers
from caicach.files import selectors as files
from caicach.files.constants import DOCX as WORD
from caicach.web.downloads import DOCX, XLSX, attachment
from caicach.web.errors import BadInput, WrongState
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest
from vanban.writing import file_name

__all__ = ["detail", "docx", "drop", "keep", "of_file", "rules", "start", "xlsx"]


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: ActorRequest) -> HttpResponse:
    """Take a document and show what is wrong in it."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = StartForm(*sent, superiors=selectors.superior_choices(request.actor))
    if form.is_valid():
        try:
            examination = services.examination_start(
                _draft(form.cleaned_data["file"]),
                actor=request.actor,
                other=_draft(form.cleaned_data["other"]) if form.cleaned_data["other"] else None,
                superior_key=form.cleaned_data.get("superior", ""),
                now=request.now,
            )
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(_onward(examination))
    return page(request, "doctor/start.html", StartPage(form), status=422 if form.is_bound else 200)


def _draft(upload: Any) -> Draft:
    return Draft(upload, upload.name)


@require_POST
def of_file(request: ActorRequest, uid: UUID, name: str) -> HttpResponse:
    """Examine a file that lies in the store already: of a plan, of a document."""
    stored = files.file_for(request.actor, uid)
    name = files.download_name(stored, name)
    examination = services.examination_of_file(stored, name, actor=request.actor, now=request.now)
    return done(request, _onward(examination))


@require_safe
def rules(request: ActorRequest) -> HttpResponse:
    """Show what is looked for."""
    return page(request, "doctor/rules.html", rules_page())


def _onward(examination: Any) -> str:
    """Return where it goes on: what cannot be read is gone by then, only its job can say why."""
    if examination.checked_at is None and examination.job is not None:
        return reverse("jobs:detail", args=[examination.job.uid])
    return reverse("doctor:detail", args=[examination.uid])


@require_safe
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the document with what was found; while it is being read, the progress."""
    examination = selectors.examination_for(request.actor, uid)
    if examination.checked_at is None and examination.job is not None:
        return redirect("jobs:detail", uid=examination.job.uid)
    content = examination_page(examination, actor=request.actor, chosen=request.GET.get("muc", ""))
    return page(request, "doctor/detail.html", content)


@require_POST
def drop(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Remove the document at once."""
    examination = selectors.examination_for(request.actor, uid)
    services.examination_drop(examination, actor=request.actor, now=request.now)
    return done(request, "doctor:start")


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Put the document into the register under what was read of it, as a person corrects it."""
    examination = selectors.examination_for(request.actor, uid)
    registers.require_keep(request.actor)
    header = _done(examination)["header"]
    form = KeepForm(request.POST if request.method == "POST" else None, initial=_initial(header))
    if form.is_valid():
        try:
            document = services.examination_keep(examination, form.naming(), actor=request.actor, now=request.now)
        except BadInput as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, reverse("documents:detail", args=[document.uid]))
    return page(request, "doctor/keep.html", keep_page(examination, form), status=422 if form.is_bound else 200)


def _initial(header: dict[str, str]) -> dict[str, str]:
    names = {"issued": "issued_on", "issuer": "issuer_name", "title": "subject"}
    given = {names.get(name, name): value for name, value in header.items()}
    return {**given, "type": given["type"].capitalize()}


@require_safe
def docx(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the document as a Word file with comments."""
    examination = selectors.examination_for(request.actor, uid)
    result = _done(examination)
    decided = selectors.sorted_findings(examination, actor=request.actor)
    is_word = examination.file.media_type == WORD
    data = commented(
        result,
        decided.standing,
        [Accepted(one, row.accepted_by.full_name, row.accepted_at) for one, row in decided.accepted()],
        original=files.content_of(examination.file) if is_word else None,
        written_at=examination.checked_at or request.now,
    )
    name = file_name(examination.file_name.rpartition(".")[0], "ghi chu", ending="docx")
    return attachment(data, name=name, media_type=DOCX)


@require_safe
def xlsx(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the findings as a workbook."""
    examination = selectors.examination_for(request.actor, uid)
    result = _done(examination)
    decided = selectors.sorted_findings(examination, actor=request.actor)
    data = listed(result, decided, file_name=examination.file_name, written_at=examination.checked_at or request.now)
    name = file_name(examination.file_name.rpartition(".")[0], "phat hien", ending="xlsx")
    return attachment(data, name=name, media_type=XLSX)


def _done(examination: Any) -> dict[str, Any]:
    if not examination.result:
        raise WrongState(_("Văn bản này đang được đọc. Chờ xong rồi làm lại."))
    return selectors.result_of(examination)
