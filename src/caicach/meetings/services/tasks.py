"""A task that a superior body gave, with the document that says so."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caicach.documents.services import document_register
from caicach.meetings import access
from caicach.meetings.models import Instruction
from caicach.meetings.services.instructions import InstructionDraft, instructions_add
from caicach.web.actor import Actor

__all__ = ["TaskSource", "task_add"]


@dataclass(frozen=True, slots=True)
class TaskSource:
    """Who gave a task, for which body of ours to see to, and by which document; without a symbol there is none."""

    body_id: int
    giver: str
    type: str = ""
    symbol: str = ""
    issued_on: date | None = None


@transaction.atomic
def task_add(draft: InstructionDraft, source: TaskSource, *, actor: Actor, now: datetime) -> Instruction:
    """Write down one task from above; its document is registered where it is not yet known.

    Raises:
        NotAllowed, BadInput: as ``instructions_add`` and ``document_register``.
    """
    access.require(actor, source.body_id)
    document = None
    if source.symbol and source.issued_on:
        document = document_register(
            actor=actor,
            type=source.type,
            symbol=source.symbol,
            issued_on=source.issued_on,
            issuer=None,
            issuer_name=source.giver,
            subject=draft.text[:1000],
            signer="",
            now=now,
        )
    (made,) = instructions_add(
        [draft], actor=actor, body_id=source.body_id, giver=source.giver, document=document, now=now
    )
    return made
