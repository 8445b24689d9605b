"""A person who came in by a one-time code sets a password before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from caicach.web.middleware import Answer
from caicach.web.pages import is_htmx

__all__ = ["PasswordFirstMiddleware"]

# What such a person may do: set the password, choose the language, leave.
_OPEN = frozenset({"accounts:password_set", "accounts:language", "accounts:sign_out"})


class PasswordFirstMiddleware:
    """Lead whoever must set a password to the page for it, whatever they asked for; nothing else is answered."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Return the way to the page, or None where the view may answer."""
        if not getattr(request.user, "must_change_password", False):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in _OPEN:
            return None
        address = reverse("accounts:password_set")
        if is_htmx(request):
            return HttpResponse(status=200, headers={"HX-Redirect": address})
        return HttpResponseRedirect(address)
