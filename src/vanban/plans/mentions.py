"""Targets and citations wherever they stand: prose and cells.

Owns: going through the whole document in order, the section of each target. Does not: know their forms.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban.language.citations import Citation, parse_citations, symbol_key, unique_citations
from vanban.language.targets import Target, is_target_section, parse_targets
from vanban.plans.model import Annex, Task
from vanban.plans.outline import Passage
from vanban.reading.model import Document, Table
from vanban.text.findings import Finding, Place, Reading
from vanban.text.forms import compare_key

__all__ = ["citations_of", "targets_of"]

_NO_GOAL = re.compile(r"\A\W*(?:Căn cứ|Nơi nhận|Theo đề nghị|\(?Ban hành kèm theo|\(?Kèm theo)")
_HEADING_WORDS = 16  # a heading is no longer

Placed = tuple[Target, Place]


def targets_of(prose: Sequence[Passage], annexes: Sequence[Annex]) -> Reading[tuple[Placed, ...]]:
    """Return the targets of the prose, then those of the tasks, with their places, and what is wrong with them.

    A task's deliverable often repeats the task's own target: it counts once.
    """
    found: list[Placed] = []
    findings: list[Finding] = []
    for passage, goal in _with_goals(prose):
        if not _NO_GOAL.match(passage.text):
            reading = parse_targets(passage.text, section=passage.section, goal=goal)
            found.extend((target, passage.place(target.at, target.until)) for target in reading.value)
            findings.extend(_placed(finding, passage) for finding in reading.findings)
    for annex in annexes:
        for task in annex.tasks:
            section = f"Phụ lục {annex.number or ''}/{task.no or ''}".replace(" /", "/")
            found.extend(_task_targets(task, section, findings))
    return Reading(tuple(found), tuple(findings))


def _with_goals(prose: Sequence[Passage]) -> Iterator[tuple[Passage, bool]]:
    """Yield the passages, each with whether it stands in a section of goals."""
    goals: str | None = None  # the section whose heading says so
    for passage in prose:
        section = passage.section
        if passage.numbered and len(passage.text.split()) <= _HEADING_WORDS and is_target_section(passage.text):
            goals = section
        elif goals is not None and not (section == goals or (section or "").startswith(f"{goals}.")):
            goals = None
        yield passage, goals is not None


def _placed(finding: Finding, passage: Passage) -> Finding:
    """Return what was found in a passage with its place in the document."""
    return replace(finding, place=passage.place(finding.place.start or 0, finding.place.end or 0))


def _task_targets(task: Task, section: str, findings: list[Finding]) -> Iterator[Placed]:
    seen = set()
    texts = [(task.text, task.place)]
    texts += [(deliverable.text, deliverable.place) for row in task.rows for deliverable in row.deliverables]
    for text, place in texts:
        reading = parse_targets(text, section=section)
        start = place.start or 0
        for target in reading.value:
            if (target.comparator, target.value, target.unit) not in seen:
                yield target, place.within(start + target.at, start + target.until)
        seen |= {(target.comparator, target.value, target.unit) for target in reading.value}
        for finding in reading.findings:
            own = finding.place
            findings.append(replace(finding, place=place.within(start + (own.start or 0), start + (own.end or 0))))


def citations_of(
    document: Document, prose: Sequence[Passage], *, own: str | None
) -> Reading[tuple[tuple[Citation, Place], ...]]:
    """Return the documents that are cited, each once, with the place of the first mention, and what is wrong there.

    Args:
        document: The whole document.
        prose: Its passages outside tables.
        own: The document's own symbol, which its head and its captions name: it cites not itself.
    """
    key = symbol_key(own) if own else None
    findings: dict[tuple[str, str], Finding] = {}  # a citation that is repeated is reported once
    mentions = [mention for mention in _mentions(document, prose, findings) if key is None or _key(mention[0]) != key]
    places: dict[str, Place] = {}
    for citation, place in mentions:
        places.setdefault(_key(citation), place)
    unique = unique_citations(citation for citation, _ in mentions)
    return Reading(tuple((citation, places[_key(citation)]) for citation in unique), tuple(findings.values()))


def _key(citation: Citation) -> str:
    return symbol_key(citation.symbol) if citation.symbol else compare_key(citation.title or citation.type)


def _mentions(
    document: Document, prose: Sequence[Passage], findings: dict[tuple[str, str], Finding]
) -> Iterator[tuple[Citation, Place]]:
    """Yield every citation: those of the prose first, then those of the tables."""
    for passage in prose:
        reading = parse_citations(passage.text)
        for citation in reading.value:
            yield citation, passage.place(citation.at, citation.until)
        for finding in reading.findings:
            findings.setdefault((finding.code, finding.evidence), _placed(finding, passage))
    for table in document.tables():
        yield from _in_table(table, findings)


def _in_table(table: Table, findings: dict[tuple[str, str], Finding]) -> Iterator[tuple[Citation, Place]]:
    for row in table.rows:
        for cell in row.cells:
            if "/" in cell.text or "Luật" in cell.text or "luật" in cell.text:
                reading = parse_citations(cell.text)
                for citation in reading.value:
                    yield citation, cell.place.within(citation.at, citation.until)
                for finding in reading.findings:
                    place = cell.place.within(finding.place.start or 0, finding.place.end or 0)
                    findings.setdefault((finding.code, finding.evidence), replace(finding, place=place))
