"""The request as this application's views see it."""

from datetime import date, datetime

from django.http import HttpRequest

from caicach.web.actor import Actor

__all__ = ["ActorRequest"]


class ActorRequest(HttpRequest):
    """A request of a signed-in person: filled by ``ClockMiddleware`` and ``people``'s ``ActorMiddleware``."""

    actor: Actor
    now: datetime
    today: date  # civil date in Viet Nam
