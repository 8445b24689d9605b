"""What reached an agency and what it contests: the lists of both sides, and the acts on one duty."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.obligations import access, selectors, services
from caicach.obligations.forms import ClocksForm, ConfirmForm, ContestForm, VerdictForm
from caicach.obligations.pages.lists import Window
from caicach.obligations.pages.parts.receipt import receipt_part
from caicach.obligations.pages.receipts import ClocksPage, ContestsPage, ReceiptsPage
from caicach.obligations.views.detail import show_refused
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput, NotAllowed
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = [
    "clocks",
    "contest",
    "contest_decide",
    "contest_withdraw",
    "contests",
    "receipt_confirm",
    "receipts",
]


_MOST_ROWS = 5000


@require_http_methods(["GET", "HEAD", "POST"])
def receipts(request: ActorRequest) -> HttpResponse:
    """Show what waits for the word of this person's agencies, or confirm a source or the ticked duties of it."""
    if request.method == "POST":
        return _confirm(request)
    groups = selectors.to_confirm_of(request.actor)
    asked = (request.GET.get("co_quan", ""), request.GET.get("nguon", ""))
    chosen = [one for one in groups if (str(one.agency_id), str(one.source_uid or "")) == asked]
    shown = next(iter(chosen or groups), None)
    window = Window(request.GET)
    rows = _rows(request, shown, window) if shown else ()
    leads = bool(access.led_agencies(request.actor))
    content = ReceiptsPage.of(groups, shown, rows, window, query=request.GET, today=request.today, leads=leads)
    return page(request, "obligations/receipts.html", content)


def _rows(request: ActorRequest, shown: selectors.ToConfirm, window: Window) -> tuple[selectors.ObligationRow, ...]:
    return selectors.to_confirm_rows(
        request.actor,
        agency_id=shown.agency_id,
        source_uid=shown.source_uid,
        offset=window.offset,
        limit=window.size,
    )


def _confirm(request: ActorRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Chưa rõ tiếp nhận nhiệm vụ nào. Tải lại trang rồi chọn lại."))
    given = form.cleaned_data
    if not given["ca_nguon"] and not given["viec"]:
        messages.warning(request, _("Chưa chọn dòng nào. Chọn các dòng cần tiếp nhận rồi bấm lại."))
        return done(request, "obligations:receipts")
    asked = {"source_uid": given["nguon"], "uids": _uids(request, given)}
    count = services.receipts_confirm(given["co_quan"], actor=request.actor, now=request.now, **asked)
    messages.success(request, _("Đã tiếp nhận %(count)s nhiệm vụ.") % {"count": number_text(count)})
    return done(request, "obligations:receipts")


def _uids(request: ActorRequest, given: dict[str, Any]) -> list[UUID] | None:
    """Return the duties that are meant: the ticked ones, or None for all of a source.

    What names no source has no button of its own in the service: its rows are told.
    """
    if not given["ca_nguon"]:
        return list(given["viec"])
    if given["nguon"] is not None:
        return None
    group = {"agency_id": given["co_quan"], "source_uid": None}
    return [row.uid for row in selectors.to_confirm_rows(request.actor, **group, limit=_MOST_ROWS)]


@require_safe
def contests(request: ActorRequest) -> HttpResponse:
    """Show the contests that this person's body has to answer, and who has not answered in time."""
    window = Window(request.GET)
    actor, today = request.actor, request.today
    content = ContestsPage.of(
        selectors.contests_of(actor, today=today, offset=window.offset, limit=window.size),
        selectors.contests_count(actor),
        selectors.silent_agencies(actor, today=today),
        window,
        query=request.GET,
        today=today,
        keeps_clocks=bool(selectors.clocks_of(actor, today=today)),
        leads=bool(access.led_agencies(actor)),
    )
    return page(request, "obligations/contests.html", content)


@require_POST
def receipt_confirm(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Confirm one duty."""
    one = selectors.obligation_for(request.actor, uid, action="confirm")
    services.receipt_confirm(one, actor=request.actor, now=request.now)
    messages.success(request, _("Đã tiếp nhận nhiệm vụ."))
    return done(request, "obligations:detail", uid=uid)


@require_POST
def contest(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Contest one duty."""
    one = selectors.obligation_for(request.actor, uid, action="contest")
    form = ContestForm(request.POST, agencies=selectors.other_agencies(one, on=request.today))
    if form.is_valid():
        said = form.contest()
        try:
            receipt = services.receipt_contest(one, said, actor=request.actor, now=request.now, today=request.today)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            words = _("Đã gửi kiến nghị; trả lời chậm nhất %(day)s.") % {"day": f"{receipt.decide_by_on:%d/%m/%Y}"}
            messages.success(request, words)
            return done(request, "obligations:detail", uid=uid)
    facts = selectors.facts_of(one, actor=request.actor)
    return show_refused(request, uid, receipt_part(facts, request.actor, request.today, contest=form))


@require_POST
def contest_withdraw(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take a contest back."""
    one = selectors.obligation_for(request.actor, uid, action="contest")
    services.contest_withdraw(one, actor=request.actor, now=request.now)
    messages.success(request, _("Đã rút kiến nghị và tiếp nhận nhiệm vụ."))
    return done(request, "obligations:detail", uid=uid)


@require_POST
def contest_decide(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Answer a contest."""
    one = selectors.obligation_for(request.actor, uid, action="decide_contest")
    form = VerdictForm(request.POST, agencies=selectors.other_agencies(one, on=request.today))
    if form.is_valid():
        try:
            services.contest_decide(one, form.verdict(), actor=request.actor, now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã trả lời kiến nghị của %(agency)s.") % {"agency": one.agency.current_name})
            return done(request, "obligations:contests")
    facts = selectors.facts_of(one, actor=request.actor)
    return show_refused(request, uid, receipt_part(facts, request.actor, request.today, verdict=form))


@require_http_methods(["GET", "HEAD", "POST"])
def clocks(request: ActorRequest) -> HttpResponse:
    """Show how long each step may take where this person keeps the clocks, or change it."""
    bodies = selectors.clocks_of(request.actor, today=request.today)
    if not bodies:
        raise NotAllowed(_("Chỉ cơ quan thường trực đặt thời hạn của các bước; lãnh đạo hoặc cán bộ thường trực làm."))
    form = ClocksForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        given = {"days": form.days(), "basis": form.cleaned_data["basis"], "now": request.now, "today": request.today}
        services.clocks_set(form.cleaned_data["body"], actor=request.actor, **given)
        messages.success(request, _("Đã lưu thời hạn. Việc đã bắt đầu giữ thời hạn cũ."))
        return done(request, "obligations:clocks")
    status = 422 if form is not None else 200
    return page(request, "obligations/clocks.html", ClocksPage.of(bodies, form), status=status)
