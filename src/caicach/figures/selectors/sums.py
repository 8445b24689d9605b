"""The figures of a whole, from its own and those of the bodies below: by each line's own rule, nothing missing as zero.

Sums, largest figures and who gave what come from the database (``tallies``). A line that must be seen body by body (a
count by a condition, a weighted mean, the newest entry; a rate of which some body told only a part) is read for itself
and merged by ``reform.forms.merging``; whatever the way, what comes out is what that would give for everything.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from caicach.figures.constants import ReturnState
from caicach.figures.mapping import form_of, sheet_for
from caicach.figures.models import Period, Return
from caicach.figures.selectors.feeds import asked_keys, feeds_of, leaves_of
from caicach.figures.selectors.tallies import Tally, figures_below, tallies_of
from reform.forms import Form, When
from reform.forms.completing import completed, none_of, steps_of
from reform.forms.figures import Figure, Filled
from reform.forms.merging import Contribution, merged
from reform.forms.model import Aggregation, Line, LineType
from reform.forms.sheets import CellKind, Sheet
from reform.forms.spread import spreads
from reform.forms.tree import Cell, Negative, Node, Operation

__all__ = ["COUNTED", "Below", "Sum", "below_of", "sums_of"]

COUNTED = (ReturnState.ACCEPTED, ReturnState.CONSOLIDATED, ReturnState.LOCKED)


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell of the whole."""

    figure: Figure | None  # None: nobody gave anything
    received: int = 0  # returns below that gave their part
    expected: int = 0  # returns below whose sheet has a part of it; 0: the body's own figure alone


@dataclass(frozen=True, slots=True)
class Below:
    """The returns of a period: the owner's own, those that are owed, and those of them that are counted."""

    own: Return | None
    owed: tuple[Return, ...]
    counted: tuple[Return, ...]

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of the form at which returns are owed."""
        return tuple(sorted({one.level for one in self.owed}))

    @property
    def is_provisional(self) -> bool:
        """Whether some are missing, or counted before they were taken in."""
        return len(self.counted) < len(self.owed) or any(one.state == ReturnState.SUBMITTED for one in self.counted)


def below_of(returns: Iterable[Return], owner_id: int, *, with_submitted: bool) -> Below:
    """Return which of the bodies' own ``returns`` of a period are counted."""
    states = (*COUNTED, ReturnState.SUBMITTED) if with_submitted else COUNTED
    rows = tuple(returns)
    owed = tuple(one for one in rows if one.agency_id != owner_id)
    own = next((one for one in rows if one.agency_id == owner_id), None)
    return Below(own, owed, tuple(one for one in owed if one.state in states))


def sums_of(
    period: Period, below: Below, own: Filled, earlier: Mapping[When, Filled], *, cells: Collection[Cell] | None = None
) -> dict[Cell, Sum]:
    """Return the cells of the whole's sheet; with ``cells`` the lines that depend on them alone.

    Two statements at most: the sums, and what must be seen body by body.

    Args:
        period: Whose whole.
        below: The returns.
        own: Stored figures of the owner's own return.
        earlier: Earlier figures of the whole, for formulas that ask for them.
        cells: Cells below that changed; None: everything.
    """
    sheet = sheet_for(period.form, period.whole_level)
    form = form_of(period.form)
    shown = frozenset(row.line.key for row in sheet.rows)
    keys = shown if cells is None else _touched(form, shown, frozenset(cell.key for cell in cells))
    return _Adding(form, sheet, below, own, asked_keys(form, keys)).sums(keys, earlier)


@lru_cache(maxsize=256)
def _touched(form: Form, shown: frozenset[str], changed: frozenset[str]) -> frozenset[str]:
    """Return the lines of the whole that something of ``changed`` flows into, whatever the member."""
    return frozenset(key for key in shown if changed & asked_keys(form, frozenset({key})))


class _Adding:
    """Adds up one period: the lines ``keys``, which are all that the wanted ones are worked out from."""

    def __init__(self, form: Form, sheet: Sheet, below: Below, own: Filled, keys: frozenset[str]) -> None:
        self.form, self.sheet, self.below, self.keys = form, sheet, below, keys
        self.lines = form.by_key()
        self.extra = frozenset(row.line.key for row in sheet.rows if row.line.is_optional)
        self.own = completed(form, sheet.level, own)
        self.typed = frozenset(row.cell for row in sheet.rows if row.kind is CellKind.TYPED)
        self.feeds = feeds_of(form, sheet.level, below.levels, self.extra)
        self.tallies = tallies_of([one.pk for one in below.counted], keys)
        self.answers = {cell: tally.answered(form.unknown_reasons) for cell, tally in self.tallies.items()}
        self.owed = {level: sum(one.level == level for one in below.owed) for level in below.levels}
        self.counted = {
            level: frozenset(one.pk for one in below.counted if one.level == level) for level in below.levels
        }

    def sums(self, keys: frozenset[str], earlier: Mapping[When, Filled]) -> dict[Cell, Sum]:
        """Return the sums of the lines ``keys``."""
        special = self._special()
        made = self._merged(special) if special else {}
        for line in self.form.lines:
            if line.key in self.keys and line.key not in special and line.calc is None:
                self._add(line, made)
        figures = {cell: one.figure for cell, one in made.items() if one.figure is not None}
        filled = completed(self.form, self.sheet.level, figures, earlier=earlier)
        for step in steps_of(self.form, self.sheet.level):
            if step.line.key in self.keys and step.line.key not in special:
                made[step.cell] = self._computed(step.line, step.cell, step.needs, filled, made)
        return {cell: made.get(cell) or Sum(None) for cell in self.sheet.cells if cell.key in keys}

    # Lines that the database adds up.

    def _add(self, line: Line, made: dict[Cell, Sum]) -> None:
        """Add the cells of ``line``, those of members before the totals over them."""
        spread = spreads(self.form, self.sheet.level)[line.key]
        for cell in sorted(spread.cells, key=lambda one: -len(one.members)):
            if line.aggregation is Aggregation.OWN:
                made[cell] = Sum(self.own.get(cell), 0, 0)
                continue
            parts = spread.parts(cell)
            figure = self._total(parts, made) if parts else self._figure(line, cell)
            made[cell] = Sum(figure, *self._counts(cell))

    def _total(self, parts: Iterable[Cell], made: Mapping[Cell, Sum]) -> Figure | None:
        known = [one.number for part in parts if (one := made[part].figure) is not None and one.number is not None]
        return Figure(sum(known, Decimal(0))) if known else None

    def _figure(self, line: Line, cell: Cell) -> Figure | None:
        own, tally = self.own.get(cell), self.tallies.get(cell) or Tally()
        number = own.number if own is not None else None
        if line.type is LineType.CHOICE:
            order = list(line.choice.words) if line.choice else []
            known = (own.value if own else None, *tally.worded)
            said = [word for word in known if isinstance(word, str) and word in order]
            return Figure(max(said, key=order.index)) if said else self._none(own, tally)
        if line.aggregation is Aggregation.SUM:
            return Figure(tally.total + (number or 0)) if tally.valued or number is not None else self._none(own, tally)
        numbers = [one for one in (number, tally.most) if one is not None]
        return Figure(max(numbers)) if numbers else self._none(own, tally)

    def _none(self, own: Figure | None, tally: Tally) -> Figure | None:
        """Return that there is none of it, where somebody said so and nobody gave a value."""
        said = {*tally.reasoned, *([own.reason] if own is not None and own.reason else [])}
        reasons = sorted(said - self.form.unknown_reasons)
        return Figure(None, none_of(reasons)) if reasons else None

    def _counts(self, cell: Cell) -> tuple[int, int]:
        """Return from how many returns of how many ``cell`` comes: one counts when it told all of its part."""
        feeds = self.feeds.get(cell, {})
        received = 0
        for level, cells in feeds.items():
            received += len(self.counted[level].intersection(*(self._answered(one) for one in cells)))
        return received, sum(self.owed[level] for level in feeds)

    def _answered(self, cell: Cell) -> frozenset[int]:
        return self.answers.get(cell, frozenset())

    def _computed(self, line: Line, cell: Cell, needs: Iterable[Cell], filled: Filled, made: Mapping[Cell, Sum]) -> Sum:
        """Return a computed cell that needs no seeing body by body; a rate is as complete as the least of its parts."""
        if line.aggregation is not Aggregation.RATIO:
            return Sum(filled.get(cell), *self._counts(cell))
        counts = [(made[one].received, made[one].expected) for one in needs if one in made and made[one].expected]
        return Sum(filled.get(cell), *min(counts, key=lambda one: one[0] - one[1], default=(0, 0)))

    # Lines that must be seen body by body.

    def _special(self) -> frozenset[str]:
        """Return the lines that must be seen body by body."""
        found = {key for key in self.keys if self._is_special(self.lines[key])}
        # What is worked out from such a line is worked out with it.
        later = {key for key in self.keys if self.lines[key].calc and asked_keys(self.form, frozenset({key})) & found}
        return frozenset(found | later)

    def _is_special(self, line: Line) -> bool:
        if line.calc is not None:
            return self._is_broken(line)
        if line.aggregation in (Aggregation.SUM, Aggregation.DISTINCT):
            return self._is_empty_total(line)
        return line.aggregation is not Aggregation.OWN and (line.aggregation is not Aggregation.MAX or bool(line.by))

    def _is_empty_total(self, line: Line) -> bool:
        """Tell whether a total has no number and somebody said why: its reason is told body by body."""
        if not line.by:
            return False
        valued = {cell for cell in self._told(line.key) if self._has_number(cell)}
        reasoned = set(self._told(line.key)) - valued
        spread = spreads(self.form, self.sheet.level)[line.key]
        totals = (frozenset(cell.members) for cell in spread.cells if spread.parts(cell))
        return any(
            any(total <= set(cell.members) for cell in reasoned)
            and not any(total <= set(cell.members) for cell in valued)
            for total in totals
        )

    def _told(self, key: str) -> list[Cell]:
        return [cell for cell in {**self.tallies, **self.own} if cell.key == key]

    def _has_number(self, cell: Cell) -> bool:
        tally, own = self.tallies.get(cell), self.own.get(cell)
        return bool(tally and tally.valued) or (own is not None and own.number is not None)

    def _is_broken(self, line: Line) -> bool:
        """Tell whether a body told only a part of what ``line`` is computed from, or brought the result alone."""
        if line.aggregation is Aggregation.OWN or (line.aggregation is not Aggregation.RATIO and not _adds(line.calc)):
            return line.aggregation is not Aggregation.OWN
        cells = [cell for cell in self.feeds if cell.key == line.key]
        if any(cell in self.tallies for cell in cells) or self._is_own_broken(line, cells):
            return True
        return any(self._is_partial(line, fed) for cell in cells for fed in self.feeds[cell].values())

    def _is_own_broken(self, line: Line, cells: Iterable[Cell]) -> bool:
        leaves = leaves_of(self.form, self.sheet.level, self.extra)
        for cell in cells:
            told = {one: self.own.get(one) for one in leaves[cell] if one in self.typed}
            known = [one for one in told.values() if one is not None]
            if known and (len(known) < len(told) or any(one.value is None for one in known)):
                return True
        return False

    def _is_partial(self, line: Line, fed: frozenset[Cell]) -> bool:
        """A rate takes a body's reason for an answer; a sum over lines is partial by it too."""
        ids = [self._answered(one) for one in fed]
        if line.aggregation is not Aggregation.RATIO:
            ids += [tally.valued if (tally := self.tallies.get(one)) else frozenset() for one in fed]
        anything = [tally.given for one in fed if (tally := self.tallies.get(one))]
        return bool(anything) and frozenset().union(*anything) != frozenset.intersection(*ids)

    def _merged(self, special: frozenset[str]) -> dict[Cell, Sum]:
        """Return the cells of ``special`` by the merging of whole returns, of these lines alone: one statement."""
        keys = asked_keys(self.form, special)
        stored = figures_below([one.pk for one in self.below.counted], keys)
        below = [Contribution(one.pk, stored[one.pk], one.level, as_of=one.as_of) for one in self.below.counted]
        own = {cell: figure for cell, figure in self.own.items() if cell.key in keys}
        day = self.below.own.as_of if self.below.own is not None else None
        made = merged(_part_of(self.form, keys), self.sheet.level, own, below, self.owed, own_as_of=day)
        return {cell: Sum(one.figure, one.received, one.expected) for cell, one in made.items() if cell.key in special}


def _adds(node: Node | None) -> bool:
    """Tell whether a formula only adds and takes away: the sum of its results is then that of its parts."""
    match node:
        case Cell():
            return True
        case Negative(of):
            return _adds(of)
        case Operation(sign, left, right):
            return sign in "+-" and _adds(left) and _adds(right)
    return False


@lru_cache(maxsize=64)
def _part_of(form: Form, keys: frozenset[str]) -> Form:
    """Return the form with the lines ``keys`` alone."""
    sections = tuple(
        replace(
            section,
            groups=tuple(
                replace(group, lines=tuple(_free(line, keys) for line in group.lines if line.key in keys))
                for group in section.groups
            ),
        )
        for section in form.sections
    )
    return replace(form, version=f"{form.version}#{hash(keys)}", sections=sections, rules=())


def _free(line: Line, keys: frozenset[str]) -> Line:
    """Return ``line`` without what it says of lines that are not there; how it is split stays as it was."""
    return replace(
        line,
        part_of=line.part_of if line.part_of in keys else None,
        subset_of=line.subset_of if line.subset_of in keys else None,
    )
