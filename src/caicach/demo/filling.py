"""Returns of the demonstration: filled whole, half, or with what a tired clerk types."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from caicach.demo.makers import Size, made_up
from caicach.figures import selectors, services
from caicach.figures.services.cells import Saved
from caicach.web.actor import Actor
from reform.forms import Cell, Figure

if TYPE_CHECKING:
    from caicach.figures.models import Return

__all__ = ["Fault", "begun_fill", "mended_fill", "period_fill"]


class Fault(Enum):
    """What does not fit in a return: the line, how many times its number, and how much more."""

    WRONG = ("publish.any", 1, 400)  # more results published than there are: the standing body gives it back
    CARRIED = ("apology.published", 6, 0)  # apologies for dossiers of the period before: explained

    @property
    def line_key(self) -> str:
        """The line that is wrong."""
        return self.value[0]

    def of(self, number: Decimal) -> Decimal:
        """Return what is typed in place of ``number``."""
        _line, times, more = self.value
        return number * times + more


_BEGUN_SECTIONS = ("steer", "legal")
_BEGUN_LINES = ("proc.", "onestop.", "dossier.", "publish.")


def period_fill(
    sheet: "Return", *, actor: Actor, now: datetime, fault: Fault | None = None, size: Size | None = None
) -> Saved:
    """Fill a return: beside what was counted made-up figures that fit with it; ``fault``: but for one line."""
    stands = selectors.filled_for(sheet)
    figures = _figures(sheet, stands, size)
    wrong = _wrong(figures, fault) if fault else {}
    return _save(sheet, {cell: one for cell, one in (figures | wrong).items() if cell not in stands}, actor, now)


def mended_fill(sheet: "Return", fault: Fault, *, actor: Actor, now: datetime) -> Saved:
    """Put the right figures into the line that was wrong."""
    stands = {cell: one for cell, one in selectors.filled_for(sheet).items() if cell.key != fault.line_key}
    figures = _figures(sheet, stands)
    return _save(sheet, {cell: one for cell, one in figures.items() if cell.key == fault.line_key}, actor, now)


def begun_fill(sheet: "Return", *, actor: Actor, now: datetime) -> None:
    """Fill what is there in the middle of the work: the first sections, and some of the longest with a fault."""
    stands = selectors.filled_for(sheet)
    figures = _figures(sheet, stands)
    asked = selectors.sheet_for(sheet.period.form, sheet.level)
    first = {row.cell for section in asked.sections if section.key in _BEGUN_SECTIONS for row in section.rows}
    some = {cell: one for cell, one in figures.items() if cell in first or cell.key.startswith(_BEGUN_LINES)}
    typed = some | _wrong(some, Fault.WRONG)
    _save(sheet, {cell: one for cell, one in typed.items() if cell not in stands}, actor, now)


def _figures(sheet: "Return", stands: Mapping[Cell, Figure], size: Size | None = None) -> dict[Cell, Figure]:
    form, asked = selectors.form_of(sheet.period.form), selectors.sheet_for(sheet.period.form, sheet.level)
    period, seed = sheet.period, sheet.agency.current_name
    made = made_up(form, asked, seed=seed, year=period.year, code=period.code, stands=stands, size=size or Size())
    return dict(made)


def _wrong(figures: Mapping[Cell, Figure], fault: Fault) -> dict[Cell, Figure]:
    numbers = ((cell, figure.number) for cell, figure in figures.items() if cell.key == fault.line_key)
    return {cell: Figure(fault.of(number)) for cell, number in numbers if number is not None}


def _save(sheet: "Return", figures: Mapping[Cell, Figure], actor: Actor, now: datetime) -> Saved:
    drafts = [services.CellDraft(cell, figure) for cell, figure in figures.items()]
    return services.cells_save(sheet, drafts, actor=actor, now=now)
