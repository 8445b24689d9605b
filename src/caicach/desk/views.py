"""The first page of each person, the first steps, the dashboard, the search."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caicach.desk.forms import ScopeForm
from caicach.desk.pages import DashboardPage, FirstStepsPage, SearchPage, desk_page
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["dashboard", "desk", "first_steps", "search"]

_LONGEST_SEARCH = 200


@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """Show what the person has to do, from the top down."""
    return page(request, "desk/desk.html", desk_page(request.actor, today=request.today))


@require_safe
def dashboard(request: ActorRequest) -> HttpResponse:
    """Show the figures within reach, of what the address asks for."""
    form = ScopeForm(request.GET, today=request.today)
    content = DashboardPage.of(request.actor, form, request.GET, today=request.today)
    return page(request, "desk/dashboard.html", content)


@require_safe
def first_steps(request: ActorRequest) -> HttpResponse:
    """Show what to do first, for each role of the person."""
    user = request.user
    has_password = user.is_authenticated and user.has_usable_password()
    content = FirstStepsPage.of(
        request.actor, username=user.get_username(), has_password=has_password, today=request.today
    )
    return page(request, "desk/first_steps.html", content)


@require_safe
def search(request: ActorRequest) -> HttpResponse:
    """Show what the words of the search box (``q``) find within reach."""
    words = request.GET.get("q", "").strip()[:_LONGEST_SEARCH]
    return page(request, "desk/search.html", SearchPage.of(request.actor, words, today=request.today))
