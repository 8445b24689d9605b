"""Reading documents: one, those of a symbol, the files and uses of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.documents import access
from caicach.documents.mapping import symbol_key
from caicach.documents.models import Document, RegisterEntry
from caicach.documents.registry import Use, uses
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = [
    "DocumentFiles",
    "address_of_document",
    "document_for",
    "document_to_prove",
    "documents_of_symbol",
    "documents_of_symbols",
    "entry_of",
    "files_of",
    "uses_of",
]

_SAME_SYMBOL = 20  # bodies that number alike: "1/KH-UBND" is of every commune


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """One file of a document."""

    file: "StoredFile"
    name: str
    kind: str  # of ``constants.FileKind``; empty: the document itself


def document_for(actor: Actor, uid: UUID) -> Document:
    """Return the document ``uid`` with its file and issuer; for one that was found to be another, the other.

    Raises:
        Beyond: there is none, or the actor sees nothing that uses it.
    """
    seen = access.visible_documents(actor).select_related("file", "issuer", "words")
    document = seen.filter(uid=uid).first() or seen.filter(aliases__uid=uid).first()
    if document is None:
        raise Beyond(_("Không có văn bản này, hoặc văn bản nằm ngoài phạm vi của bạn."))
    return document


def document_to_prove(actor: Actor, uid: str) -> Document:
    """Return a registered document that was picked to prove something; ``uid`` is as it was sent.

    Raises:
        Beyond: there is none within the actor's reach.
        BadInput: it is only cited so far, or this names none.
    """
    try:
        document = document_for(actor, UUID(uid))
    except ValueError:
        raise BadInput(_("Không có văn bản này. Tìm lại trong sổ.")) from None
    if document.is_placeholder:
        raise BadInput(_("Văn bản này mới được nhắc đến, chưa vào sổ, nên chưa dùng làm minh chứng được."))
    return document


def documents_of_symbol(actor: Actor, symbol: str) -> tuple[Document, ...]:
    """Return the registered documents that bear ``symbol`` and that ``actor`` sees, newest first; of many the first."""
    seen = access.visible_documents(actor).filter(symbol_key=symbol_key(symbol), is_placeholder=False)
    return tuple(seen.select_related("file").order_by("-issued_on", "-pk")[:_SAME_SYMBOL])


def documents_of_symbols(actor: Actor, symbols: Iterable[str]) -> tuple[Document, ...]:
    """Return the registered documents that bear one of ``symbols`` and that ``actor`` sees: one query."""
    keys = {symbol_key(symbol) for symbol in symbols}
    if not keys:
        return ()
    return tuple(access.visible_documents(actor).filter(symbol_key__in=keys, is_placeholder=False).order_by("pk"))


def entry_of(actor: Actor, document: Document) -> RegisterEntry | None:
    """Return the document's entry in the register of the actor's own body."""
    return RegisterEntry.objects.filter(document=document, agency=actor.agency_id).first() if actor.agency_id else None


def files_of(document: Document) -> tuple[DocumentFiles, ...]:
    """Return the files of a document, its own first: one query."""
    own = (DocumentFiles(document.file, document.file_name or "tep", ""),) if document.file else ()
    beside = document.files.select_related("file").order_by("pk")
    return (*own, *(DocumentFiles(one.file, one.name, one.kind) for one in beside))


def uses_of(actor: Actor, document: Document) -> tuple[Use, ...]:
    """Return what uses ``document`` and is within the actor's reach."""
    return tuple(use for source in uses for use in source(actor, document))


def address_of_document(document: Document) -> str:
    """Return the address of a document's page."""
    return reverse("documents:detail", args=[document.uid])
