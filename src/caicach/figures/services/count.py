"""Filling cells with what the program counts by itself; a person's figure stays, with the counted one beside it."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import Origin, ReturnKind, ReturnState
from caicach.figures.mapping import BadCells, cell_of_columns, figure_of_row, sheet_for
from caicach.figures.models import FigureCell, Period, Return
from caicach.figures.registry import Asked, Counted, sources
from caicach.figures.selectors.cells import explanations_of_all
from caicach.figures.selectors.earlier import earlier_of_all
from caicach.figures.selectors.returns import judged
from caicach.figures.services.cells import (
    Act,
    CellDraft,
    Changes,
    Saved,
    cells_save,
    changes_to,
    refuse_bad,
    unlocked,
    unpresented,
    write_rows,
)
from caicach.figures.services.consolidate import whole_follow
from caicach.web import clock
from caicach.web.actor import Actor
from reform.forms import Cell
from reform.forms.sheets import CellKind

__all__ = ["PeriodCounted", "asked_of", "figures_count", "period_count"]

_FILLED_IN = (ReturnState.DRAFT, ReturnState.RETURNED)
_PROJECTED = ("filled_count", "required_count", "hard_count", "soft_count", "saved_at", "revision")
_log = logging.getLogger(__name__)


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
    asked = asked_of(sheet.period, [sheet.agency_id])
    found = _merged(source(asked) for source in sources)
    return cells_save(sheet, _drafts(sheet, found), actor=actor, now=now, origin=Origin.LEDGER)


@transaction.atomic
def period_count(period: Period, *, actor: Actor, now: datetime) -> PeriodCounted:
    """Count for every return of the period that is still being filled: the sources are asked once for all of them.

    A number that did not change leaves no trace; one that a person typed or wrote over stays. What was handed in,
    waits for its leader or is locked keeps what it has. A source that fails is written to the log and left out, so is
    a return that cannot hold what was counted. A fixed number of statements, however many returns; done again it
    changes nothing.

    Audit: ``figures.save``, one row a return that changed.
    """
    sheets = _held(period)
    found = _merged(_answers(asked_of(period, (sheet.agency_id for sheet in sheets))))
    made = list(_changed(sheets, found, Act(actor, now, Origin.LEDGER)))
    changed = [(sheet, rows, changes) for sheet, rows, changes in made if changes.rows]
    write_rows(
        [row for _sheet, _rows, changes in made for row in changes.kept],
        [row for _sheet, _rows, changes in made for row in changes.history],
    )
    _project([(sheet, rows) for sheet, rows, _changes in changed], now)
    _tell(period, [(sheet, changes) for sheet, _rows, changes in changed], actor, now)
    Period.objects.filter(pk=period.pk).update(counted_on=clock.local_date(now))
    return PeriodCounted(len(sheets), sum(len(changes.rows) for _sheet, _rows, changes in changed))


def asked_of(period: Period, agency_ids: Iterable[int]) -> Asked:
    """Return what the sources are asked for a period."""
    return Asked(frozenset(agency_ids), period.year, period.data_from, period.data_to, period.is_cumulative)


_Found = Mapping[int, Mapping[str, Counted]]
_Rows = dict[Cell, FigureCell]


def _held(period: Period) -> list[Return]:
    """Return what is still being filled, held to the end of the transaction: whoever saves meanwhile comes after."""
    rows = Return.objects.filter(unlocked(), unpresented(), period=period, kind=ReturnKind.OWN, state__in=_FILLED_IN)
    sheets = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for sheet in sheets:
        sheet.period = period
    return sheets


def _answers(asked: Asked) -> Iterator[_Found]:
    """Yield what each source knows; what one breaks on stops none of the others."""
    for key in sources.keys():  # noqa: SIM118 -- a registry is no mapping
        try:
            with transaction.atomic():
                found = sources.find(key)(asked)
        except Exception:
            _log.exception("source of figures %s failed", key)
            continue
        yield found


def _merged(answers: Iterable[_Found]) -> _Found:
    """Put the answers together; where two know a line, the first that was registered wins."""
    found: dict[int, dict[str, Counted]] = {}
    for answer in answers:
        for agency_id, figures in answer.items():
            found[agency_id] = {**figures, **found.get(agency_id, {})}
    return found


def _changed(sheets: Sequence[Return], found: _Found, act: Act) -> Iterator[tuple[Return, _Rows, Changes]]:
    """Yield every return that something was counted for, with its cells as they are then and what is to be written."""
    stored: dict[int, _Rows] = {sheet.pk: {} for sheet in sheets}
    for row in FigureCell.objects.filter(sheet_id__in=list(stored)):
        stored[row.sheet_id][cell_of_columns(row.line_key, row.members)] = row
    for sheet in sheets:
        drafts = _drafts(sheet, found)
        try:
            refuse_bad(sheet, drafts)
            yield sheet, stored[sheet.pk], changes_to(sheet, stored[sheet.pk], drafts, act)
        except BadCells as problem:
            _log.warning("return %s cannot hold what was counted: %s", sheet.uid, problem)


def _project(changed: Sequence[tuple[Return, _Rows]], now: datetime) -> None:
    """Keep how far the returns are, as ``cells.project`` does for one."""
    sheets = [sheet for sheet, _rows in changed]
    earlier, explained = earlier_of_all(sheets), explanations_of_all([sheet.pk for sheet in sheets])
    for sheet, rows in changed:
        filled = {cell: figure_of_row(row) for cell, row in rows.items()}
        state = judged(sheet, filled, earlier=earlier[sheet.pk].filled, explained=explained[sheet.pk])
        sheet.filled_count, sheet.required_count = state.filled_count, state.required_count
        sheet.hard_count, sheet.soft_count = state.hard_count, state.soft_count
        sheet.saved_at, sheet.revision = now, sheet.revision + (sheet.first_submitted_at is not None)
    Return.objects.bulk_update(sheets, _PROJECTED)


def _tell(period: Period, changed: Sequence[tuple[Return, Changes]], actor: Actor, now: datetime) -> None:
    rows: list[tuple[Return, dict[str, Any], dict[str, Any]]] = [
        (sheet, {}, {"cells": len(changes.rows), "origin": Origin.LEDGER}) for sheet, changes in changed
    ]
    if rows:
        audit.record_many("figures.save", rows, actor=actor, at=now)
    for sheet, changes in changed:
        if sheet.agency_id == period.owner_id:  # its own figures stand in the sum as they are
            whole_follow([period.pk], now=now, cells=tuple(changes.rows))


def _drafts(sheet: Return, found: _Found) -> list[CellDraft]:
    """Put what was counted into the cells that the agency types; a line of several cells is left to it."""
    counted = found.get(sheet.agency_id, {})
    cells: dict[str, list[Cell]] = {}
    for row in sheet_for(sheet.period.form, sheet.level).rows:
        if row.kind is CellKind.TYPED and row.line.key in counted:
            cells.setdefault(row.line.key, []).append(row.cell)
    single = {key: few[0] for key, few in cells.items() if len(few) == 1}
    return [CellDraft(cell, counted[key].figure, source_note=counted[key].note) for key, cell in single.items()]
