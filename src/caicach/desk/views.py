"""The first page of each person."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caicach.desk.pages import desk_page
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["desk"]


@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """Show what the person has to do, from the top down."""
    return page(request, "desk/desk.html", desk_page(request.actor, today=request.today))
