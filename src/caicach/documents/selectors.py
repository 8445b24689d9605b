"""Reading documents."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.documents import access
from caicach.documents.mapping import symbol_key
from caicach.documents.models import Document
from caicach.documents.registry import Use, uses
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["address_of_document", "document_for", "documents_of_symbol", "uses_of"]

_SAME_SYMBOL = 20  # bodies that number alike: "1/KH-UBND" is of every commune


def document_for(actor: Actor, uid: UUID) -> Document:
    """Return the document ``uid`` with its file and issuer.

    Raises:
        Beyond: there is none, or the actor sees nothing that uses it.
    """
    document = Document.objects.select_related("file", "issuer").filter(uid=uid).first()
    if document is None or not access.can_see(actor, document):
        raise Beyond(_("Không có văn bản này, hoặc văn bản nằm ngoài phạm vi của bạn."))
    return document


def documents_of_symbol(actor: Actor, symbol: str) -> tuple[Document, ...]:
    """Return the documents that bear ``symbol`` and that ``actor`` sees, the newest first; of very many the first."""
    found = Document.objects.filter(symbol_key=symbol_key(symbol)).order_by("-issued_on", "-pk")[:_SAME_SYMBOL]
    return tuple(document for document in found if access.can_see(actor, document))


def uses_of(actor: Actor, document: Document) -> tuple[Use, ...]:
    """Return what uses ``document`` and is within the actor's reach."""
    return tuple(use for source in uses for use in source(actor, document))


def address_of_document(document: Document) -> str:
    """Return the address of a document's page."""
    return reverse("documents:detail", args=[document.uid])
