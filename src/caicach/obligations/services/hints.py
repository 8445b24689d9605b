"""Asking whether a registered document is what a dormant duty waits for; never more than asking."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.constants import EventHintState
from caicach.obligations.models import EventHint
from caicach.obligations.selectors.hints import awaiting
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["hint_dismiss", "hints_drop", "hints_make"]


def hints_make(documents: "Sequence[Document]", now: datetime) -> None:
    """Ask about every duty that may have waited for ``documents`` (an entry of ``documents.registry.registered``)."""
    EventHint.objects.bulk_create(
        (EventHint(duty_id=duty_id, document=document, created_at=now) for duty_id, document in awaiting(documents)),
        ignore_conflicts=True,
    )


def hints_drop(document: "Document") -> None:
    """Ask no more about a document that leaves the register (an entry of ``documents.registry.forgotten``)."""
    EventHint.objects.filter(document=document).delete()


@transaction.atomic
def hint_dismiss(hint: EventHint, *, actor: Actor, now: datetime) -> None:
    """Say that the document is not what the duty waits for; whether the actor may is asked where the hint is found.

    Audit: ``obligations.hint``.

    Raises:
        WrongState: somebody settled it first.
    """
    waiting = EventHint.objects.filter(pk=hint.pk, state=EventHintState.WAITING)
    if not waiting.update(state=EventHintState.DISMISSED, settled_by_id=actor.user_id, settled_at=now):
        raise WrongState(_("Gợi ý này đã được xử lý. Tải lại trang để xem."))
    new = {"document": str(hint.document_id), "state": str(EventHintState.DISMISSED)}
    audit.record("obligations.hint", hint.duty, actor=actor, new=new, at=now)
