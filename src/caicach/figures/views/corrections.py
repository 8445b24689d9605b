"""Correction slips."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.figures import access, services
from caicach.figures.constants import ReturnKind
from caicach.figures.mapping import BadCells, sheet_for, typed_figure
from caicach.figures.pages.corrections import SlipSent, ask_page, correction_page, corrections_page
from caicach.figures.selectors import completed_for, return_for, whole_of
from caicach.figures.selectors.cells import cells_of, filled_for
from caicach.figures.selectors.corrections import (
    CorrectionFilter,
    correction_for,
    corrections_of,
    own_of_whole,
    waits_or_open,
)
from caicach.figures.services import CellDraft
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest
from reform.forms.figures import cell_text
from reform.forms.sheets import CellKind, Sheet

if TYPE_CHECKING:
    from caicach.figures.models import Return

__all__ = ["ask", "correction", "listing"]


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """List the slips within reach."""
    asked = CorrectionFilter(_uid(request, "ky"), _uid(request, "ban"), waiting=request.GET.get("cho") == "1")
    rows = corrections_of(request.actor, asked)
    kept = urlencode({key: request.GET[key] for key in ("ky", "ban") if _uid(request, key)})
    content = corrections_page(rows, waiting=asked.waiting, base=reverse("figures:corrections"), query=kept)
    return page(request, "figures/corrections/list.html", content)


def _uid(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show a slip; by POST decide about it."""
    slip = correction_for(request.actor, uid)
    may_decide = access.can(request.actor, "decide_correction", slip.sheet).allowed
    error, said = "", request.POST.get("reason", "")
    if request.method == "POST":
        approve = request.POST.get("viec") == "duyet"
        try:
            services.correction_decide(slip, actor=request.actor, approve=approve, now=request.now, reason=said)
        except BadInput as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("Đã duyệt phiếu.") if approve else _("Đã ghi không duyệt phiếu."))
            return done(request, "figures:correction", uid=uid)
    whole = whole_of(slip.sheet.period_id)
    sums = filled_for(whole) if whole is not None else {}
    is_own = access.is_own_slip(request.actor, slip)
    content = correction_page(slip, sums, may_decide=may_decide, is_own=is_own, error=error, said=said)
    return page(request, "figures/corrections/detail.html", content, status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Write a slip for one section of a return that was taken in; of a whole, for the body's own figures in it."""
    sheet = return_for(request.actor, uid)
    access.require(request.actor, "correct", sheet)
    if sheet.kind == ReturnKind.WHOLE:
        own = own_of_whole(sheet)
        asked = {"phan": request.GET["phan"]} if request.GET.get("phan") else {}
        base = reverse("figures:correction-ask", args=[own.uid])
        return HttpResponseRedirect(f"{base}?{urlencode(asked)}" if asked else base)
    if request.method != "POST":
        return _asking(request, sheet)
    typed, reason = _typed(request, sheet_for(sheet.period.form, sheet.level)), request.POST.get("reason", "")
    try:
        drafts = _drafts(sheet_for(sheet.period.form, sheet.level), typed)
        slip = services.correction_ask(sheet, drafts, actor=request.actor, reason=reason, now=request.now)
    except BadInput as refusal:
        problems = refusal.problems if isinstance(refusal, BadCells) else {}
        errors = {cell_text(cell): words for cell, words in problems.items()}
        error = _("Có số không đọc được; chưa có gì được lưu.") if problems else str(refusal)
        return _asking(request, sheet, SlipSent(typed, errors, reason, error))
    messages.success(request, _("Đã lập phiếu đính chính. Số chỉ đổi khi phiếu được duyệt."))
    return done(request, "figures:correction", uid=slip.uid)


def _asking(request: ActorRequest, sheet: "Return", sent: SlipSent | None = None) -> HttpResponse:
    """Show the fields of a section, with what was sent and refused; beside own figures the sum that they are in."""
    section = (request.POST or request.GET).get("phan", "")
    whole = whole_of(sheet.period_id) if sheet.agency_id == sheet.period.owner_id else None
    sums = cells_of(whole) if whole is not None else None
    why_not = waits_or_open(sheet)
    content = ask_page(sheet, completed_for(sheet), section=section, sent=sent, sums=sums, why_not=why_not)
    return page(request, "figures/corrections/ask.html", content, status=422 if sent else 200)


def _typed(request: HttpRequest, printed: Sheet) -> dict[str, str]:
    """Return what was typed, by the name of the cell; a field left empty asks for nothing."""
    names = (cell_text(row.cell) for row in printed.rows if row.kind is CellKind.TYPED)
    return {name: said for name in names if (said := request.POST.get(name, "").strip())}


def _drafts(printed: Sheet, typed: Mapping[str, str]) -> list[CellDraft]:
    """Return what was typed as drafts.

    Raises:
        BadCells: some of it cannot be read; every such cell is named.
    """
    drafts, problems = [], {}
    for row in printed.rows:
        said = typed.get(cell_text(row.cell))
        if said is None or row.kind is not CellKind.TYPED:
            continue
        try:
            drafts.append(CellDraft(row.cell, typed_figure(said, row.line, printed.form)))
        except BadInput as refusal:
            problems[row.cell] = str(refusal)
    if problems:
        raise BadCells(problems)
    return drafts
