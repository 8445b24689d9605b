"""What is tracked and how: proposals by rules of the language, which a person may change."""

from reform.tracking.acceptors import AcceptorProposal, Monitor, monitors_for, propose_acceptor, watched_levels
from reform.tracking.chains import ChainLink, ChainRow, propose_chains
from reform.tracking.milestones import MILESTONE_RULES, MilestoneRule, milestone_rule
from reform.tracking.mode_rules import MODE_RULES
from reform.tracking.modes import propose_mode
from reform.tracking.ownership import OwnershipProposal, Party, Scope, propose_ownership, share_leads
from reform.tracking.requests import REQUEST_RULES, RequestRule, is_request, request_rule
from reform.tracking.schedules import effective_schedule, schedule_by_mode
from reform.tracking.values import Mode, ModeProposal, ModeRule

__all__ = [
    "MILESTONE_RULES",
    "MODE_RULES",
    "REQUEST_RULES",
    "AcceptorProposal",
    "ChainLink",
    "ChainRow",
    "MilestoneRule",
    "Mode",
    "ModeProposal",
    "ModeRule",
    "Monitor",
    "OwnershipProposal",
    "Party",
    "RequestRule",
    "Scope",
    "effective_schedule",
    "is_request",
    "milestone_rule",
    "monitors_for",
    "propose_acceptor",
    "propose_chains",
    "propose_mode",
    "propose_ownership",
    "request_rule",
    "schedule_by_mode",
    "share_leads",
    "watched_levels",
]
