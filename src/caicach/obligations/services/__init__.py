"""Writing to the ledger: assigning duties, handing in, taking or returning, waking what slept.

The values that these services take are here too, so that other apps find both behind one door.
"""

from caicach.obligations.mapping import (
    Assigned,
    DutyDraft,
    Evidence,
    ObligationDraft,
    ParticipantDraft,
    Proof,
    RequestDraft,
    reasons_to_json,
)
from caicach.obligations.services.assign import duties_assign
from caicach.obligations.services.decide import obligation_accept, obligation_return
from caicach.obligations.services.events import event_record
from caicach.obligations.services.hand_in import obligation_hand_in
from caicach.obligations.services.submit import obligation_submit

__all__ = [
    "Assigned",
    "DutyDraft",
    "Evidence",
    "ObligationDraft",
    "ParticipantDraft",
    "Proof",
    "RequestDraft",
    "duties_assign",
    "event_record",
    "obligation_accept",
    "obligation_hand_in",
    "obligation_return",
    "obligation_submit",
    "reasons_to_json",
]
