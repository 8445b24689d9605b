"""How an agency hands in: in one step, or in two."""

from datetime import date, datetime

from django.db import transaction

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.models import HandInPractice
from caicach.web.actor import Actor

__all__ = ["practice_set"]


@transaction.atomic
def practice_set(agency_id: int, *, actor: Actor, needs_approval: bool, now: datetime, today: date) -> None:
    """Let the agency hand in in two steps (``needs_approval``) or in one, from today on; saying it again does nothing.

    A draft that waits stays with the leader whatever is chosen.

    Audit: ``obligations.practice``.

    Raises:
        NotAllowed: the actor does not lead the agency.
    """
    access.require_leader(actor, agency_id)
    before = access.needs_approval(agency_id, on=today)
    if before == needs_approval:
        return
    practices = HandInPractice.objects.filter(agency_id=agency_id)
    practices.filter(valid_from__lt=today, valid_to__gt=today).update(valid_to=today)
    practice, _is_new = practices.update_or_create(
        agency_id=agency_id, valid_from=today, defaults={"needs_approval": needs_approval}
    )
    old, new = {"needs_approval": before}, {"agency": agency_id, "needs_approval": needs_approval}
    audit.record("obligations.practice", practice, actor=actor, old=old, new=new, at=now)
