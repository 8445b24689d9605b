"""A sheet that was filled in elsewhere: what it would change, row by row, and doing what is right of it.

Owns: comparing a sheet with the ledger, and the acts that follow. Does not: read files (``imports.sheets``).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.documents.selectors import documents_of_symbol
from caicach.obligations import access
from caicach.obligations.constants import DraftState, TrackingMode
from caicach.obligations.mapping import Evidence, Paper, Proof, asks_for
from caicach.obligations.models import Obligation
from caicach.obligations.selectors.late_reasons import is_or_was_late
from caicach.obligations.selectors.proofs import place_of_keeping
from caicach.obligations.selectors.sheets import (
    HAND_IN,
    OF_MODE,
    REASON,
    Cells,
    SheetCell,
    SheetRow,
    digest_of,
    sheet_rows_of,
)
from caicach.obligations.services.evidence import check_parts
from caicach.obligations.services.hand_in import obligation_hand_in
from caicach.obligations.services.late_reasons import late_reason_give
from caicach.obligations.services.prepare import draft_prepare
from caicach.obligations.services.submit import refuse_unsubmittable
from caicach.web.actor import Actor, Decision
from caicach.web.errors import BadInput, Refusal, WrongState
from vanban.text.forms import compare_key, squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["MOST_CHANGED", "CellChange", "CellProblem", "CheckedRow", "SheetEntry", "sheet_apply", "sheet_checked"]

MOST_CHANGED = 500  # rows of one act: each is handed in by itself, some 20 statements


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong, and in which cell; without a cell it is the whole row."""

    cell: SheetCell | None
    words: str


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One row of a sheet as it came back."""

    line: int  # row of the sheet, from 1
    uid: UUID | None
    stamp: str
    title: str  # of the locked cells, by which a row that was moved apart is noticed
    cells: Cells
    problems: tuple[CellProblem, ...] = ()
    notes: tuple[CellProblem, ...] = ()  # how a cell was understood, where it could be meant otherwise


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that differs."""

    cell: SheetCell
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row of the sheet that changes something, or cannot."""

    entry: SheetEntry
    row: SheetRow | None  # None: not there, or beyond reach
    changes: tuple[CellChange, ...]
    problems: tuple[CellProblem, ...]
    is_draft: bool = False  # what is handed in goes to the agency's own leader first

    @property
    def is_right(self) -> bool:
        """Whether it can be taken."""
        return not self.problems and bool(self.changes)

    @property
    def changed(self) -> frozenset[SheetCell]:
        """The cells that differ."""
        return frozenset(change.cell for change in self.changes)


@dataclass(frozen=True, slots=True)
class _Ask:
    """What a check of one row needs."""

    actor: Actor
    today: date
    may: Callable[[str, Obligation], Decision]


def sheet_checked(entries: Sequence[SheetEntry], *, actor: Actor, today: date) -> tuple[CheckedRow, ...]:
    """Return what ``entries`` would change and what is wrong with them; rows left as they were are left out.

    Four queries for each 500 rows that were filled in; who may do what is asked once for each agency and kind of duty,
    a document once for each row that names one.
    """
    touched = [entry for entry in entries if entry.problems or _digest_given(entry.stamp) != digest_of(entry.cells)]
    rows = sheet_rows_of(actor, (entry.uid for entry in touched if entry.uid))
    known: dict[tuple[object, ...], Decision] = {}

    def may(action: str, one: Obligation) -> Decision:
        key = (action, one.agency_id, one.acceptor_id, one.duty.area_code, one.duty.mode)
        if key not in known:
            known[key] = access.can(actor, action, one)
        return known[key]

    ask = _Ask(actor, today, may)
    twice = {uid for uid, count in Counter(entry.uid for entry in entries).items() if uid and count > 1}
    checked = (_checked(entry, rows.get(entry.uid) if entry.uid else None, twice, ask) for entry in touched)
    return tuple(one for one in checked if one.changes or one.problems)


@transaction.atomic
def sheet_apply(
    entries: Sequence[SheetEntry], *, actor: Actor, now: datetime, today: date
) -> tuple[int, tuple[CheckedRow, ...]]:
    """Do what ``entries`` say, each row whole or not at all; return how many were done, and the rows that were left.

    Everything is checked again as it stands now: what somebody else changed meanwhile is left. Transition and audit:
    those of handing in, laying before the leader and giving a reason, for each row.

    Raises:
        BadInput: more than 500 rows change.
    """
    checked = sheet_checked(entries, actor=actor, today=today)
    if sum(one.is_right for one in checked) > MOST_CHANGED:
        raise BadInput(_("Mỗi lần ghi tối đa 500 nhiệm vụ. Chia bảng thành nhiều tệp rồi tải lên lần lượt."))
    left = []
    done = 0
    for one in checked:
        refused = _do(one, actor=actor, now=now, today=today) if one.is_right else one
        done += refused is None
        left += [refused] if refused is not None else []
    return done, tuple(left)


def _do(one: CheckedRow, *, actor: Actor, now: datetime, today: date) -> CheckedRow | None:
    """Do one row; return it with the reason where it was refused."""
    try:
        with transaction.atomic():
            _act(one, actor=actor, now=now, today=today)
    except Refusal as refusal:
        return CheckedRow(one.entry, one.row, one.changes, (CellProblem(None, str(refusal)),))
    return None


def _act(one: CheckedRow, *, actor: Actor, now: datetime, today: date) -> None:
    row, cells = one.row, one.entry.cells
    if row is None:
        raise ValueError("a row that is right is there")
    if one.changed.intersection(REASON):
        code, words = cells.get(SheetCell.CAUSE, ""), cells.get(SheetCell.WORDS, "")
        late_reason_give(row.obligation, actor=actor, code=code, words=words, now=now)
    if not one.changed.intersection(HAND_IN):
        return
    proof = _proof(row, cells, actor)
    if not access.can(actor, "submit", row.obligation).allowed:
        version = row.draft_version
        draft_prepare(row.obligation, actor=actor, proof=proof, now=now, today=today, version=version)
        return
    obligation_hand_in(row.obligation, actor=actor, proof=proof, now=now, today=today, number=row.number + 1)


def _checked(entry: SheetEntry, row: SheetRow | None, twice: set[UUID], ask: _Ask) -> CheckedRow:
    if row is None or entry.uid is None:
        return CheckedRow(entry, None, (), (*entry.problems, CellProblem(None, _unknown(entry))))
    changes = _changes(entry, row.cells)
    whole = _whole(entry, row, twice)
    if whole:
        return CheckedRow(entry, row, changes, (CellProblem(None, whole), *entry.problems))
    if entry.problems:
        return CheckedRow(entry, row, changes, entry.problems)
    wrong = tuple(_wrong(row, entry.cells, changes, ask))
    handed = not wrong and any(change.cell in HAND_IN for change in changes)
    is_draft = handed and not ask.may("submit", row.obligation).allowed
    return CheckedRow(entry, row, changes, wrong, is_draft)


def _changes(entry: SheetEntry, before: Cells) -> tuple[CellChange, ...]:
    bad = {problem.cell for problem in entry.problems}
    notes = {note.cell: note.words for note in entry.notes}
    return tuple(
        CellChange(cell, before[cell], entry.cells.get(cell, ""), notes.get(cell, ""))
        for cell in SheetCell
        if cell not in bad and entry.cells.get(cell, "") != before[cell]
    )


def _unknown(entry: SheetEntry) -> str:
    if entry.uid is None:
        return _("Dòng không có mã nhiệm vụ nên không biết là của nhiệm vụ nào. Điền vào dòng có sẵn, không thêm dòng.")
    return _("Không có nhiệm vụ này, hoặc nhiệm vụ nằm ngoài phạm vi của bạn.")


def _whole(entry: SheetEntry, row: SheetRow, twice: set[UUID]) -> str:
    """Return what is wrong with the row as a whole; empty where nothing is."""
    if entry.uid in twice:
        return _("Nhiệm vụ này đứng ở nhiều dòng. Giữ một dòng, xóa các dòng chép thêm.")
    if compare_key(entry.title) != compare_key(row.obligation.duty.title):
        return _("Ô “Sản phẩm” không khớp với nhiệm vụ của dòng; có thể bảng đã bị sắp xếp lại một phần. Tải bảng mới.")
    if entry.stamp != row.stamp:
        return _("Nhiệm vụ đã thay đổi sau khi tải bảng. Tải bảng mới rồi điền lại dòng này.")
    return ""


def _wrong(row: SheetRow, cells: Cells, changes: Sequence[CellChange], ask: _Ask) -> list[CellProblem]:
    changed = {change.cell for change in changes}
    found = _off(row, changed)
    if found:
        return found
    if changed.intersection(REASON):
        found += _reason_wrong(row, cells, ask)
    if changed.intersection(HAND_IN):
        found += _hand_in_wrong(row, cells, ask)
    return found


def _off(row: SheetRow, changed: set[SheetCell]) -> list[CellProblem]:
    """Return the cells that the way of tracking does not ask for."""
    asked = {*OF_MODE.get(asks_for(row.obligation.duty), ()), *REASON}
    label = TrackingMode(asks_for(row.obligation.duty)).label
    words = _("Nhiệm vụ theo dõi bằng “%(mode)s” không dùng ô này. Xóa nội dung của ô.") % {"mode": label}
    return [CellProblem(cell, words) for cell in SheetCell if cell in changed and cell not in asked]


def _reason_wrong(row: SheetRow, cells: Cells, ask: _Ask) -> list[CellProblem]:
    decision = ask.may("late_reason", row.obligation)
    if not decision.allowed:
        return [CellProblem(SheetCell.CAUSE, decision.reason)]
    if not is_or_was_late(row.obligation, ask.today):
        return [CellProblem(SheetCell.CAUSE, _("Nhiệm vụ này không chậm nên không cần nêu nguyên nhân."))]
    code, words = cells.get(SheetCell.CAUSE, ""), squeeze(cells.get(SheetCell.WORDS, ""))
    if not code and row.reason is not None:
        return [CellProblem(SheetCell.CAUSE, _("Không xóa được nguyên nhân đã nêu; chọn một nguyên nhân khác."))]
    if not code:
        return [CellProblem(SheetCell.CAUSE, _("Có giải trình thì chọn cả nguyên nhân trong danh mục."))]
    if code.startswith("other") and not words:
        return [CellProblem(SheetCell.WORDS, _("Chọn “nguyên nhân khác” thì viết rõ nguyên nhân."))]
    return []


def _hand_in_wrong(row: SheetRow, cells: Cells, ask: _Ask) -> list[CellProblem]:
    one = row.obligation
    submits = ask.may("submit", one)
    prepares = Decision(allowed=False) if submits.allowed else ask.may("prepare", one)
    if not submits.allowed and not prepares.allowed:
        return [CellProblem(None, submits.reason)]
    try:
        refuse_unsubmittable(one)
        if submits.allowed and row.draft is not None and row.draft.state == DraftState.WAITING:
            raise WrongState(_("Đang có bản trình chờ lãnh đạo duyệt. Duyệt hoặc trả lại bản đó trên trang trước."))
        proof = _proof(row, cells, ask.actor)
        paper = _paper(row, proof, submits=submits.allowed)
        evidence = Evidence(value=proof.value, unit=proof.unit, sentence=proof.sentence)
        check_parts(one.duty, evidence, paper, today=ask.today)
    except Refusal as refusal:
        return [CellProblem(None, str(refusal))]
    return []


def _paper(row: SheetRow, proof: Proof, *, submits: bool) -> Paper | None:
    """Return the document that the row names.

    Raises:
        BadInput: it lacks a part, or a file that only the page can take.
    """
    if proof.document is not None:
        return Paper(proof.document.dated_on, has_file=proof.document.file_id is not None, kept_at=proof.kept_at)
    if not proof.symbol and proof.issued_on is None:
        if asks_for(row.obligation.duty) == TrackingMode.DOCUMENT:
            raise BadInput(_("Thiếu văn bản: điền số, ký hiệu và ngày văn bản."))
        return None
    if not proof.symbol or proof.issued_on is None:
        raise BadInput(_("Văn bản cần cả số, ký hiệu và ngày văn bản."))
    has_draft_file = not submits and row.draft is not None and row.draft.file_id is not None
    if has_draft_file:
        return Paper(proof.issued_on, has_file=True)
    raise BadInput(_("Sổ văn bản chưa có văn bản này: nhập danh mục văn bản, hoặc nộp kèm tệp trên trang nhiệm vụ."))


def _document(row: SheetRow, cells: Cells, actor: Actor) -> "Document | None":
    """Return the document that the draft points to, or the one of the owing agency with this symbol and day."""
    symbol, day = cells.get(SheetCell.SYMBOL, ""), cells.get(SheetCell.ISSUED_ON, "")
    if not symbol or not day:
        return None
    if row.draft is not None and (row.cells[SheetCell.SYMBOL], row.cells[SheetCell.ISSUED_ON]) == (symbol, day):
        return row.draft.document
    found = [
        document
        for document in documents_of_symbol(actor, symbol)
        if document.dated_on.isoformat() == day and document.issuer_id == row.obligation.agency_id
    ]
    return found[0] if len(found) == 1 else None


def _proof(row: SheetRow, cells: Cells, actor: Actor) -> Proof:
    """Return what the row hands in; what it does not ask for stays as the draft says."""
    value = cells.get(SheetCell.VALUE, "")
    figure = {
        "value": Decimal(value) if value else None,
        "unit": cells.get(SheetCell.UNIT, ""),
        "sentence": cells.get(SheetCell.SENTENCE, ""),
    }
    document = _document(row, cells, actor)
    if document is not None:
        is_elsewhere = document.file_id is None
        kept_at = (row.draft.kept_at if row.draft else "") or place_of_keeping(row.obligation)
        return Proof(document=document, kept_at=kept_at if is_elsewhere else "", **figure)  # type: ignore[arg-type]
    draft, day = row.draft, cells.get(SheetCell.ISSUED_ON, "")
    return Proof(
        type=draft.type if draft else "",
        symbol=cells.get(SheetCell.SYMBOL, ""),
        issued_on=date.fromisoformat(day) if day else None,
        issuer_name=draft.issuer_name if draft else "",
        subject=draft.subject if draft else "",
        **figure,  # type: ignore[arg-type]  # by name
    )


def _digest_given(stamp: str) -> str:
    return stamp.rpartition("-")[2]
