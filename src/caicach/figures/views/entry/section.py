"""Filling one section of a return."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.figures import services
from caicach.figures.constants import ReturnKind
from caicach.figures.mapping import BadCells
from caicach.figures.pages.entry.acts import acts_of
from caicach.figures.pages.entry.rows import Sent
from caicach.figures.pages.entry.section import Done, section_page
from caicach.figures.selectors.entry import Entry, entry_again, entry_for, section_of
from caicach.figures.views.entry.typed import origin_of, posted_of
from caicach.ui.notation import number_text
from caicach.web.errors import NotAllowed, Refusal
from caicach.web.pages import page
from caicach.web.requests import ActorRequest
from reform.forms.figures import cell_text
from reform.forms.sheets import SheetSection

__all__ = ["section", "start"]


@require_safe
def start(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Go to the first section that is not finished; the sum of a period has pages of its own."""
    entry = entry_for(request.actor, uid, today=request.today)
    if entry.sheet.kind == ReturnKind.WHOLE:
        return redirect("figures:whole", uid=entry.sheet.period.uid)
    sections = entry.printed.sections
    unfinished = (one for one in sections if len(set(entry.counts_of(one))) > 1)
    first = next(unfinished, sections[0])
    return redirect("figures:section", uid=uid, section=first.key)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: ActorRequest, uid: UUID, section: str) -> HttpResponse:
    """Show a section; by POST save all of it at once, or nothing."""
    entry = entry_for(request.actor, uid, today=request.today)
    shown = section_of(entry, section)
    if request.method != "POST":
        return _page(request, entry, shown, done=_just_done(request))
    if not entry.may_fill:
        raise NotAllowed(_("Bản số liệu này không nhập được lúc này, hoặc không phải việc của bạn."))
    posted = posted_of(request.POST, entry, shown)
    if posted.errors:
        return _page(request, entry, shown, sent=posted.sent, refused=_refused(len(posted.errors)), status=422)
    if not posted.drafts:
        messages.info(request, _("Không có ô nào thay đổi."))
        return redirect("figures:section", uid=uid, section=section)
    try:
        saved = services.cells_save(
            entry.sheet, posted.drafts, actor=request.actor, now=request.now, origin=origin_of(entry)
        )
    except BadCells as refusal:
        errors = {cell_text(cell): said for cell, said in refusal.problems.items()}
        sent = Sent(posted.sent.typed, errors)
        return _page(request, entry, shown, sent=sent, refused=_refused(len(errors)), status=422)
    except Refusal as refusal:
        return _page(request, entry, shown, sent=posted.sent, refused=str(refusal), status=refusal.status)
    count = {"count": number_text(len(saved.changed))}
    messages.success(request, _("Đã lưu %(count)s ô.") % count)
    return redirect("figures:section", uid=uid, section=section)


def _refused(count: int) -> str:
    return _("%(count)s ô không đọc được") % {"count": number_text(count)}


def _just_done(request: ActorRequest) -> Done | None:
    at, count = request.GET.get("luc", ""), request.GET.get("so-o", "")
    if not at or not count.isdecimal():
        return None
    return Done(_("Đã điền lý do cho %(count)s ô còn trống.") % {"count": number_text(int(count))}, at)


def _page(
    request: ActorRequest,
    entry: Entry,
    shown: SheetSection,
    *,
    sent: Sent | None = None,
    refused: str = "",
    done: Done | None = None,
    status: int = 200,
) -> HttpResponse:
    entry = entry if not refused else entry_again(entry.sheet, request.actor, today=request.today)
    acts = acts_of(entry, request.actor)
    content = section_page(entry, shown, today=request.today, acts=acts, sent=sent, refused=refused, done=done)
    return page(request, "figures/entry/section.html", content, status=status)
