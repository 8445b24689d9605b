"""The lists: all, late, waiting to be accepted."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caicach.obligations import access, selectors
from caicach.obligations.forms import FilterForm
from caicach.obligations.pages.late import LATE_CAUSES, LatePage
from caicach.obligations.pages.late_checks import LateChecksPage
from caicach.obligations.pages.lists import ListPage, QueuePage, Window
from caicach.obligations.selectors.many import acts_for
from caicach.obligations.selectors.saved import views_of
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["late", "listing", "queue"]


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show the obligations within reach, filtered by the address."""
    people = selectors.colleagues(request.actor, today=request.today)
    form = FilterForm(request.GET, today=request.today, people=[(str(post.pk), str(post.user)) for post in people])
    filters, window = form.filters(), Window(request.GET)
    found = selectors.listing_of(request.actor, filters, today=request.today, offset=window.offset, limit=window.size)
    content = ListPage.of(
        found,
        form,
        filters,
        window,
        query=request.GET,
        today=request.today,
        leads=_leads(request),
        acts=acts_for(request.actor),
        saved=views_of(request.actor, "obligations:list"),
    )
    return page(request, "obligations/list.html", content)


@require_safe
def late(request: ActorRequest) -> HttpResponse:
    """Show what is late within reach, the worst first, or by agency, or who is late to accept."""
    window = Window(request.GET)
    if request.GET.get("theo") == "nghiem-thu":
        return _late_checks(request, window)
    found = selectors.late_list(
        request.actor,
        today=request.today,
        agency=_uid(request.GET.get("agency", "")),
        cause=LATE_CAUSES.get(request.GET.get("nguyen-nhan", "")),
        offset=window.offset,
        limit=window.size,
    )
    by_agency = request.GET.get("theo") == "co-quan"
    agencies = selectors.late_agencies(request.actor, today=request.today) if by_agency else None
    content = LatePage.of(found, agencies, window, query=request.GET, today=request.today, leads=_leads(request))
    return page(request, "obligations/late.html", content)


def _late_checks(request: ActorRequest, window: Window) -> HttpResponse:
    found = selectors.late_checks(
        request.actor,
        today=request.today,
        checker=_uid(request.GET.get("agency", "")),
        area=request.GET.get("area", ""),
        offset=window.offset,
        limit=window.size,
    )
    checkers = selectors.late_checkers(request.actor, today=request.today)
    content = LateChecksPage.of(found, checkers, window, query=request.GET, today=request.today, leads=_leads(request))
    return page(request, "obligations/late_checks.html", content)


@require_safe
def queue(request: ActorRequest) -> HttpResponse:
    """Show what waits for this person's decision."""
    window = Window(request.GET)
    rows = selectors.queue_of(request.actor, offset=window.offset, limit=window.size)
    total = selectors.queue_count(request.actor)
    areas = selectors.area_sums(request.actor, year=request.today.year, today=request.today)
    content = QueuePage.of(
        rows, total, window, query=request.GET, today=request.today, leads=_leads(request), areas=areas
    )
    return page(request, "obligations/queue.html", content)


def _leads(request: ActorRequest) -> bool:
    """Whether drafts may wait for this person."""
    return bool(access.led_agencies(request.actor))


def _uid(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None
