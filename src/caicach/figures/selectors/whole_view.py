"""Everything that stands on the pages of a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.constants import PeriodState, ReturnState
from caicach.figures.mapping import cell_of_columns, figure_of_row, sheet_for
from caicach.figures.models import Correction, Explanation, FigureCell, Return, SectionDone, WholeRun
from caicach.figures.selectors.cells import cells_of, explanations_of
from caicach.figures.selectors.drill import late_days_of
from caicach.figures.selectors.earlier import Earlier, earlier_of
from caicach.figures.selectors.returns import Judged, judged
from caicach.figures.selectors.sums import COUNTED, Below, below_of
from caicach.figures.selectors.whole import last_run, may_merge, units_of, whole_for
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.forms import Cell, When
from reform.forms.figures import Figure
from reform.forms.judging import Finding
from reform.forms.sheets import Row, Sheet, SheetSection

__all__ = [
    "Missing",
    "WholeView",
    "cell_in",
    "revisions_of",
    "section_in",
    "section_of_cell",
    "waiting_corrections",
    "whole_view",
]


@dataclass(frozen=True, slots=True)
class Missing:
    """A body whose return is not counted."""

    sheet: Return
    late_days: int


@dataclass(frozen=True)
class WholeView:
    """A whole with all that its pages show."""

    whole: Return
    printed: Sheet
    units: tuple[Return, ...]
    run: WholeRun | None
    stored: Mapping[Cell, FigureCell]
    earlier: Earlier
    state: Judged
    explained: Mapping[tuple[str, Cell], Explanation]  # of the whole itself: by rule and cell
    done: Mapping[str, SectionDone]
    mergeable: frozenset[str]  # sections that this person may merge
    may_consolidate: bool
    may_correct: bool  # asks for slips of the body's own figures, which follow nothing any more

    @cached_property
    def below(self) -> Below:
        """The bodies' returns, and which are counted."""
        with_submitted = self.run is not None and self.run.is_with_submitted
        return below_of(self.units, self.whole.period.owner_id, with_submitted=with_submitted)

    @property
    def revisions(self) -> dict[int, int]:
        """The returns that the sum is made of as they stand, the owner's own among them, with their revisions."""
        return revisions_of(self.below)

    @property
    def is_open(self) -> bool:
        """Whether sums still follow the returns."""
        return self.whole.period.state == PeriodState.OPEN

    @property
    def is_locked(self) -> bool:
        """Whether the period is locked."""
        return self.whole.period.state == PeriodState.LOCKED

    @property
    def is_finished(self) -> bool:
        """Whether every section was merged."""
        return all(one.key in self.done for one in self.printed.sections)

    @property
    def waiting(self) -> int:
        """How many returns were handed in and not taken in."""
        return sum(one.state == ReturnState.SUBMITTED for one in self.below.owed)

    def is_explained(self, finding: Finding) -> bool:
        """Whether somebody said why a finding stands all the same."""
        return (finding.rule, finding.cell) in self.explained

    @cached_property
    def section_of(self) -> Mapping[Cell, str]:
        """The key of the section that each cell stands in."""
        return {row.cell: one.key for one in self.printed.sections for row in one.rows}

    @cached_property
    def rows(self) -> Mapping[Cell, Row]:
        """The rows of the sheet by their cells."""
        return self.printed.by_cell()

    @cached_property
    def places(self) -> Mapping[Cell, str]:
        """The anchor of each cell on the pages of its sections."""
        return {cell: f"o{at}" for at, cell in enumerate(self.printed.cells, start=1)}

    def may_explain(self, cell: Cell) -> bool:
        """Whether this person says why a finding at ``cell`` stands: who merges its section, until it is locked."""
        return not self.is_locked and self.section_of.get(cell) in self.mergeable

    def missing(self, today: date) -> tuple[Missing, ...]:
        """Return the bodies that handed nothing in, the latest first."""
        absent = (one for one in self.below.owed if one.state not in (*COUNTED, ReturnState.SUBMITTED))
        rows = (Missing(one, late_days_of(one, self.whole.period, today)) for one in absent)
        return tuple(sorted(rows, key=lambda one: (-one.late_days, one.sheet.agency.current_sort_key)))

    def figure(self, cell: Cell) -> Figure | None:
        """Return what stands in a cell."""
        row = self.stored.get(cell)
        return figure_of_row(row) if row is not None else None

    def figure_at(self, when: When, cell: Cell) -> Figure | None:
        """Return an earlier figure of the whole."""
        return self.earlier.filled.get(when, {}).get(cell)


def whole_view(actor: Actor, period_uid: UUID) -> WholeView:
    """Return the whole of a period within reach: a fixed number of queries.

    Raises:
        Beyond: as ``whole_for``.
    """
    whole = whole_for(actor, period_uid)
    stored, earlier, explained = cells_of(whole), earlier_of(whole), explanations_of(whole)
    filled, units = {cell: figure_of_row(row) for cell, row in stored.items()}, units_of(whole.period)
    return WholeView(
        whole=whole,
        printed=sheet_for(whole.period.form, whole.level),
        units=units,
        run=last_run(whole),
        stored=stored,
        earlier=earlier,
        state=judged(whole, filled, earlier=earlier.filled, explained=explained),
        explained=explained,
        done={one.section_key: one for one in SectionDone.objects.filter(sheet=whole).select_related("by")},
        mergeable=may_merge(actor, whole),
        may_consolidate=access.can(actor, "consolidate", whole.period).allowed,
        may_correct=_may_correct(actor, whole, units),
    )


def _may_correct(actor: Actor, whole: Return, units: Iterable[Return]) -> bool:
    own = next((one for one in units if one.agency_id == whole.period.owner_id), None)
    if own is None or whole.period.state == PeriodState.OPEN:
        return False
    own.period = whole.period
    return access.can(actor, "correct", own).allowed


def revisions_of(below: Below) -> dict[int, int]:
    """Return the returns that a sum is made of, the owner's own among them, with their revisions."""
    own = (below.own,) if below.own is not None else ()
    return {one.pk: one.revision for one in (*own, *below.counted)}


def section_in(view: WholeView, key: str) -> SheetSection:
    """Return a section of the whole.

    Raises:
        Beyond: the form has none of this key.
    """
    for one in view.printed.sections:
        if one.key == key:
            return one
    raise Beyond(_("Biểu này không có phần đó."))


def cell_in(view: WholeView, line_key: str, members: str) -> Row:
    """Return the row of a cell of the whole.

    Raises:
        Beyond: the form has no such cell.
    """
    try:
        cell = cell_of_columns(line_key, members)
    except ValueError:
        cell = None
    row = view.printed.by_cell().get(cell) if cell is not None else None
    if row is None:
        raise Beyond(_("Biểu này không có ô đó."))
    return row


def section_of_cell(view: WholeView, cell: Cell) -> str:
    """Return the key of the section that a cell of the whole stands in."""
    return view.section_of[cell]


def waiting_corrections(whole: Return) -> int:
    """Return how many correction slips of a period wait for a decision: one query."""
    return Correction.objects.filter(sheet__period_id=whole.period_id, state="asked").count()
