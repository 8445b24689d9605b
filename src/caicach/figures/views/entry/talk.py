"""What people say about a return: explanations, messages, that a section is done, who fills which."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.figures import access, services
from caicach.figures.pages.entry.owners import owners_page
from caicach.figures.pages.entry.rows import places_of
from caicach.figures.selectors import return_for
from caicach.figures.selectors.entry import Entry, entry_for, fillers_of, remark_of
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest, whole_number
from reform.forms import Cell
from reform.forms.figures import cell_of

__all__ = ["explain", "owners", "remark", "remark_done", "section_done"]


@require_POST
def explain(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Keep why a finding stands all the same; a blank text takes the explanation back."""
    entry = entry_for(request.actor, uid, today=request.today)
    shown = _cell(request)
    text = request.POST.get("text", "")
    rule = request.POST.get("rule", "")
    try:
        services.explain(entry.sheet, rule=rule, cell=shown, text=text, actor=request.actor, now=request.now)
    except BadInput as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã ghi giải trình.") if text.strip() else _("Đã bỏ giải trình."))
    return _back(request, entry, shown)


@require_POST
def remark(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Say something about a section, or about a cell of it."""
    entry = entry_for(request.actor, uid, today=request.today)
    about = _cell(request) if request.POST.get("cell") else None
    section, text = request.POST.get("section", ""), request.POST.get("text", "")
    try:
        services.remark_add(entry.sheet, section, text=text, cell=about, actor=request.actor, now=request.now)
    except BadInput as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã gửi lời nhắn."))
    return _back(request, entry, about, anchor="trao-doi")


@require_POST
def remark_done(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Mark a message as settled."""
    sheet = return_for(request.actor, uid)
    settled = remark_of(sheet, whole_number(request.POST.get("remark", "")))
    services.remark_resolve(settled, actor=request.actor, now=request.now)
    address = redirect("figures:section", uid=uid, section=settled.section_key).url
    return redirect(f"{address}#trao-doi")


@require_POST
def section_done(request: ActorRequest, uid: UUID, section: str) -> HttpResponse:
    """Mark a section as done, or open it again."""
    sheet = return_for(request.actor, uid)
    is_done = bool(request.POST.get("done"))
    services.section_done_set(sheet, section, done=is_done, actor=request.actor, now=request.now)
    return redirect("figures:section", uid=uid, section=section)


@require_http_methods(["GET", "HEAD", "POST"])
def owners(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show who of the agency fills which section, or say it anew."""
    entry = entry_for(request.actor, uid, today=request.today)
    access.require(request.actor, "fill", entry.sheet)
    people = fillers_of(entry.sheet, on=request.today)
    if request.method != "POST":
        return page(request, "figures/entry/owners.html", owners_page(entry, people, today=request.today))
    for section in entry.printed.sections:
        chosen = whole_number(request.POST.get(section.key, ""))
        owner = entry.talks.owners.get(section.key)
        if section.key in request.POST and chosen != (owner.pk if owner else None):
            services.section_owner_set(entry.sheet, section.key, user_id=chosen, actor=request.actor, now=request.now)
    messages.success(request, _("Đã ghi người nhập từng phần."))
    return redirect("figures:owners", uid=uid)


def _cell(request: ActorRequest) -> Cell:
    """Return the cell that was sent.

    Raises:
        BadInput: it is written as no cell is.
    """
    key, _sign, members = request.POST.get("cell", "").partition("[")
    try:
        return cell_of(key, members.removesuffix("]"))
    except ValueError:
        raise BadInput(_("Không rõ ô nào. Tải lại trang rồi làm lại.")) from None


def _back(request: ActorRequest, entry: Entry, about: Cell | None, *, anchor: str = "") -> HttpResponse:
    section = entry.section_of_cell.get(about, "") if about else ""
    section = section or request.POST.get("section", "")
    keys = [one.key for one in entry.printed.sections]
    address = redirect("figures:section", uid=entry.sheet.uid, section=section if section in keys else keys[0]).url
    place = places_of(entry).get(about, anchor) if about else anchor
    return redirect(f"{address}#{place}" if place else address)
