"""Calendars: the page where a person makes and revokes addresses, and the address itself."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.notices import services
from caicach.notices.constants import FEED_DAYS, FEED_ROWS
from caicach.notices.exports.calendar import calendar_bytes
from caicach.notices.forms import FeedForm
from caicach.notices.pages.feeds import FeedsPage
from caicach.notices.selectors.feeds import agencies_to_follow, feed_for, feeds_of, live_feed
from caicach.obligations.selectors import due_days_of
from caicach.people.selectors import actor_of
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["calendar", "feeds", "revoke"]


@login_not_required
@require_safe
def calendar(request: ActorRequest, secret: str) -> HttpResponse:
    """Give the calendar of a secret, with the reach that its person has now; four queries."""
    token = live_feed(secret)
    if token is None:
        raise Http404
    actor = actor_of(token.user, on=request.today)
    rows = due_days_of(actor, today=request.today, days=FEED_DAYS, limit=FEED_ROWS, agency_id=token.agency_id)
    services.feed_used(token, now=request.now)
    content = calendar_bytes(
        rows,
        name=_("Cải Cách: %(name)s") % {"name": token.agency.current_name if token.agency else _("việc của tôi")},
        domain=request.get_host().partition(":")[0],
        address_of=lambda uid: request.build_absolute_uri(reverse("obligations:detail", args=[uid])),
    )
    return _answer(request, content)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: ActorRequest) -> HttpResponse:
    """Show the person's addresses; make one, which this answer alone shows."""
    found = agencies_to_follow(request.actor, on=request.today)
    form = FeedForm(request.POST if request.method == "POST" else None, agencies=found)
    address = ""
    if form.is_valid():
        try:
            agency_id = form.cleaned_data["agency"]
            _token, secret = services.feed_create(actor=request.actor, agency_id=agency_id, now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            address = request.build_absolute_uri(reverse("notices:calendar", args=[secret]))
            form = FeedForm(None, agencies=found)
    content = FeedsPage.of(feeds_of(request.actor), form, address=address)
    return page(request, "notices/feeds.html", content, status=422 if form.errors else 200)


@require_POST
def revoke(request: ActorRequest, pk: int) -> HttpResponse:
    """End one of the person's addresses."""
    services.feed_revoke(feed_for(request.actor, pk), actor=request.actor, now=request.now)
    messages.success(request, _("Đã thu hồi địa chỉ lịch; chương trình nào dùng địa chỉ này không đọc được nữa."))
    return done(request, "notices:feeds")


def _answer(request: HttpRequest, content: bytes) -> HttpResponse:
    etag = f'"{sha256(content).hexdigest()}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = 'inline; filename="lich-han.ics"'
    answer = get_conditional_response(request, etag=etag, response=response) or response
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
