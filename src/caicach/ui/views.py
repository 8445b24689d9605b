"""Pages of the interface itself: errors, the style guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

__all__ = ["bad_request", "broken", "forbidden", "not_found"]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer that there is no such page."""
    return HttpResponse(status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer that the act is not this person's."""
    return HttpResponse(status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer that the request cannot be read."""
    return HttpResponse(status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer that the program failed."""
    return render(request, "ui/broken.html", status=500)
