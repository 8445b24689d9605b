"""Putting proofs to the cells of a return: documents of the register, files, or one that the return has already.

A proof changes no figure. It may be added until the period is locked, also when the return was handed in or taken in:
the receiver asks, the unit answers. It is taken back only while figures may be written.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents.selectors import documents_of_body
from caicach.documents.services import document_attach, document_register
from caicach.documents.services.headers import refuse_unopenable
from caicach.figures import access
from caicach.figures.constants import ReturnState
from caicach.figures.mapping import cell_columns, cell_of_columns, sheet_for
from caicach.figures.models import CellProof, Return
from caicach.figures.services.cells import editable, unlocked, unpresented
from caicach.files.services import Source, file_store, without_secrets
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.forms import Cell
from vanban.text.forms import compare_key, squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.files.models import StoredFile

__all__ = ["ProofDraft", "ProofsAdded", "RefusedProof", "proof_add", "proof_remove", "proofs_add"]

_MOST = 20  # proofs of one cell
_PLACE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class ProofDraft:
    """What is to prove a cell: a picked document, a file, or what proves another cell of the return already.

    A file that comes with a symbol and a day is registered as a document. A picked document of which the register has
    no file gets the file given.
    """

    cell: Cell
    document: "Document | None" = None
    file: "Source | bytes | None" = None
    file_name: str = ""
    same_as: CellProof | None = None
    type: str = ""  # of a file that is a document, as the next four
    symbol: str = ""
    issued_on: date | None = None
    issuer_name: str = ""  # empty: the unit
    subject: str = ""
    place: str = ""  # what in it proves the number: "trang 3, bảng 2"

    @property
    def name(self) -> str:
        """What people call it."""
        if self.same_as is not None:
            return self.same_as.title
        return str(self.document) if self.document is not None else self.file_name


@dataclass(frozen=True, slots=True)
class RefusedProof:
    """A proof that cannot be taken, with the sentence why."""

    draft: ProofDraft
    reason: str


@dataclass(frozen=True, slots=True)
class ProofsAdded:
    """What was done."""

    proofs: tuple[CellProof, ...]
    refused: tuple[RefusedProof, ...] = ()


@transaction.atomic
def proofs_add(sheet: Return, drafts: Sequence[ProofDraft], *, actor: Actor, now: datetime) -> ProofsAdded:
    """Put proofs to cells of a return; one that cannot be right is refused with its reason, and the others go on.

    A fixed number of statements, but for files that are kept and documents that are registered.

    Audit: ``figures.proof_add``, one for each proof; ``documents.register`` and ``documents.attach`` with it.

    Raises:
        NotAllowed: the actor neither fills this return nor enters for the unit.
        WrongState: the period is locked; or who enters for the unit comes after the return was handed in.
    """
    access.require_filler(actor, sheet)
    _hold(sheet, actor=actor, now=now)
    taking = _Taking(sheet, drafts, actor=actor, now=now)
    rows: list[CellProof] = []
    refused: list[RefusedProof] = []
    for draft in drafts:
        try:
            rows.append(taking.row(draft))
        except BadInput as error:
            refused.append(RefusedProof(draft, str(error)))
    CellProof.objects.bulk_create(rows)
    audit.record_many("figures.proof_add", [(sheet, {}, _told(row)) for row in rows], actor=actor, at=now)
    return ProofsAdded(tuple(rows), tuple(refused))


@transaction.atomic
def proof_add(sheet: Return, draft: ProofDraft, *, actor: Actor, now: datetime) -> CellProof:
    """Put one proof to a cell: ``proofs_add`` for one.

    Raises:
        BadInput: it cannot be taken; nothing was kept.
    """
    done = proofs_add(sheet, [draft], actor=actor, now=now)
    if done.refused:
        raise BadInput(done.refused[0].reason)
    return done.proofs[0]


@transaction.atomic
def proof_remove(proof: CellProof, *, actor: Actor, now: datetime) -> None:
    """Take a proof back; the row stays and says who did it and when.

    Audit: ``figures.proof_remove``.

    Raises:
        NotAllowed: the actor neither fills this return nor enters for the unit.
        WrongState: the return was handed in, waits for the leader or is locked, or somebody took the proof back first.
    """
    sheet = proof.sheet
    access.require_filler(actor, sheet)
    held = Return.objects.filter(editable(now), unlocked(), unpresented(), pk=sheet.pk)
    if not held.update(saved_at=F("saved_at")):
        raise WrongState(
            _("Bản số liệu không còn mở nên không bỏ minh chứng được. Thêm minh chứng đúng bên cạnh, hoặc chờ mở lại.")
        )
    there = CellProof.objects.filter(pk=proof.pk, removed_at=None)
    if not there.update(removed_at=now, removed_by_id=actor.user_id):
        raise WrongState(_("Minh chứng này đã được bỏ. Tải lại trang để xem."))
    audit.record("figures.proof_remove", sheet, actor=actor, old=_told(proof), at=now)


def _hold(sheet: Return, *, actor: Actor, now: datetime) -> None:
    """Hold the return's row to the end of the transaction: of two who bring the same proof the second is told."""
    is_unit = access.can(actor, "fill", sheet).allowed
    may = ~Q(state=ReturnState.LOCKED) if is_unit else editable(now)
    if not Return.objects.filter(may, unlocked(), pk=sheet.pk).update(saved_at=F("saved_at")):
        if is_unit:
            raise WrongState(_("Kỳ báo cáo đã khóa, không thêm minh chứng được nữa; chưa có gì được lưu."))
        raise WrongState(_("Bản số liệu đã gửi: từ nay chỉ đơn vị thêm minh chứng; chưa có gì được lưu."))


class _Taking:
    """Makes the rows of proofs, each checked against what the return has."""

    def __init__(self, sheet: Return, drafts: Iterable[ProofDraft], *, actor: Actor, now: datetime) -> None:
        self.sheet, self.actor, self.now = sheet, actor, now
        self.cells = sheet_for(sheet.period.form, sheet.level).by_cell()
        self.known: set[tuple[Cell, int | None, int | None]] = set()
        self.counts: Counter[Cell] = Counter()
        for row in CellProof.objects.filter(sheet=sheet, removed_at=None):
            self._note(row)
        picked = {one.document.pk for one in drafts if one.document is not None}
        name = sheet.agency.current_name
        self.of_body: frozenset[int] = frozenset()
        if picked:
            self.of_body = documents_of_body(actor, picked, agency_id=sheet.agency_id, agency_name=name)

    def row(self, draft: ProofDraft) -> CellProof:
        """Return the row of a proof, its file kept and its document registered.

        Raises:
            BadInput: it cannot be taken; nothing of it was kept.
        """
        self._check(draft)
        made = CellProof(
            sheet=self.sheet,
            place=squeeze(draft.place),
            added_by_id=self.actor.user_id,
            added_at=self.now,
            **_columns(draft.cell),
        )
        self._fill(made, draft)
        if _key(made) in self.known:
            raise BadInput(_("“%(name)s” đã là minh chứng của ô này.") % {"name": made.title})
        self._note(made)
        return made

    def _check(self, draft: ProofDraft) -> None:
        if draft.cell not in self.cells:
            raise BadInput(_("Ô %(cell)s không có trong biểu của đơn vị này.") % {"cell": draft.cell})
        if self.counts[draft.cell] >= _MOST:
            raise BadInput(_("Một ô giữ nhiều nhất %(most)s minh chứng. Bỏ bớt rồi thêm lại.") % {"most": _MOST})
        if len(squeeze(draft.place)) > _PLACE_LENGTH:
            raise BadInput(_("Chỗ chứng minh dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _PLACE_LENGTH})
        if draft.document is None and draft.file is None and draft.same_as is None:
            raise BadInput(_("Chưa chọn minh chứng. Chọn một văn bản trong sổ, hoặc chọn một tệp."))
        if draft.document is not None and draft.document.pk not in self.of_body:
            words = {"document": str(draft.document), "agency": self.sheet.agency.current_name}
            raise BadInput(
                _("%(document)s không do %(agency)s ban hành và không có trong sổ của %(agency)s. Chọn văn bản khác.")
                % words
            )
        self._check_again(draft)

    def _check_again(self, draft: ProofDraft) -> None:
        again = draft.same_as
        if again is not None and (again.sheet_id != self.sheet.pk or again.removed_at is not None):
            raise BadInput(_("Minh chứng này không còn trong bản số liệu. Tải lại trang để chọn lại."))

    def _fill(self, made: CellProof, draft: ProofDraft) -> None:
        if draft.same_as is not None:
            again = draft.same_as
            made.document, made.file, made.file_name = again.document, again.file, again.file_name
            return
        if draft.document is not None:
            made.document = draft.document
            if draft.file is not None:
                self._attach(draft.document, draft)
            return
        if squeeze(draft.symbol) and draft.issued_on is None:
            raise BadInput(_("Thiếu ngày ban hành của văn bản."))
        stored = self._stored(draft)
        if squeeze(draft.symbol):
            made.document = self._registered(draft, stored)
        else:
            made.file, made.file_name = stored, _name(draft)

    def _attach(self, document: "Document", draft: ProofDraft) -> None:
        if document.file_id is not None:
            raise BadInput(_("Văn bản đã chọn có tệp trong sổ rồi. Bỏ tệp vừa gửi, hoặc bỏ chọn văn bản."))
        if (draft.cell, document.pk, None) in self.known:
            raise BadInput(_("“%(name)s” đã là minh chứng của ô này.") % {"name": str(document)})
        document_attach(document, self._stored(draft), name=_name(draft), actor=self.actor, now=self.now)

    def _stored(self, draft: ProofDraft) -> "StoredFile":
        """Keep the bytes; what bears the stamp of a state secret, or nobody can open, is refused before."""
        words = (draft.symbol, draft.subject, draft.place)
        data = without_secrets(draft.file or b"", name=draft.file_name, words=words)
        refuse_unopenable(data, name=_name(draft))
        return file_store(data, now=self.now)

    def _registered(self, draft: ProofDraft, stored: "StoredFile") -> "Document":
        if draft.issued_on is None:
            raise ValueError("a proof is checked before its document is registered")
        agency = self.sheet.agency
        name = squeeze(draft.issuer_name) or agency.current_name
        is_own = compare_key(name) == compare_key(agency.current_name)
        return document_register(
            actor=self.actor, type=draft.type or "Báo cáo", symbol=draft.symbol, issued_on=draft.issued_on,
            issuer=agency if is_own else None, issuer_name=name, subject=draft.subject, signer="", file=stored,
            file_name=_name(draft), now=self.now,
        )  # fmt: skip

    def _note(self, row: CellProof) -> None:
        self.known.add(_key(row))
        self.counts[cell_of_columns(row.line_key, row.members)] += 1


def _key(row: CellProof) -> tuple[Cell, int | None, int | None]:
    return cell_of_columns(row.line_key, row.members), row.document_id, row.file_id


def _columns(cell: Cell) -> dict[str, str]:
    line_key, members = cell_columns(cell)
    return {"line_key": line_key, "members": members}


def _name(draft: ProofDraft) -> str:
    return squeeze(draft.file_name)[:255] or "tep"


def _told(row: CellProof) -> dict[str, object]:
    """Return what the audit keeps of a proof."""
    return {
        "proof": str(row.uid),
        "cell": str(cell_of_columns(row.line_key, row.members)),
        "document": row.document_id,
        "file": row.file.sha256 if row.file is not None else None,
        "place": row.place,
    }
