"""Writing: meetings with their agenda and notice, instructions and what they make owed."""

from caicach.meetings.services.instructions import (
    InstructionDraft,
    instruction_change,
    instruction_remove,
    instruction_withdraw,
    instructions_add,
    instructions_assign,
)
from caicach.meetings.services.meetings import (
    ItemDraft,
    MeetingDraft,
    agenda_set,
    meeting_change,
    meeting_conclude,
    meeting_open,
)

__all__ = [
    "InstructionDraft",
    "ItemDraft",
    "MeetingDraft",
    "agenda_set",
    "instruction_change",
    "instruction_remove",
    "instruction_withdraw",
    "instructions_add",
    "instructions_assign",
    "meeting_change",
    "meeting_conclude",
    "meeting_open",
]
