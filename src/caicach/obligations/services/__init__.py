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
from caicach.obligations.services.asks_ending import asks_close
from caicach.obligations.services.assign import duties_assign, obligations_owe
from caicach.obligations.services.assignments import (
    Handed,
    RefusedWork,
    assignment_take_back,
    assignments_give,
    assignments_pass_on,
    assignments_take_back,
    hand_over,
)
from caicach.obligations.services.clock_terms import clock_set, clocks_set
from caicach.obligations.services.contests import Verdict, contest_decide
from caicach.obligations.services.coordination import (
    Asked,
    Asking,
    coordination_answer,
    coordination_ask,
    coordination_withdraw,
)
from caicach.obligations.services.decide import obligation_accept, obligation_return
from caicach.obligations.services.dormant import dormant_answer, dormant_close
from caicach.obligations.services.due_dates import due_move
from caicach.obligations.services.event_undo import event_undo
from caicach.obligations.services.events import event_record, event_repeats_set, events_record
from caicach.obligations.services.extensions import (
    ExtensionDraft,
    ExtensionsDecided,
    ExtensionVerdict,
    extension_ask,
    extension_withdraw,
    extensions_decide,
)
from caicach.obligations.services.hand_in import obligation_hand_in
from caicach.obligations.services.hints import hint_dismiss, hints_drop, hints_make
from caicach.obligations.services.late_reasons import late_reason_give
from caicach.obligations.services.milestones import decider_of, milestone_present, milestone_return
from caicach.obligations.services.on_behalf import obligation_hand_in_for
from caicach.obligations.services.pauses import PauseDraft, pause_end, pause_start
from caicach.obligations.services.practice import practice_set
from caicach.obligations.services.prepare import draft_approve, draft_prepare, draft_send_back, draft_withdraw
from caicach.obligations.services.receipts import (
    Contest,
    contest_withdraw,
    receipt_confirm,
    receipt_contest,
    receipts_confirm,
)
from caicach.obligations.services.reopen import obligation_reopen
from caicach.obligations.services.riding import reports_ride
from caicach.obligations.services.steps import MOST_STEPS, StepDraft, StepsSet, step_done, steps_mark, steps_set
from caicach.obligations.services.submit import obligation_submit
from caicach.obligations.services.triggers import trigger_remove, trigger_set, triggers_fire

__all__ = [
    "MOST_STEPS",
    "Asked",
    "Asking",
    "Assigned",
    "Contest",
    "DutyDraft",
    "Evidence",
    "ExtensionDraft",
    "ExtensionVerdict",
    "ExtensionsDecided",
    "Handed",
    "ObligationDraft",
    "ParticipantDraft",
    "PauseDraft",
    "Proof",
    "RefusedWork",
    "RequestDraft",
    "StepDraft",
    "StepsSet",
    "Verdict",
    "asks_close",
    "assignment_take_back",
    "assignments_give",
    "assignments_pass_on",
    "assignments_take_back",
    "clock_set",
    "clocks_set",
    "contest_decide",
    "contest_withdraw",
    "coordination_answer",
    "coordination_ask",
    "coordination_withdraw",
    "decider_of",
    "dormant_answer",
    "dormant_close",
    "draft_approve",
    "draft_prepare",
    "draft_send_back",
    "draft_withdraw",
    "due_move",
    "duties_assign",
    "event_record",
    "event_repeats_set",
    "event_undo",
    "events_record",
    "extension_ask",
    "extension_withdraw",
    "extensions_decide",
    "hand_over",
    "hint_dismiss",
    "hints_drop",
    "hints_make",
    "late_reason_give",
    "milestone_present",
    "milestone_return",
    "obligation_accept",
    "obligation_hand_in",
    "obligation_hand_in_for",
    "obligation_reopen",
    "obligation_return",
    "obligation_submit",
    "obligations_owe",
    "pause_end",
    "pause_start",
    "practice_set",
    "reasons_to_json",
    "receipt_confirm",
    "receipt_contest",
    "receipts_confirm",
    "reports_ride",
    "step_done",
    "steps_mark",
    "steps_set",
    "trigger_remove",
    "trigger_set",
    "triggers_fire",
]
