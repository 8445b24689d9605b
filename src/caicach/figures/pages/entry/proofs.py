"""What proves figures, as the pages of a return show it: at its cell, and together for a section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from caicach.documents.selectors import address_of_document
from caicach.figures.forms.proofs import ProofForm
from caicach.figures.models import CellProof
from caicach.figures.pages.entry.rows import cell_url
from caicach.figures.selectors.entry import Entry
from caicach.figures.selectors.feeds import leaves_of
from caicach.figures.selectors.proofs import proves
from caicach.ui.notation import date_text, size_text
from caicach.ui.values import FoundDocument, FoundDocuments
from reform.forms import Cell
from reform.forms.figures import members_text
from reform.forms.sheets import Row, SheetSection

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.figures.pages.entry.section import Acts

__all__ = [
    "ProofLine",
    "ProofsPart",
    "ProvedRow",
    "Proving",
    "offered",
    "proof_line",
    "proofs_part",
    "proved_rows",
]

_MOST_AGAIN = 8


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One proof."""

    uid: str
    title: str
    url: str  # of the document's page, or of the file
    file_url: str  # where a document's file is opened; empty: there is none, or ``url`` is it
    kind: str  # "PDF"
    place: str
    info: str  # size, who, when

    @property
    def about(self) -> str:
        """The place in it, and the rest."""
        return " · ".join(filter(None, (self.place, self.info)))


@dataclass(frozen=True, slots=True)
class ProvedRow:
    """A line of the form with what proves it."""

    number: str
    label: str
    url: str
    proofs: tuple[ProofLine, ...]


@dataclass(frozen=True, slots=True)
class Proving:
    """A proof as it was sent, and what the register says to it."""

    form: ProofForm
    refused: str = ""
    found: FoundDocuments | None = None


@dataclass(frozen=True, slots=True)
class ProofsPart:
    """The proofs of one cell and how one is added."""

    proofs: tuple[ProofLine, ...]
    of_parts: tuple[ProvedRow, ...]  # of a total or a computed line: what proves the cells that it comes from
    may_add: bool
    may_remove: bool
    add_url: str
    remove_url: str
    is_open: bool  # something was sent: the form stands open
    refused: str = ""
    form: ProofForm | None = None
    found: FoundDocuments | None = None
    again: tuple[ProofLine, ...] = field(default=())  # what proves other cells of the return


def proofs_part(entry: Entry, cell: Cell, acts: "Acts", proving: Proving | None) -> ProofsPart:
    """Return the proofs of ``cell``."""
    own = entry.proved.get(cell, ())
    query = urlencode({"dong": cell.key, "o": members_text(cell)})
    return ProofsPart(
        proofs=tuple(proof_line(one) for one in own),
        of_parts=_of_parts(entry, cell),
        may_add=acts.may_prove,
        may_remove=entry.may_fill and acts.may_prove,
        add_url=f"{reverse('figures:proof-add', args=[entry.sheet.uid])}?{query}",
        remove_url=reverse("figures:proof-remove", args=[entry.sheet.uid]),
        is_open=proving is not None,
        refused=proving.refused if proving else "",
        form=proving.form if proving else ProofForm(auto_id="mc-%s"),
        found=proving.found if proving else None,
        again=_again(entry, own) if acts.may_prove else (),
    )


def proof_line(proof: CellProof) -> ProofLine:
    """Return a proof as it is shown; its document, file and people are at hand."""
    document = proof.document
    stored, name = (document.file, document.file_name) if document is not None else (proof.file, proof.file_name)
    name = name or "tep"
    file_url = reverse("files:download", args=[stored.uid, name]) if stored is not None else ""
    return ProofLine(
        uid=str(proof.uid),
        title=proof.title,
        url=address_of_document(document) if document is not None else file_url,
        file_url=file_url if document is not None else "",
        kind=name.rpartition(".")[2].upper()[:4] if stored is not None else _("SỔ"),
        place=proof.place,
        info=", ".join(filter(None, (_of_file(proof), _who(proof)))),
    )


def _of_file(proof: CellProof) -> str:
    if proof.document is not None and proof.document.file is None:
        return _("sổ chưa có tệp")
    stored = proof.document.file if proof.document is not None else proof.file
    return size_text(stored.size_bytes) if stored is not None else ""


def _who(proof: CellProof) -> str:
    name = proof.added_by.full_name if proof.added_by is not None else _("hệ thống")
    return _("%(name)s thêm ngày %(day)s") % {"name": name, "day": date_text(proof.added_at)}


def _of_parts(entry: Entry, cell: Cell) -> tuple[ProvedRow, ...]:
    form = entry.printed.form
    leaves = leaves_of(form, entry.sheet.level, entry.extra).get(cell, frozenset())
    return _rows(entry, [row for row in entry.printed.rows if row.cell != cell and proves(row.cell, cell, leaves)])


def proved_rows(entry: Entry, section: SheetSection) -> tuple[ProvedRow, ...]:
    """Return the lines of a section that something proves, in printed order."""
    return _rows(entry, section.rows)


def _rows(entry: Entry, rows: Iterable[Row]) -> tuple[ProvedRow, ...]:
    return tuple(
        ProvedRow(
            number=row.number if row.depth == 0 else f"{row.line.number} {row.number}",
            label=row.label,
            url=cell_url(entry, row.cell),
            proofs=tuple(proof_line(one) for one in entry.proved[row.cell]),
        )
        for row in rows
        if row.cell in entry.proved
    )


def _again(entry: Entry, own: Sequence[CellProof]) -> tuple[ProofLine, ...]:
    """Return what proves other cells of the return, each once, the latest first: one list often proves many lines."""
    seen = {(one.document_id, one.file_id) for one in own}
    found: list[ProofLine] = []
    for one in reversed(entry.proofs):
        key = (one.document_id, one.file_id)
        if one.removed_at is None and key not in seen and len(found) < _MOST_AGAIN:
            seen.add(key)
            found.append(proof_line(one))
    return tuple(found)


def offered(document: "Document") -> FoundDocument:
    """Return a document of the register as it is offered."""
    day = date_text(document.issued_on) if document.issued_on else ""
    kept = document.file_name.rpartition(".")[2].upper()[:4] if document.file_id else _("sổ chưa có tệp")
    words = (f"{day}, {document.issuer_name}", document.subject, kept)
    return FoundDocument(str(document.uid), str(document), " · ".join(filter(None, words)))
