"""Handing in a return: seen once more, then sent; with what does not fit in it, if need be."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.documents.services import document_register
from caicach.figures import services
from caicach.figures.pages.entry.acts import acts_of
from caicach.figures.pages.entry.hand_in import Paper, hand_in_page
from caicach.figures.selectors.entry import Entry, entry_again, entry_for
from caicach.ui.forms import DateField
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput, NotAllowed, Refusal, WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["hand_in"]


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what would leave; by POST, hand it in."""
    entry = entry_for(request.actor, uid, today=request.today)
    if not (entry.is_filler or entry.is_helper):
        raise NotAllowed(_("Chỉ đơn vị nhập gửi bản số liệu này."))
    if not acts_of(entry, request.actor).hand_in_label:
        raise WrongState(_("Bản số liệu này không chờ gửi. Tải lại trang để xem trạng thái mới."))
    if request.method != "POST":
        return _page(request, entry, _Sent())
    sent = _sent_of(request, entry)
    if sent.errors:
        return _page(request, entry, sent, status=422)
    try:
        handed = _hand_in(request, entry, sent)
    except (BadInput, WrongState) as refusal:
        return _page(request, entry_again(entry.sheet, request.actor, today=request.today), sent, refusal=refusal)
    messages.success(request, _told(entry, handed))
    return redirect("figures:entry", uid=uid)


@dataclass(frozen=True, slots=True)
class _Sent:
    """What was sent with the button."""

    paper: Paper | None = None
    signed_on: date | None = None
    errors: dict[str, str] = field(default_factory=dict)


def _sent_of(request: ActorRequest, entry: Entry) -> _Sent:
    given = {name: request.POST.get(name, "").strip() for name in ("symbol", "issued_on", "kept_at", "signed_on")}
    errors: dict[str, str] = {}
    name = "signed_on" if entry.is_filler else "issued_on"
    signed_on = _day(given[name], name, errors)
    if not entry.is_filler:
        if not given["symbol"]:
            errors["symbol"] = _("Ghi số, ký hiệu của bản giấy, hoặc “không số”.")
        if signed_on is None:
            errors.setdefault("issued_on", _("Ghi ngày ký của bản giấy."))
    return _Sent(Paper(**given), signed_on, errors)


def _day(text: str, name: str, errors: dict[str, str]) -> date | None:
    try:
        return DateField().to_python(text)
    except ValidationError as error:
        errors[name] = str(error.messages[0])
        return None


def _hand_in(request: ActorRequest, entry: Entry, sent: _Sent) -> services.HandedIn:
    actor, now, today = request.actor, request.now, request.today
    if entry.is_filler:
        return services.return_submit(entry.sheet, actor=actor, now=now, today=today, signed_on=sent.signed_on)
    kept_at = sent.paper.kept_at if sent.paper else ""
    paper = _paper(request, entry, sent)
    return services.return_submit_for(entry.sheet, actor=actor, paper=paper, kept_at=kept_at, now=now, today=today)


def _paper(request: ActorRequest, entry: Entry, sent: _Sent) -> "Document":
    """Return the unit's paper; it stands in the register from now on.

    Raises:
        BadInput: the register does not take it.
    """
    sheet = entry.sheet
    subject = _("%(form)s %(period)s") % {"form": sheet.period.form.title, "period": sheet.period.name}
    return document_register(
        actor=request.actor,
        type="BC",
        symbol=sent.paper.symbol if sent.paper else "",
        issued_on=sent.signed_on or request.today,
        issuer=sheet.agency,
        issuer_name=sheet.agency.current_name,
        subject=subject,
        signer="",
        now=request.now,
    )


def _told(entry: Entry, handed: services.HandedIn) -> str:
    if handed.waits_for_leader:
        return _("Đã trình lãnh đạo duyệt. Duyệt xong bản số liệu mới gửi đi.")
    receiver = {"receiver": entry.sheet.period.receiver.current_name}
    open_count = handed.hard_count + handed.soft_count
    if not open_count:
        return _("Đã gửi %(receiver)s.") % receiver
    words = receiver | {"count": number_text(open_count)}
    return _("Đã gửi %(receiver)s, có %(count)s lỗi chưa giải trình.") % words


def _page(
    request: ActorRequest, entry: Entry, sent: _Sent, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    content = hand_in_page(
        entry,
        today=request.today,
        acts=acts_of(entry, request.actor),
        paper=sent.paper,
        errors=sent.errors,
        refused=str(refusal or ""),
    )
    return page(request, "figures/entry/hand_in.html", content, status=refusal.status if refusal else status)
