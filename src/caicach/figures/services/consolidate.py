"""Adding up: the whole of a period from its own figures and those of the bodies below, written at once or not at all.

Of two who add up at the same moment the second waits for the first, and then finds little to change. What stands and
is the same is not touched; every figure that changes leaves a row that says what stood before.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import Origin, PeriodState, ReturnKind
from caicach.figures.mapping import cell_columns, figure_text, form_of, sheet_for
from caicach.figures.models import CellChange, FigureCell, Period, Return, SectionDone, WholeRun
from caicach.figures.selectors.cells import explanations_of
from caicach.figures.selectors.returns import judged, whole_of
from caicach.figures.selectors.sums import Sum
from caicach.figures.selectors.whole import (
    Added,
    Difference,
    added_up,
    counted_units_of,
    difference_of,
    last_run,
    standing_cells,
)
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import BadInput, WrongState
from reform.forms import Cell
from reform.forms.figures import Figure
from reform.forms.sheets import CellKind, Row

__all__ = ["Consolidated", "consolidate", "refresh_cells", "whole_follow"]

_LARGEST = Decimal(10) ** 14 * 9  # what the stored integer of 10⁻⁴ holds
_REASON_LENGTH = 500
_KEPT = ("value", "word", "reason", "origin", "received", "expected", "updated_by", "updated_at")


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What a run did."""

    whole: Return
    changed: tuple[Cell, ...]  # cells with another figure than before
    received: int  # returns of bodies below that were counted
    expected: int
    is_provisional: bool


@transaction.atomic
def consolidate(
    period: Period, *, actor: Actor, now: datetime, with_submitted: bool = False, reason: str = ""
) -> Consolidated:
    """Add up the whole of ``period``: a fixed number of statements, however many bodies and lines.

    Sections of it that were merged and whose figures changed are open again until the period is closed.

    Transition: none.  Audit: ``figures.consolidate``; one change row for each figure that changed.

    Args:
        period: What is added up.
        actor: A standing officer of its owner.
        now: The moment.
        with_submitted: Count too what was handed in and not yet taken in: the whole is provisional then.
        reason: Why it is added up again; needed after the period was locked.

    Raises:
        NotAllowed: not the actor's.
        BadInput: the period is locked and no reason is given; or a sum is too large to be kept.
        WrongState: the period adds nothing up.
    """
    access.require(actor, "consolidate", period)
    whole = _hold(period, reason=reason)
    run = last_run(whole)
    added = added_up(whole, counted_units_of(period), with_submitted=with_submitted)
    stands = standing_cells(whole)
    difference = difference_of(stands, added.sums)
    _write(whole, added.sums, difference, actor=actor, now=now, reason=reason)
    _reopen_sections(whole, difference.figures)
    _project(whole, added, now=now)
    made = _run(whole, run, added, difference, actor=actor, now=now, reason=reason, with_submitted=with_submitted)
    data = {"received": made.received, "expected": made.expected, "changed": made.changed_count, "reason": made.reason}
    audit.record("figures.consolidate", whole, actor=actor, new=data, at=now)
    return Consolidated(
        whole, tuple(difference.figures), made.received, made.expected, is_provisional=added.below.is_provisional
    )


def _hold(period: Period, *, reason: str = "") -> Return:
    """Return the whole; its period is held to the end of the transaction.

    Raises:
        WrongState: the period adds nothing up.
        BadInput: it is locked and there is no reason.
    """
    held = Period.objects.select_for_update().only("state").get(pk=period.pk)
    whole = whole_of(period.pk)
    if whole is None:
        raise WrongState(_("Kỳ báo cáo này không tổng hợp số liệu."))
    if held.state == PeriodState.LOCKED and not reason.strip():
        raise BadInput(_("Kỳ báo cáo đã khóa. Ghi lý do rồi tổng hợp lại; số cũ còn trong lịch sử thay đổi."))
    return whole


@transaction.atomic
def refresh_cells(period: Period, cells: Collection[Cell], *, now: datetime, reason: str = "") -> tuple[Cell, ...]:
    """Bring up to date what depends on ``cells`` of the sheets below; return the cells of the whole that changed.

    Only while the period is open and was added up once: afterwards the whole is stale, never silently another.

    Transition: none.  Audit: none; one change row for each figure that changed.
    """
    whole = _wholes([period.pk]).first()
    run = last_run(whole) if whole is not None else None
    if whole is None or run is None or whole.period.state != PeriodState.OPEN:
        return ()
    return _refresh(whole, run, cells, now=now, reason=reason)


def _wholes(period_ids: Collection[int]) -> QuerySet[Return]:
    """Return wholes with their periods and forms, the text of these left out."""
    rows = Return.objects.filter(period_id__in=period_ids, kind=ReturnKind.WHOLE).select_related("period__form")
    return rows.defer("period__form__definition")


def _refresh(
    whole: Return, run: WholeRun, cells: Collection[Cell], *, now: datetime, reason: str = ""
) -> tuple[Cell, ...]:
    """Bring up to date what depends on ``cells``; the whole's row is held to the end of the transaction."""
    Return.objects.filter(pk=whole.pk).update(saved_at=now)
    added = added_up(whole, counted_units_of(whole.period), with_submitted=run.is_with_submitted, cells=cells)
    stands = standing_cells(whole, {cell.key for cell in added.sums})
    difference = difference_of(stands, added.sums)
    _write(whole, added.sums, difference, actor=SYSTEM, now=now, reason=reason)
    _reopen_sections(whole, difference.figures)
    return tuple(difference.figures)


def whole_follow(
    period_ids: Iterable[int], *, now: datetime, cells: Collection[Cell] | None = None, is_handing_in: bool = False
) -> None:
    """Let the wholes know that returns they are made of changed: call it in the transaction of the change.

    While a period is open its sums follow; once it was closed the whole is marked as stale, and what it says stays
    until somebody adds it up again. A period that nobody had added up yet is left alone: one statement then.

    Args:
        period_ids: The periods of the returns.
        now: The moment.
        cells: The cells that changed, where they are known; None: whole returns came or went.
        is_handing_in: Returns were handed in and not taken yet: they matter only where such ones are counted.
    """
    for whole in _wholes(set(period_ids)).exclude(saved_at=None):
        run = last_run(whole)
        if is_handing_in and not (run is not None and run.is_with_submitted):
            continue
        if run is not None and whole.period.state == PeriodState.OPEN:
            every = [Cell(line.key) for line in form_of(whole.period.form).lines]
            _refresh(whole, run, every if cells is None else cells, now=now)
        else:
            Return.objects.filter(pk=whole.pk, stale_since=None).update(stale_since=now)


def _write(
    whole: Return, sums: Mapping[Cell, Sum], difference: Difference, *, actor: Actor, now: datetime, reason: str
) -> None:
    """Write what differs: three statements at most.

    Raises:
        BadInput: a sum is too large to be kept.
    """
    rows = sheet_for(whole.period.form, whole.level).by_cell()
    _refuse_too_large(sums, difference, rows)
    gone = [cell for cell, (_old, new) in difference.figures.items() if new is None]
    if gone:
        those = Q()
        for cell in gone:
            those |= Q(**_columns(cell))
        FigureCell.objects.filter(those, sheet=whole).delete()
    kept = [cell for cell in difference.cells if cell not in gone]
    FigureCell.objects.bulk_create(
        [_row(whole, cell, sums[cell], rows[cell], actor=actor, now=now) for cell in kept],
        update_conflicts=True,
        unique_fields=["sheet", "line_key", "members"],
        update_fields=list(_KEPT),
    )
    CellChange.objects.bulk_create(
        CellChange(
            sheet=whole,
            **_columns(cell),
            old=figure_text(old),
            new=figure_text(new),
            origin=_origin(rows.get(cell)),
            reason=reason.strip()[:_REASON_LENGTH],
            by_id=actor.user_id,
            at=now,
        )
        for cell, (old, new) in difference.figures.items()
    )


def _columns(cell: Cell) -> dict[str, str]:
    line_key, members = cell_columns(cell)
    return {"line_key": line_key, "members": members}


def _origin(row: Row | None) -> Origin:
    worked_out = row is not None and row.kind in (CellKind.MARGIN, CellKind.COMPUTED)
    return Origin.COMPUTED if worked_out else Origin.CONSOLIDATED


def _row(whole: Return, cell: Cell, made: Sum, row: Row, *, actor: Actor, now: datetime) -> FigureCell:
    figure = made.figure or Figure(None)
    return FigureCell(
        sheet=whole,
        **_columns(cell),
        value=figure.number,
        word=figure.value if isinstance(figure.value, str) else "",
        reason=figure.reason if figure.value is None else "",
        origin=_origin(row),
        received=made.received,
        expected=made.expected,
        updated_by_id=actor.user_id,
        updated_at=now,
    )


def _refuse_too_large(sums: Mapping[Cell, Sum], difference: Difference, rows: Mapping[Cell, Row]) -> None:
    for cell, (_old, new) in difference.figures.items():
        number = new.number if new is not None else None
        if number is not None and abs(number) >= _LARGEST:
            row = rows[cell]
            raise BadInput(
                _("Dòng %(line)s: tổng của %(count)s đơn vị quá lớn để lưu. Kiểm tra lại số của từng đơn vị.")
                % {"line": f"{row.number} ({row.label})", "count": sums[cell].received}
            )


def _reopen_sections(whole: Return, changed: Iterable[Cell]) -> None:
    """Open again, while the period is, the merged sections in which a figure is another now."""
    if whole.period.state != PeriodState.OPEN:
        return
    keys = {cell.key for cell in changed}
    sections = sheet_for(whole.period.form, whole.level).sections
    touched = [one.key for one in sections if any(row.line.key in keys for row in one.rows)]
    if touched:
        SectionDone.objects.filter(sheet=whole, section_key__in=touched).delete()


def _project(whole: Return, added: Added, *, now: datetime) -> None:
    """Keep how far the whole is, and that it is up to date."""
    filled = {cell: made.figure for cell, made in added.sums.items() if made.figure is not None}
    state = judged(whole, filled, earlier=added.earlier, explained=explanations_of(whole))
    values = {
        "filled_count": state.filled_count,
        "required_count": state.required_count,
        "hard_count": state.hard_count,
        "soft_count": state.soft_count,
        "stale_since": None,
        "revision": whole.revision + 1,
        "saved_at": now,
    }
    Return.objects.filter(pk=whole.pk).update(**values)
    for name, value in values.items():
        setattr(whole, name, value)


def _run(  # noqa: PLR0913 -- one run says all this
    whole: Return,
    before: WholeRun | None,
    added: Added,
    difference: Difference,
    *,
    actor: Actor,
    now: datetime,
    reason: str,
    with_submitted: bool,
) -> WholeRun:
    own = (added.below.own,) if added.below.own is not None else ()
    return WholeRun.objects.create(
        whole=whole,
        number=before.number + 1 if before is not None else 1,
        sources=json.dumps([(one.pk, one.revision) for one in (*own, *added.below.counted)]),
        received=len(added.below.counted),
        expected=len(added.below.owed),
        is_with_submitted=with_submitted,
        changed_count=len(difference.figures),
        reason=reason.strip()[:_REASON_LENGTH],
        by_id=actor.user_id,
        at=now,
    )
