"""How a reader says how far it is."""

from collections.abc import Callable

__all__ = ["Step", "no_step"]

Step = Callable[[int, int], None]  # pages done and in all; what it raises ends the reading


def no_step(_done: int, _total: int) -> None:
    """Say nothing of the progress."""
