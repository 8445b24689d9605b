"""Who asks: the actor of every request."""

from django.http import HttpRequest, HttpResponseBase

from caicach.web.middleware import Answer


class ActorMiddleware:
    """Fill ``request.actor`` for a signed-in person."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)
