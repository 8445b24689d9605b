"""A report in the shape in which it is printed: contracts of reading, JSON values only.

Owns: the keys and their order. Does not: read or judge.
"""

from decimal import Decimal
from typing import Any

from vanban.plans.contract import finding_to_json
from vanban.reports.model import Claim, Figure, Indicator, Narrative, Report, SumClaim

__all__ = ["report_to_json"]

_LONGEST_TEXT = 200  # letters of a passage


def report_to_json(report: Report, *, source: str) -> dict[str, Any]:
    """Return ``report`` as JSON values; ``source`` is the name of the file it was read from."""
    return {
        "source": source,
        "document": report.header.to_json(),
        "indicators": [_indicator(indicator) for indicator in report.indicators],
        "narrative_figures": [_narrative(narrative) for narrative in report.narratives],
        "claims": [_claim(claim) for claim in report.claims],
        "citations": [citation.to_json() | {"source": place.to_json()} for citation, place in report.citations],
        "findings": [finding_to_json(finding) for finding in report.findings],
    }


def _indicator(line: Indicator) -> dict[str, Any]:
    columns = [
        {
            "title": column.title,
            "kind": str(column.kind),
            "value": _number(column.figure.value),
            "raw": column.figure.raw,
        }
        for column in line.columns
    ]
    return {
        "code": line.code,
        "label": line.label,
        "of_which": list(line.of_which),
        "level": line.level,
        "unit": line.unit,
        "type": str(line.type),
        "choices": dict(line.choices) or None,
        "value": _number(line.value),
        "raw": line.raw,
        "note": line.note,
        **({"columns": columns} if columns else {}),
        "source": line.place.to_json(),
    }


def _narrative(narrative: Narrative) -> dict[str, Any]:
    return {
        "section": narrative.section,
        "text": _excerpt(narrative),
        "figures": [_figure(figure) for figure in narrative.figures],
        **({"ahead": True} if narrative.ahead else {}),
    }


def _excerpt(narrative: Narrative) -> str:
    """Return the passage, or the part of it around its first figure."""
    text = narrative.text
    if len(text) <= _LONGEST_TEXT:
        return text
    at = max(text.find(narrative.figures[0].raw), 0)
    start = max(text.rfind(". ", 0, at) + 1, at - _LONGEST_TEXT // 2)
    start = text.find(" ", start, at) + 1 if start and text[start - 1] not in " ." else start
    return text[start : start + _LONGEST_TEXT].strip()


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "value": _number(figure.value),
        "unit": figure.unit,
        "raw": figure.raw,
        "source": figure.place.to_json(),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    common = {"section": claim.section, "source": claim.place.to_json()}
    if isinstance(claim, SumClaim):
        parts = [_figure(part) for part in claim.parts]
        return {"kind": "sum", "total": _figure(claim.total), "parts": parts, "exhaustive": claim.exhaustive, **common}
    return {
        "kind": "rate",
        "numerator": _figure(claim.numerator),
        "denominator": _figure(claim.denominator),
        "rate": _figure(claim.rate),
        "explicit": claim.explicit,
        **common,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
