"""Taking back one save: every cell that it changed gets what stood before."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from caicach.figures.constants import Origin
from caicach.figures.mapping import cell_of_columns, figure_of_row, figure_of_text, figure_text, sheet_for
from caicach.figures.models import CellChange, Return
from caicach.figures.selectors.cells import cells_of
from caicach.figures.services.cells import CellDraft, Saved, cells_save
from caicach.web.actor import Actor
from caicach.web.errors import WrongState
from reform.forms import Cell

__all__ = ["save_undo"]


def save_undo(
    sheet: Return, *, saved_at: datetime, cells: Collection[Cell], actor: Actor, now: datetime, origin: Origin
) -> Saved:
    """Put back what stood before the actor's own save of that moment; it is a save like any other.

    Args:
        sheet: The return.
        saved_at: The moment of the save, as ``Saved.saved_at`` told it.
        cells: The cells it may touch: those of the section that the person looks at.
        actor: Who saved, and takes it back.
        now: The moment.
        origin: How the person fills this return.

    Transition: none.  Audit: as ``cells_save``.

    Raises:
        WrongState: there is no such save of this person, or a cell of it was changed since; nothing is changed.
        NotAllowed, BadCells: as ``cells_save``.
    """
    made = CellChange.objects.filter(sheet=sheet, by_id=actor.user_id, at=saved_at)
    changes = {cell_of_columns(one.line_key, one.members): one for one in made}
    changes = {cell: one for cell, one in changes.items() if cell in cells}
    if not changes or actor.user_id is None:
        raise WrongState(_("Không còn lần lưu nào để hoàn tác."))
    stored = cells_of(sheet)
    now_there = {cell: figure_text(figure_of_row(row)) for cell, row in stored.items()}
    if any(now_there.get(cell, "") != one.new for cell, one in changes.items()):
        raise WrongState(_("Số vừa hoàn tác đã được đổi tiếp. Xem lại ô rồi nhập số đúng."))
    lines = {row.cell: row.line for row in sheet_for(sheet.period.form, sheet.level).rows}
    drafts = [CellDraft(cell, figure_of_text(one.old, lines[cell])) for cell, one in changes.items()]
    return cells_save(sheet, drafts, actor=actor, now=now, origin=origin)
