"""Plans of superior bodies that a draft can be held against; told by the app that keeps plans."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caicach.web.actor import Actor
from caicach.web.registry import Registry
from vanban.plans.comparison import Above

__all__ = ["Superior", "Superiors", "superiors"]


@dataclass(frozen=True, slots=True)
class Superior:
    """A plan of the system, as far as a draft is held against it."""

    label: str  # "Kế hoạch số 498/KH-UBND"
    above: Above  # the rows that bind the actor's body, the goals, the year


@dataclass(frozen=True, slots=True)
class Superiors:
    """One app's plans."""

    choices: Callable[[Actor], Sequence[tuple[str, str]]]  # (key, label) of what the actor sees, the newest first
    find: Callable[[Actor, str], Superior | None]  # None: there is none, or it is beyond the actor's reach


superiors: Registry[Superiors] = Registry("doctor.superiors")
