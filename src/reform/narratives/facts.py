"""What the sentences of a report may take: figures of now and before, targets, names, documents, lists, free texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reform.forms.additions import added_lines
from reform.forms.figures import Figure, Filled
from reform.forms.model import Form, Line
from reform.forms.tree import Cell, When

__all__ = ["Doc", "Facts", "Item", "Relation", "Target"]


class Relation(StrEnum):
    """How a figure has to stand to its target."""

    LEAST = "least"  # not below
    MOST = "most"  # not above
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan wants of a figure."""

    value: Decimal
    relation: Relation
    citation: str = ""  # "Kế hoạch số 41/KH-UBND, mục 1.5"
    horizon: int | None = None  # the year by whose end it is to be reached; None: the report's
    source: str = ""  # uid of the plan that it is taken from; empty: somebody typed it

    def is_met(self, value: Decimal) -> bool:
        """Whether ``value`` is good enough."""
        match self.relation:
            case Relation.LEAST:
                return value >= self.value
            case Relation.MOST:
                return value <= self.value
            case Relation.EXACT:
                return value == self.value


@dataclass(frozen=True, slots=True)
class Doc:
    """A document as reports name it."""

    type: str
    symbol: str
    issued_on: date | None
    issuer: str = ""
    subject: str = ""

    @property
    def name(self) -> str:
        """``Kế hoạch số 41/KH-UBND``."""
        return f"{self.type} số {self.symbol}" if self.symbol else self.type

    @property
    def note(self) -> str:
        """Return the footnote: ``Kế hoạch số 41/KH-UBND ngày 12/01/2026 của UBND tỉnh về …``."""
        day = f" ngày {self.issued_on:%d/%m/%Y}" if self.issued_on else ""
        issuer = f" của {self.issuer}" if self.issuer else ""
        subject = f" {_about(self.subject)}" if self.subject else ""
        return f"{self.name}{day}{issuer}{subject}"


def _about(subject: str) -> str:
    return subject if subject.lower().startswith(("về ", "v/v", "ban hành", "phê duyệt")) else f"về {subject}"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list from a ledger: its words by the names that templates ask for, and its documents."""

    values: Mapping[str, str]  # "nhiệm vụ" -> words
    area: str = ""  # code of ``reform.areas``
    docs: tuple[Doc, ...] = ()
    key: str = ""  # of the row in its ledger


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one report takes."""

    form: Form
    level: str  # of the form: which members a dimension has here
    filled: Filled
    earlier: Mapping[When, Filled] = field(default_factory=dict)
    targets: Mapping[Cell, Target] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # "ky" -> "quý I năm 2026"
    lists: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    documents: Mapping[str, tuple[Doc, ...]] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)
    extras: tuple[Line, ...] = ()  # lines that the body added for itself
    on: frozenset[str] | None = None  # keys of the form's lines on the body's sheet; None: all

    def lines(self) -> dict[str, Line]:
        """Return the lines of the form and those added, by key."""
        return self.form.by_key() | {line.key: line for line in self.extras}

    def lines_on(self) -> frozenset[str]:
        """Return the keys of the lines that the body reports, its own ones too."""
        own = frozenset(line.key for line in self.extras)
        return own | (frozenset(self.form.by_key()) if self.on is None else self.on)

    def added(self) -> tuple[Line, ...]:
        """Return the lines that the body added for itself: those that its form has by now, then the others."""
        on = self.lines_on()
        return (*(line for line in added_lines(self.form) if line.key in on), *self.extras)

    def figure(self, cell: Cell, when: When = When.NOW) -> Figure | None:
        """Return what stands in a cell, or None where it is blank or there is no such return."""
        return (self.filled if when is When.NOW else self.earlier.get(when, {})).get(cell)
