"""Handing in on behalf of a unit that does not sign in: by the standing body, with the unit's paper."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.obligations import access
from caicach.obligations.constants import AcceptorReason
from caicach.obligations.mapping import Proof
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.selectors import acceptor_after
from caicach.obligations.services.papers import evidence_of, file_of
from caicach.obligations.services.submit import Leaving, leave, refuse_unsubmittable
from caicach.web.actor import Actor
from caicach.web.errors import BadInput

__all__ = ["obligation_hand_in_for"]


@transaction.atomic
def obligation_hand_in_for(
    obligation: Obligation, *, actor: Actor, proof: Proof, now: datetime, today: date, number: int | None = None
) -> Submission:
    """Hand in for the owing agency what it gave on paper; it counts like its own, in time by the paper's day.

    The paper is needed whatever the mode; a value or a sentence as the mode asks. Nobody accepts what their own body
    handed in: where the acceptor would be that body, the next one above accepts from then on.

    Transition: open, returned → submitted.  Audit: ``obligations.on_behalf``.

    Raises:
        NotAllowed: the actor is no standing officer above the agency, or it is their own agency's work.
        BadInput: no paper, what the mode asks for is missing, or nobody stands above to accept.
        WrongState: it is not open or returned, is carried by its report, waits for the agency's own leader, or
            somebody handed in first.
    """
    access.require(actor, "on_behalf", obligation)
    refuse_unsubmittable(obligation)
    body_id = actor.agency_id or obligation.duty.standing_body_id
    acceptor = acceptor_after(obligation, body_id)
    if acceptor is None:
        raise BadInput(_("Cơ quan bạn nghiệm thu nhiệm vụ này và không có cấp kế tiếp, nên không nộp thay được."))
    stored = file_of(obligation, proof, actor=actor, now=now, today=today, is_on_behalf=True)
    evidence = evidence_of(obligation, proof, stored, actor=actor, now=now)
    leaving = Leaving(on_behalf_by_id=body_id)
    submission = leave(obligation, actor=actor, evidence=evidence, now=now, today=today, number=number, leaving=leaving)
    if acceptor.pk != obligation.acceptor_id:
        obligation.acceptor, obligation.acceptor_reason = acceptor, AcceptorReason.ON_BEHALF
        obligation.save(update_fields=["acceptor", "acceptor_reason"])
    return submission
