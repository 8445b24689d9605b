"""How a deliverable is tracked: a proposal from its words and deadlines, changed by a person at will.

Owns: asking the rules. Does not: hold them (see ``mode_rules``), or say when something is due (see ``schedules``).
"""

from collections.abc import Sequence

from reform.tracking.cases import case_of
from reform.tracking.mode_rules import MODE_RULES
from reform.tracking.values import ModeProposal
from vanban.language.deadlines import Deadline

__all__ = ["propose_mode"]


def propose_mode(task_text: str, deliverable_text: str, deadlines: Sequence[Deadline]) -> ModeProposal:
    """Return how a deliverable should be tracked.

    Args:
        task_text: The task's words; they count only where the deliverable's cell is empty.
        deliverable_text: The deliverable's words.
        deadlines: Those tied to this deliverable, in their order; may be empty.
    """
    case = case_of(task_text, deliverable_text, deadlines)
    rule = next(rule for rule in MODE_RULES if rule.applies(case))
    return ModeProposal(rule.mode, rule.rule_id, rule.confident)
