"""What upper apps know of figures: what can be counted without anybody typing it, and what was kept before a form.

Filled in ``AppConfig.ready``. A source is asked once for all agencies of a period, so that a province costs as many
queries as one commune.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from caicach.web.registry import Registry
from reform.forms.figures import Figure
from reform.forms.tree import Cell

__all__ = ["Asked", "Counted", "Histories", "Source", "histories", "sources"]


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom and for which time to count."""

    agency_ids: frozenset[int]
    year: int
    data_from: date
    data_to: date  # figures are as of the end of this day
    is_cumulative: bool  # the window begins with the year's: what was done before it counts too


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure of one agency, and how it was counted, in words that a person can check."""

    figure: Figure
    note: str


# Figures by agency, then by the key of the form's line. A line that is not counted for an agency is left out: nothing
# in the register is no zero.
Source = Callable[[Asked], Mapping[int, Mapping[str, Counted]]]
sources: Registry[Source] = Registry("figures.sources")

# (ids of periods, keys of lines) -> by period and agency, the figures of lines that bodies kept for themselves before
# the form had them. What a return has itself goes before.
Histories = Callable[[Collection[int], Collection[str]], Mapping[tuple[int, int], Mapping[Cell, Figure]]]
histories: Registry[Histories] = Registry("figures.histories")
