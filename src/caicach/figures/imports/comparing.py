"""What a proposal would change in a return, cell by cell; what stays as it is, is only counted.

Owns: old against new, and whether somebody changed a cell after the file was handed out. Does not: save.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from caicach.figures.imports.proposal import Proposal, Proposed, Refused
from caicach.figures.mapping import figure_of_row, figure_text
from caicach.figures.models import FigureCell, Return
from caicach.figures.services import CellDraft
from reform.forms import Cell
from reform.forms.figures import Figure
from reform.forms.sheets import Row, Sheet

__all__ = ["Change", "Difference", "Target", "compared", "version_of"]


class Change(StrEnum):
    """How a cell would change."""

    NEW = "new"  # it was blank
    OTHER = "other"
    CLEARED = "cleared"
    NEWER = "newer"  # somebody changed it after the file was handed out
    NOTED = "noted"  # the note beside it alone


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that would change."""

    proposed: Proposed
    row: Row
    change: Change
    old: Figure | None
    stored: FigureCell | None  # who wrote the old one, and from where

    @property
    def is_chosen(self) -> bool:
        """Whether it is taken unless a person says otherwise."""
        return self.change is not Change.NEWER and not self.proposed.is_doubtful

    def draft(self, *, source: str) -> CellDraft:
        """Return what is saved; ``source`` names the file, as the reason where the program had counted."""
        counted = self.stored is not None and self.stored.source_value is not None
        reason = _("Theo %(source)s") % {"source": source} if counted else ""
        return CellDraft(self.proposed.cell, self.proposed.figure, reason=reason, note=self.proposed.note)


@dataclass(frozen=True, slots=True)
class Target:
    """A return with all that a source would do to it."""

    sheet: Return
    printed: Sheet
    differences: tuple[Difference, ...]
    refused: tuple[Refused, ...]
    same_count: int  # cells of which the source says what stands there
    remarks: tuple[str, ...]


def compared(sheet: Return, printed: Sheet, proposal: Proposal, stored: Mapping[Cell, FigureCell]) -> Target:
    """Return what ``proposal`` would change."""
    rows = printed.by_cell()
    found: list[Difference] = []
    for one in proposal.cells:
        before = stored.get(one.cell)
        change = _change(one, before, clears=proposal.clears)
        if change is not None:
            found.append(Difference(one, rows[one.cell], change, figure_of_row(before) if before else None, before))
    same = len(proposal.cells) - len(found)
    return Target(sheet, printed, tuple(found), proposal.refused, same, proposal.remarks)


def _change(one: Proposed, before: FigureCell | None, *, clears: bool) -> Change | None:
    """Return how a cell changes; None where it does not."""
    old, new = figure_text(figure_of_row(before) if before else None), figure_text(one.figure)
    if old == new:
        noted = one.note is not None and before is not None and one.note != before.note
        return Change.NOTED if noted else None
    if one.base is not None and one.base not in (old, new):
        return Change.NEWER
    if one.base is not None and one.base == new:  # only the note was changed in the file, the figure elsewhere
        return None
    if not new:
        return Change.CLEARED if clears else None
    return Change.OTHER if old else Change.NEW


def version_of(targets: Iterable[Target]) -> str:
    """Return a mark of what would change: another one where somebody saved meanwhile."""
    said = (
        f"{target.sheet.pk} {one.proposed.cell} {figure_text(one.old)} {figure_text(one.proposed.figure)}"
        for target in targets
        for one in target.differences
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
