"""Taking back what was registered with something that is taken back itself."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from caicach.audit import services as audit
from caicach.documents.models import Document, Signature
from caicach.documents.registry import forgotten
from caicach.documents.services.register import facts_of
from caicach.web.actor import Actor

__all__ = ["document_forget"]


@transaction.atomic(savepoint=False)  # what may be refused has a savepoint of its own
def document_forget(document: Document, *, actor: Actor, now: datetime) -> bool:
    """Take a document that nothing uses any more from the register; return whether it went.

    Whether it was brought in by what is taken back now is for the caller to ask.
    Audit: ``documents.forget`` (its facts; the row itself is gone).
    """
    facts, gone = facts_of(document), Document(pk=document.pk)
    try:
        with transaction.atomic():
            for asked in forgotten:
                asked(document)
            document.delete()
            if document.file_id is not None:
                _unread(document.file_id)
    except ProtectedError:
        return False
    audit.record("documents.forget", gone, actor=actor, old=facts, at=now)
    return True


def _unread(file_id: int) -> None:
    """Drop what was read of a file's signatures where no other document has it, so that the file itself may go."""
    elsewhere = Document.objects.filter(file=file_id).values("file")
    Signature.objects.filter(file=file_id).exclude(file__in=elsewhere).delete()
