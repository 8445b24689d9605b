"""The request as this application's views see it."""

from datetime import date, datetime

from django.http import HttpRequest

from caicach.web.actor import Actor

__all__ = ["ActorRequest", "whole_number"]

_MOST_DIGITS = 18  # what the databases hold


class ActorRequest(HttpRequest):
    """A request of a signed-in person: filled by ``ClockMiddleware`` and ``people``'s ``ActorMiddleware``."""

    actor: Actor
    now: datetime
    today: date  # civil date in Viet Nam


def whole_number(text: str) -> int | None:
    """Return the number of an id or a place that a browser sent; None where it is none, or larger than any."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None
