"""Why an appraiser gives other points than were claimed: a coded list.

Owns: the codes with their words in two languages. Does not: judge whether the reason holds.
Source: the packaged table ``data/score_reasons.yaml``.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from reform.tables import Source, in_force, read_table

__all__ = ["ScoreReason", "score_reason", "score_reasons"]


@dataclass(frozen=True, slots=True)
class ScoreReason:
    """One row of the table."""

    code: str  # permanent, English
    label: str  # Vietnamese
    label_en: str
    source: Source


def score_reasons(at: date) -> tuple[ScoreReason, ...]:
    """Return the reasons that may be given on ``at``, in the table's order."""
    return in_force(_all(), at)


def score_reason(code: str) -> ScoreReason | None:
    """Return what a code meant when it was given, also where it may not be given any more; None: no such code."""
    return next((row for row in reversed(_all()) if row.code == code), None)


@cache
def _all() -> tuple[ScoreReason, ...]:
    return tuple(
        ScoreReason(row.values["code"], row.values["label"], row.values["label_en"], row.source)
        for row in read_table(__package__, "score_reasons")
    )
