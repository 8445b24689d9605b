"""From a form to a hand-in: store the file, register the document, submit; all or nothing."""

from datetime import date, datetime

from django.db import transaction

from caicach.obligations import access
from caicach.obligations.mapping import Proof
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.services.papers import evidence_of, file_of
from caicach.obligations.services.submit import obligation_submit, refuse_unsubmittable
from caicach.web.actor import Actor

__all__ = ["obligation_hand_in"]


@transaction.atomic
def obligation_hand_in(
    obligation: Obligation, *, actor: Actor, proof: Proof, now: datetime, today: date, number: int | None = None
) -> Submission:
    """Keep the file of ``proof``, register its document and hand it in; a refusal leaves none of it.

    Transition, audit and errors: as ``obligation_submit``, ``document_register`` and ``file_store``; a proof that bears
    the stamp of a state secret is refused before anything is stored. A document that was picked from the register
    (``proof.document``) is pointed to, and refused as beyond reach where the actor does not see it.
    """
    # Asked before the file is written: bytes are not rolled back.
    access.require(actor, "submit", obligation)
    refuse_unsubmittable(obligation)
    stored = file_of(obligation, proof, actor=actor, now=now, today=today)
    evidence = evidence_of(obligation, proof, stored, actor=actor, now=now)
    return obligation_submit(obligation, actor=actor, evidence=evidence, now=now, today=today, number=number)
