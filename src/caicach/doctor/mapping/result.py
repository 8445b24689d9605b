"""What is kept of an examination, as JSON values: the document as it was read, and what was found in it.

Blocks: ``{"p": text, "h": heading level, "b": bold, "g": page}`` or ``{"t": rows, "d": header rows, "g": page}``, a row
being cells ``{"x": text, "b": bold, "m": [row, column] of the cell that covers it}``. A finding is ``Found.to_json``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from caicach.doctor.constants import MOST_FOUND
from caicach.doctor.mapping.compared import shortfalls_in
from caicach.doctor.mapping.edits import edits_in
from caicach.doctor.mapping.places import Places
from caicach.doctor.mapping.texts import Blocks
from vanban.checks import RULES, Paper, check_paper
from vanban.language.headers import Header
from vanban.plans.comparison import Comparison
from vanban.reading import Cell, Document, Paragraph, Table
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key
from vanban.text.messages import message_of

__all__ = ["Found", "draft_key_of", "evidence_key_of", "examine", "found_of"]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as it is kept."""

    number: int  # from 1, in the order of weight and place; also the number of its mark
    code: str
    severity: str  # error, warning, advice
    title: str  # Vietnamese, a few words
    message: str  # Vietnamese
    evidence: str
    fix: str  # empty: more than one correction is possible
    place: Mapping[str, Any]  # ``Place.to_json``
    also: Sequence[Mapping[str, Any]]
    where: Sequence[Mapping[str, Any]]  # ``places.Places.words`` of the place and of the others
    edits: Sequence[Mapping[str, Any]] = ()  # ``Edit.to_json``, each checked against the words at its place

    @property
    def key(self) -> tuple[str, str]:
        """Return what a dismissal names it by."""
        return self.code, evidence_key_of(self.evidence or self.message)


def examine(paper: Paper, *, comparison: Comparison | None = None) -> dict[str, Any]:
    """Return what is kept of a document, with what it falls short of a superior's plan; it is read no second time."""
    document = paper.document
    places = Places(paper)
    findings = [(finding, _title(finding.code)) for finding in check_paper(paper)]
    if comparison is not None:
        findings += shortfalls_in(paper, comparison)
    findings.sort(key=lambda pair: _WEIGHT[pair[0].severity])  # stable: places stay in order
    blocks = [_block(block) for block in document.blocks]
    return {
        "format": document.format,
        "pages": document.pages or _last_page(document),
        "blocks": blocks,
        "findings": [
            asdict(_found(number, finding, title, places, blocks))
            for number, (finding, title) in enumerate(findings[:MOST_FOUND], start=1)
        ],
        "header": _header(paper.plan.header),
        "notes": [message_of(finding) for finding in document.findings],
        "rules": len(RULES),
    }


def found_of(result: Mapping[str, Any]) -> tuple[Found, ...]:
    """Return the findings of a kept result."""
    return tuple(Found(**one) for one in result["findings"])


def evidence_key_of(evidence: str) -> str:
    """Return the words of a finding as dismissals compare them."""
    return compare_key(evidence)[:300]


def draft_key_of(result: Mapping[str, Any]) -> str:
    """Return what a draft goes by before it has a number: type, issuer and title; empty where it does not say them."""
    header = result["header"]
    if not header["issuer"] or not header["title"]:
        return ""
    return compare_key("|".join((header["type"], header["issuer"], header["title"])))[:400]


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ADVICE: 2, Severity.NOTE: 2}
_SHOWN = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "advice", Severity.NOTE: "advice"}
_TITLES = {rule.code: rule.title for rule in RULES}


def _title(code: str) -> str:
    return _TITLES.get(code, code)


def _found(number: int, finding: Finding, title: str, places: Places, blocks: Blocks) -> Found:
    return Found(
        number=number,
        code=finding.code,
        severity=_SHOWN[finding.severity],
        title=title,
        message=message_of(finding),
        evidence=finding.evidence,
        fix=finding.fix or "",
        place=finding.place.to_json(),
        also=[place.to_json() for place in finding.also],
        where=[places.words(place) for place in (finding.place, *finding.also)],
        edits=edits_in(blocks, finding.edits),
    )


def _block(block: Paragraph | Table) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"p": block.text, "h": block.level or 0, "b": block.bold, "g": block.place.page}
    return {
        "t": [[_cell(cell) for cell in row.cells] for row in block.rows],
        "d": max(1, sum(row.header for row in block.rows)),
        "g": block.place.page,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    kept: dict[str, Any] = {"x": cell.text}
    if cell.bold:
        kept["b"] = True
    if cell.merged_from:
        kept["m"] = list(cell.merged_from)
    return kept


def _header(header: Header) -> dict[str, str]:
    return {
        "type": header.type or "",
        "symbol": header.symbol or "",
        "issued": header.issued.isoformat() if isinstance(header.issued, date) else "",
        "title": header.title or "",
        "issuer": header.issuer or "",
        "signer": header.signer or "",
    }


def _last_page(document: Document) -> int | None:
    return max(_pages(document), default=None)


def _pages(document: Document) -> Iterator[int]:
    for block in document.blocks:
        if block.place.page is not None:
            yield block.place.page
        if isinstance(block, Table):
            yield from (row.page for row in block.rows if row.page is not None)
