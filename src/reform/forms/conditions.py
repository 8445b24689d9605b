"""What must hold between the cells of a level: parts and wholes, subsets, and the written rules, for each member.

Owns: which conditions a form has at a level, ready to be computed. Does not: say what is wrong (explaining.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import product

from reform.forms.evaluation import Formula, formula_of
from reform.forms.model import Form, Line, Rule, Weight
from reform.forms.phrases import MORE_THAN
from reform.forms.sheets import Sheet, sheet_of
from reform.forms.spread import Spread, spreads
from reform.forms.steps import split_keys
from reform.forms.tree import Asked, Cell, Comparison, Node, Operation, When, asked_by, narrowed
from reform.messages import MESSAGES

__all__ = ["Condition", "conditions_of"]

Scope = tuple[tuple[str, str], ...]  # (dimension, member), by dimension


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must hold for one scope of members."""

    rule: str  # "V01", "G1"
    weight: Weight
    node: Node
    formula: Formula
    asked: tuple[Asked, ...]
    say: str  # what is wrong where it does not hold
    scope: Scope  # members that it was narrowed to
    about: str  # those members in words; empty where the level has no others
    family: str  # the same for all scopes of one condition
    shown: Cell  # the cell that it is told at; with the rule it says for ever which finding it is


@lru_cache(maxsize=64)
def conditions_of(form: Form, level: str, extra: frozenset[str]) -> tuple[Condition, ...]:
    """Return what must hold at ``level``: all whose cells are on the sheet, generated ones first."""
    maker = _Maker(form, level, sheet_of(form, level, extra=extra))
    return (*maker.of_parts(), *maker.of_subsets(), *maker.of_rules())


class _Maker:
    """Makes the conditions of one level."""

    def __init__(self, form: Form, level: str, sheet: Sheet) -> None:
        self.form, self.lines = form, form.by_key()
        shown = {row.line.key for row in sheet.rows}
        self.spreads: Mapping[str, Spread] = {key: one for key, one in spreads(form, level).items() if key in shown}
        self.cells = frozenset(cell for spread in self.spreads.values() for cell in spread.cells)
        self.rows = {row.cell: at for at, row in enumerate(sheet.rows)}
        self.keys = split_keys(form)
        self.level = level

    def of_parts(self) -> Iterator[Condition]:
        """Yield G1: a whole is the sum of its parts; where some are not on the sheet, at least that of the others."""
        wholes = dict.fromkeys(line.part_of for line in self.form.lines if line.part_of in self.spreads)
        for key in filter(None, wholes):
            parts = [line for line in self.form.lines if line.part_of == key]
            here = [line for line in parts if line.key in self.spreads]
            if here:
                sign, say = ("==", "FJ011") if len(here) == len(parts) else (">=", "FJ012")
                yield from self._of_whole(self.lines[key], here, sign, MESSAGES[say])

    def _of_whole(self, whole: Line, parts: list[Line], sign: str, say: str) -> Iterator[Condition]:
        shared = [one for one in whole.by if all(one in part.by for part in parts)]
        for scope in self._scopes(shared):
            terms: list[Node] = [Cell(part.key, scope) for part in parts]
            node = Comparison(sign, Cell(whole.key, scope), reduce(lambda one, two: Operation("+", one, two), terms))
            yield from self._made("G1", Weight.HARD, node, say, scope, f"G1 {whole.key}")

    def of_subsets(self) -> Iterator[Condition]:
        """Yield G2: a subset is not more than what it is taken of, cell by cell; nor are members of no partition."""
        for line in self.form.lines:
            if line.key in self.spreads and line.subset_of is not None and line.subset_of in self.spreads:
                yield from self._of_subset(line, self.lines[line.subset_of])
            if line.key in self.spreads:
                yield from self._of_members(line)

    def _of_subset(self, line: Line, whole: Line) -> Iterator[Condition]:
        kept = [one for one in line.by if one in whole.by or not self.form.dimensions[one].is_partition]
        say = MORE_THAN % {"whole": whole.label}
        for scope in self._scopes(kept):
            of_whole = tuple(pair for pair in scope if pair[0] in whole.by)
            node = Comparison("<=", Cell(line.key, scope), Cell(whole.key, of_whole))
            yield from self._made("G2", Weight.HARD, node, say, scope, f"G2 {line.key}")

    def _of_members(self, line: Line) -> Iterator[Condition]:
        say = MORE_THAN % {"whole": line.label}
        for dimension in (one for one in line.by if not self.form.dimensions[one].is_partition):
            for scope in self._scopes(line.by):
                whole = tuple(pair for pair in scope if pair[0] != dimension)
                if len(whole) < len(scope):
                    node = Comparison("<=", Cell(line.key, scope), Cell(line.key, whole))
                    yield from self._made("G2", Weight.HARD, node, say, scope, f"G2 {line.key} {dimension}")

    def of_rules(self) -> Iterator[Condition]:
        """Yield the written rules, each for the total and for every member that it names."""
        for rule in self.form.rules:
            for scope in self._scopes([rule.each] if rule.each else []):
                node = self._narrowed(rule, scope)
                yield from self._made(rule.key, rule.weight, node, rule.sentence, scope, rule.key)

    def _narrowed(self, rule: Rule, scope: Scope) -> Node:
        node = rule.check
        for dimension, member in scope:
            node = narrowed(node, dimension, member, keys=self.keys[dimension])
        return node

    def _scopes(self, dimensions: "list[str] | tuple[str, ...]") -> Iterator[Scope]:
        """Yield the members to narrow to: each, and none for the total; where a level has one, that one alone."""
        ways: list[tuple[tuple[str, str] | None, ...]] = []
        for key in dimensions:
            dimension = self.form.dimensions[key]
            members = tuple((key, member) for member in dimension.members_of(self.level))
            ways.append(members if len(members) == 1 and dimension.is_partition else (None, *members))
        for chosen in product(*ways):
            yield tuple(sorted(filter(None, chosen)))

    def _made(self, rule: str, weight: Weight, node: Node, say: str, scope: Scope, family: str) -> Iterator[Condition]:
        asked = tuple(sorted(asked_by(node), key=self._place))
        if all(one.cell in self.cells for one in asked if one.when is When.NOW):
            about, shown = self._about(scope), self._shown(node)
            yield Condition(rule, weight, node, formula_of(node), asked, say, scope, about, family, shown)

    def _place(self, asked: Asked) -> tuple[int, str]:
        known = asked.cell.key in self.spreads
        return self.rows[self._row(asked.cell)] if known else len(self.rows), str(asked)

    def _about(self, scope: Scope) -> str:
        dimensions = self.form.dimensions
        several = (pair for pair in scope if len(dimensions[pair[0]].members_of(self.level)) > 1)
        return ", ".join(dimensions[dimension].members[member] for dimension, member in several)

    def _shown(self, node: Node) -> Cell:
        """Return the row to tell it at: the left side of a comparison, but the last row of an equation of sums."""
        is_equation = isinstance(node, Comparison) and node.sign == "==" and not isinstance(node.left, Cell)
        named = self._named(node.left if isinstance(node, Comparison) and not is_equation else node)
        rows = sorted(named or self._named(node), key=self.rows.__getitem__)
        if not rows:
            return Cell("")
        return rows[-1] if is_equation else rows[0]

    def _named(self, node: Node) -> set[Cell]:
        return {self._row(one.cell) for one in asked_by(node) if one.cell.key in self.spreads}

    def _row(self, cell: Cell) -> Cell:
        """Return the row of ``cell``, or the nearest one of its line: totals over an inner dimension have no row."""
        if cell in self.rows:
            return cell
        rows = [row for row in self.rows if row.key == cell.key]
        named = set(cell.members)
        return max(rows, key=lambda row: (len(named & set(row.members)), -len(row.members)))
