"""Putting proofs to a cell of a return, and taking them back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.documents.selectors import document_to_prove
from caicach.figures import access, services
from caicach.figures.forms.proofs import ProofForm, Step, step_of
from caicach.figures.mapping import cell_of_columns
from caicach.figures.pages.entry.cell import Sent
from caicach.figures.pages.entry.proofs import Proving, offered
from caicach.figures.pages.entry.rows import places_of
from caicach.figures.selectors import return_for
from caicach.figures.selectors.entry import Entry, entry_again
from caicach.figures.selectors.proofs import documents_offered, proof_for
from caicach.figures.views.entry.cell import asked, show
from caicach.ui.values import FoundDocuments
from caicach.web.errors import BadInput, Beyond
from caicach.web.requests import ActorRequest
from reform.forms import Cell
from vanban.text.forms import squeeze

__all__ = ["add", "remove"]


@require_POST
def add(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Put a proof to a cell; a search in the register shows what it found, and keeps nothing."""
    sheet = return_for(request.actor, uid)
    access.require_filler(request.actor, sheet)
    if "dong" not in request.GET:
        raise BadInput(_("Không rõ ô nào. Tải lại trang rồi làm lại."))
    entry = entry_again(sheet, request.actor, today=request.today)
    cell, step = asked(request, entry), step_of(request.POST)
    if step is Step.FIND:
        return show(request, entry, cell, Sent(proving=_found(request, entry)))
    form = ProofForm(request.POST, request.FILES, auto_id="mc-%s")
    if not form.is_valid():
        return show(request, entry, cell, Sent(proving=Proving(form)), status=422)
    try:
        proof = services.proof_add(sheet, _draft(request, form, cell, step), actor=request.actor, now=request.now)
    except (BadInput, Beyond) as refusal:
        return show(request, entry, cell, Sent(proving=Proving(form, str(refusal))), status=refusal.status)
    messages.success(request, _("Đã thêm minh chứng “%(title)s”.") % {"title": proof.title})
    return _back(entry, cell)


@require_POST
def remove(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take a proof back."""
    sheet = return_for(request.actor, uid)
    access.require_filler(request.actor, sheet)
    if "proof" not in request.POST:
        raise BadInput(_("Không rõ minh chứng nào. Tải lại trang rồi làm lại."))
    proof = proof_for(request.actor, _uid(request.POST["proof"]))
    if proof.sheet_id != sheet.pk:
        raise Beyond(_("Minh chứng này của bản số liệu khác."))
    services.proof_remove(proof, actor=request.actor, now=request.now)
    entry = entry_again(sheet, request.actor, today=request.today)
    messages.success(request, _("Đã bỏ minh chứng “%(title)s”.") % {"title": proof.title})
    return _back(entry, cell_of_columns(proof.line_key, proof.members))


def _found(request: ActorRequest, entry: Entry) -> Proving:
    words = squeeze(request.POST.get("find", ""))[:200]
    rows, has_more = documents_offered(request.actor, entry.sheet, words, today=request.today)
    typed = {name: request.POST.get(name, "") for name in ProofForm.base_fields if name != "file"}
    form = ProofForm(initial=typed, auto_id="mc-%s")
    return Proving(form, found=FoundDocuments(words, tuple(map(offered, rows)), has_more))


def _draft(request: ActorRequest, form: ProofForm, cell: Cell, step: Step) -> services.ProofDraft:
    """Return what is to be kept.

    Raises:
        Beyond: what was picked is not within reach.
        BadInput: it is only cited so far, or names nothing.
    """
    if step is Step.PICK:
        return form.draft(cell, document=document_to_prove(request.actor, request.POST["pick"]))
    if step is Step.AGAIN:
        return form.draft(cell, same_as=proof_for(request.actor, _uid(request.POST["again"])))
    return form.draft(cell)


def _uid(text: str) -> UUID:
    """Return the uid that was sent.

    Raises:
        Beyond: it is none.
    """
    try:
        return UUID(text)
    except ValueError:
        raise Beyond(_("Không có minh chứng này, hoặc minh chứng nằm ngoài phạm vi của bạn.")) from None


def _back(entry: Entry, cell: Cell) -> HttpResponse:
    """Go back to the line in its section."""
    address = reverse("figures:section", args=[entry.sheet.uid, entry.section_of_cell[cell]])
    return redirect(f"{address}#{places_of(entry)[cell]}")
