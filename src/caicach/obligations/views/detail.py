"""One obligation: its page and the acts on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.obligations import selectors, services
from caicach.obligations.forms import AcceptForm, ReturnForm, Sent, hand_in_form
from caicach.obligations.pages.detail import DetailPage, Forms
from caicach.obligations.pages.parts import Part
from caicach.web.errors import BadInput, WrongState
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["accept", "detail", "give_back", "show", "show_refused", "submit"]


@require_safe
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show an obligation."""
    return show(request, uid)


@require_POST
def submit(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand in proof, or take a step of picking it."""
    one = selectors.obligation_for(request.actor, uid, action="submit")
    form = hand_in_form(one, 1, Sent(request.POST, request.FILES, request.actor, request.today))
    if form.is_valid():
        try:
            services.obligation_hand_in(
                one,
                actor=request.actor,
                proof=form.proof(),
                now=request.now,
                today=request.today,
                number=form.cleaned_data["number"],
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã nộp cho %(agency)s.") % {"agency": one.acceptor.current_name})
            return done(request, "obligations:detail", uid=uid)
    return show(request, uid, Forms(hand_in=form))


@require_POST
def accept(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take what was handed in."""
    one = selectors.obligation_for(request.actor, uid, action="accept")
    form = AcceptForm(request.POST)
    if not form.is_valid():
        raise WrongState(_("Trang này đã cũ. Tải lại trang rồi làm lại; chưa có gì thay đổi."))
    services.obligation_accept(one, actor=request.actor, now=request.now, number=form.cleaned_data["number"])
    messages.success(request, _("Đã nghiệm thu sản phẩm của %(agency)s.") % {"agency": one.agency.current_name})
    return done(request, "obligations:detail", uid=uid)


@require_POST
def give_back(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Give back what was handed in, with the reason."""
    one = selectors.obligation_for(request.actor, uid, action="return")
    form = ReturnForm(request.POST, auto_id="tra-lai-%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.obligation_return(one, actor=request.actor, now=request.now, **given)
        except BadInput as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, _("Đã trả lại cho %(agency)s.") % {"agency": one.agency.current_name})
            return done(request, "obligations:detail", uid=uid)
    accepting = AcceptForm({"number": form["number"].value()}, auto_id="nghiem-thu-%s")
    return show(request, uid, Forms(accept=accepting, give_back=form))


def show(request: ActorRequest, uid: UUID, forms: Forms | None = None, *, sent: Part | None = None) -> HttpResponse:
    """Show the page; ``forms`` or ``sent``, a part of the page, holds one that was sent and refused."""
    one = selectors.obligation_for(request.actor, uid)
    facts = selectors.facts_of(one, actor=request.actor)
    content = DetailPage.of(facts, actor=request.actor, today=request.today, forms=forms, sent=sent)
    return page(request, "obligations/detail.html", content, status=422 if content.is_bound else 200)


def show_refused(request: ActorRequest, uid: UUID, sent: Part | None) -> HttpResponse:
    """Show the page with the part whose form was refused.

    Raises:
        WrongState: the page has no such part any more: somebody acted meanwhile.
    """
    if sent is None:
        raise WrongState(_("Nhiệm vụ đã sang bước khác nên không còn làm được việc này. Tải lại trang để xem."))
    return show(request, uid, sent=sent)
