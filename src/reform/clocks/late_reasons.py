"""Why something is late, or why a later date is asked for: a coded list, objective and subjective causes apart.

Owns: the codes with their words in two languages. Does not: judge whether what an agency says is so.
Source: the packaged table ``data/late_reasons.yaml``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from reform.tables import Source, in_force, read_table

__all__ = ["Cause", "LateReasonRow", "late_reason", "late_reasons"]


class Cause(StrEnum):
    """Where the cause lies; the two are counted apart."""

    OBJECTIVE = "objective"  # outside the agency: "khách quan"
    SUBJECTIVE = "subjective"  # within it: "chủ quan"


@dataclass(frozen=True, slots=True)
class LateReasonRow:
    """One row of the table."""

    code: str  # permanent, English
    cause: Cause
    label: str  # Vietnamese
    label_en: str
    source: Source


def late_reasons(at: date) -> tuple[LateReasonRow, ...]:
    """Return the reasons that may be given on ``at``, in the table's order: objective ones first.

    A day before the first known row gets the rows that came first.
    """
    day = max(at, min(row.source.valid_from for row in _all()))
    return in_force(_all(), day)


def late_reason(code: str) -> LateReasonRow | None:
    """Return what a code meant when it was given, also where it may not be given any more; None: no such code."""
    return next((row for row in reversed(_all()) if row.code == code), None)


@cache
def _all() -> tuple[LateReasonRow, ...]:
    return tuple(
        LateReasonRow(
            row.values["code"], Cause(row.values["cause"]), row.values["label"], row.values["label_en"], row.source
        )
        for row in read_table(__package__, "late_reasons")
    )
