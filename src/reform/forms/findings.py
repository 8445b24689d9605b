"""What is held against a return, and what was found in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reform.forms.figures import Figure, Filled
from reform.forms.model import Weight
from reform.forms.tree import Asked, Cell, When

__all__ = ["WHOLE_RETURN", "Background", "Finding", "UnknownRule"]

WHOLE_RETURN = Cell("")  # where a finding is shown that is about no cell, as of its days


@dataclass(frozen=True, slots=True)
class Background:
    """What a return is held against."""

    earlier: Mapping[When, Filled] = field(default_factory=dict)  # earlier returns, in the lines of this form
    days: Mapping[str, date] = field(default_factory=dict)  # ``data_from``, ``data_to``, ``as_of``, ``signed_on``
    declared: Filled = field(default_factory=dict)  # totals and rates that an import brought along


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit. ``rule`` and ``cell`` together say for ever which finding it is."""

    rule: str  # "V01", "G2"
    weight: Weight
    cell: Cell  # where it is shown; ``WHOLE_RETURN`` where it is about no cell
    cells: tuple[Cell, ...]  # all cells of this return that were looked at
    sentence: str  # Vietnamese, whole, with the numbers in it; what is wrong stands before the first full stop
    suggestion: Figure | None = None  # of ``cell``: the one value that would make it hold


@dataclass(frozen=True, slots=True)
class UnknownRule:
    """A rule that could not be looked at, because figures are missing."""

    rule: str
    weight: Weight
    cell: Cell
    missing: tuple[Asked, ...]
    sentence: str
