"""What hangs on a post, told by the apps above: open work that must not be lost when the post ends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from caicach.web.actor import Actor
from caicach.web.registry import Registry

if TYPE_CHECKING:
    from caicach.people.models import Post

__all__ = ["Holder", "Holding", "Leaving", "holders"]


@dataclass(frozen=True, slots=True)
class Holding:
    """Work of one sort that a post has in hand."""

    count: int
    words: str  # "4 nhiệm vụ đang được phân công", translated
    url: str = ""  # where it is seen


@dataclass(frozen=True, slots=True)
class Leaving:
    """A post that ends."""

    post: "Post"
    until: date  # the first day on which it is no longer held
    successor: "Post | None"  # who takes over; None: the work returns to whoever hands it out
    now: datetime
    today: date


class PassOn(Protocol):
    """Passes the work of a post on, in the transaction in which the post ends."""

    def __call__(self, leaving: Leaving, *, actor: Actor) -> None:
        """Give it to the successor, or back; whether the actor may end the post was asked before."""


@dataclass(frozen=True, slots=True)
class Holder:
    """One app's work on posts."""

    held: Callable[["Post"], Holding | None]  # None: nothing; one query
    pass_on: PassOn


# By the name of the app.
holders: Registry[Holder] = Registry("people.holders")
