"""The notice of a meeting's conclusions comes back from văn thư with its number."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caicach.documents.services import document_register
from caicach.files.services import Source, file_store, without_secrets
from caicach.meetings import access
from caicach.meetings.models import Meeting
from caicach.meetings.services.meetings import meeting_conclude
from caicach.web.actor import Actor

__all__ = ["Notice", "notice_register"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as it was issued."""

    type: str
    symbol: str
    issued_on: date
    subject: str = ""
    signer: str = ""
    file: Source | None = None
    file_name: str = ""


@transaction.atomic
def notice_register(meeting: Meeting, notice: Notice, *, actor: Actor, now: datetime) -> Meeting:
    """Register the notice as a document of the meeting's body and tie the meeting to it.

    Raises:
        NotAllowed, BadInput, WrongState: as ``meeting_conclude``, ``document_register`` and ``file_store``.
    """
    access.require(actor, meeting.body_id)
    stored = None
    if notice.file is not None:
        words = (notice.symbol, notice.subject)
        stored = file_store(without_secrets(notice.file, name=notice.file_name, words=words), now=now)
    document = document_register(
        actor=actor,
        type=notice.type,
        symbol=notice.symbol,
        issued_on=notice.issued_on,
        issuer=meeting.body,
        issuer_name=meeting.body.current_name,
        subject=notice.subject or meeting.title,
        signer=notice.signer,
        file=stored,
        file_name=notice.file_name,
        now=now,
    )
    return meeting_conclude(meeting, actor=actor, notice=document, now=now)
