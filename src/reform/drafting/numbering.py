"""What is odd in the numbers that an annex prints: twice, missing, or of another annex.

Owns: those doubts. The draft numbers its lines itself and keeps the printed numbers beside. Does not: correct them.
"""

import re
from collections.abc import Iterator

from vanban.reports import AskedFor, BlankAnnex, BlankLine
from vanban.text.findings import Finding, Severity

__all__ = ["numbering_doubts"]

_DOTTED = re.compile(r"[0-9IVXA-Z]+(?:\.\d+)+")


def numbering_doubts(annex: BlankAnnex) -> tuple[Finding, ...]:
    """Return the doubts about printed numbers, in the order of the lines."""
    return tuple(_doubts(annex))


def _doubts(annex: BlankAnnex) -> Iterator[Finding]:
    lines = annex.lines
    numbered = any(line.code for line in lines)
    seen: set[str] = set()
    for line in lines:
        if line.code is None:
            if numbered and not line.is_part and line.asked is not AskedFor.HEADING:
                yield _doubt("FD002", line)
            continue
        above = lines[line.parent].code if line.parent is not None else None
        full = line.code if _DOTTED.fullmatch(line.code) else f"{above or ''}/{line.code}"
        if full in seen:
            yield _doubt("FD001", line)
        seen.add(full)
        if above and _DOTTED.fullmatch(line.code) and not line.code.startswith(f"{above}."):
            yield Finding("FD003", Severity.NOTE, line.place, line.label, {"number": line.code, "above": above})


def _doubt(code: str, line: BlankLine) -> Finding:
    return Finding(code, Severity.NOTE, line.place, line.label, {"number": line.code or ""})
