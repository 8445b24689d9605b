"""Tracking modes, and the shape of the rules that propose them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from reform.tracking.cases import Case

__all__ = ["Mode", "ModeProposal", "ModeRule"]


class Mode(StrEnum):
    """How one proves that a deliverable is done."""

    DOCUMENT = "document"  # a registered document: number, date, issuer, file
    FIGURE = "figure"  # a value with its source
    IN_REPORT = "in_report"  # by the accepted periodic report of that period
    DECLARED = "declared"  # one sentence
    NOT_TRACKED = "not_tracked"


@dataclass(frozen=True, slots=True)
class ModeProposal:
    """A mode and the rule that proposed it."""

    mode: Mode
    rule_id: str  # permanent; its sentence stands in ``reform.messages``
    confident: bool  # False: shown among those that a person should look at


@dataclass(frozen=True, slots=True)
class ModeRule:
    """One rule: when it applies, what it proposes, and examples of both sides."""

    rule_id: str
    mode: Mode
    confident: bool
    applies: Callable[[Case], bool]
    good: tuple[Case, ...]
    bad: tuple[Case, ...]
