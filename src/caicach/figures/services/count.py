"""Filling cells with what the program counts by itself; a person's figure stays, with the counted one beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from caicach.figures import access
from caicach.figures.constants import Origin, ReturnKind, ReturnState
from caicach.figures.mapping import sheet_for
from caicach.figures.models import Period, Return
from caicach.figures.registry import Asked, Counted, sources
from caicach.figures.services.cells import CellDraft, Saved, cells_save
from caicach.web.actor import Actor
from caicach.web.errors import WrongState
from reform.forms import Cell
from reform.forms.sheets import CellKind

__all__ = ["PeriodCounted", "asked_of", "figures_count", "period_count"]

_FILLED_IN = (ReturnState.DRAFT, ReturnState.RETURNED)


@dataclass(frozen=True, slots=True)
class PeriodCounted:
    """What one round of counting did."""

    returns: int
    cells: int


def figures_count(sheet: Return, *, actor: Actor, now: datetime) -> Saved:
    """Count for one return whatever the program can count, and keep it with how it was counted.

    Audit: as ``cells_save``.

    Raises:
        NotAllowed: the actor does not fill this return.
        WrongState: it was handed in or is locked.
    """
    access.require(actor, "fill", sheet)
    found = _counted([sheet], sheet.period)
    return cells_save(sheet, _drafts(sheet, found), actor=actor, now=now, origin=Origin.LEDGER)


def period_count(period: Period, *, actor: Actor, now: datetime) -> PeriodCounted:
    """Count for every return of the period that is still being filled: the sources are asked once for all of them.

    A return that is handed in meanwhile keeps what it was handed in with.
    """
    sheets = list(
        Return.objects.filter(period=period, kind=ReturnKind.OWN, state__in=_FILLED_IN).select_related("period__form")
    )
    found = _counted(sheets, period)
    cells = 0
    for sheet in sheets:
        drafts = _drafts(sheet, found)
        try:
            cells += len(cells_save(sheet, drafts, actor=actor, now=now, origin=Origin.LEDGER).changed) if drafts else 0
        except WrongState:
            continue
    return PeriodCounted(len(sheets), cells)


def asked_of(period: Period, agency_ids: Iterable[int]) -> Asked:
    """Return what the sources are asked for a period."""
    return Asked(frozenset(agency_ids), period.year, period.data_from, period.data_to, period.is_cumulative)


def _counted(sheets: Sequence[Return], period: Period) -> Mapping[int, Mapping[str, Counted]]:
    """Ask every source once; where two know a line, the first that was registered wins."""
    asked = asked_of(period, (sheet.agency_id for sheet in sheets))
    found: dict[int, dict[str, Counted]] = {agency_id: {} for agency_id in asked.agency_ids}
    for source in sources:
        for agency_id, figures in source(asked).items():
            found.setdefault(agency_id, {}).update({**figures, **found.get(agency_id, {})})
    return found


def _drafts(sheet: Return, found: Mapping[int, Mapping[str, Counted]]) -> list[CellDraft]:
    """Put what was counted into the cells that the agency types; a line of several cells is left to it."""
    counted = found.get(sheet.agency_id, {})
    cells: dict[str, list[Cell]] = {}
    for row in sheet_for(sheet.period.form, sheet.level).rows:
        if row.kind is CellKind.TYPED and row.line.key in counted:
            cells.setdefault(row.line.key, []).append(row.cell)
    single = {key: few[0] for key, few in cells.items() if len(few) == 1}
    return [CellDraft(cell, counted[key].figure, source_note=counted[key].note) for key, cell in single.items()]
