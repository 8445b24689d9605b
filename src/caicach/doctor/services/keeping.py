"""A document that was examined goes, or is kept in the register because its owner says so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.doctor.models import Examination
from caicach.documents import access as registers
from caicach.documents.services import document_register
from caicach.files import services as files
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["Naming", "examination_drop", "examination_keep", "examinations_expire", "remove_unread"]

_AT_ONCE = 50  # examinations that one round clears away


@dataclass(frozen=True, slots=True)
class Naming:
    """What a document goes by in the register."""

    type: str
    symbol: str
    issued_on: date
    issuer_name: str
    subject: str = ""
    signer: str = ""


@transaction.atomic
def examination_keep(examination: Examination, naming: Naming, *, actor: Actor, now: datetime) -> "Document":
    """Put the examined document into the register, with its file.

    Audit: ``doctor.keep``, and what the register writes.

    Raises:
        NotAllowed: the actor keeps no register.
        WrongState: it was kept already.
        BadInput: the register does not take it.
    """
    registers.require_keep(actor)
    if examination.document_id is not None:
        raise WrongState(_("Văn bản này đã được lưu vào sổ."))
    document = document_register(
        actor=actor,
        type=naming.type,
        symbol=naming.symbol,
        issued_on=naming.issued_on,
        issuer=None,
        issuer_name=naming.issuer_name,
        subject=naming.subject,
        signer=naming.signer,
        file=examination.file,
        file_name=examination.file_name,
        now=now,
    )
    kept = Examination.objects.filter(pk=examination.pk, document=None).update(document=document)
    if not kept:
        raise WrongState(_("Văn bản này đã được lưu vào sổ."))
    audit.record("doctor.keep", examination, actor=actor, new={"document": document.pk}, at=now)
    return document


@transaction.atomic
def examination_drop(examination: Examination, *, actor: Actor, now: datetime) -> None:
    """Remove an examination with its files, where nothing else names them.

    Audit: ``doctor.drop``.  After commit: the bytes go.
    """
    audit.record("doctor.drop", examination, actor=actor, old={"file": examination.file.sha256}, at=now)
    _remove(examination)


def examinations_expire(now: datetime) -> int:
    """Remove the examinations whose time is over; return how many. Several workers may do it at the same time."""
    over = Examination.objects.filter(expires_at__lte=now).select_related("file", "other").order_by("pk")
    removed = 0
    for examination in over[:_AT_ONCE]:
        with transaction.atomic():
            removed += _remove(examination)
    return removed


@transaction.atomic
def remove_unread(examination_id: int) -> None:
    """Remove an examination whose job ended without a result; one that has a result stays."""
    waiting = Examination.objects.select_related("file", "other").filter(pk=examination_id, checked_at=None)
    for examination in waiting:
        _remove(examination)


def _remove(examination: Examination) -> int:
    gone, _each = Examination.objects.filter(pk=examination.pk).delete()
    if gone:
        for stored in (examination.file, examination.other):
            if stored is not None:
                files.file_forget(stored)
    return int(bool(gone))
