"""Who sees a document: the body in whose register it stands, and whoever sees something that uses it."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.documents.constants import REGISTER_ROLES
from caicach.documents.models import Citation, Document, DocumentFile, DoubtfulPair, RegisterEntry
from caicach.documents.registry import reaches
from caicach.web.actor import Actor
from caicach.web.errors import NotAllowed

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = [
    "can_keep",
    "can_see",
    "keeps",
    "owns_file",
    "require_keep",
    "require_keeper",
    "require_settler",
    "visible_documents",
    "visible_pairs",
]


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """Return the documents that ``actor`` sees, without those that only lead to another.

    Seen are: the register of the actor's own body, for those who keep it, and what the actor registered there; what
    something within reach uses; of what nobody registered, what the documents of the own register cite.
    """
    rows = Document.objects.filter(alias_of=None)
    return rows if actor.is_system else rows.filter(_seen(actor))


def can_see(actor: Actor, document: Document) -> bool:
    """Whether ``actor`` may see ``document``: one query."""
    return visible_documents(actor).filter(pk=document.pk).exists()


def can_keep(actor: Actor) -> bool:
    """Whether ``actor`` keeps the register of their own body."""
    return actor.is_system or (actor.agency_id is not None and actor.has(*REGISTER_ROLES))


def keeps(actor: Actor, document: Document) -> bool:
    """Whether ``document`` stands in the register that ``actor`` keeps."""
    if actor.is_system:
        return True
    entries = RegisterEntry.objects.filter(document=document, agency=actor.agency_id)
    return can_keep(actor) and entries.exists()


def require_keep(actor: Actor) -> None:
    """Refuse who keeps no register.

    Raises:
        NotAllowed: with the reason.
    """
    if not can_keep(actor):
        raise NotAllowed(_("Chỉ văn thư, công chức và lãnh đạo của cơ quan được ghi sổ văn bản của cơ quan mình."))


def require_keeper(actor: Actor, document: Document) -> None:
    """Refuse who does not keep the register that ``document`` stands in.

    Raises:
        NotAllowed: with the reason.
    """
    if not keeps(actor, document):
        raise NotAllowed(_("Văn bản này không có trong sổ của cơ quan bạn; cơ quan đã vào sổ mới được sửa."))


def visible_pairs(actor: Actor) -> QuerySet[DoubtfulPair]:
    """Return the questions about documents of the register that ``actor`` keeps."""
    if actor.is_system:
        return DoubtfulPair.objects.all()
    if not can_keep(actor):
        return DoubtfulPair.objects.none()
    mine = RegisterEntry.objects.filter(agency=actor.agency_id).values("document")
    return DoubtfulPair.objects.filter(Q(first__in=mine) | Q(second__in=mine))


def require_settler(actor: Actor, pair: DoubtfulPair) -> None:
    """Refuse who keeps the register of neither document.

    Raises:
        NotAllowed: with the reason.
    """
    if not visible_pairs(actor).filter(pk=pair.pk).exists():
        raise NotAllowed(_("Cặp văn bản này thuộc sổ của cơ quan khác."))


def owns_file(actor: Actor, stored: "StoredFile") -> bool:
    """Whether ``stored`` is a file of a document that ``actor`` sees (an entry of ``files.registry.owners``)."""
    beside = DocumentFile.objects.filter(file=stored).values("document")
    return visible_documents(actor).filter(Q(file=stored) | Q(pk__in=beside)).exists()


def _seen(actor: Actor) -> Q:
    entries = RegisterEntry.objects.filter(agency=actor.agency_id) if actor.agency_id else RegisterEntry.objects.none()
    mine = entries if can_keep(actor) else entries.filter(registered_by=actor.user_id)
    seen = Q(pk__in=mine.values("document"))
    for reach in reaches:
        seen |= reach(actor)
    return seen | Q(
        is_placeholder=True, pk__in=Citation.objects.filter(citing__in=mine.values("document")).values("cited")
    )
