"""Saving cells as they are typed, taking a save back, one reason for all blank cells: answered to the page's script."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.figures import services
from caicach.figures.mapping import BadCells
from caicach.figures.pages.entry.acts import acts_of
from caicach.figures.pages.entry.answer import rows_answered
from caicach.figures.pages.entry.section import section_page
from caicach.figures.selectors.entry import Entry, entry_again, entry_for, section_of
from caicach.figures.services.undo import save_undo
from caicach.figures.views.entry.typed import origin_of, posted_of
from caicach.web.errors import BadInput, NotAllowed, Refusal
from caicach.web.pages import is_htmx
from caicach.web.requests import ActorRequest
from reform.forms.figures import Figure, cell_text
from reform.forms.sheets import CellKind, SheetSection

__all__ = ["cells", "reasons", "undo"]

View = Callable[..., HttpResponse]


def told_to_script(view: View) -> View:
    """Answer a refusal to the page's script as a sentence that it shows where saving is shown."""

    @wraps(view)
    def answer(request: ActorRequest, *arguments: Any, **values: Any) -> HttpResponse:
        try:
            return view(request, *arguments, **values)
        except Refusal as refusal:
            if not is_htmx(request):
                raise
            return JsonResponse({"refused": str(refusal)}, status=refusal.status)

    return answer


@require_POST
@told_to_script
def cells(request: ActorRequest, uid: UUID, section: str) -> HttpResponse:
    """Save the cells that were sent and can be read; say of the others why not."""
    entry = _entry_to_fill(request, uid)
    shown = section_of(entry, section)
    posted = posted_of(request.POST, entry, shown)
    errors, moment = dict(posted.errors), ""
    if posted.drafts:
        try:
            saved = services.cells_save(
                entry.sheet, posted.drafts, actor=request.actor, now=request.now, origin=origin_of(entry)
            )
        except BadCells as refusal:
            errors |= {cell_text(cell): said for cell, said in refusal.problems.items()}
        else:
            moment = saved.saved_at.isoformat() if saved.changed else ""
            entry = entry_again(entry.sheet, request.actor, today=request.today)
    return JsonResponse(_answer(request, entry, shown, errors=errors, moment=moment))


@require_POST
@told_to_script
def undo(request: ActorRequest, uid: UUID, section: str) -> HttpResponse:
    """Take one save of this person back."""
    entry = _entry_to_fill(request, uid)
    shown = section_of(entry, section)
    saved = save_undo(
        entry.sheet,
        saved_at=_moment(request.POST.get("at", "")),
        cells=frozenset(row.cell for row in shown.rows),
        actor=request.actor,
        now=request.now,
        origin=origin_of(entry),
    )
    if not is_htmx(request):
        messages.success(request, _("Đã hoàn tác."))
        return redirect("figures:section", uid=uid, section=section)
    entry = entry_again(entry.sheet, request.actor, today=request.today)
    names = [cell_text(cell) for cell in saved.changed]
    return JsonResponse(_answer(request, entry, shown, errors={}, undone=names))


@require_POST
def reasons(request: ActorRequest, uid: UUID, section: str) -> HttpResponse:
    """Give every cell of the section that is still blank one reason."""
    entry = _entry_to_fill(request, uid)
    shown = section_of(entry, section)
    reason = request.POST.get("reason", "")
    if reason not in entry.printed.form.null_reasons:
        raise BadInput(_("Chọn một lý do có trong biểu."))
    blank = [row.cell for row in shown.rows if row.kind is CellKind.TYPED and row.cell not in entry.stored]
    drafts = [services.CellDraft(cell, Figure(None, reason)) for cell in blank]
    saved = services.cells_save(entry.sheet, drafts, actor=request.actor, now=request.now, origin=origin_of(entry))
    address = redirect("figures:section", uid=uid, section=section).url
    if not saved.changed:
        return redirect(address)
    query = {"luc": saved.saved_at.isoformat(), "so-o": len(saved.changed)}
    return redirect(f"{address}?{urlencode(query)}")


def _entry_to_fill(request: ActorRequest, uid: UUID) -> Entry:
    entry = entry_for(request.actor, uid, today=request.today)
    if not (entry.is_filler or entry.is_helper):
        raise NotAllowed(_("Chỉ người nhập của đơn vị sửa được số liệu ở đây."))
    return entry


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadInput(_("Không rõ lần lưu nào. Tải lại trang rồi làm lại."))
    return moment


def _answer(
    request: ActorRequest,
    entry: Entry,
    shown: SheetSection,
    *,
    errors: dict[str, str],
    moment: str = "",
    undone: list[str] | None = None,
) -> dict[str, Any]:
    """Return what the page's script puts in place: figures of the section, findings, progress."""
    content = section_page(entry, shown, today=request.today, acts=acts_of(entry, request.actor))
    around = {"page": content, "may_fill": True, "may_explain": content.may_explain, "urls": content.urls}
    notes = [note for group in content.groups for row in group.rows for note in row.notes]

    def part(name: str, **more: Any) -> str:
        return render_to_string(f"figures/entry/{name}.html", around | more, request)

    return {
        "at": moment,
        "saved": content.saved,
        "count": f"{content.filled}/{content.required}",
        "rows": rows_answered(content.groups),
        "errors": errors,
        "undone": undone or [],
        "notes": "".join(part("_note", note=note) for note in notes),
        "sections": part("_nav"),
        "open": part("_alert"),
        "blank": {"text": content.blank_text, "count": content.blank_count},
    }
