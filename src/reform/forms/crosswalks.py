"""Carrying the figures of an earlier version of a form to this one.

A key means for ever the same, so a figure stays in its cell where nothing is said; links say what became of others.
"""

from collections.abc import Mapping
from decimal import Decimal

from reform.forms.figures import Figure, Filled
from reform.forms.model import Crosswalk, Form, LineType, Link, Quality
from reform.forms.steps import none_of
from reform.forms.tree import Cell

__all__ = ["carried", "crosswalk_from", "quality_of"]


def crosswalk_from(form: Form, earlier: Form) -> Crosswalk | None:
    """Return how figures of ``earlier`` are carried to ``form``; None where nothing is said of it."""
    names = (f"{earlier.key}/{earlier.version}", earlier.version)
    return next((one for one in form.crosswalks if one.source in names), None)


def carried(filled: Filled, crosswalk: Crosswalk, *, form: Form | None = None) -> dict[Cell, Figure]:
    """Return figures of an earlier version in the cells of this one.

    Several cells that become one are added up where all of them are there; rates are never added.

    Args:
        filled: Figures of the earlier version.
        crosswalk: How they are carried.
        form: The version they are carried to: what it has no line for is left out.
    """
    lines = form.by_key() if form is not None else None
    linked = {link.cell for link in crosswalk.links}
    found = {cell: figure for cell, figure in filled.items() if cell not in linked}
    for target, cells in _sources(crosswalk).items():
        is_rate = lines is not None and target.key in lines and lines[target.key].type is LineType.PERCENT
        figure = _together([filled.get(cell) for cell in cells], is_rate=is_rate)
        if figure is not None:
            found[target] = figure
        else:
            found.pop(target, None)
    return {cell: figure for cell, figure in found.items() if lines is None or cell.key in lines}


def quality_of(crosswalk: Crosswalk) -> Mapping[Cell, Quality]:
    """Return which cells of this version get figures that mean only nearly the same."""
    found: dict[Cell, Quality] = {}
    for link in _kept(crosswalk):
        worse = link.quality is Quality.APPROX or found.get(link.target) is Quality.APPROX  # type: ignore[arg-type]
        found[link.target] = Quality.APPROX if worse else Quality.SAME  # type: ignore[index]  # kept ones have a target
    return found


def _kept(crosswalk: Crosswalk) -> list[Link]:
    return [link for link in crosswalk.links if link.target is not None and link.quality is not Quality.NONE]


def _sources(crosswalk: Crosswalk) -> dict[Cell, list[Cell]]:
    found: dict[Cell, list[Cell]] = {}
    for link in _kept(crosswalk):
        if link.target is not None:
            found.setdefault(link.target, []).append(link.cell)
    return found


def _together(figures: list[Figure | None], *, is_rate: bool) -> Figure | None:
    if len(figures) == 1:
        return figures[0]
    known = [figure for figure in figures if figure is not None]
    if is_rate or len(known) < len(figures) or any(isinstance(one.value, str) for one in known):
        return None
    numbers = [one.number for one in known if one.number is not None]
    reasons = [one.reason for one in known if one.value is None]
    return Figure(sum(numbers, Decimal(0))) if numbers else Figure(None, none_of(reasons))
