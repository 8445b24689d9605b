"""How the figure of a whole comes from those of the bodies: sums, sets, largest and newest values, weighted means.

A body that said nothing has no part in any of them. A figure that there is none of adds nothing; where there is none
anywhere there is none of the whole.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from reform.forms.contributions import Given, Unit
from reform.forms.figures import Figure, rounded
from reform.forms.model import Form, Line
from reform.forms.steps import none_of
from reform.forms.tree import Cell

__all__ = ["distinct_of", "largest_of", "newest_of", "none_where_none", "sum_of", "weighted_of"]


def sum_of(numbers: Iterable[Decimal]) -> Figure | None:
    """Return the sum; None of nothing."""
    found = tuple(numbers)
    return Figure(sum(found, Decimal(0))) if found else None


def none_where_none(figures: Iterable[Figure], form: Form) -> Figure | None:
    """Return that there is no figure of the whole, where some bodies said so and none gave a value."""
    found = tuple(figures)
    reasons = sorted({one.reason for one in found if one.value is None and one.reason not in form.unknown_reasons})
    return Figure(None, none_of(reasons)) if reasons and all(one.value is None for one in found) else None


def distinct_of(cell: Cell, given: Given, units: Iterable[Unit]) -> Figure | None:
    """Return how many different things were counted: all codes together, at least as many as any body counted."""
    sets = [unit.sets[cell] for unit in units if cell in unit.sets]
    counts = [Decimal(len(frozenset().union(*sets)))] if sets else []
    counts += [figure.value for figure in given.figures if isinstance(figure.value, Decimal)]
    return Figure(max(counts)) if counts else None


def largest_of(line: Line, figures: Sequence[Figure]) -> Figure | None:
    """Return the largest number; of words the one that stands last in its list ("yes" after "no")."""
    if line.choice is None:
        numbers = [figure.value for figure in figures if isinstance(figure.value, Decimal)]
        return Figure(max(numbers)) if numbers else None
    order = list(line.choice.words)
    words = [figure.value for figure in figures if isinstance(figure.value, str) and figure.value in order]
    return Figure(max(words, key=order.index)) if words else None


def newest_of(given: Given) -> Figure | None:
    """Return the body's own value, else that of the newest return below."""
    if given.own is not None and given.own.value is not None:
        return given.own
    known = [(unit.as_of or date.min, str(unit.agency), figure) for unit, figure in given.below]
    valued = [one for one in known if one[2].value is not None]
    return max(valued, key=lambda one: one[:2])[2] if valued else None


def weighted_of(rates: Iterable[tuple[Decimal, Decimal]]) -> Figure | None:
    """Return the mean of rates by their weights; None where nothing weighs: without weights there is no mean."""
    found = tuple(rates)
    total = sum((weight for _rate, weight in found), Decimal(0))
    if not total:
        return None
    return Figure(rounded(sum((rate * weight for rate, weight in found), Decimal(0)) / total))
