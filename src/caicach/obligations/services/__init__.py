"""Writing to the ledger: assigning duties, handing in, taking or returning, waking what slept."""

from caicach.obligations.services.assign import duties_assign
from caicach.obligations.services.decide import obligation_accept, obligation_return
from caicach.obligations.services.events import event_record
from caicach.obligations.services.hand_in import obligation_hand_in
from caicach.obligations.services.submit import obligation_submit

__all__ = [
    "duties_assign",
    "event_record",
    "obligation_accept",
    "obligation_hand_in",
    "obligation_return",
    "obligation_submit",
]
