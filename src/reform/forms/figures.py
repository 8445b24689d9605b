"""What stands in the cells of a return: a value, or the reason why there is none; a blank cell is not there at all.

Owns: the figure and how a cell is written as text. Does not: say which cells a return has (sheets.py) or compute.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reform.forms.tree import Cell

__all__ = ["NONE_YET", "NOT_APPLICABLE", "Figure", "Filled", "cell_of", "cell_text", "members_text", "rounded"]

NONE_YET = "none_yet"  # nothing happened yet that could be counted
NOT_APPLICABLE = "not_applicable"  # the body has nothing to do with it
STORED_DIGITS = 4  # after the point
LONGEST = 20  # digits before the point; what is longer has no place in a form and is not rounded


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands in a cell: a number, the word of a choice, or None with the ``reason`` why there is no value."""

    value: Decimal | str | None
    reason: str = ""  # a key of the form's ``null_reasons``

    @property
    def number(self) -> Decimal | None:
        """The value, where it is a number."""
        return self.value if isinstance(self.value, Decimal) else None


Filled = Mapping[Cell, Figure]


def cell_text(cell: Cell) -> str:
    """Return ``cell`` as people write it: ``dossier.received[channel_in=full, tier=commune]``."""
    return str(cell)


def members_text(cell: Cell) -> str:
    """Return the members of ``cell`` as they are stored: ``channel_in=full,tier=commune``, or nothing."""
    return ",".join(f"{dimension}={member}" for dimension, member in cell.members)


def cell_of(key: str, members: str) -> Cell:
    """Return the cell of the line ``key`` that ``members_text`` wrote as ``members``, in whatever order.

    Raises:
        ValueError: ``members`` is not of that shape, or names a dimension twice.
    """
    pairs = [_pair(part) for part in members.split(",")] if members else []
    if len(dict(pairs)) < len(pairs):
        raise ValueError(f"not members: {members}")
    return Cell(key, tuple(sorted(pairs)))


def _pair(text: str) -> tuple[str, str]:
    dimension, sign, member = (part.strip() for part in text.partition("="))
    if not (dimension and sign and member):
        raise ValueError(f"not members: {text}")
    return dimension, member


def rounded(value: Decimal, digits: int = STORED_DIGITS) -> Decimal:
    """Return ``value`` with at most ``digits`` digits after the point, halves up (away from zero)."""
    if value.adjusted() > LONGEST:
        return value
    made = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP).normalize()
    return made.quantize(Decimal(1)) if made == made.to_integral_value() else made
