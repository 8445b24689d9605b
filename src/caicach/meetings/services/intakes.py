"""Tasks come in as a document: it is kept, a job reads it, its tasks wait as drafts to be looked at and assigned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents.services import document_register
from caicach.files import services as files
from caicach.jobs import services as jobs
from caicach.meetings import access
from caicach.meetings.constants import InstructionKind
from caicach.meetings.models import Instruction, Intake, Meeting
from caicach.meetings.services.instructions import InstructionDraft
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import BadInput
from vanban.language.headers import Header
from vanban.text.forms import compare_key, squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.jobs.models import JobRun

__all__ = ["Upload", "intake_drop", "intake_fill", "tasks_upload"]

MOST_TASKS = 500  # of one document; the longest real notices have 60
_UNREAD = "…"  # stands where the document says nothing: a person fills it in before it can be assigned


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that gives tasks, and whose tasks they are."""

    content: "bytes | files.Source"
    file_name: str
    body_id: int
    giver: str
    meeting: Meeting | None = None


@transaction.atomic
def tasks_upload(upload: Upload, *, actor: Actor, now: datetime) -> "JobRun":
    """Keep a document and start reading its tasks.

    Audit: ``meetings.read``.  After commit: the job of the same name.

    Raises:
        NotAllowed: the actor does not work for the body.
        BadInput: no giver; the file is empty, too large, of a kind that is not read, or a state secret.
    """
    access.require(actor, upload.body_id)
    if not compare_key(upload.giver):
        raise BadInput(_("Thiếu nơi giao: ghi cơ quan hoặc người đã giao nhiệm vụ này."))
    stored = files.file_store(files.without_secrets(upload.content, name=upload.file_name), now=now, allowed=None)
    intake = Intake.objects.create(
        body_id=upload.body_id,
        giver=squeeze(upload.giver)[:300],
        meeting=upload.meeting,
        file=stored,
        file_name=upload.file_name[-255:],
        uploaded_by_id=actor.user_id,
        uploaded_at=now,
    )
    audit.record("meetings.read", intake, actor=actor, new={"file": stored.sha256}, at=now)
    return jobs.enqueue(
        "meetings.read",
        actor=actor,
        label=_("Đọc nhiệm vụ trong %(name)s") % {"name": upload.file_name},
        arguments={"intake_id": intake.pk},
        now=now,
    )


@transaction.atomic
def intake_fill(
    intake: Intake, header: Header, drafts: Sequence[InstructionDraft], *, now: datetime
) -> list[Instruction]:
    """Lay down the tasks that were read; a document with number and date is registered with its file.

    What the document does not say stands as "…" for a person to fill in. Does nothing where it was read already.
    """
    if not Intake.objects.filter(pk=intake.pk, read_at=None).update(read_at=now):
        return []
    document = _document(intake, header, now)
    rows = Instruction.objects.bulk_create(
        Instruction(
            kind=InstructionKind.CONCLUSION if intake.meeting_id else InstructionKind.FROM_ABOVE,
            body_id=intake.body_id,
            meeting_id=intake.meeting_id,
            giver=intake.giver,
            document=document,
            created_by_id=intake.uploaded_by_id,
            created_at=now,
            **_fields(draft),
        )
        for draft in drafts
    )
    audit.record_many(
        "meetings.add",
        [(row, {}, {"intake": intake.pk, "text": row.text}) for row in rows],
        actor=replace(SYSTEM, user_id=intake.uploaded_by_id),
        at=now,
    )
    return rows


@transaction.atomic
def intake_drop(intake: Intake) -> None:
    """Remove a document that could not be read, with its file where nothing else names it."""
    stored = intake.file
    intake.delete()
    files.file_forget(stored)


def _document(intake: Intake, header: Header, now: datetime) -> "Document | None":
    if not header.symbol or not header.issued or header.issued > now.date():
        return None
    return document_register(
        actor=replace(SYSTEM, user_id=intake.uploaded_by_id),
        type=(header.type or "").capitalize(),
        symbol=header.symbol,
        issued_on=header.issued,
        issuer=None,
        issuer_name=header.issuer or intake.giver,
        subject=(header.title or "")[:1000],
        signer=(header.signer or "")[:120],
        file=intake.file,
        file_name=intake.file_name,
        now=now,
    )


def _fields(draft: InstructionDraft) -> dict[str, object]:
    return {
        "text": draft.text or _UNREAD,
        "product": draft.product[:1000],
        "mode": draft.mode,
        "area_code": draft.area_code,
        "lead_text": draft.lead_text[:1000] or _UNREAD,
        "coordinating_text": draft.coordinating_text[:1000],
        "deadline_text": draft.deadline_text[:500] or _UNREAD,
    }
