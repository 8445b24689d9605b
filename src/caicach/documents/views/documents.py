"""Pages of documents."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from caicach.agencies import selectors as agencies
from caicach.documents import access, selectors, services
from caicach.documents.constants import FileKind
from caicach.documents.forms import AddFileForm, RegisterForm
from caicach.documents.mapping import NewDocument
from caicach.documents.pages.detail import DocumentPage
from caicach.documents.pages.listing import list_page
from caicach.documents.pages.register import PairsPage, RegisterPage, pairs_page
from caicach.documents.services.keeping import Kept, file_keep, kept_file
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["add_file", "detail", "listing", "pairs", "read_again", "register", "settle"]


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show the register within reach, by words and filters."""
    return page(request, "documents/list.html", list_page(request.actor, request.GET, today=request.today))


@require_safe
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show a document to whoever sees something that uses it; a row found to be another leads there."""
    document = selectors.document_for(request.actor, uid)
    if document.uid != uid:
        return redirect("documents:detail", uid=document.uid)
    return page(request, "documents/detail.html", DocumentPage.of(document, request.actor, today=request.today))


@require_POST
def add_file(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Put an annex or a draft beside a document."""
    document = selectors.document_for(request.actor, uid)
    access.require_keeper(request.actor, document)
    form = AddFileForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            services.file_upload(
                document,
                upload,
                actor=request.actor,
                name=upload.name,
                kind=FileKind(form.cleaned_data["kind"]),
                now=request.now,
            )
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            return done(request, "documents:detail", uid=uid)
    content = DocumentPage.of(document, request.actor, today=request.today, add_form=form)
    return page(request, "documents/detail.html", content, status=422)


@require_POST
def read_again(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Let the file of a document be read once more: what kept it from being read may be mended by now."""
    document = selectors.document_for(request.actor, uid)
    services.document_read_again(document, actor=request.actor, now=request.now)
    messages.success(request, _("Đã xếp hàng đọc lại tệp; kết quả hiện ở trang này sau ít phút."))
    return done(request, "documents:detail", uid=document.uid)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """Write a document into the register: first read its file, then confirm what was read."""
    access.require_keep(request.actor)
    if request.method != "POST":
        return page(request, "documents/register.html", RegisterPage.of(RegisterForm(initial={"direction": "in"})))
    form = RegisterForm(request.POST, request.FILES)
    if "doc" in request.POST:
        return _proposed(request, form)
    return _saved(request, form)


def _proposed(request: ActorRequest, form: RegisterForm) -> HttpResponse:
    """Show the form again with what the head of the file says; nothing is registered."""
    form.is_valid()
    upload = form.cleaned_data.get("file")
    if upload is None:
        form.errors.clear()
        form.add_error("file", _("Chọn tệp để đọc."))
        return page(request, "documents/register.html", RegisterPage.of(form), status=422)
    try:
        kept, facts = file_keep(upload, name=upload.name, actor=request.actor, now=request.now)
    except BadInput as refusal:
        form.errors.clear()
        form.add_error("file", str(refusal))
        return page(request, "documents/register.html", RegisterPage.of(form), status=422)
    typed: dict[str, Any] = {name: value for name, value in form.data.items() if value}
    known = {name: getattr(facts, name) for name in ("type", "symbol", "issued_on", "issuer_name", "subject", "signer")}
    read = {name: value for name, value in known.items() if value}
    shown = RegisterForm(initial={**typed, **read, "kept": kept.token})
    content = RegisterPage.of(shown, kept_name=kept.name, problem=facts.problem, is_read=bool(read))
    return page(request, "documents/register.html", content)


def _saved(request: ActorRequest, form: RegisterForm) -> HttpResponse:
    kept: Kept | None = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            kept = kept_file(given["kept"], actor=request.actor) if given["kept"] else None
            document = services.document_enter(
                _new(request, given, kept), form.upload, actor=request.actor, now=request.now
            )
        except BadInput as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, "documents:detail", uid=document.uid)
    content = RegisterPage.of(form, kept_name=kept.name if kept else "")
    return page(request, "documents/register.html", content, status=422)


def _new(request: ActorRequest, given: dict[str, Any], kept: Kept | None) -> NewDocument:
    pk = agencies.agency_named(given["issuer_name"], on=given["issued_on"])
    names = ("type", "symbol", "issued_on", "issuer_name", "subject", "signer")
    days = ("effective_on", "expires_on", "received_on", "direction")
    return NewDocument(
        **{name: given[name] for name in (*names, *days)},
        issuer_id=pk,
        file=kept.file if kept else None,
        file_name=kept.name if kept else "",
    )


@require_GET
def pairs(request: ActorRequest) -> HttpResponse:
    """Show the questions whether two rows are one document."""
    access.require_keep(request.actor)
    content: PairsPage = pairs_page(selectors.pairs_for(request.actor))
    return page(request, "documents/pairs.html", content)


@require_POST
def settle(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the answer to one question."""
    pair, answer = selectors.pair_for(request.actor, pk), request.POST.get("tra_loi", "")
    if answer not in {"first", "second", "khac"}:
        raise BadInput(_("Chọn một câu trả lời."))
    services.pair_settle(
        pair,
        actor=request.actor,
        is_same=answer != "khac",
        keep_second=answer == "second",
        now=request.now,
    )
    return done(request, "documents:pairs")
