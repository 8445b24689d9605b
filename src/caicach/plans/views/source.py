"""The document of a plan, for whoever sees the plan or something it assigned."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caicach.plans import selectors
from caicach.plans.pages.source import place_of, source_page
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["source"]


@require_safe
def source(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the whole document with the place of ``?cho=`` marked."""
    plan = selectors.plan_with_source(request.actor, uid)
    return page(request, "plans/source.html", source_page(plan, place_of(request.GET.get("cho", ""))))
