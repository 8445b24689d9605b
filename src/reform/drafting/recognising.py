"""Which rows of a blank annex are lines of the form in force.

Owns: taking a row for a line of the same kind, and asking where that is unsure. Does not: build the draft.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reform.drafting.entries import blank_entries, form_rows
from reform.drafting.lines import KINDS
from reform.drafting.matching import Match, matched
from reform.forms.model import AnnexRow, Form, LineType
from vanban.reports import BlankLine
from vanban.text.findings import Severity

__all__ = ["Recognised", "RowDoubt", "recognised"]

Recognised = dict[int, tuple[AnnexRow, float]]  # row of the annex -> row of the form in force, likeness
_NUMBERS = {LineType.COUNT, LineType.NUMBER}


@dataclass(frozen=True, slots=True)
class RowDoubt:
    """A doubt about a row of the annex."""

    at: int
    code: str
    severity: Severity
    params: Mapping[str, str] = field(default_factory=dict)


def recognised(lines: Sequence[BlankLine], base: Form, level: str) -> tuple[Recognised, tuple[RowDoubt, ...]]:
    """Return the rows that the form in force has, and what a person should look at; ``level`` is the highest."""
    before = base.by_key()
    known = form_rows(base, level, extra=[key for key, line in before.items() if line.is_optional])
    taken: Recognised = {}
    doubts: list[RowDoubt] = []
    for match in matched(blank_entries(lines), known.entries):
        row = known.rows[match.right]
        if row.target is None:
            continue
        old = before[row.target.key]
        if _same_kind(lines[match.left], old.type):
            taken[match.left] = (row, match.likeness)
            doubts.append(_kept(match, str(row.target), old.label))
        else:
            doubts.append(RowDoubt(match.left, "FD018", Severity.WARNING, {"old": old.label}))
    return taken, tuple(doubts)


def _kept(match: Match, key: str, old: str) -> RowDoubt:
    code, severity = ("FD011", Severity.WARNING) if match.is_doubtful else ("FD010", Severity.NOTE)
    return RowDoubt(match.left, code, severity, {"key": key, "old": old})


def _same_kind(line: BlankLine, before: LineType) -> bool:
    kind = KINDS.get(line.asked)
    return kind is None or kind is before or {kind, before} <= _NUMBERS
