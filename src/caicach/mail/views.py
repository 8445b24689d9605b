"""The outbox, for whoever keeps the installation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.mail import selectors, services
from caicach.mail.pages import MessagePage, OutboxPage, window_of
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["decide", "detail", "listing"]

_ACTS = {
    "resend": services.message_resend,
    "settle": services.message_settle,
    "drop": services.message_drop,
}


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show what leaves by e-mail, the newest first."""
    asked = window_of(request.GET)
    outbox = selectors.outbox_of(
        request.actor, state=asked.state, words=asked.words, offset=asked.offset, limit=asked.size
    )
    return page(request, "mail/list.html", OutboxPage.of(outbox, asked, query=request.GET, is_on=selectors.is_on()))


@require_safe
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show one letter and what can be done about it."""
    return page(request, "mail/detail.html", MessagePage.of(selectors.message_for(request.actor, uid)))


@require_POST
def decide(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Send once more, take for arrived, or give up."""
    message = selectors.message_for(request.actor, uid)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise BadInput(_("Chọn một việc: gửi lại, coi như đã đến, hoặc bỏ."))
    act(message, actor=request.actor, now=request.now)
    messages.success(request, _("Đã ghi nhận."))
    return done(request, "mail:detail", uid=uid)
