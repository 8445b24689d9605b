"""What proves the figures: of one return, of a figure of the whole, and who reaches the documents and files of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from caicach.documents import selectors as documents
from caicach.documents.registry import Use
from caicach.figures import access
from caicach.figures.mapping import cell_of_columns, extra_keys, form_of
from caicach.figures.models import CellProof, Return
from caicach.figures.selectors.feeds import leaves_of
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.forms import Cell

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caicach.documents.models import Document
    from caicach.figures.selectors.drill import Part
    from caicach.files.models import StoredFile

__all__ = [
    "documents_offered",
    "owns_proof_file",
    "proof_for",
    "proofs_below",
    "proofs_of",
    "proofs_of_all",
    "proves",
    "reach_documents",
    "uses_of_document",
]

MOST_OFFERED = 10  # at once; more words find the others
_LIMIT = 50


def proofs_of(sheet: Return) -> tuple[CellProof, ...]:
    """Return all proofs of a return, those too that were taken back, the oldest first. One query."""
    rows = CellProof.objects.filter(sheet=sheet)
    return tuple(rows.select_related("document__file", "file", "added_by", "removed_by"))


def proofs_of_all(sheet_ids: Iterable[int]) -> dict[int, dict[Cell, tuple[CellProof, ...]]]:
    """Return what proves the cells of many returns, by their ids. One query."""
    rows = CellProof.objects.filter(sheet_id__in=list(sheet_ids), removed_at=None).select_related("document", "file")
    found: dict[int, dict[Cell, tuple[CellProof, ...]]] = {}
    for row in rows:
        of_sheet, cell = found.setdefault(row.sheet_id, {}), cell_of_columns(row.line_key, row.members)
        of_sheet[cell] = (*of_sheet.get(cell, ()), row)
    return found


def proofs_below(actor: Actor, whole: Return, parts: "Sequence[Part]") -> Mapping[int, tuple[CellProof, ...]]:
    """Return what proves the parts of a figure of the whole, by return; of returns within the actor's reach. One query.

    Of a total or a rate also what proves the cells that it is worked out from: there the unit has typed.
    """
    version = whole.period.form
    form, extra = form_of(version), extra_keys(version)
    asked = {
        one.sheet.pk: (one.cell, leaves_of(form, one.sheet.level, extra).get(one.cell, frozenset({one.cell})))
        for one in parts
    }
    lines = {leaf.key for _cell, leaves in asked.values() for leaf in leaves} | {cell.key for cell, _ in asked.values()}
    rows = CellProof.objects.filter(
        sheet_id__in=list(asked), sheet__in=access.visible_returns(actor), line_key__in=lines, removed_at=None
    )
    found: dict[int, tuple[CellProof, ...]] = {}
    for row in rows.select_related("document__file", "file", "added_by"):
        if proves(cell_of_columns(row.line_key, row.members), *asked[row.sheet_id]):
            found[row.sheet_id] = (*found.get(row.sheet_id, ()), row)
    return found


def proves(proved: Cell, cell: Cell, leaves: frozenset[Cell]) -> bool:
    """Whether what proves ``proved`` proves ``cell``: itself, a cell that it is worked out from, a total between."""
    if proved == cell:
        return True
    members, wanted = set(proved.members), set(cell.members)
    same = [set(leaf.members) for leaf in leaves if leaf.key == proved.key]
    return any(members <= leaf and wanted & leaf <= members for leaf in same)


def proof_for(actor: Actor, uid: UUID) -> CellProof:
    """Return a proof of a return within the actor's reach, one that was taken back too.

    Raises:
        Beyond: there is none of this uid, or not for this actor.
    """
    rows = CellProof.objects.filter(uid=uid, sheet__in=access.visible_returns(actor))
    related = ("document", "file", "sheet__agency", "sheet__period__owner", "sheet__period__form")
    found = rows.select_related(*related).defer("sheet__period__form__definition").first()
    if found is None:
        raise Beyond(_("Không có minh chứng này, hoặc minh chứng nằm ngoài phạm vi của bạn."))
    return found


def documents_offered(actor: Actor, sheet: Return, words: str, *, today: date) -> tuple[tuple["Document", ...], bool]:
    """Return documents that may prove figures of a return, and whether there are more of them.

    They bear ``words`` and were issued by the unit or stand in its register; without words those of its own since a
    year before the period began. One query, two where nothing bears the marks typed.
    """
    begin = sheet.period.data_from
    wanted = documents.Wanted(
        words=words,
        issuer_id=sheet.agency_id,
        issuer_name=sheet.agency.current_name,
        since=date(begin.year, 1, 1),
        until=today,
        is_of_body=True,
    )
    found = documents.documents_to_pick(actor, wanted, limit=MOST_OFFERED + 1)
    return found[:MOST_OFFERED], len(found) > MOST_OFFERED


def reach_documents(actor: Actor) -> Q:
    """Return the condition that a document proves a figure in reach (``documents.registry.reaches``)."""
    return Q(pk__in=_seen(actor).filter(document__isnull=False).order_by().values("document"))


def uses_of_document(actor: Actor, document: "Document") -> tuple[Use, ...]:
    """Return the figures within reach that ``document`` proves (``documents.registry.uses``)."""
    rows = _seen(actor).filter(document=document).order_by("-pk")
    related = rows.select_related("sheet__agency", "sheet__period__form").defer("sheet__period__form__definition")
    return tuple(_use(row) for row in related[:_LIMIT])


def owns_proof_file(actor: Actor, stored: "StoredFile") -> bool:
    """Whether ``stored`` proves a figure that the actor sees (an entry of ``files.registry.owners``)."""
    return _seen(actor).filter(file=stored).exists()


def _seen(actor: Actor) -> "QuerySet[CellProof]":
    return CellProof.objects.filter(removed_at=None, sheet__in=access.visible_returns(actor))


def _use(row: CellProof) -> Use:
    line = form_of(row.sheet.period.form).by_key().get(row.line_key)
    query = urlencode({"dong": row.line_key, "o": row.members})
    words = {"number": line.number if line else "", "label": line.label if line else row.line_key}
    return Use(
        label=_("Minh chứng dòng %(number)s: %(label)s") % words,
        address=f"{reverse('figures:cell', args=[row.sheet.uid])}?{query}",
        note=f"{row.sheet.agency.current_name}, {row.sheet.period.name}",
    )
