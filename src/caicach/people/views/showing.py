"""The page of one person, after reading and after a form that was refused."""

from django.http import HttpResponse

from caicach.accounts import selectors as accounts
from caicach.audit import selectors as audit
from caicach.people.pages.person import Forms, PersonPage
from caicach.people.selectors import PersonRows
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["show_person"]


def show_person(request: ActorRequest, rows: PersonRows, forms: Forms | None = None) -> HttpResponse:
    """Show a person; ``forms`` holds one that was sent and refused."""
    grants = [grant for post in rows.posts for grant in post.grants.all()]
    lines = audit.entries_of(rows.user, *rows.posts, *grants)
    content = PersonPage.of(
        rows,
        forms or Forms(),
        actor=request.actor,
        code=accounts.code_state(rows.user, now=request.now),
        audit=lines,
        names=accounts.full_names(line.actor_id for line in lines if line.actor_id is not None),
        today=request.today,
    )
    return page(request, "people/person.html", content, status=422 if forms else 200)
