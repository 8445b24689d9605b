"""Documents of the register that an obligation may be proved by."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.documents import selectors as documents
from caicach.obligations.models import Obligation
from caicach.web.actor import Actor
from caicach.web.errors import BadInput

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["MOST_PROOFS", "place_of_keeping", "proof_document", "proofs_found", "require_arrived"]

MOST_PROOFS = 10  # offered at once; more words find the others


def proofs_found(
    actor: Actor, obligation: Obligation, words: str, *, today: date
) -> tuple[tuple["Document", ...], bool]:
    """Return registered documents within reach that bear ``words``, and whether there are more of them.

    Those that the owing agency issued come first, then those of the duty's year; without words these alone.
    One query, two where nothing bears the marks typed.
    """
    wanted = documents.Wanted(
        words=words,
        issuer_id=obligation.agency_id,
        issuer_name=obligation.agency.current_name,
        since=date(obligation.duty.year, 1, 1),
        until=today,
    )
    found = documents.documents_to_pick(actor, wanted, limit=MOST_PROOFS + 1)
    return found[:MOST_PROOFS], len(found) > MOST_PROOFS


def proof_document(actor: Actor, uid: UUID) -> "Document":
    """Return the registered document ``uid``.

    Raises:
        Beyond: there is none within the actor's reach.
        BadInput: it is only cited so far.
    """
    document = documents.document_for(actor, uid)
    require_arrived(document)
    return document


def require_arrived(document: "Document") -> None:
    """Refuse a document as proof that is only cited so far.

    Raises:
        BadInput: it stands in no register yet.
    """
    if document.is_placeholder:
        raise BadInput(_("Văn bản này mới được nhắc đến, chưa vào sổ, nên chưa dùng làm minh chứng được."))


def place_of_keeping(obligation: Obligation) -> str:
    """Return where a document of the owing agency is looked at, as long as nobody says otherwise."""
    return _("Hệ thống quản lý văn bản của %(agency)s") % {"agency": obligation.agency.current_name}
