"""What an expression of a form is made of, and what it asks for.

Owns: the nodes, their kinds (number, word, day, truth) and how each is written. Does not: read text or compute.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

__all__ = [
    "Asked",
    "Cell",
    "Change",
    "Comparison",
    "Day",
    "Earlier",
    "Kind",
    "Negative",
    "Node",
    "Number",
    "Operation",
    "Opposite",
    "Truths",
    "When",
    "Word",
    "asked_by",
    "narrowed",
    "parts_of",
]

Members = tuple[tuple[str, str], ...]  # (dimension, member), by dimension


class Kind(Enum):
    """What an expression gives."""

    NUMBER = "number"
    WORD = "word"  # a choice
    DAY = "day"
    TRUTH = "truth"
    CELL = "cell"  # number or word, as its line is


class When(Enum):
    """Of which return a cell is."""

    NOW = "now"
    PREVIOUS = "prev"  # the period before, of the same year
    YEAR_BEFORE = "yoy"  # the same period of the year before
    YEAR_END = "yearend"  # the whole year before


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written."""

    value: Decimal

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a choice."""

    text: str

    def __str__(self) -> str:
        return f"'{self.text}'"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the return: ``data_from``, ``data_to``, ``as_of``, ``signed_on``."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a line: its total, or that of members of its dimensions."""

    key: str
    members: Members = ()

    def __str__(self) -> str:
        inside = ", ".join(f"{dimension}={member}" for dimension, member in self.members)
        return f"{self.key}[{inside}]" if inside else self.key


@dataclass(frozen=True, slots=True)
class Earlier:
    """The same of another return."""

    when: When
    of: "Node"

    def __str__(self) -> str:
        return f"{self.when.value}({self.of})"


@dataclass(frozen=True, slots=True)
class Change:
    """By how many per cent it changed since another return."""

    of: "Node"
    since: When

    def __str__(self) -> str:
        return f"change({self.of}, {self.since.value})"


@dataclass(frozen=True, slots=True)
class Negative:
    """The number below zero."""

    of: "Node"

    def __str__(self) -> str:
        return f"-{_inside(self.of)}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values by a sign."""

    sign: str
    left: "Node"
    right: "Node"

    def __str__(self) -> str:
        return f"{_inside(self.left)} {self.sign} {_inside(self.right)}"


@dataclass(frozen=True, slots=True)
class Operation(Pair):
    """Two numbers by a sign: ``+ - * /``."""


@dataclass(frozen=True, slots=True)
class Comparison(Pair):
    """Two values by a sign: ``== != <= >= < >``."""


@dataclass(frozen=True, slots=True)
class Opposite:
    """What does not hold."""

    of: "Node"

    def __str__(self) -> str:
        return f"not {_inside(self.of)}"


@dataclass(frozen=True, slots=True)
class Truths:
    """Several that all hold (``and``), or of which one does (``or``)."""

    word: str
    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return f" {self.word} ".join(map(_inside, self.parts))


Node = Number | Word | Day | Cell | Earlier | Change | Negative | Operation | Comparison | Opposite | Truths
_WHOLE = (Number, Word, Day, Cell, Earlier, Change)


def _inside(node: Node) -> str:
    return str(node) if isinstance(node, _WHOLE) else f"({node})"


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell of a return that an expression asks for."""

    when: When
    cell: Cell

    def __hash__(self) -> int:
        # Every look at a figure asks for it; the hash of an Enum is computed anew each time.
        return hash((self.cell.key, self.cell.members))


def asked_by(node: Node, when: When = When.NOW) -> frozenset[Asked]:
    """Return every cell that ``node`` asks for."""
    match node:
        case Cell():
            return frozenset({Asked(when, node)})
        case Earlier():
            return asked_by(node.of, node.when)
        case Change():
            return asked_by(node.of, when) | asked_by(node.of, node.since)
        case _:
            return frozenset().union(*(asked_by(part, when) for part in parts_of(node)))


def parts_of(node: Node) -> Iterator[Node]:
    """Yield the nodes that ``node`` is made of."""
    match node:
        case Pair():
            yield from (node.left, node.right)
        case Truths():
            yield from node.parts
        case Negative() | Opposite() | Earlier() | Change():
            yield node.of


def narrowed(node: Node, dimension: str, member: str, *, keys: frozenset[str]) -> Node:
    """Return ``node`` for one member of a dimension.

    Args:
        node: The whole expression.
        dimension: What it is split by.
        member: One of its members.
        keys: The lines that are split by it; cells that already name a member of it stay as they are.
    """

    def again(one: Node) -> Node:
        return narrowed(one, dimension, member, keys=keys)

    match node:
        case Cell(key, members) if key in keys and dimension not in dict(members):
            return Cell(key, tuple(sorted((*members, (dimension, member)))))
        case Operation() | Comparison():
            return replace(node, left=again(node.left), right=again(node.right))
        case Truths(word, parts):
            return Truths(word, tuple(again(part) for part in parts))
        case Negative(of):
            return Negative(again(of))
        case Opposite(of):
            return Opposite(again(of))
        case Earlier(when, of):
            return Earlier(when, again(of))
        case Change(of, since):
            return Change(again(of), since)
        case _:
            return node
