"""Taking files for the register: read for a form that a person confirms, then registered.

A file that was read for a form is kept until the form comes back; the form carries a signed name of it, good for the
person who chose it and for one day.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from caicach.documents import access
from caicach.documents.constants import FileKind
from caicach.documents.mapping import NewDocument
from caicach.documents.models import Document, DocumentFile
from caicach.documents.services.files import file_add
from caicach.documents.services.headers import ProposedFacts, facts_read, refuse_unopenable
from caicach.documents.services.reading import wake
from caicach.documents.services.register import documents_register
from caicach.files import selectors as files
from caicach.files.services import file_store, without_secrets
from caicach.web.actor import Actor
from caicach.web.errors import BadInput

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from caicach.files.models import StoredFile

__all__ = ["Kept", "document_enter", "file_keep", "file_upload", "kept_file"]

_SALT = "documents.kept"
_MOST_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that waits for its form."""

    file: "StoredFile"
    name: str
    token: str


def file_keep(upload: "UploadedFile[Any]", *, name: str, actor: Actor, now: datetime) -> tuple[Kept, ProposedFacts]:
    """Keep an upload and return it with what its head says.

    Raises:
        NotAllowed: the actor keeps no register.
        BadInput: the file cannot be taken, or bears the stamp of a state secret; nothing was kept.
    """
    access.require_keep(actor)
    data = without_secrets(upload, name=name)
    facts = facts_read(data, name=name)
    stored = file_store(data, now=now)
    token = signing.dumps([stored.pk, name, actor.user_id], salt=_SALT)
    return Kept(stored, name, token), facts


def kept_file(token: str, *, actor: Actor) -> Kept:
    """Return the file that a form carries.

    Raises:
        BadInput: it is not the actor's, or was kept too long ago.
    """
    try:
        pk, name, user_id = signing.loads(token, salt=_SALT, max_age=_MOST_SECONDS)
    except signing.BadSignature:
        pk, name, user_id = 0, "", None
    stored = files.stored_as(pk) if user_id == actor.user_id else None
    if stored is None:
        raise BadInput(_("Tệp đã đọc không còn được giữ. Chọn lại tệp."))
    return Kept(stored, name, token)


@transaction.atomic
def document_enter(given: NewDocument, upload: "UploadedFile[Any] | None", *, actor: Actor, now: datetime) -> Document:
    """Register one document by hand in the register of the actor's body, and have its file read.

    ``upload`` is a file chosen with the form; it counts before one that was kept for it.

    Raises:
        NotAllowed: the actor keeps no register.
        BadInput: a fact is missing or cannot be right, or something bears the stamp of a state secret.
    """
    access.require_keep(actor)
    words = (given.symbol, given.subject)
    if upload is not None:
        data = without_secrets(upload, name=upload.name or "", words=words)
        refuse_unopenable(data, name=upload.name or "tep")
        given = given.with_file(file_store(data, now=now), upload.name or "")
    else:
        without_secrets(b"", name=given.file_name, words=words)
    done = documents_register([given], actor=actor, now=now)
    document = done.documents[0]
    if document is None:
        raise BadInput(done.refused[0].reason)
    if document.file_id is not None:
        wake(now=now)
    return document


@transaction.atomic
def file_upload(
    document: Document, upload: "UploadedFile[Any]", *, actor: Actor, name: str, kind: FileKind, now: datetime
) -> DocumentFile:
    """Take a file beside a document's own one.

    Raises:
        NotAllowed: the document does not stand in the register of the actor's agency.
        BadInput: the file cannot be taken, or bears the stamp of a state secret, or is there already.
    """
    access.require_keeper(actor, document)
    data = without_secrets(upload, name=name)
    refuse_unopenable(data, name=name)
    stored = file_store(data, now=now)
    return file_add(document, stored, actor=actor, name=name, kind=kind, now=now)
