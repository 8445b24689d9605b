"""Returns of the demonstration: filled whole, half, or with what a tired clerk types."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from caicach.demo.makers import made_up
from caicach.figures import selectors, services
from caicach.web.actor import Actor
from reform.forms import Cell, Figure

if TYPE_CHECKING:
    from caicach.figures.models import Return

__all__ = ["begun_fill", "period_fill"]

_FAULTS = (("publish.any", Decimal(400)), ("apology.published", Decimal(300)))
_BEGUN_SECTIONS = ("steer", "legal")
_BEGUN_LINES = ("proc.", "onestop.", "dossier.", "publish.")


def period_fill(sheet: "Return", *, seed: str, actor: Actor, now: datetime, faulty: bool = False) -> None:
    """Fill a return with made-up figures; ``faulty``: some of them do not fit together."""
    figures = _figures(sheet, seed)
    _save(sheet, figures | (_faults(figures) if faulty else {}), actor, now)


def begun_fill(sheet: "Return", *, seed: str, actor: Actor, now: datetime) -> None:
    """Fill what is there in the middle of the work: the first sections, and some of the longest with a fault."""
    figures = _figures(sheet, seed)
    asked = selectors.sheet_for(sheet.period.form, sheet.level)
    first = {row.cell for section in asked.sections if section.key in _BEGUN_SECTIONS for row in section.rows}
    some = {cell: one for cell, one in figures.items() if cell in first or cell.key.startswith(_BEGUN_LINES)}
    faults = {cell: one for cell, one in _faults(some).items() if cell.key == "publish.any"}
    stands = selectors.cells_of(sheet)
    kept = {cell: one for cell, one in (some | faults).items() if cell not in stands}
    _save(sheet, kept, actor, now)


def _figures(sheet: "Return", seed: str) -> dict[Cell, Figure]:
    form, asked = selectors.form_of(sheet.period.form), selectors.sheet_for(sheet.period.form, sheet.level)
    return dict(made_up(form, asked, seed=seed, year=sheet.period.year, code=sheet.period.code))


def _faults(figures: Mapping[Cell, Figure]) -> dict[Cell, Figure]:
    """Return more published results than dossiers, more apologies than late ones."""
    add = dict(_FAULTS)
    numbers = ((cell, figure.number) for cell, figure in figures.items() if cell.key in add)
    return {cell: Figure(number + add[cell.key]) for cell, number in numbers if number is not None}


def _save(sheet: "Return", figures: Mapping[Cell, Figure], actor: Actor, now: datetime) -> None:
    drafts = [services.CellDraft(cell, figure) for cell, figure in figures.items()]
    services.cells_save(sheet, drafts, actor=actor, now=now)
