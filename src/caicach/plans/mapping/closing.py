"""The closing of a plan as it is kept: its totals, what was not done, and what became of it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from caicach.obligations.selectors.leftovers import Totals

__all__ = ["ClosedLine", "Summary", "summary_from", "summary_to_json"]


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """What of one row was not done for one reason."""

    kind: str  # of ``LeftoverKind``
    number: str
    title: str
    agencies: tuple[str, ...]  # with period and due day
    fate: str  # of ``constants.Fate``


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the minutes say."""

    totals: Totals
    lines: tuple[ClosedLine, ...]
    reason: str  # of what was cancelled


def summary_to_json(summary: Summary) -> str:
    """Return a summary as ``PlanClosing.summary`` keeps it."""
    return json.dumps(asdict(summary), ensure_ascii=False)


def summary_from(stored: str) -> Summary:
    """Return the summary that was kept."""
    data: dict[str, Any] = json.loads(stored)
    lines: Sequence[dict[str, Any]] = data["lines"]
    return Summary(
        totals=Totals(**data["totals"]),
        lines=tuple(ClosedLine(**{**line, "agencies": tuple(line["agencies"])}) for line in lines),
        reason=data["reason"],
    )
