"""Plans of superior bodies that a draft can be held against; told by the app that keeps plans."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caicach.web.actor import Actor
from caicach.web.registry import Registry
from vanban.plans.comparison import ComparedLine

__all__ = ["Superior", "Superiors", "superiors"]


@dataclass(frozen=True, slots=True)
class Superior:
    """A plan of the system with its rows."""

    label: str  # "Kế hoạch số 498/KH-UBND"
    lines: tuple[ComparedLine, ...]


@dataclass(frozen=True, slots=True)
class Superiors:
    """One app's plans."""

    choices: Callable[[Actor], Sequence[tuple[str, str]]]  # (key, label) of what the actor sees, the newest first
    find: Callable[[Actor, str], Superior | None]  # None: there is none, or it is beyond the actor's reach


superiors: Registry[Superiors] = Registry("doctor.superiors")
