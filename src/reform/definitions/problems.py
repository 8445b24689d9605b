"""What is wrong with a definition, each with its place: whoever writes one sees all of it at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reform.messages import MESSAGES

__all__ = ["Codes", "DefinitionError", "Problem", "Problems"]


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of ``reform.messages`` in whose sentences one kind of definition is told what is wrong with it."""

    broken: str  # no YAML; takes the line
    too_big: str  # too long or too deep
    missing: str  # a part is not there, or of the wrong kind; takes its name
    unknown: str  # a word that the part does not know; takes the part (what) and the word (name)
    formula: str  # an expression that cannot be read; takes what is wrong with it (said)
    near: str  # a part that nobody knows, but nearly one that is known; takes both (name, near)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a definition from being used. ``place`` is a key within it, or a part of the file."""

    code: str
    place: str
    params: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, without the place."""
        return MESSAGES[self.code] % dict(self.params)


class DefinitionError(ValueError):
    """A definition cannot be used as written; ``problems`` says all that is wrong, ``str()`` the first of it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(str(self.problems[0]))


@dataclass(slots=True)
class Problems:
    """What was found so far."""

    found: list[Problem] = field(default_factory=list)

    def add(self, code: str, place: str, **params: object) -> None:
        """Remember a problem."""
        self.found.append(Problem(code, place, tuple((name, str(value)) for name, value in params.items())))
