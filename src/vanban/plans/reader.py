"""The reader of plans: a document becomes areas, tasks, deliverables, bodies and deadlines.

Owns: the order of the steps. Does not: know formats (``vanban.reading``) or phrases (``vanban.language``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from vanban.language.area_titles import OTHER
from vanban.language.deadlines import Deadline, DeadlineKind
from vanban.language.headers import Header, Line
from vanban.plans.areas import areas_of
from vanban.plans.columns import Role
from vanban.plans.duties import periodic_duties
from vanban.plans.gather import Gatherer
from vanban.plans.headers import header_of
from vanban.plans.heading_leads import with_lead_of
from vanban.plans.headings import heading_above
from vanban.plans.listed import listed_groups
from vanban.plans.mentions import citations_of, targets_of
from vanban.plans.model import Annex, Plan
from vanban.plans.monthly import monthly_groups
from vanban.plans.outline import passages
from vanban.plans.rows import RowReader
from vanban.plans.tables import Columns, PlanTable, read_table
from vanban.reading.model import Document, Paragraph, Table
from vanban.text.findings import Finding, Severity
from vanban.text.forms import squeeze

__all__ = ["read_plan"]

_LEAST_COLUMNS = 4  # a table with fewer is a head, a foot or a list, not a table of tasks without a header
_LEAST_ROWS = 3


def read_plan(document: Document, *, year: int | None = None) -> Plan:
    """Return the plan that ``document`` holds.

    Args:
        document: What a reader of ``vanban.reading`` gave.
        year: The plan's year; None takes it from the title, else from the date.

    Never raises: what cannot be read is left out or unread, and a finding says so.
    """
    parts = _divide(document)
    header_reading = header_of(document, parts.lines)
    header = header_reading.value
    header = header if year is None else replace(header, year=year)
    if not any(group.tasks for group in parts.gatherer.groups):
        _take_lists(parts)
    rows = RowReader(header.year or 1)
    annexes = _annexes(parts.gatherer, rows)
    if header.year is None:
        annexes = tuple(_without_years(annex) for annex in annexes)
    prose = passages(parts.prose)
    targets = targets_of(prose, annexes)
    duties = periodic_duties(prose, year=header.year or 1, everywhere=not annexes)
    citations = citations_of(document, (*prose, *passages(parts.notes)), own=header.symbol)
    findings = (
        *document.findings,
        *header_reading.findings,
        *parts.findings,
        *parts.gatherer.findings,
        *_of_the_year(rows.findings, header.year),
        *targets.findings,
        *citations.findings,
        *_of_the_year(duties.findings, header.year),
        *_on_the_whole(parts, annexes, header),
    )
    return Plan(
        header=header,
        annexes=annexes,
        targets=targets.value,
        citations=citations.value,
        periodic_duties=duties.value,
        findings=findings,
    )


@dataclass(slots=True)
class _Parts:
    """A document divided: the tables of tasks, and the lines outside them."""

    gatherer: Gatherer = field(default_factory=Gatherer)
    prose: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)  # footnotes: they are cited from, and nothing else
    lines: list[Line] = field(default_factory=list)  # the prose and the tables that only lay it out
    findings: list[Finding] = field(default_factory=list)
    columns: Columns | None = None  # of the last table of tasks


def _divide(document: Document) -> _Parts:
    parts = _Parts()
    above: list[Paragraph] = []  # the lines since the last table of tasks
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.note:
            parts.notes.append(block)
            continue
        if isinstance(block, Paragraph):
            above.append(block)
            parts.prose.append(block)
            parts.lines.extend((line, block.place) for line in block.text.split("\n"))
            continue
        table = read_table(block, parts.columns)
        if table is None:
            _set_aside(block, parts)
            continue
        _add_table(table, above, parts)
        above = []
    return parts


def _add_table(table: PlanTable, above: list[Paragraph], parts: _Parts) -> None:
    titles = tuple(Paragraph(text, table.table.place, bold=True) for text in table.titles)
    heading = heading_above((*above, *titles))
    gatherer = parts.gatherer
    if heading is not None or not gatherer.groups:
        gatherer.open(heading, table.columns.names(), above=True)
    gatherer.add(table)
    if table.inherited:
        parts.findings.append(Finding("PL003", Severity.NOTE, table.table.place))
    elif table.columns != parts.columns:
        parts.findings.extend(_unknown_columns(table))
    parts.columns = table.columns


def _unknown_columns(table: PlanTable) -> list[Finding]:
    """Return a finding for every column with a title whose meaning is unknown."""
    columns = zip(table.columns.roles, table.columns.titles, strict=True)
    return [
        Finding("PL004", Severity.NOTE, replace(table.table.place, column=index), squeeze(title))
        for index, (role, title) in enumerate(columns)
        if role is None and title
    ]


def _set_aside(table: Table, parts: _Parts) -> None:
    """Take the lines of a table that holds no tasks, column by column: heads and feet are laid out in two columns."""
    for column in range(table.width):
        for row in table.rows:
            cell = row.cells[column]
            parts.lines.extend((line, cell.place) for line in cell.text.split("\n") if line)
    if table.width >= _LEAST_COLUMNS and len(table.rows) >= _LEAST_ROWS:
        words = " | ".join(squeeze(cell.text) for cell in table.rows[0].cells if cell.text)
        parts.findings.append(Finding("PL002", Severity.WARNING, table.place, words[:160]))


def _take_lists(parts: _Parts) -> None:
    """Take the tasks from labelled lists or lists by month in the prose, where no table holds any."""
    groups = listed_groups(parts.prose) or monthly_groups(parts.prose)
    if groups:
        parts.gatherer.groups = groups
        parts.findings.append(Finding("PL018", Severity.NOTE, groups[0].tasks[0].place))


def _annexes(gatherer: Gatherer, rows: RowReader) -> tuple[Annex, ...]:
    annexes = []
    for group, area in zip(gatherer.groups, areas_of(gatherer.groups), strict=True):
        if not group.tasks:
            continue
        heading = group.heading
        tasks = tuple(rows.task(task) for task in group.tasks)
        number, title = (heading.number, heading.title or None) if heading else (None, None)
        tasks = with_lead_of(title or "", tasks, group.columns)
        annexes.append(Annex(number, title, area, group.columns, tasks))
    return tuple(annexes)


def _of_the_year(findings: Iterable[Finding], year: int | None) -> Iterator[Finding]:
    """Yield findings, those that compare with the plan's year only where it has one."""
    return (one for one in findings if year is not None or one.code not in ("DL003", "DL004"))


def _without_years(annex: Annex) -> Annex:
    """Return the annex with every deadline unread that took its year from a plan without one."""
    tasks = tuple(
        replace(
            task,
            rows=tuple(replace(row, deadlines=tuple(map(_without_year, row.deadlines))) for row in task.rows),
        )
        for task in annex.tasks
    )
    return replace(annex, tasks=tasks)


def _without_year(deadline: Deadline) -> Deadline:
    if not deadline.year_inferred:
        return deadline
    return Deadline(DeadlineKind.UNREAD, deadline.text, deadline.label, at=deadline.at, until=deadline.until)


def _on_the_whole(parts: _Parts, annexes: tuple[Annex, ...], header: Header) -> list[Finding]:
    """Return what a person should know of the plan as a whole."""
    found = []
    if not annexes:
        found.append(Finding("PL001", Severity.ERROR))
    for annex in annexes:
        if annex.area == OTHER:
            found.append(Finding("PL009", Severity.NOTE, annex.tasks[0].place, annex.title or ""))
        if Role.LEAD not in annex.columns and not any(row.lead for task in annex.tasks for row in task.rows):
            found.append(Finding("PL007", Severity.WARNING, annex.tasks[0].place, annex.title or ""))
    if header.type == "báo cáo":
        found.append(Finding("PL017", Severity.WARNING))
    return found
