"""A chart as everything that a page or a paper shows of it: the drawings, what they say, the numbers themselves.

Owns: the value. Does not: know kinds of charts (``lines``, ``bars``, ``targets``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from caicach.ui.charts.engine import drawing, png

__all__ = ["NARROW", "PAPER", "WIDE", "Chart", "ChartTable", "Frame", "Specification", "chart"]


@dataclass(frozen=True, slots=True)
class Frame:
    """How much room a drawing has, in its own pixels."""

    width: int
    is_narrow: bool = False  # a phone: fewer words


WIDE = Frame(560)
NARROW = Frame(320, is_narrow=True)
PAPER = Frame(520)

Specification = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The numbers of a chart as text; the first column names the rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart."""

    title: str
    alternative_text: str  # what it says, as sentences with its numbers
    table: ChartTable
    specification: Callable[[Frame], Specification]

    @property
    def svg(self) -> SafeString:
        """The drawing of a page: one for desks, one for phones."""
        wide = drawing(self.specification(WIDE), label=self.alternative_text, extra_class="not-phone")
        narrow = drawing(self.specification(NARROW), label=self.alternative_text, extra_class="only-phone")
        return SafeString(wide + narrow)

    @property
    def png(self) -> bytes:
        """The picture of a paper, for ``vanban.writing.Picture``."""
        return png(self.specification(PAPER))


def chart(specification: Callable[[Frame], Specification], *, title: str, says: str, table: ChartTable) -> Chart:
    """Return a chart of any kind.

    Args:
        specification: Vega-Lite for a frame, its data inside; see ``engine.drawing``.
        title: Short; the page and the paper show it beside the picture, the picture itself does not.
        says: What a person sees in it, with the numbers that matter.
        table: All its numbers.

    Raises:
        ValueError: nothing is said, or a row of the table has not one text for each column.
    """
    if not says.strip():
        raise ValueError("a chart must say something to those who do not see it")
    if any(len(row) != len(table.columns) for row in table.rows):
        raise ValueError("a row of the table does not fit its columns")
    return Chart(title, says, table, specification)
