"""The ledger of figures as programs read it: uids, codes and days instead of words for the screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from caicach.figures import access
from caicach.figures.constants import ReturnKind
from caicach.figures.mapping import form_of
from caicach.figures.models import CellProof, FigureCell, FormVersion, Period, Return
from caicach.figures.selectors.cells import cells_of, filled_for
from caicach.figures.selectors.periods import period_for
from caicach.figures.selectors.proofs import proofs_of_all
from caicach.figures.selectors.returns import findings_for, return_for, whole_of, with_everything
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.forms import Cell, CellKind, Figure, Form, completed, members_text
from reform.forms.sheets import sheet_of

__all__ = [
    "CellRecord",
    "FindingRecord",
    "FormRecord",
    "LineRecord",
    "PeriodRecord",
    "ProofRecord",
    "ReturnRecord",
    "cells_record",
    "findings_record",
    "form_record",
    "periods_after",
    "returns_after",
    "whole_record",
]


@dataclass(frozen=True, slots=True)
class PeriodRecord:
    """One period."""

    uid: UUID
    owner: UUID
    form: UUID
    form_key: str
    form_version: str
    fingerprint: str
    year: int
    code: str
    name: str
    data_from: date
    data_to: date
    due_on: date
    is_cumulative: bool
    state: str
    is_history: bool


@dataclass(frozen=True, slots=True)
class ReturnRecord:
    """What one agency returns for one period, without its cells."""

    uid: UUID
    period: UUID
    agency: UUID
    agency_name: str
    level: str
    kind: str
    state: str
    revision: int
    required_count: int
    filled_count: int
    hard_count: int
    soft_count: int
    submitted_at: datetime | None
    decided_at: datetime | None
    saved_at: datetime | None
    is_on_behalf: bool
    is_stale: bool


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """What proves a cell: a document of the register, or a file."""

    title: str
    document: UUID | None  # None: a file that is no document
    place: str


@dataclass(frozen=True, slots=True)
class CellRecord:
    """One cell: a value, a word of a choice, or the reason why there is neither."""

    line: str
    members: Mapping[str, str]
    value: Decimal | None
    word: str
    reason: str
    kind: str  # typed, margin, computed, rolled
    origin: str
    source_value: Decimal | None
    override_reason: str
    note: str
    received: int | None  # of a consolidated cell: from how many
    expected: int | None
    proofs: tuple[ProofRecord, ...]


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """What does not fit."""

    rule: str
    weight: str
    line: str
    members: Mapping[str, str]
    sentence: str
    explanation: str


@dataclass(frozen=True, slots=True)
class LineRecord:
    """One line of a form."""

    key: str
    number: str
    printed: str
    section: str
    label: str
    unit: str
    type: str
    time: str
    aggregation: str
    by: tuple[str, ...]
    words: Mapping[str, str]
    needs: Mapping[str, str]
    formula: str
    is_optional: bool


@dataclass(frozen=True, slots=True)
class FormRecord:
    """One version of a form: the dictionary of its figures."""

    uid: UUID
    key: str
    version: str
    title: str
    fingerprint: str
    valid_from: date
    valid_to: date
    legal_basis: str
    null_reasons: Mapping[str, str]
    dimensions: Mapping[str, Mapping[str, str]]
    lines: tuple[LineRecord, ...]


def periods_after(actor: Actor, after: UUID | None, limit: int, *, year: int | None = None) -> tuple[PeriodRecord, ...]:
    """Return periods within reach in the order of their uids. One query."""
    rows = access.visible_periods(actor).select_related("owner", "form").defer("form__definition").order_by("uid")
    rows = rows.filter(**({"uid__gt": after} if after else {}), **({"year": year} if year else {}))
    return tuple(_period(row) for row in rows.distinct()[:limit])


def returns_after(actor: Actor, period_uid: UUID, after: UUID | None, limit: int) -> tuple[ReturnRecord, ...]:
    """Return the returns of a period within reach in the order of their uids. Two queries.

    Raises:
        Beyond: there is no such period.
    """
    period = period_for(actor, period_uid)
    rows = with_everything(access.visible_returns(actor)).filter(period=period, kind=ReturnKind.OWN).order_by("uid")
    return tuple(return_record(row) for row in (rows.filter(uid__gt=after) if after else rows)[:limit])


def return_record(row: Return) -> ReturnRecord:
    """Return a return as programs read it."""
    return ReturnRecord(
        uid=row.uid,
        period=row.period.uid,
        agency=row.agency.uid,
        agency_name=row.agency.current_name,
        level=row.level,
        kind=row.kind,
        state=row.state,
        revision=row.revision,
        required_count=row.required_count,
        filled_count=row.filled_count,
        hard_count=row.hard_count,
        soft_count=row.soft_count,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
        saved_at=row.saved_at,
        is_on_behalf=row.on_behalf_by_id is not None,
        is_stale=row.stale_since is not None,
    )


def cells_record(actor: Actor, uid: UUID) -> tuple[CellRecord, ...]:
    """Return every cell of a return that holds something, in printed order.

    Raises:
        Beyond: there is no such return.
    """
    return _cells(return_for(actor, uid))


def whole_record(actor: Actor, period_uid: UUID) -> tuple[ReturnRecord, tuple[CellRecord, ...]]:
    """Return the consolidated figures of a period, each with from how many units of how many.

    Raises:
        Beyond: there is no such period, or its whole is not within reach.
    """
    whole = whole_of(period_for(actor, period_uid).pk)
    if whole is None:
        raise Beyond
    sheet = return_for(actor, whole.uid)
    return return_record(sheet), _cells(sheet)


def findings_record(actor: Actor, uid: UUID) -> tuple[FindingRecord, ...]:
    """Return what does not fit in a return, with its explanations.

    Raises:
        Beyond: there is no such return.
    """
    sheet = return_for(actor, uid)
    told = {(row.rule, row.line_key, row.members): row.text for row in sheet.explanations.all()}
    return tuple(
        FindingRecord(
            rule=one.rule,
            weight=one.weight.value,
            line=one.cell.key,
            members=dict(one.cell.members),
            sentence=one.sentence,
            explanation=told.get((one.rule, one.cell.key, members_text(one.cell)), ""),
        )
        for one in findings_for(sheet)
    )


def form_record(version: FormVersion) -> FormRecord:
    """Return a version of a form with the meaning of each line."""
    form = form_of(version)
    return FormRecord(
        uid=version.uid,
        key=version.form_key,
        version=version.version,
        title=version.title,
        fingerprint=version.fingerprint,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        legal_basis=version.legal_basis,
        null_reasons=dict(form.null_reasons),
        dimensions={key: dict(one.members) for key, one in form.dimensions.items()},
        lines=_lines(form),
    )


def _period(row: Period) -> PeriodRecord:
    return PeriodRecord(
        uid=row.uid,
        owner=row.owner.uid,
        form=row.form.uid,
        form_key=row.form_key,
        form_version=row.form.version,
        fingerprint=row.form.fingerprint,
        year=row.year,
        code=row.code,
        name=row.name,
        data_from=row.data_from,
        data_to=row.data_to,
        due_on=row.due_on,
        is_cumulative=row.is_cumulative,
        state=row.state,
        is_history=row.is_history,
    )


def _cells(sheet: Return) -> tuple[CellRecord, ...]:
    """Return the cells: of a return as it was typed with what is computed, of a whole as it was added up."""
    stored, proofs = cells_of(sheet), proofs_of_all([sheet.pk]).get(sheet.pk, {})
    form = form_of(sheet.period.form)
    is_whole = sheet.kind == ReturnKind.WHOLE
    filled = filled_for(sheet) if is_whole else completed(form, sheet.level, filled_for(sheet))
    kinds = {row.cell: row.kind for row in sheet_of(form, sheet.level, extra={line.key for line in form.lines}).rows}
    return tuple(
        _cell(cell, figure, kinds.get(cell), stored.get(cell), proofs.get(cell, ())) for cell, figure in filled.items()
    )


def _cell(
    cell: Cell, figure: Figure, kind: CellKind | None, row: FigureCell | None, proofs: Iterable[CellProof]
) -> CellRecord:
    return CellRecord(
        line=cell.key,
        members=dict(cell.members),
        value=figure.number,
        word=figure.value if isinstance(figure.value, str) else "",
        reason=figure.reason,
        kind=kind.value if kind else "",
        origin=row.origin if row else "calc",
        source_value=row.source_value if row else None,
        override_reason=row.override_reason if row else "",
        note=row.note if row else "",
        received=row.received if row else None,
        expected=row.expected if row else None,
        proofs=tuple(map(_proof, proofs)),
    )


def _proof(proof: CellProof) -> ProofRecord:
    return ProofRecord(proof.title, proof.document.uid if proof.document is not None else None, proof.place)


def _lines(form: Form) -> tuple[LineRecord, ...]:
    return tuple(
        LineRecord(
            key=line.key,
            number=line.number,
            printed=line.printed,
            section=section.key,
            label=line.label,
            unit=line.unit,
            type=line.type.value,
            time=line.time.value,
            aggregation=line.aggregation.value,
            by=line.by,
            words=dict(line.choice.words) if line.choice else {},
            needs={level: line.need_of(level).value for level in form.levels},
            formula=str(line.calc or line.counts or ""),
            is_optional=line.is_optional,
        )
        for section in form.sections
        for line in section.lines
    )
