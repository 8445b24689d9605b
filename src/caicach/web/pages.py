"""How a view answers: a page with one dataclass, or a move to another address."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers

__all__ = ["done", "is_htmx", "page"]


def is_htmx(request: HttpRequest) -> bool:
    """Whether the script library asks for a fragment."""
    return request.headers.get("HX-Request") == "true"


def page(
    request: HttpRequest,
    template: str,
    content: object,
    *,
    fragment: str | None = None,
    status: int = 200,
    section: str = "",
) -> HttpResponse:
    """Render ``template`` with the one value ``page``.

    ``fragment`` names the partial that answers a script's request; the view chooses it, never the client. ``section``
    is the namespace whose word of the navigation is the current one, where the page serves another app than its own.
    """
    request.section = section  # type: ignore[attr-defined]
    name = f"{template}#{fragment}" if fragment and is_htmx(request) else template
    response = render(request, name, {"page": content}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def done(request: HttpRequest, to: str, **arguments: Any) -> HttpResponse:
    """Move the browser to the address named ``to`` after a write."""
    address = resolve_url(to, **arguments)
    if is_htmx(request):
        return HttpResponse(status=200, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
