"""One cell of a return: its page, a note, another figure than the program counted."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.figures import services
from caicach.figures.mapping import typed_figure
from caicach.figures.pages.entry.acts import acts_of
from caicach.figures.pages.entry.cell import NOTHING_SENT, Sent, cell_page
from caicach.figures.selectors import changes_of
from caicach.figures.selectors.entry import Entry, entry_again, entry_for
from caicach.figures.views.entry.typed import origin_of
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from caicach.web.pages import is_htmx, page
from caicach.web.requests import ActorRequest
from reform.forms import Cell
from reform.forms.figures import cell_of

__all__ = ["asked", "cell", "show"]


@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show a cell, or save its note or another figure than was counted."""
    entry = entry_for(request.actor, uid, today=request.today)
    shown = asked(request, entry)
    if request.method != "POST":
        return show(request, entry, shown)
    if not entry.may_fill:
        raise NotAllowed(_("Bản số liệu này không nhập được lúc này, hoặc không phải việc của bạn."))
    try:
        draft = _draft(request, entry, shown)
        services.cells_save(entry.sheet, [draft], actor=request.actor, now=request.now, origin=origin_of(entry))
    except (BadInput, WrongState) as refusal:
        typed = (request.POST.get("figure", ""), request.POST.get("reason", ""))
        is_override = request.POST.get("act") == "override"
        entry = entry_again(entry.sheet, request.actor, today=request.today)
        sent = Sent(str(refusal), typed if is_override else None)
        return show(request, entry, shown, sent, status=refusal.status)
    content = cell_page(entry, shown, (), today=request.today, acts=acts_of(entry, request.actor))
    return redirect(content.back_url)


def asked(request: ActorRequest, entry: Entry) -> Cell:
    """Return the cell that the address names.

    Raises:
        Beyond: the sheet has no such cell.
    """
    try:
        found = cell_of(request.GET.get("dong", ""), request.GET.get("o", ""))
    except ValueError:
        found = Cell("")
    if found not in entry.rows:
        raise Beyond(_("Biểu của đơn vị này không có ô này."))
    return found


def _draft(request: ActorRequest, entry: Entry, shown: Cell) -> services.CellDraft:
    """Return what was sent: a note, or a figure with the reason for it.

    Raises:
        BadInput: the figure cannot be read, or its reason is missing.
    """
    stored = entry.stored.get(shown)
    if stored is None:
        raise BadInput(_("Ô còn trống: nhập số trước rồi ghi chú."))
    if request.POST.get("act") != "override":
        return services.CellDraft(shown, entry.filled[shown], note=request.POST.get("note", ""))
    figure = typed_figure(request.POST.get("figure", ""), entry.rows[shown].line, entry.printed.form)
    return services.CellDraft(shown, figure, reason=request.POST.get("reason", ""))


def show(
    request: ActorRequest, entry: Entry, shown: Cell, sent: Sent = NOTHING_SENT, *, status: int = 200
) -> HttpResponse:
    """Show the page of a cell, with what was sent and not kept."""
    changes = changes_of(entry.sheet, cell=shown, limit=50)
    content = cell_page(entry, shown, changes, today=request.today, acts=acts_of(entry, request.actor), sent=sent)
    is_dialog = is_htmx(request) and request.method != "POST"
    return page(request, f"figures/entry/{'_cell_dialog' if is_dialog else 'cell'}.html", content, status=status)
