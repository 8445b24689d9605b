"""The figures of a whole, from its own and those of the bodies below: by each line's own rule, nothing missing as zero.

Sums, largest figures and who gave what come from the database (``tallies``); lines that must see body by body (counts
by a condition, weighted means, the newest entry) are read for themselves alone. Totals and rates are then worked out
from what was added up, as in any other return.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from caicach.figures.constants import ReturnState
from caicach.figures.mapping import form_of, sheet_for
from caicach.figures.models import Period, Return
from caicach.figures.selectors.feeds import Feeds, asked_keys, feeds_of
from caicach.figures.selectors.tallies import Tally, figures_below, tallies_of
from reform.forms import Form, When
from reform.forms.completing import completed, known_values
from reform.forms.evaluation import formula_of
from reform.forms.figures import NOT_APPLICABLE, Figure, Filled, rounded
from reform.forms.model import Aggregation, Line, LineType
from reform.forms.sheets import CellKind, Row, Sheet
from reform.forms.tree import Asked, Cell

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
    """Return the cells of the whole's sheet; with ``cells`` those that depend on them alone.

    Two statements: the sums, and what must be seen body by body (none where the form has no such line).

    Args:
        period: Whose whole.
        below: The returns.
        own: Stored figures of the owner's own return.
        earlier: Earlier figures of the whole, for formulas that ask for them.
        cells: Cells below that changed; None: everything.
    """
    sheet = sheet_for(period.form, period.whole_level)
    maker = _Maker.of(period, sheet, below, own)
    keys = None if cells is None else _keys_touched(maker, cells)
    return maker.sums(keys, earlier)


def _keys_touched(maker: "_Maker", cells: Collection[Cell]) -> frozenset[str]:
    """Return the lines of the whole that something of ``cells`` flows into, whatever the member."""
    changed = {cell.key for cell in cells}
    return frozenset(
        key for key in {cell.key for cell in maker.sheet.cells} if changed & asked_keys(maker.form, frozenset({key}))
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Adds up one period."""

    form: Form
    sheet: Sheet
    below: Below
    own: Filled
    feeds: Feeds
    lines: Mapping[str, Line] = field(default_factory=dict)

    @classmethod
    def of(cls, period: Period, sheet: Sheet, below: Below, own: Filled) -> "_Maker":
        form = form_of(period.form)
        shown = frozenset(row.line.key for row in sheet.rows if row.line.is_optional)
        feeds = feeds_of(form, sheet.level, below.levels, shown)
        return cls(form, sheet, below, own, feeds, form.by_key())

    def sums(self, keys: frozenset[str] | None, earlier: Mapping[When, Filled]) -> dict[Cell, Sum]:
        """Return the sums of the lines ``keys``; every line that these are worked out from is added up too."""
        asked = None if keys is None else asked_keys(self.form, keys)
        tallies = tallies_of([one.pk for one in self.below.counted], asked)
        seen = self._seen(asked)
        typed = {}
        for row in self.sheet.rows:
            if row.kind in (CellKind.TYPED, CellKind.ROLLED) and (asked is None or row.line.key in asked):
                figure = self._figure(row, tallies.get(row.cell) or Tally(), seen)
                if figure is not None:
                    typed[row.cell] = figure
        filled = completed(self.form, self.sheet.level, typed, earlier=earlier)
        counts = _Counts(self.below, tallies)
        return {
            cell: Sum(filled.get(cell), *counts.of(self.feeds[cell]))
            for cell in self.sheet.cells
            if keys is None or cell.key in keys
        }

    def _figure(self, row: Row, tally: Tally, seen: Mapping[int, Filled]) -> Figure | None:
        own = self.own.get(row.cell) if row.kind is CellKind.TYPED else None
        match row.line.aggregation:
            case Aggregation.OWN:
                return self.own.get(row.cell)
            case Aggregation.SUM:
                return _total(own, tally, self.form)
            case Aggregation.DISTINCT | Aggregation.MAX:
                return _largest(own, tally, row.line, self.form)
            case Aggregation.COUNT_IF:
                return self._counted(row.line, seen)
            case Aggregation.LATEST:
                return self._latest(row.cell, own, seen)
            case Aggregation.WEIGHTED | Aggregation.RATIO:
                return self._weighted(row, own, seen)

    # What must be seen body by body.

    def _seen(self, asked: frozenset[str] | None) -> Mapping[int, Filled]:
        """Return the whole figures of every counted return for the lines that need it: one statement, or none."""
        wanted = {
            row.line.key
            for row in self.sheet.rows
            if row.kind in (CellKind.TYPED, CellKind.ROLLED)
            and row.line.aggregation in _BODY_BY_BODY
            and (asked is None or row.line.key in asked)
        }
        if not wanted:
            return {}
        keys = asked_keys(self.form, frozenset(wanted))
        stored = figures_below([one.pk for one in self.below.counted], keys)
        return {one.pk: completed(self.form, one.level, stored[one.pk]) for one in self.below.counted}

    def _counted(self, line: Line, seen: Mapping[int, Filled]) -> Figure | None:
        """Return how many bodies fulfil the condition, of those that answered it."""
        if line.counts is None:
            return None
        holds = formula_of(line.counts)
        of = [one for one in self.below.counted if one.level in (line.counted_levels or (one.level,))]
        answers = [holds(known_values(seen[one.pk], self.lines)) for one in of]
        known = [answer for answer in answers if answer is not None]
        return Figure(Decimal(sum(answer is True for answer in known))) if known else None

    def _latest(self, cell: Cell, own: Figure | None, seen: Mapping[int, Filled]) -> Figure | None:
        """Return the figure with the latest day that counts; of equal days the owner's own, then the later handed in."""
        given = [(one, seen[one.pk][cell]) for one in self.below.counted if cell in seen[one.pk]]
        if self.below.own is not None and own is not None:
            given.append((self.below.own, own))
        valued = [pair for pair in given if pair[1].value is not None] or given
        return max(valued, key=lambda pair: self._newness(pair[0]))[1] if valued else None

    def _newness(self, one: Return) -> tuple[str, bool, str, int]:
        moment = one.submitted_at.isoformat() if one.submitted_at else ""
        return (one.as_of.isoformat() if one.as_of else "", one is self.below.own, moment, one.pk)

    def _weighted(self, row: Row, own: Figure | None, seen: Mapping[int, Filled]) -> Figure | None:
        """Return the mean of bare rates by their weight; the owner's own is one of them."""
        weight = row.line.weight
        if weight is None:
            return own
        bodies: Sequence[Filled] = (self.own, *(seen[one.pk] for one in self.below.counted))
        top, bottom = Decimal(0), Decimal(0)
        for filled in bodies:
            value, by = filled.get(row.cell), _weight(filled, weight, row.cell)
            if value is not None and value.number is not None and by is not None:
                top, bottom = top + value.number * by, bottom + by
        return Figure(rounded(top / bottom)) if bottom else None


_BODY_BY_BODY = (Aggregation.COUNT_IF, Aggregation.LATEST, Aggregation.WEIGHTED, Aggregation.RATIO)


def _weight(filled: Filled, key: str, cell: Cell) -> Decimal | None:
    """Return the weight of a body: of the same members where the line is split like this one, else its total."""
    figure = filled.get(Cell(key, cell.members)) or filled.get(Cell(key))
    return figure.number if figure is not None else None


def _total(own: Figure | None, tally: Tally, form: Form) -> Figure | None:
    number = own.number if own is not None else None
    if tally.valued or number is not None:
        return Figure(tally.total + (number or 0))
    return _none(own, tally, form)


def _largest(own: Figure | None, tally: Tally, line: Line, form: Form) -> Figure | None:
    if line.type is LineType.CHOICE:
        order = list(line.choice.words) if line.choice else []
        said = [word for word in (own.value if own else None, *tally.worded) if word in order]
        return Figure(max(said, key=order.index)) if said else _none(own, tally, form)
    numbers = [one for one in (own.number if own else None, tally.most) if one is not None]
    return Figure(max(numbers)) if numbers else _none(own, tally, form)


def _none(own: Figure | None, tally: Tally, form: Form) -> Figure | None:
    """Return why there is no value where nobody gave one: nobody knows, else none yet, else nobody has to do with it."""
    reasons = [*([own.reason] if own and own.reason else []), *sorted(tally.reasoned)]
    if not reasons:
        return None
    unknown = [reason for reason in reasons if reason in form.unknown_reasons]
    others = [reason for reason in reasons if reason != NOT_APPLICABLE]
    return Figure(None, (unknown or others or reasons)[0])


class _Counts:
    """From how many returns of how many a cell comes."""

    def __init__(self, below: Below, tallies: Mapping[Cell, Tally]) -> None:
        self.owed = {level: sum(one.level == level for one in below.owed) for level in below.levels}
        self.counted = {
            level: frozenset(one.pk for one in below.counted if one.level == level) for level in below.levels
        }
        self.given = {cell: tally.given for cell, tally in tallies.items()}

    def of(self, feeds: Mapping[str, frozenset[Cell]]) -> tuple[int, int]:
        """Return (received, expected): a return counts when it gave every cell of its part."""
        received = 0
        for level, cells in feeds.items():
            of = self.counted[level]
            for cell in cells:
                of = of & self.given.get(cell, frozenset())
            received += len(of)
        return received, sum(self.owed[level] for level in feeds)
