"""Who asks: the actor of every request."""

from typing import cast

from django.http import HttpRequest, HttpResponseBase

from caicach.people import selectors
from caicach.web.middleware import Answer
from caicach.web.requests import ActorRequest

__all__ = ["ActorMiddleware"]


class ActorMiddleware:
    """Fill ``request.actor`` for a signed-in person."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            asked = cast("ActorRequest", request)
            asked.actor = selectors.actor_of(request.user, on=asked.today)
        return self.get_response(request)
