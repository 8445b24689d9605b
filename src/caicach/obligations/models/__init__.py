"""The obligations ledger: what is owed, by whom, to whom, by when, and how it was proved."""

from caicach.obligations.models.clocks import ClockTerm, DueChange, Extension, LateReason, Pause
from caicach.obligations.models.events import DormantAnswer, Event, EventHint, Trigger
from caicach.obligations.models.ledger import Duty, Obligation, Participant, Request, Transition
from caicach.obligations.models.proof import HandInDraft, HandInPractice, Submission
from caicach.obligations.models.receipts import Receipt
from caicach.obligations.models.saved import SavedView
from caicach.obligations.models.work import Assignment, CoordinationAsk, Step

__all__ = [
    "Assignment",
    "ClockTerm",
    "CoordinationAsk",
    "DormantAnswer",
    "DueChange",
    "Duty",
    "Event",
    "EventHint",
    "Extension",
    "HandInDraft",
    "HandInPractice",
    "LateReason",
    "Obligation",
    "Participant",
    "Pause",
    "Receipt",
    "Request",
    "SavedView",
    "Step",
    "Submission",
    "Transition",
    "Trigger",
]
