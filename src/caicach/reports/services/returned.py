"""A paper that comes back: kept beside the report, its figures held against those issued; the ledger stays as it is."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access as figures
from caicach.figures.constants import ReturnKind
from caicach.figures.selectors import form_of, sheet_for
from caicach.figures.selectors.corrections import own_of_whole
from caicach.figures.services import CellDraft, correction_ask
from caicach.files import services as files
from caicach.files.services import file_store, without_secrets
from caicach.reports import access
from caicach.reports.constants import FileKind, ReportState
from caicach.reports.mapping import FrozenSection, decimal_said, difference_from, difference_json, frozen_of
from caicach.reports.models import Report, ReportFile
from caicach.reports.services.opening import hold
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Refusal
from reform.forms.figures import Figure
from reform.forms.model import Aggregation
from reform.forms.sheets import CellKind
from reform.forms.tree import Cell
from reform.narratives import Difference, Paragraph, Row, Words, differences
from vanban.reading import ReadError, Table

if TYPE_CHECKING:
    from caicach.figures.models import Return
    from caicach.files.models import StoredFile
    from vanban.reading import Document as Reading

__all__ = ["Brought", "correction_start", "paper_bring", "paper_keep", "stored_paper"]


@dataclass(frozen=True, slots=True)
class Brought:
    """A paper as it was sent."""

    content: Any  # bytes, or what a form gives of an uploaded file
    name: str


@transaction.atomic
def paper_bring(report: Report, paper: Brought, *, kind: FileKind, actor: Actor, now: datetime) -> ReportFile:
    """Keep a paper that came back, signed or corrected by hand, with the figures that are not those issued.

    Audit: ``reports.bring`` (the hash, how many differences).

    Raises:
        NotAllowed: the actor enters nothing for the agency.
        BadInput: it bears the stamp of a state secret, cannot be kept, or is there already.
        WrongState: nothing was closed for signing yet.
    """
    access.require(access.can_issue(actor, report))
    held = hold(report, ReportState.CHECKED, ReportState.ISSUED)
    stored = stored_paper(paper, words=(), now=now)
    return paper_keep(held, stored, paper, kind, actor=actor, now=now)


def stored_paper(paper: Brought, *, words: Sequence[str], now: datetime) -> "StoredFile":
    """Keep the bytes of a paper.

    Raises:
        BadInput: it bears the stamp of a state secret, or cannot be kept.
    """
    return file_store(without_secrets(paper.content, name=paper.name, words=tuple(words)), now=now)


def paper_keep(
    report: Report, stored: "StoredFile", paper: Brought, kind: FileKind, *, actor: Actor, now: datetime
) -> ReportFile:
    """Keep a stored paper beside its report, compared with what was frozen.

    Raises:
        BadInput: it is there already.
    """
    if ReportFile.objects.filter(report=report, file=stored).exists():
        raise BadInput(_("Báo cáo đã có đúng tệp này. Chọn tệp khác."))
    reading = _read(stored, paper.name)
    found = _compared(report, reading) if reading is not None else ()
    row = ReportFile.objects.create(
        report=report,
        file=stored,
        name=paper.name[-255:],
        kind=kind,
        differences=json.dumps([difference_json(one) for one in found], ensure_ascii=False),
        is_readable=reading is not None,
        added_by_id=actor.user_id,
        added_at=now,
    )
    new = {"file": stored.sha256, "kind": kind.value, "differences": len(found), "is_readable": reading is not None}
    audit.record("reports.bring", report, actor=actor, new=new, at=now)
    return row


@transaction.atomic
def correction_start(report: Report, *, actor: Actor, now: datetime) -> None:
    """Ask for a correction of the return by what the last paper that came back says; nothing else is changed.

    Audit: ``figures.correction``.

    Raises:
        NotAllowed: the actor asks for no corrections of the return.
        BadInput: no paper says another figure of the form, or the figure cannot be kept; of a whole also where another
            figure is one that units gave: it is theirs to correct.
        WrongState: the return was not taken in yet, or a slip waits already.
    """
    sheet = _corrected(report.sheet)
    figures.require(actor, "correct", sheet)
    row = ReportFile.objects.filter(report=report).order_by("-added_at", "-pk").first()
    told = [difference_from(one) for one in json.loads(row.differences)] if row else []
    drafts: dict[Cell, CellDraft] = {}
    for one in told:
        value = decimal_said(one.now)
        cell = _typed_cell(report, one.cell) if one.cell is not None else None
        if cell is not None and value is not None:
            drafts[cell] = CellDraft(cell, Figure(value))
    if row is None or not drafts:
        raise BadInput(_("Bản đưa về không có số nào của biểu khác sổ, nên không có gì để đính chính."))
    reason = _("Theo bản đưa về của báo cáo %(period)s: %(name)s.") % {"period": report.period.name, "name": row.name}
    if report.sheet.kind == ReturnKind.WHOLE:
        _refuse_of_units(report, drafts)
    correction_ask(sheet, list(drafts.values()), actor=actor, reason=reason, now=now)


def _corrected(sheet: "Return") -> "Return":
    """Return what a slip is written for: of a whole the own return of the body that adds up."""
    return own_of_whole(sheet) if sheet.kind == ReturnKind.WHOLE else sheet


def _refuse_of_units(report: Report, cells: Collection[Cell]) -> None:
    """Refuse to correct in one's own figures what is added up from units: nobody knows whose figure is wrong.

    Raises:
        BadInput: some of the figures come from units; all are named.
    """
    lines = form_of(report.period.form).by_key()
    theirs = {cell.key: lines[cell.key] for cell in cells if lines[cell.key].aggregation is not Aggregation.OWN}
    if theirs:
        named = "; ".join(f"{one.number} {one.label}" for one in theirs.values())
        words = _(
            "Số cộng từ đơn vị không sửa ở bản tổng hợp: %(lines)s. Mở ô của số đó, tìm đơn vị có số sai rồi lập phiếu "
            "đính chính ở bản số liệu của đơn vị đó."
        )
        raise BadInput(words % {"lines": named})


def _typed_cell(report: Report, cell: Cell) -> Cell | None:
    """Return the cell that is filled in for a printed one; None of what is computed: it follows by itself.

    Where a level has one member of a dimension, what is printed without it is filled in with it.
    """
    sheet, form = report.sheet, form_of(report.period.form)
    line = form.by_key().get(cell.key)
    members = dict(cell.members)
    for dimension in line.by if line is not None else ():
        known = form.dimensions[dimension].members_of(sheet.level)
        if dimension not in members and len(known) == 1:
            members[dimension] = known[0]
    wanted = Cell(cell.key, tuple(sorted(members.items())))
    row = sheet_for(report.period.form, sheet.level).by_cell().get(wanted)
    return wanted if row is not None and row.kind is CellKind.TYPED else None


def _read(stored: "StoredFile", name: str) -> "Reading | None":
    """Return the paper as it reads; None where it cannot be read: it is kept all the same."""
    from caicach.files.selectors import content_of

    try:
        return files.read_any(content_of(stored), name=name)
    except (ReadError, Refusal):
        return None


def _printed(section: FrozenSection) -> Iterator[Paragraph]:
    """Yield the headings of a section and its paragraphs."""
    for heading in filter(None, (section.chapter, section.title)):
        yield Paragraph((Words(heading),), "heading")
    yield from section.paragraphs


def _compared(report: Report, reading: "Reading") -> tuple[Difference, ...]:
    frozen = frozen_of(report)
    issued = [(section.key, paragraph) for section in frozen.sections for paragraph in _printed(section)]
    rows = [Row(row.number, row.label, row.printed, row.cell) for row in frozen.annex if row.cell is not None]
    texts = [block.text for block in reading.blocks if not isinstance(block, Table) and block.text]
    cells = [
        [cell.text for cell in row.cells] for block in reading.blocks if isinstance(block, Table) for row in block.rows
    ]
    return differences(issued, rows, texts, cells)
