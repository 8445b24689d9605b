"""Files beside a document's own one."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents import access
from caicach.documents.constants import FileKind
from caicach.documents.models import Document, DocumentFile
from caicach.web.actor import Actor
from caicach.web.errors import BadInput

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = ["file_add"]


@transaction.atomic
def file_add(
    document: Document, stored: "StoredFile", *, actor: Actor, name: str, kind: FileKind, now: datetime
) -> DocumentFile:
    """Put an annex or a draft beside a document of the actor's register; the document's own file stays as it is.

    Audit: ``documents.attach``.

    Raises:
        NotAllowed: the document does not stand in the register of the actor's agency.
        BadInput: the document has this very file already.
    """
    access.require_keeper(actor, document)
    known = document.file_id == stored.pk or document.files.filter(file=stored).exists()
    if known:
        raise BadInput(_("Văn bản đã có đúng tệp này. Chọn tệp khác."))
    row = DocumentFile.objects.create(
        document=document, file=stored, name=name[:255], kind=kind, added_by_id=actor.user_id, added_at=now
    )
    audit.record(
        "documents.attach", document, actor=actor, new={"file": stored.sha256, "kind": kind.value, "name": name}, at=now
    )
    return row
