"""Who accepts what a body hands in on behalf of an agency."""

from typing import TYPE_CHECKING

from caicach.obligations.models import Obligation

if TYPE_CHECKING:
    from caicach.agencies.models import Agency

__all__ = ["acceptor_after"]


def acceptor_after(obligation: Obligation, body_id: int) -> "Agency | None":
    """Return who accepts once ``body_id`` handed in for the agency: the acceptor as before, unless it is that body.

    Then the body that assigned the duty, or else the nearest one above; None where nobody stands above. Nobody judges
    what they handed in themselves, not even another officer of the same body.
    """
    barred = (body_id, obligation.agency_id)
    if obligation.acceptor_id != body_id:
        return obligation.acceptor
    if obligation.duty.owner_id not in barred:
        return obligation.duty.owner
    above = obligation.acceptor.current_parent
    while above is not None and above.pk in barred:
        above = above.current_parent
    return above
