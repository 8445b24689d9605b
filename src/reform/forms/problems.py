"""What is wrong with the definition of a form, each with its place: whoever writes one sees all of it at once."""

from dataclasses import dataclass, field

from reform.messages import MESSAGES

__all__ = ["Problem", "Problems"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a form from being used. ``place`` is a key of a line or a rule, or the part of the file."""

    code: str
    place: str
    params: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {MESSAGES[self.code] % dict(self.params)}"


@dataclass(slots=True)
class Problems:
    """What was found so far."""

    found: list[Problem] = field(default_factory=list)

    def add(self, code: str, place: str, **params: object) -> None:
        """Remember a problem."""
        self.found.append(Problem(code, place, tuple((name, str(value)) for name, value in params.items())))
