"""What a person must look at in the draft of a form that was made of a blank annex."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from caicach.figures.models import FormVersion
from reform.messages import message_of
from vanban.text.findings import Finding, Severity

__all__ = ["Doubt", "doubts_from", "doubts_of"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One point: what is asked, and the document's own words."""

    code: str
    sentence: str
    evidence: str = ""
    row: int | None = None  # of the table in the document, from 0
    is_settled: bool = False


def doubts_of(version: FormVersion) -> tuple[Doubt, ...]:
    """Return the points of a draft, in the order of its annex."""
    return tuple(Doubt(**one) for one in json.loads(version.doubts))


def doubts_from(findings: Iterable[Finding]) -> tuple[Doubt, ...]:
    """Return the points that a person must look at; what is only noted of a row stands at the line itself."""
    asked = (one for one in findings if one.severity is not Severity.NOTE or one.place.row is None)
    return tuple(Doubt(one.code, message_of(one), one.evidence, one.place.row) for one in asked)
