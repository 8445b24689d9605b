"""What the bodies below gave for each cell, counted and added up by the database: two statements for any number.

Owns: the sums over the stored integers, the largest, and who gave what. Does not: say what becomes of it (``sums``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, BigIntegerField, CharField, Max, Sum, TextField
from django.db.models.functions import Cast

from caicach.figures.models import FigureCell
from caicach.web.fields import from_scaled
from reform.forms.figures import Figure, cell_of
from reform.forms.tree import Cell

__all__ = ["Tally", "figures_below", "tallies_of"]

# A sum is taken in two halves, so that no database runs over its largest integer however large the figures are.
_HALF = 10**9


class Ids(Aggregate):
    """The ids of the rows of a group, parted by commas."""

    function = "GROUP_CONCAT"
    name = "Ids"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """PostgreSQL calls it otherwise, and wants to be told what parts them."""
        return self.as_sql(compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s, ',')")


@dataclass(slots=True)
class Tally:
    """What the bodies below gave for one cell."""

    total: Decimal = Decimal(0)  # of the values
    most: Decimal | None = None  # of the values
    valued: frozenset[int] = frozenset()  # returns that give a number
    worded: dict[str, frozenset[int]] = field(default_factory=dict)  # word -> returns that give it
    reasoned: dict[str, frozenset[int]] = field(default_factory=dict)  # reason -> returns that say there is no value

    @property
    def given(self) -> frozenset[int]:
        """The returns in which the cell is not blank."""
        return self.valued.union(*self.worded.values(), *self.reasoned.values())

    def answered(self, unknown_reasons: Collection[str]) -> frozenset[int]:
        """Return the returns that say how much there is, or that there is none; "nobody knows" is no answer."""
        told = (ids for reason, ids in self.reasoned.items() if reason not in unknown_reasons)
        return self.valued.union(*self.worded.values(), *told)


def tallies_of(sheet_ids: Collection[int], line_keys: Collection[str] | None = None) -> dict[Cell, Tally]:
    """Return what the returns ``sheet_ids`` give for each cell (of ``line_keys`` alone, if any): one statement."""
    tallies: dict[Cell, Tally] = defaultdict(Tally)
    for key, members, word, reason, ids, high, low, most in _grouped(sheet_ids, line_keys):
        tally = tallies[cell_of(key, members)]
        of = frozenset(map(int, ids.split(",")))
        if word:
            tally.worded[word] = of
        elif reason:
            tally.reasoned[reason] = of
        else:
            tally.valued, tally.most = of, most
            tally.total = from_scaled(int(high) * _HALF + int(low))
    return dict(tallies)


def _grouped(sheet_ids: Collection[int], line_keys: Collection[str] | None) -> Iterable[tuple[Any, ...]]:
    rows = FigureCell.objects.filter(sheet_id__in=sheet_ids)
    if line_keys is not None:
        rows = rows.filter(line_key__in=line_keys)
    stored = Cast("value", BigIntegerField())
    return (
        rows.order_by()
        .values("line_key", "members", "word", "reason")
        .annotate(
            ids=Ids(Cast("sheet_id", CharField())),
            high=Sum(stored / _HALF),
            low=Sum(stored % _HALF),
            most=Max("value"),
        )
        .values_list("line_key", "members", "word", "reason", "ids", "high", "low", "most")
    )


def figures_below(
    sheet_ids: Collection[int], line_keys: Collection[str] | None = None
) -> dict[int, dict[Cell, Figure]]:
    """Return the stored figures (of ``line_keys`` alone, if any), by return: one statement."""
    found: dict[int, dict[Cell, Figure]] = {pk: {} for pk in sheet_ids}
    rows = FigureCell.objects.filter(sheet_id__in=sheet_ids).order_by()
    if line_keys is not None:
        rows = rows.filter(line_key__in=line_keys)
    kept: dict[tuple[str, str], Cell] = {}  # the same few cells come again in every return
    for sheet_id, key, members, value, word, reason in rows.values_list(
        "sheet_id", "line_key", "members", "value", "word", "reason"
    ):
        cell = kept.get((key, members)) or kept.setdefault((key, members), cell_of(key, members))
        found[sheet_id][cell] = Figure(word or value, reason)
    return found
