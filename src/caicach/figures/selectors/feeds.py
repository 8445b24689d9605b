"""Which cells below feed a cell of the whole, level by level.

A unit has given its part of a cell when every cell that it types for it is not blank: of a total over members all
members, of a rate what it is computed from.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from reform.forms.completing import split_keys
from reform.forms.model import Aggregation, Form, Line
from reform.forms.sheets import CellKind, Row, Sheet, sheet_of
from reform.forms.spread import spreads
from reform.forms.tree import Cell, When, asked_by, narrowed

__all__ = ["Feeds", "asked_keys", "feeds_of", "leaves_of"]

Feeds = Mapping[Cell, Mapping[str, frozenset[Cell]]]  # cell of the whole -> level below -> cells typed there
Extra = frozenset[str]
_LEAVES = (CellKind.TYPED, CellKind.ROLLED)


@lru_cache(maxsize=64)
def leaves_of(form: Form, level: str, extra: Extra) -> Mapping[Cell, frozenset[Cell]]:
    """Return, for each cell of a sheet, the cells that it is worked out from; one that is not stands for itself."""
    sheet = sheet_of(form, level, extra=extra)
    needs = {row.cell: tuple(_needs(form, sheet, row)) for row in sheet.rows}
    found: dict[Cell, frozenset[Cell]] = {}
    for cell in needs:
        _expand(cell, needs, found)
    return found


def _expand(cell: Cell, needs: Mapping[Cell, tuple[Cell, ...]], found: dict[Cell, frozenset[Cell]]) -> frozenset[Cell]:
    """Formulas go round in no circle: the form was refused otherwise."""
    if cell not in found:
        parts = needs.get(cell, ())
        leaves = [_expand(part, needs, found) for part in parts if part in needs]
        found[cell] = frozenset().union(*leaves) if leaves else frozenset({cell})
    return found[cell]


def _needs(form: Form, sheet: Sheet, row: Row) -> Iterator[Cell]:
    if row.kind is CellKind.MARGIN:
        yield from spreads(form, sheet.level)[row.line.key].parts(row.cell)
    elif row.kind is CellKind.COMPUTED and row.line.calc is not None:
        yield from _asked(form, row.line, row.cell)


def _asked(form: Form, line: Line, cell: Cell) -> Iterator[Cell]:
    """Yield the cells of the same return that the formula of ``line`` asks for, where it is worked out for ``cell``."""
    keys = split_keys(form)
    node = line.calc
    if node is None:
        return
    for dimension, member in cell.members:
        node = narrowed(node, dimension, member, keys=keys[dimension])
    yield from sorted((one.cell for one in asked_by(node) if one.when is When.NOW), key=str)


@lru_cache(maxsize=16)
def feeds_of(form: Form, whole_level: str, levels: tuple[str, ...], extra: Extra) -> Feeds:
    """Return what each of ``levels`` types for every cell of the whole; a level that owes it nothing is left out."""
    whole = sheet_of(form, whole_level, extra=extra)
    lines = form.by_key()
    below = {level: leaves_of(form, level, extra) for level in levels}
    found: dict[Cell, Mapping[str, frozenset[Cell]]] = {}
    for cell, leaves in leaves_of(form, whole.level, extra).items():
        by_level = {level: _fed(leaves, lines, level, cells) for level, cells in below.items()}
        found[cell] = {level: fed for level, fed in by_level.items() if fed}
    return found


def _fed(
    leaves: frozenset[Cell], lines: Mapping[str, Line], level: str, below: Mapping[Cell, frozenset[Cell]]
) -> frozenset[Cell]:
    """Return what ``level`` types for ``leaves`` of the whole."""
    typed = (_found(source, below) for leaf in leaves for source in _sources(leaf, lines[leaf.key], level))
    return frozenset().union(*typed)


def _found(source: Cell, below: Mapping[Cell, frozenset[Cell]]) -> frozenset[Cell]:
    """Return what is typed for ``source``; where a level has one member of a dimension alone, it is in every cell."""
    if source in below:
        return below[source]
    named = set(source.members)
    finer = [cell for cell in below if cell.key == source.key and named < set(cell.members)]
    least = min((len(cell.members) for cell in finer), default=0)
    return frozenset().union(*(below[cell] for cell in finer if len(cell.members) == least))


def _sources(leaf: Cell, line: Line, level: str) -> Iterator[Cell]:
    if line.aggregation is Aggregation.OWN:
        return
    if line.aggregation is not Aggregation.COUNT_IF:
        yield leaf
    elif line.counts is not None and level in (line.counted_levels or (level,)):
        yield from (asked.cell for asked in asked_by(line.counts) if asked.when is When.NOW)


def asked_keys(form: Form, keys: frozenset[str]) -> frozenset[str]:
    """Return ``keys`` and those of all lines that they are computed from."""
    lines = form.by_key()
    found: set[str] = set()
    ahead = set(keys)
    while ahead:
        key = ahead.pop()
        found.add(key)
        for node in (lines[key].calc, lines[key].counts):
            if node is not None:
                ahead |= {one.cell.key for one in asked_by(node) if one.cell.key not in found}
        if weight := lines[key].weight:
            ahead |= {weight} - found
    return frozenset(found)
