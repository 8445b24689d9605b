"""Everything that stands on the page of a return: cells, earlier figures, findings, who fills what, what was said."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.constants import ReturnState
from caicach.figures.mapping import cell_of_columns, extra_keys, filled_of, sheet_for
from caicach.figures.models import CellProof, Explanation, FigureCell, Remark, Return, SectionDone, SectionOwner
from caicach.figures.selectors.cells import cells_of, explanations_of
from caicach.figures.selectors.earlier import Earlier, earlier_of
from caicach.figures.selectors.proofs import proofs_of
from caicach.figures.selectors.returns import Judged, judged, return_for
from caicach.people.selectors import posts_at
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.forms import Cell
from reform.forms.figures import Figure
from reform.forms.sheets import Row, Sheet, SheetSection
from reform.forms.tree import When

if TYPE_CHECKING:
    from caicach.accounts.models import User
    from reform.forms.judging import Finding

__all__ = ["Entry", "Talks", "entry_again", "entry_for", "fillers_of", "is_open", "remark_of", "section_of"]

_EDITABLE = (ReturnState.DRAFT, ReturnState.RETURNED)
_TAKEN = (ReturnState.ACCEPTED, ReturnState.CONSOLIDATED)


@dataclass(frozen=True, slots=True)
class Talks:
    """What people said about a return, and who fills its sections."""

    remarks: tuple[Remark, ...]  # the oldest first
    owners: "Mapping[str, User]"  # by section
    done: Mapping[str, SectionDone]


@dataclass(frozen=True)
class Entry:
    """A return as its page shows it."""

    sheet: Return
    printed: Sheet  # the sheet of its level
    stored: Mapping[Cell, FigureCell]
    state: Judged
    earlier: Earlier
    explained: Mapping[tuple[str, Cell], Explanation]
    talks: Talks
    proofs: tuple[CellProof, ...]  # the oldest first; those too that were taken back
    is_filler: bool  # of its own agency
    is_helper: bool  # enters it for the unit
    is_open: bool  # may be filled today

    @property
    def may_fill(self) -> bool:
        """Whether this person changes figures here today."""
        return self.is_open and (self.is_filler or self.is_helper)

    @property
    def filled(self) -> Mapping[Cell, Figure]:
        """The figures, totals and computed lines among them."""
        return self.state.filled

    @cached_property
    def rows(self) -> dict[Cell, Row]:
        """The rows of the sheet by their cells."""
        return self.printed.by_cell()

    @cached_property
    def shown_findings(self) -> "tuple[Finding, ...]":
        """What stands under a line; a cell of which nothing is known but that it is blank says so itself."""
        return tuple(one for one in self.state.findings if not self._is_only_blank(one))

    def _is_only_blank(self, finding: "Finding") -> bool:
        return finding.cell not in self.filled and set(finding.cells) <= {finding.cell} and finding.suggestion is None

    @cached_property
    def open_findings(self) -> "tuple[Finding, ...]":
        """What stands under a line and was not explained."""
        return tuple(one for one in self.shown_findings if (one.rule, one.cell) not in self.explained)

    @cached_property
    def remark_counts(self) -> Mapping[Cell, int]:
        """How many messages each cell has."""
        about = (one for one in self.talks.remarks if one.line_key)
        return Counter(cell_of_columns(one.line_key, one.members) for one in about)

    @cached_property
    def proved(self) -> Mapping[Cell, tuple[CellProof, ...]]:
        """What proves each cell; what was taken back proves nothing."""
        found: dict[Cell, tuple[CellProof, ...]] = {}
        for one in self.proofs:
            if one.removed_at is None:
                cell = cell_of_columns(one.line_key, one.members)
                found[cell] = (*found.get(cell, ()), one)
        return found

    @property
    def extra(self) -> frozenset[str]:
        """The keys of the optional lines that are switched on."""
        return extra_keys(self.sheet.period.form)

    @cached_property
    def section_of_cell(self) -> Mapping[Cell, str]:
        """The key of the section that each cell stands in."""
        return {row.cell: section.key for section in self.printed.sections for row in section.rows}

    def figure_at(self, when: When, cell: Cell) -> Figure | None:
        """Return an earlier figure; None where there is none to compare with."""
        return self.earlier.filled.get(when, {}).get(cell)

    def is_near(self, when: When, cell: Cell) -> bool:
        """Whether an earlier figure means only nearly the same."""
        return (when, cell) in self.earlier.approximate

    def counts_of(self, section: SheetSection) -> tuple[int, int]:
        """Return how many required cells of a section have a value or a reason, and how many it has."""
        required = [row.cell for row in section.rows if row.is_required]
        return sum(cell in self.filled for cell in required), len(required)


def entry_for(actor: Actor, uid: UUID, *, today: date) -> Entry:
    """Return a return within the actor's reach with all that its page shows; a fixed number of queries.

    Raises:
        Beyond: there is none of this uid, or not for this actor.
    """
    return entry_again(return_for(actor, uid), actor, today=today)


def entry_again(sheet: Return, actor: Actor, *, today: date) -> Entry:
    """Return ``entry_for`` of a return that was found already."""
    stored, earlier, explained = cells_of(sheet), earlier_of(sheet), explanations_of(sheet)
    return Entry(
        sheet=sheet,
        printed=sheet_for(sheet.period.form, sheet.level),
        stored=stored,
        state=judged(sheet, filled_of(stored.values()), earlier=earlier.filled, explained=explained),
        earlier=earlier,
        explained=explained,
        talks=_talks(sheet),
        proofs=proofs_of(sheet),
        is_filler=access.can(actor, "fill", sheet).allowed,
        is_helper=access.can(actor, "fill_for", sheet).allowed,
        is_open=is_open(sheet, today=today),
    )


def is_open(sheet: Return, *, today: date) -> bool:
    """Whether figures of the return may be written today, as ``services.cells`` holds it. One query at most."""
    if sheet.state in _TAKEN:
        return sheet.open_until is not None and sheet.open_until >= today
    waits = sheet.obligation is not None and sheet.obligation.drafts.filter(state="waiting").exists()
    return sheet.state in _EDITABLE and not waits


def section_of(entry: Entry, key: str) -> SheetSection:
    """Return a section of the sheet.

    Raises:
        Beyond: the sheet has no such section.
    """
    found = next((one for one in entry.printed.sections if one.key == key), None)
    if found is None:
        raise Beyond(_("Biểu của đơn vị này không có phần này."))
    return found


def fillers_of(sheet: Return, *, on: date) -> dict[int, str]:
    """Return who works at the agency on a day and can sign in, by id, with their post. One query."""
    posts = posts_at((sheet.agency_id,), on=on)
    return {one.user_id: f"{one.user.full_name}, {one.title}" if one.title else one.user.full_name for one in posts}


def remark_of(sheet: Return, pk: int | None) -> Remark:
    """Return a message about a return. One query.

    Raises:
        Beyond: the return has no such message.
    """
    found = Remark.objects.filter(sheet=sheet, pk=pk).select_related("sheet__period").first() if pk else None
    if found is None:
        raise Beyond(_("Không có lời nhắn này."))
    return found


def _talks(sheet: Return) -> Talks:
    owners = SectionOwner.objects.filter(agency_id=sheet.agency_id, form_key=sheet.period.form_key)
    done = SectionDone.objects.filter(sheet=sheet).select_related("by")
    return Talks(
        remarks=tuple(Remark.objects.filter(sheet=sheet).select_related("by")),
        owners={one.section_key: one.user for one in owners.select_related("user")},
        done={one.section_key: one for one in done},
    )
