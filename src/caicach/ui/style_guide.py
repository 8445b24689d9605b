"""The style guide: every component in every state, with long names."""

from django.http import Http404, HttpRequest, HttpResponse

from caicach.ui import access
from caicach.ui.samples import style_guide_page
from caicach.web.pages import page

__all__ = ["show"]


def show(request: HttpRequest) -> HttpResponse:
    """Show the style guide to a developer or an administrator."""
    if not access.may_see_style_guide(getattr(request, "actor", None)):
        raise Http404
    return page(request, "ui/style_guide.html", style_guide_page(request.GET))
