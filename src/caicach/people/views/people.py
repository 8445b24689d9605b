"""Who works where, one person, what roles may do."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caicach.people import selectors
from caicach.people.forms import FilterForm
from caicach.people.pages.listing import ListPage
from caicach.people.pages.roles import RolesPage
from caicach.people.views.showing import show_person
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["detail", "listing", "roles"]


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show the people whom the reader manages, by agency."""
    form = FilterForm(request.GET, auto_id="loc-%s")
    asked = form.listing()
    found = selectors.managed_people(request.actor, asked, on=request.today)
    content = ListPage.of(found, form, asked, query=request.GET, today=request.today)
    return page(request, "people/list.html", content)


@require_safe
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show one person: posts, roles, account, history; everybody may see themselves."""
    return show_person(request, selectors.person_for(request.actor, uid, on=request.today))


@require_safe
def roles(request: ActorRequest) -> HttpResponse:
    """Explain what each role may do."""
    return page(request, "people/roles.html", RolesPage.of(request.actor))
