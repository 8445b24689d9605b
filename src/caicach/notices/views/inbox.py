"""The inbox: list, one notice, all read, how to be reminded."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.accounts import selectors as accounts
from caicach.notices import access, services
from caicach.notices.forms import ReadForm, WishForm
from caicach.notices.pages.inbox import PAGE_SIZE, InboxPage, NoticePage, WishPage
from caicach.notices.selectors.inbox import inbox_count, inbox_of, notice_for, unread_count
from caicach.notices.selectors.settings import wish_of
from caicach.web.errors import BadInput
from caicach.web.pages import done, is_htmx, page
from caicach.web.requests import ActorRequest, whole_number

__all__ = ["inbox", "notice", "read", "wish"]


@require_safe
def inbox(request: ActorRequest) -> HttpResponse:
    """Show the newest notices of the person."""
    number = max(1, whole_number(request.GET.get("trang", "")) or 1)
    total = inbox_count(request.actor)
    rows = inbox_of(request.actor, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    unread = unread_count(request.actor)
    urges = access.may_urge(request.actor)
    content = InboxPage.of(rows, total=total, unread=unread, number=number, query=request.GET, urges=urges)
    return page(request, "notices/inbox.html", content)


@require_safe
def notice(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show one notice; whoever has read it says so, by scripts without a click."""
    return page(request, "notices/notice.html", NoticePage.of(notice_for(request.actor, uid)))


@require_POST
def read(request: ActorRequest) -> HttpResponse:
    """Mark everything as read, or the one notice that is named."""
    form = ReadForm(request.POST)
    uid = form.cleaned_data["uid"] if form.is_valid() else None
    services.notices_read(request.actor, now=request.now, uids=(uid,) if uid else None)
    if is_htmx(request):
        return HttpResponse(status=204)
    messages.success(request, _("Đã đánh dấu là đã đọc.") if uid else _("Đã đánh dấu tất cả là đã đọc."))
    return done(request, "notices:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: ActorRequest) -> HttpResponse:
    """Show or change how the person is reminded."""
    form = (
        WishForm(request.POST, auto_id="nhac-%s") if request.method == "POST" else WishForm.of(wish_of(request.actor))
    )
    if form.is_bound and form.is_valid():
        try:
            services.wish_set(request.actor, form.wish(), now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu cách nhận thông báo."))
            return done(request, "notices:inbox")
    content = WishPage.of(form, has_address=accounts.has_mail_address(request.actor.user_id))
    return page(request, "notices/wish.html", content, status=422 if form.is_bound else 200)
