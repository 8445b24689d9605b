"""The page of a job."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST, require_safe

from caicach.jobs import selectors, services
from caicach.jobs.pages import RunPage
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["cancel", "detail"]


@require_safe
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show how far a job is, and lead to its result once there is one; a script asks every second."""
    content = RunPage.of(selectors.run_for(request.actor, uid))
    if content.result_url:
        return done(request, content.result_url)
    response = page(request, "jobs/detail.html", content, fragment="progress")
    add_never_cache_headers(response)
    return response


@require_POST
def cancel(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Ask a job to stop."""
    services.cancel(selectors.run_for(request.actor, uid), actor=request.actor, now=request.now)
    return done(request, "jobs:detail", uid=uid)
