"""What a comparison of duties with new drafts says: lines, parts, and the whole with its version.

Owns: the values. Does not: compare (``revision``) or write.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from caicach.obligations.constants import ObligationState
from caicach.obligations.mapping import DutyDraft, ObligationDraft
from caicach.obligations.models import Obligation

__all__ = ["Key", "Line", "LineKind", "Part", "Revision"]

Key = tuple[int, str]  # (agency, occurrence key)

_GONE = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)


class LineKind(StrEnum):
    """What becomes of one obligation."""

    STAYS = "stays"
    CHANGES = "changes"  # another due day, acceptor or report
    ARISES = "arises"  # for the first time, or again after it was cancelled
    ENDS = "ends"
    KEPT = "kept"  # would change or end, but is proved


@dataclass(frozen=True, slots=True)
class Line:
    """One obligation before and after."""

    kind: LineKind
    agency_id: int
    occurrence_key: str
    occurrence_label: str
    standing: Obligation | None  # None: it arises for the first time
    wanted: ObligationDraft | None  # None: nobody asks for it any more
    state: ObligationState | None = None  # after; None where it ends or is not touched
    due_on: date | None = None  # after
    due_reason: str = "[]"  # after
    is_proved: bool = False

    @property
    def key(self) -> Key:
        """By which drafts and rows are compared."""
        return self.agency_id, self.occurrence_key

    @property
    def is_owed(self) -> bool:
        """Whether it is in the ledger afterwards."""
        return self.kind is not LineKind.ENDS

    @property
    def old_due_on(self) -> date | None:
        """The due day in force before."""
        return self.standing.due_on if self.standing else None

    @property
    def is_due_changed(self) -> bool:
        """Whether the agency gets another day."""
        return self.kind is LineKind.CHANGES and self.old_due_on != self.due_on


@dataclass(frozen=True, slots=True)
class Part:
    """One duty with its new draft."""

    duty_id: int | None  # None: the duty arises
    draft: DutyDraft
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """All that would change, and what the change rests on."""

    parts: tuple[Part, ...]
    report_id: int | None  # the duty of the periodic report, where there is one
    report: DutyDraft | None  # what the report would be made of
    report_lines: tuple[Line, ...]
    carriers: Mapping[Key, Obligation | None] = field(default_factory=dict)  # standing ones that can still carry

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, of the duties and of the report."""
        return (*(line for part in self.parts for line in part.lines), *self.report_lines)

    def of_kind(self, kind: LineKind) -> tuple[Line, ...]:
        """Return the lines of one kind."""
        return tuple(line for line in self.lines if line.kind is kind)

    @property
    def before_count(self) -> int:
        """Obligations that stand before: those the change looks at."""
        return sum(_is_there(line) for line in self.lines)

    @property
    def after_count(self) -> int:
        """Obligations that stand after."""
        return sum(line.is_owed for line in self.lines)

    @property
    def version(self) -> str:
        """A mark of what was compared: a preview with another mark is stale."""
        seen = [[part.duty_id, *(_seen(line) for line in part.lines)] for part in self.parts]
        stated = json.dumps([seen, self.report_id, [_seen(line) for line in self.report_lines]], default=str)
        return hashlib.sha256(stated.encode()).hexdigest()[:32]


def _is_there(line: Line) -> bool:
    return line.standing is not None and line.standing.state not in _GONE


def _seen(line: Line) -> list[object]:
    one = line.standing
    stood = [one.pk, one.state, one.due_on, one.acceptor_id, one.carrier_id] if one else []
    return [line.kind, *line.key, stood, line.due_on, line.state, line.is_proved]
