"""The register as pages; every signed-in person may see it."""

from datetime import date

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caicach.agencies import selectors
from caicach.agencies.forms import RegisterForm
from caicach.agencies.pages import DetailPage, ListPage
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["detail", "register"]

_MOST_FOUND = 200


@require_safe
def register(request: ActorRequest) -> HttpResponse:
    """Show the register on a day (``ngay``), or what a search (``tim``) finds in it."""
    form = RegisterForm(request.GET)
    on, is_valid = _day(form, request.today), form.is_valid()
    query = form.cleaned_data.get("tim", "")
    found = selectors.search_agencies(query, on=on, limit=_MOST_FOUND) if query else None
    content = ListPage.of(form, selectors.register_at(on), found, on=on, today=request.today)
    return page(request, "agencies/list.html", content, status=200 if is_valid else 422)


@require_safe
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one agency through time, as of a day (``ngay``)."""
    on = _day(RegisterForm(request.GET), request.today)
    history = selectors.agency_history(pk)
    content = DetailPage.of(history, selectors.register_at(on), on=on, today=request.today)
    return page(request, "agencies/detail.html", content)


def _day(form: RegisterForm, today: date) -> date:
    """Return the day asked for; today where none, or none that exists, was."""
    form.is_valid()
    asked: date | None = form.cleaned_data.get("ngay")
    return asked or today
