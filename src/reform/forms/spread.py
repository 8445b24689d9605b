"""Which cells a line has at a level: its total, one for each member, one for each pair of members of two dimensions.

Owns: the ways a line is split. Does not: say which cells are typed (sheets.py) or what they add up to (completing.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from reform.forms.model import Aggregation, Dimension, Form, Line, LineType, Rule
from reform.forms.tree import Cell, Node, asked_by

__all__ = ["Spread", "spread_of", "spreads"]


@dataclass(frozen=True, slots=True)
class Spread:
    """How a line is split at a level. Dimensions stand in the order of the line."""

    line: Line
    dimensions: tuple[Dimension, ...]
    members: tuple[tuple[str, ...], ...]  # of each dimension, at this level
    wholes: tuple[bool, ...]  # of each dimension: there is a figure that names none of its members

    @property
    def fixed(self) -> dict[str, str]:
        """The dimensions that have one member at this level, and it: that member is the whole."""
        ways = zip(self.dimensions, self.members, self.wholes, strict=True)
        return {
            one.key: members[0] for one, members, whole in ways if len(members) == 1 and (one.is_partition or not whole)
        }

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell, those of members before the totals over them."""
        ways = [
            tuple((one.key, member) for member in members) + ((None,) if whole else ())
            for one, members, whole in zip(self.dimensions, self.members, self.wholes, strict=True)
        ]
        return tuple(Cell(self.line.key, tuple(sorted(filter(None, chosen)))) for chosen in product(*ways))

    @property
    def adds_up(self) -> bool:
        """Whether the figures of members add up to that of the whole: neither rates nor choices do."""
        rates = (Aggregation.RATIO, Aggregation.WEIGHTED)
        return self.line.type in (LineType.COUNT, LineType.NUMBER) and self.line.aggregation not in rates

    def open_partition(self, cell: Cell) -> tuple[Dimension, tuple[str, ...]] | None:
        """Return the first partition that ``cell`` is a total over, with its members; None for a cell of members."""
        named = dict(cell.members)
        for dimension, members in zip(self.dimensions, self.members, strict=True):
            if dimension.is_partition and dimension.key not in named:
                return dimension, members
        return None

    def parts(self, cell: Cell) -> tuple[Cell, ...]:
        """Return the cells that add up to ``cell``, over the first partition that it names no member of."""
        found = self.open_partition(cell)
        if found is None:
            return ()
        dimension, members = found
        return tuple(Cell(cell.key, tuple(sorted((*cell.members, (dimension.key, member))))) for member in members)


def spread_of(form: Form, line: Line, level: str) -> Spread:
    """Return how ``line`` is split at ``level``."""
    return spreads(form, level)[line.key]


@lru_cache(maxsize=64)
def spreads(form: Form, level: str) -> Mapping[str, Spread]:
    """Return how each line of ``form`` is split at ``level``, by key."""
    asked = frozenset(_asked_without(form))
    return {line.key: _spread(form, line, level, asked) for line in form.lines}


def _spread(form: Form, line: Line, level: str, asked: frozenset[tuple[str, str]]) -> Spread:
    dimensions = tuple(form.dimensions[key] for key in line.by)
    return Spread(
        line,
        dimensions,
        tuple(one.members_of(level) for one in dimensions),
        tuple(one.is_partition or (line.key, one.key) in asked for one in dimensions),
    )


def _asked_without(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the lines, each with a dimension, whose figure is asked for without a member of that dimension.

    The members of a dimension that is no partition do not make up a whole: the line has a figure beside them only where
    the form has a use for it.
    """
    lines = form.by_key()
    for line in lines.values():
        if line.part_of:
            yield from _beside(line, lines[line.part_of])
        for key in filter(None, (line.part_of, line.subset_of, line.weight)):
            yield from _beside(lines[key], line)
        for node in (line.calc, line.counts):
            yield from _named_without(node, lines, line.by) if node is not None else ()
    for rule in form.rules:
        yield from _named_without(rule.check, lines, _of_rule(rule))


def _beside(line: Line, other: Line) -> Iterator[tuple[str, str]]:
    """Yield the dimensions of ``line`` that it loses when it is held against ``other``."""
    return ((line.key, dimension) for dimension in line.by if dimension not in other.by)


def _of_rule(rule: Rule) -> tuple[str, ...]:
    return (rule.each,) if rule.each else ()


def _named_without(node: Node, lines: Mapping[str, Line], narrowed: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for asked in asked_by(node):
        named = {*dict(asked.cell.members), *narrowed}
        yield from ((asked.cell.key, one) for one in lines[asked.cell.key].by if one not in named)
