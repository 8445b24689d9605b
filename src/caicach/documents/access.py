"""Who sees a document: whoever registered it, and whoever sees something that uses it."""

from typing import TYPE_CHECKING

from caicach.documents.models import Document
from caicach.documents.registry import viewers
from caicach.web.actor import Actor

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = ["can_see", "owns_file"]


def can_see(actor: Actor, document: Document) -> bool:
    """Whether ``actor`` may see ``document``."""
    if actor.is_system or document.registered_by_id == actor.user_id:
        return True
    return any(viewer(actor, document) for viewer in viewers)


def owns_file(actor: Actor, stored: "StoredFile") -> bool:
    """Whether ``stored`` is the file of a document that ``actor`` sees (an entry of ``files.registry.owners``)."""
    documents = Document.objects.filter(file=stored).order_by("pk")
    return any(can_see(actor, document) for document in documents.iterator())
