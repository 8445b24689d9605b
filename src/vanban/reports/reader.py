"""The reader of reports: a document becomes lines of statistics, figures of its prose, and claims.

Owns: the order of the steps. Does not: know formats (``vanban.reading``) or judge numbers (``vanban.checks``).
"""

from dataclasses import dataclass, field, replace

from vanban.language.headers import Line
from vanban.plans.headers import header_of
from vanban.plans.mentions import citations_of
from vanban.plans.outline import Passage, passages
from vanban.reading.model import Document, Paragraph, Table
from vanban.reports.claims import Said, claims_of
from vanban.reports.figures import as_narrative, narrative_of
from vanban.reports.indicators import indicators_of
from vanban.reports.layouts import Layout
from vanban.reports.lines import Lines
from vanban.reports.model import Claim, Narrative, Report
from vanban.reports.tables import StatTable, read_statistics
from vanban.text.findings import Finding, Severity

__all__ = ["is_report", "read_report"]

REPORT = "báo cáo"


def read_report(document: Document, *, year: int | None = None) -> Report:
    """Return the report that ``document`` holds.

    Args:
        document: What a reader of ``vanban.reading`` gave.
        year: The report's year; None takes it from the title, else from the date.

    Never raises: what cannot be read is left out or null, and a finding says so. A document that is no report gives
    one without indicators.
    """
    parts = _divide(document)
    header = header_of(document, parts.lines)
    indicators, findings = indicators_of(parts.statistics)
    prose = passages(parts.prose)
    narratives, claims = _prose(prose)
    citations = citations_of(document, (*prose, *passages(parts.notes)), own=header.value.symbol)
    lacking = () if indicators or header.value.type != REPORT else (Finding("RP006", Severity.NOTE),)
    return Report(
        header=header.value if year is None else replace(header.value, year=year),
        indicators=indicators,
        narratives=narratives,
        claims=claims,
        citations=citations.value,
        findings=(
            *document.findings,
            *header.findings,
            *parts.findings,
            *findings,
            *citations.findings,
            *lacking,
        ),
    )


def is_report(report: Report, *, has_tasks: bool) -> bool:
    """Say whether a document is better read as a report than as a plan.

    Args:
        report: The document read as a report.
        has_tasks: Whether a table or list of tasks was found in it.
    """
    if report.indicators:
        return report.header.type == REPORT or not has_tasks
    return report.header.type == REPORT and not has_tasks


@dataclass(slots=True)
class _Parts:
    """A document divided: its statistics, and the lines outside them."""

    statistics: Lines = field(default_factory=Lines)
    prose: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)  # the prose and the tables that only lay it out
    findings: list[Finding] = field(default_factory=list)
    layout: Layout | None = None  # of the statistics table right before


def _divide(document: Document) -> _Parts:
    parts = _Parts()
    for block in document.blocks:
        if isinstance(block, Table):
            _take_table(block, parts)
        elif block.note:
            parts.notes.append(block)
        else:
            parts.prose.append(block)
            parts.lines.extend((line, block.place) for line in block.text.split("\n"))
            # Between two halves of a table stands at most the number of a page.
            parts.layout = parts.layout if block.text.strip().isdigit() else None
    return parts


def _take_table(block: Table, parts: _Parts) -> None:
    table = read_statistics(block, parts.layout)
    if table is None:
        parts.layout = None
        # Heads and feet are laid out in two columns: their lines are read column by column.
        for column in range(block.width):
            for row in block.rows:
                cell = row.cells[column]
                parts.lines.extend((line, cell.place) for line in cell.text.split("\n") if line)
        return
    parts.findings.extend(_on_table(table))
    parts.statistics.add(table)
    parts.layout = table.layout


def _on_table(table: StatTable) -> list[Finding]:
    if table.inherited:
        return [Finding("RP009", Severity.NOTE, table.table.place)]
    if table.continues:
        return []
    head = table.table.rows[0].cells
    return [
        Finding("RP010", Severity.NOTE, head[column].place, head[column].text.strip())
        for column in table.layout.unknown
        if head[column].text.strip()
    ]


def _prose(prose: tuple[Passage, ...]) -> tuple[tuple[Narrative, ...], tuple[Claim, ...]]:
    narratives: list[Narrative] = []
    said: list[Said] = []
    for passage, ahead, found in narrative_of(prose):
        said.append(Said(passage, found))
        if found:
            narratives.append(as_narrative(passage, found, ahead=ahead))
    return tuple(narratives), tuple(claims_of(said))
