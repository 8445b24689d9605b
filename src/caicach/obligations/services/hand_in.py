"""From a form to a hand-in: store the file, register the document, submit; all or nothing."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.documents.services import document_register
from caicach.files.services import file_store
from caicach.obligations import access
from caicach.obligations.mapping import Evidence, Proof
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.services.submit import obligation_submit, refuse_unsubmittable
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from vanban.text.forms import compare_key

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["obligation_hand_in"]


@transaction.atomic
def obligation_hand_in(
    obligation: Obligation, *, actor: Actor, proof: Proof, now: datetime, today: date, number: int | None = None
) -> Submission:
    """Keep the file of ``proof``, register its document and hand it in; a refusal leaves none of it.

    Transition, audit and errors: as ``obligation_submit``, ``document_register`` and ``file_store``.
    """
    # Asked before the file is written: bytes are not rolled back.
    access.require(actor, "submit", obligation)
    refuse_unsubmittable(obligation)
    document = _register(obligation, proof, actor=actor, now=now) if proof.has_document else None
    evidence = Evidence(document=document, value=proof.value, unit=proof.unit, sentence=proof.sentence)
    return obligation_submit(obligation, actor=actor, evidence=evidence, now=now, today=today, number=number)


def _register(obligation: Obligation, proof: Proof, *, actor: Actor, now: datetime) -> "Document":
    if proof.issued_on is None:
        raise BadInput(_("Thiếu ngày ban hành của văn bản."))
    if proof.file is None:
        raise BadInput(_("Thiếu tệp của văn bản. Chọn tệp rồi nộp lại."))
    name = proof.issuer_name.strip() or obligation.agency.current_name
    is_own = compare_key(name) == compare_key(obligation.agency.current_name)
    return document_register(
        actor=actor,
        type=proof.type,
        symbol=proof.symbol,
        issued_on=proof.issued_on,
        issuer=obligation.agency if is_own else None,
        issuer_name=name,
        subject=proof.subject,
        signer=proof.signer,
        file=file_store(proof.file, now=now),
        file_name=proof.file_name,
        now=now,
    )
