"""Saving figures: the one door for whatever is typed, pasted, read from a file or counted by the program.

All or nothing: what cannot be kept is named cell by cell, and nothing is saved. Of two who save at once each is saved
whole; whoever comes after the return was handed in is told, and nothing is saved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import MOST_FIGURE, Origin, PeriodState, ReturnState
from caicach.figures.mapping import BadCells, cell_columns, figure_of_row, figure_text, form_of, sheet_for
from caicach.figures.models import CellChange, FigureCell, Period, Return
from caicach.figures.selectors.cells import cells_of, explanations_of
from caicach.figures.selectors.earlier import earlier_for
from caicach.figures.selectors.returns import Judged, judged
from caicach.figures.selectors.sums import COUNTED
from caicach.figures.services.consolidate import whole_follow
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import WrongState
from reform.forms import Cell, Form
from reform.forms.figures import Figure
from reform.forms.judging import Finding
from reform.forms.model import LineType
from reform.forms.sheets import CellKind, Row

__all__ = [
    "Act",
    "CellDraft",
    "Changes",
    "Saved",
    "cells_save",
    "changes_to",
    "closed_words",
    "editable",
    "hold_open",
    "project",
    "refuse_bad",
    "unlocked",
    "unpresented",
    "write_cells",
    "write_rows",
]

_REASON_LENGTH = 500
_EDITABLE = (ReturnState.DRAFT, ReturnState.RETURNED)
_TAKEN = (ReturnState.ACCEPTED, ReturnState.CONSOLIDATED)  # open again only for a time
_KEPT = (
    "value", "word", "reason", "origin", "source_value", "source_note", "override_reason", "note", "updated_by",
    "updated_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellDraft:
    """What a cell is to hold; ``figure`` None clears it."""

    cell: Cell
    figure: Figure | None
    reason: str = ""  # why a value is written over the one that the program counted; of a correction: why
    note: str | None = None  # beside the figure; None leaves what stands
    source_note: str = ""  # of a value that the program counted: how


@dataclass(frozen=True, slots=True)
class Saved:
    """How the return stands after saving."""

    changed: tuple[Cell, ...]
    filled: dict[Cell, Figure]  # completed
    findings: tuple[Finding, ...]
    filled_count: int
    required_count: int
    hard_count: int
    soft_count: int
    saved_at: datetime


@transaction.atomic
def cells_save(
    sheet: Return, drafts: Sequence[CellDraft], *, actor: Actor, now: datetime, origin: Origin = Origin.TYPED
) -> Saved:
    """Save figures of a return and say how it stands now; a fixed number of statements, however many cells.

    What the program counted (``Origin.LEDGER``) stays beside a value that a person writes over it with a reason; such
    a value is not overwritten by the next count, and clearing it brings the counted one back.

    Transition: none.  Audit: ``figures.save``; one change row for each cell that changed.

    Raises:
        NotAllowed: the actor does not fill this return.
        BadCells: a cell is not typed on this sheet, or cannot hold what it should; every such cell is named.
        WrongState: the return was handed in, waits for the leader, or is locked.
    """
    access.require(actor, _act_of(origin, sheet, actor), sheet)
    refuse_bad(sheet, drafts)
    hold_open(sheet, now=now)
    return write_cells(sheet, drafts, actor=actor, now=now, origin=origin)


def _act_of(origin: Origin, sheet: Return, actor: Actor) -> str:
    """Return what the actor must be allowed: a table of another system fills the returns of many units at once."""
    is_for_unit = origin is Origin.IMPORT and not access.can(actor, "fill", sheet).allowed
    return "fill_for" if origin is Origin.PAPER or is_for_unit else "fill"


def hold_open(sheet: Return, *, now: datetime) -> None:
    """Hold the return's row to the end of the transaction while it may be filled.

    Raises:
        WrongState: it may not; the sentence says why, and what to do.
    """
    if not Return.objects.filter(editable(now), unlocked(), unpresented(), pk=sheet.pk).update(saved_at=now):
        raise WrongState(closed_words(sheet))


def editable(now: datetime) -> Q:
    """The condition on returns that they are not handed in, or open again for a time."""
    return Q(state__in=_EDITABLE) | Q(state__in=_TAKEN, open_until__gte=clock.local_date(now))


def unlocked() -> Q:
    """The condition on returns that their period is not locked.

    A subquery, no join: the condition on the row itself is then asked anew where somebody else held the row.
    """
    return ~Q(Exists(Period.objects.filter(pk=OuterRef("period_id"), state=PeriodState.LOCKED)))


def unpresented() -> Q:
    """The condition on returns that they do not wait for the leader of their agency; a subquery, no join."""
    return ~Q(Exists(Return.objects.filter(pk=OuterRef("pk"), obligation__drafts__state="waiting")))


def closed_words(sheet: Return) -> str:
    """Return why figures cannot be saved; asked after the claim, so that it tells what is so now."""
    state = ReturnState(Return.objects.values_list("state", flat=True).get(pk=sheet.pk))
    is_locked = Return.objects.filter(pk=sheet.pk, period__state=PeriodState.LOCKED).exists()
    if state in _EDITABLE and not is_locked:
        return str(_("Bản số liệu đang trình lãnh đạo duyệt. Rút bản trình nếu cần sửa số; chưa có gì được lưu."))
    if is_locked:
        return str(_("Kỳ báo cáo đã khóa. Số liệu chỉ sửa được bằng phiếu đính chính; chưa có gì được lưu."))
    if state == ReturnState.SUBMITTED:
        return str(_("Bản số liệu đã gửi và đang chờ nhận. Đề nghị nơi nhận trả lại nếu cần sửa; chưa có gì được lưu."))
    return str(_("Bản số liệu đã được nhận. Lập phiếu đính chính, hoặc đề nghị nơi nhận mở lại; chưa có gì được lưu."))


def write_cells(sheet: Return, drafts: Sequence[CellDraft], *, actor: Actor, now: datetime, origin: Origin) -> Saved:
    """Write checked figures of a return whose row is held; whether it may be is asked before, in the transaction.

    Raises:
        BadCells: a value that the program counted is written over without a reason.
    """
    rows = cells_of(sheet)
    changes = changes_to(sheet, rows, drafts, Act(actor, now, origin))
    _store(sheet, changes)
    after = {cell: figure_of_row(row) for cell, row in rows.items()}
    state = judged(sheet, after, earlier=earlier_for(sheet), explained=explanations_of(sheet))
    project(sheet, state, now=now, changed=bool(changes.rows))
    if changes.rows and _is_in_the_sum(sheet):
        whole_follow([sheet.period_id], now=now, cells=tuple(changes.rows))
    if changes.rows:
        data = {"cells": len(changes.rows), "origin": origin}
        audit.record("figures.save", sheet, actor=actor, new=data, at=now)
    return Saved(
        changed=tuple(changes.rows),
        filled=state.filled,
        findings=state.findings,
        filled_count=state.filled_count,
        required_count=state.required_count,
        hard_count=state.hard_count,
        soft_count=state.soft_count,
        saved_at=now,
    )


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be written."""

    rows: dict[Cell, FigureCell | None]  # None: the cell becomes blank
    kept: list[FigureCell]  # rows to write, those too of which only what is beside the figure changed
    history: list[CellChange]


@dataclass(frozen=True, slots=True)
class Act:
    """Who saves, when, from where."""

    actor: Actor
    now: datetime
    origin: Origin


def changes_to(sheet: Return, rows: dict[Cell, FigureCell], drafts: Sequence[CellDraft], act: Act) -> Changes:
    """Apply ``drafts`` to ``rows`` (which change) and return what is to be written.

    Raises:
        BadCells: a value that the program counted is written over without a reason.
    """
    made = Changes({}, [], [])
    unexplained: dict[Cell, str] = {}
    numbers = {row.cell: row for row in sheet_for(sheet.period.form, sheet.level).rows}
    for draft in drafts:
        before = rows.get(draft.cell)
        old = figure_of_row(before) if before else None
        row = before or FigureCell(sheet=sheet, **_columns(draft.cell))
        said = _beside(row)
        figure = _put(row, draft, act.origin)
        if _lacks_reason(row, figure):
            unexplained[draft.cell] = _unexplained_words(numbers[draft.cell], row)
            continue
        if figure == old and said == _beside(row):
            continue
        _note_change(made, row, draft, (old, figure), act)
        if figure is None:
            rows.pop(draft.cell, None)
        else:
            rows[draft.cell] = row
    if unexplained:
        raise BadCells(unexplained)
    return made


def _beside(row: FigureCell) -> tuple[object, ...]:
    return row.source_value, row.source_note, row.override_reason, row.note


def _put(row: FigureCell, draft: CellDraft, origin: Origin) -> Figure | None:
    """Put a draft into its row; return the figure that stands then, None where nothing does."""
    figure = draft.figure
    if draft.note is not None:
        row.note = draft.note.strip()[:_REASON_LENGTH]
    if origin is Origin.LEDGER:
        if _was_typed_before(row, figure):
            row.override_reason = _("Đã nhập trước khi hệ thống đếm.")
        overridden = bool(row.override_reason)
        row.source_value = figure.number if figure else None
        row.source_note = draft.source_note[:_REASON_LENGTH]
        if overridden:
            return figure_of_row(row)
    elif row.source_value is not None:
        is_counted = figure is None or figure.value == row.source_value
        row.override_reason = "" if is_counted else draft.reason.strip()[:_REASON_LENGTH] or row.override_reason
        figure = Figure(row.source_value) if figure is None else figure
        origin = Origin.LEDGER if is_counted else origin
    if figure is not None:
        _fill(row, figure, origin)
    return figure


def _was_typed_before(row: FigureCell, counted: Figure | None) -> bool:
    """Whether a person's figure stands there, never counted and another: counting does not write over it."""
    is_counted = row.source_value is not None or row.origin == Origin.LEDGER
    return row.pk is not None and not is_counted and figure_of_row(row) != counted


def _fill(row: FigureCell, figure: Figure, origin: Origin) -> None:
    is_number = isinstance(figure.value, Decimal)
    if figure_of_row(row) != figure or not row.pk:
        row.origin = origin
    row.value = figure.value if is_number else None
    row.word = "" if is_number or figure.value is None else str(figure.value)
    row.reason = figure.reason if figure.value is None else ""


def _lacks_reason(row: FigureCell, figure: Figure | None) -> bool:
    counted = row.source_value
    return counted is not None and figure is not None and figure.value != counted and not row.override_reason


def _unexplained_words(row: Row, stored: FigureCell) -> str:
    return _(
        "Dòng %(line)s: hệ thống đếm được %(counted)s. Muốn ghi số khác thì ghi lý do; cả hai số đều được giữ."
    ) % {"line": f"{row.number} ({row.label})", "counted": figure_text(Figure(stored.source_value))}


def _note_change(
    made: Changes, row: FigureCell, draft: CellDraft, change: tuple[Figure | None, Figure | None], act: Act
) -> None:
    old, new = change
    row.updated_by_id, row.updated_at = act.actor.user_id, act.now
    if new is not None:
        made.kept.append(row)
    if new == old:
        return
    made.rows[draft.cell] = row if new is not None else None
    made.history.append(
        CellChange(
            sheet_id=row.sheet_id,
            **_columns(draft.cell),
            old=figure_text(old),
            new=figure_text(new),
            origin=act.origin,
            reason=draft.reason.strip()[:_REASON_LENGTH],
            by_id=act.actor.user_id,
            at=act.now,
        )
    )


def _columns(cell: Cell) -> dict[str, str]:
    line_key, members = cell_columns(cell)
    return {"line_key": line_key, "members": members}


def _store(sheet: Return, changes: Changes) -> None:
    """Write what changed: three statements at most."""
    gone = [cell for cell, row in changes.rows.items() if row is None]
    if gone:
        those = Q()
        for cell in gone:
            those |= Q(**_columns(cell))
        FigureCell.objects.filter(those, sheet=sheet).delete()
    write_rows(changes.kept, changes.history)


def write_rows(kept: Sequence[FigureCell], history: Sequence[CellChange]) -> None:
    """Write cells, of one return or of many, with what changed: two statements."""
    for row in kept:
        row.pk = None  # a cell is known by its place: whether its row is there already the database decides
    FigureCell.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["sheet", "line_key", "members"],
        update_fields=list(_KEPT),
    )
    CellChange.objects.bulk_create(history)


def project(sheet: Return, state: Judged, *, now: datetime | None, changed: bool) -> None:
    """Keep how far the return is, so that lists read no cells; ``changed`` once handed in, it is a new revision."""
    values: dict[str, object] = {
        "filled_count": state.filled_count,
        "required_count": state.required_count,
        "hard_count": state.hard_count,
        "soft_count": state.soft_count,
        "saved_at": now,
    }
    if changed and sheet.first_submitted_at is not None:
        values["revision"] = F("revision") + 1
    Return.objects.filter(pk=sheet.pk).update(**values)
    for name in ("filled_count", "required_count", "hard_count", "soft_count", "saved_at"):
        setattr(sheet, name, values[name])


def _is_in_the_sum(sheet: Return) -> bool:
    """Whether the sum of the period counts this return as it stands: once it was taken in; the owner's own always."""
    return sheet.state in COUNTED or sheet.agency_id == sheet.period.owner_id


def refuse_bad(sheet: Return, drafts: Sequence[CellDraft]) -> None:
    """Refuse what no cell of this sheet can hold; every cell is named."""
    form = form_of(sheet.period.form)
    rows = sheet_for(sheet.period.form, sheet.level).by_cell()
    seen: set[Cell] = set()
    problems: dict[Cell, str] = {}
    for draft in drafts:
        if said := _problem(draft, rows, form, seen):
            problems[draft.cell] = said
        seen.add(draft.cell)
    if problems:
        raise BadCells(problems)


def _problem(draft: CellDraft, rows: Mapping[Cell, Row], form: Form, seen: set[Cell]) -> str:
    row = rows.get(draft.cell)
    if row is None:
        return _("Ô %(cell)s không có trong biểu của đơn vị này.") % {"cell": draft.cell}
    line = {"line": f"{row.number} ({row.label})"}
    if row.kind is not CellKind.TYPED:
        return _("Dòng %(line)s tự tính, không nhập. Sửa các số thành phần.") % line
    if draft.cell in seen:
        return _("Dòng %(line)s có hai giá trị trong một lần lưu. Giữ lại một giá trị.") % line
    figure = draft.figure
    if figure is None:
        return ""
    if figure.value is None:
        known = figure.reason in form.null_reasons
        return "" if known else _("Dòng %(line)s: lý do không có số liệu không có trong biểu.") % line
    if row.line.type is LineType.CHOICE:
        known = row.line.choice is not None and figure.value in row.line.choice.words
        return "" if known else _("Dòng %(line)s: câu trả lời không có trong danh sách.") % line
    if not isinstance(figure.value, Decimal) or not figure.value.is_finite() or abs(figure.value) >= MOST_FIGURE:
        return _("Dòng %(line)s: không phải là số, hoặc quá lớn để lưu.") % line
    return ""
