"""What a phrase was resolved to, and what a resolver is given besides the register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from reform.groups.expressions import Member
from vanban.text.messages import MESSAGES

__all__ = [
    "Candidate",
    "FormerName",
    "MandateEntry",
    "NamedGroup",
    "RememberedPhrase",
    "Resolution",
    "ResolutionStatus",
]


class ResolutionStatus(StrEnum):
    """How far a phrase was resolved."""

    AGENCY = "agency"  # one body
    GROUP = "group"  # a class of bodies, expanded
    RELATED = "related"  # open-ended ("các cơ quan liên quan"): nobody in particular
    OPEN = "open"  # a person must say who is meant


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer offered to the person who decides: an agency or a group."""

    label: str
    score: int  # 0-100, how near the words are
    agency_id: int | None = None
    expression: str = ""
    hint_code: str = ""
    hint_params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def hint(self) -> str:
        """Why it is offered, in words; empty where the label says it."""
        return MESSAGES[self.hint_code] % self.hint_params if self.hint_code else ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a phrase means in a document of one issuer on one date."""

    status: ResolutionStatus
    reason_code: str
    reason_params: Mapping[str, Any] = field(default_factory=dict)
    agency_id: int | None = None  # of AGENCY
    expression: str = ""  # of GROUP
    members: tuple[Member, ...] = ()  # of GROUP: never empty there
    candidates: tuple[Candidate, ...] = ()  # of OPEN: best first; may be empty
    is_outside: bool = False  # no People's Committee commands it: what is asked of it is a request

    @property
    def reason(self) -> str:
        """Why it was resolved so, or why a person must decide: a Vietnamese sentence."""
        return MESSAGES[self.reason_code] % self.reason_params


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that is not a name of the register on its date: of a body that ended, began later, or was renamed."""

    agency_id: int
    name: str
    started_on: date
    ended_on: date  # the first day on which the name was no longer borne
    heirs: tuple[int, ...] = ()  # bodies of the register that took over, the main one first
    forebears: tuple[int, ...] = ()  # bodies of the register from which it came later


@dataclass(frozen=True, slots=True)
class RememberedPhrase:
    """What a person decided that a phrase means in the issuer's documents; exactly one of the two is given."""

    phrase_key: str  # vanban.text.compare_key
    agency_id: int | None = None
    expression: str = ""


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A group that a body of the issuer's line has defined under a name."""

    name: str
    expression: str
    owner_id: int


@dataclass(frozen=True, slots=True)
class MandateEntry:
    """``agency_id`` is the standing body, or leads an area, in the territory of ``owner_id``."""

    owner_id: int
    agency_id: int
    kind: str  # "standing_body" | "area_lead"
    area_code: str = ""
