"""Terms of the ledger's own steps and the coded list of reasons for lateness: dated tables, each row with its basis."""

from reform.clocks.late_reasons import Cause, LateReasonRow, late_reason, late_reasons
from reform.clocks.steps import StepKind, StepTerm, last_day, step_term, term_days

__all__ = [
    "Cause",
    "LateReasonRow",
    "StepKind",
    "StepTerm",
    "last_day",
    "late_reason",
    "late_reasons",
    "step_term",
    "term_days",
]
