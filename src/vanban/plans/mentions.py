"""Targets and citations wherever they stand: prose and cells.

Owns: going through the whole document in order, the section of each target. Does not: know their forms.
"""

import re
from collections.abc import Iterator, Sequence

from vanban.language.citations import Citation, read_citations, symbol_key, unique_citations
from vanban.language.targets import Target, read_targets
from vanban.plans.model import Annex, Task
from vanban.plans.outline import Passage
from vanban.reading.model import Document, Table
from vanban.text.findings import Place
from vanban.text.forms import compare_key

__all__ = ["citations_of", "targets_of"]

_NO_GOAL = re.compile(r"\A\W*(?:Căn cứ|Nơi nhận|Theo đề nghị|\(?Ban hành kèm theo|\(?Kèm theo)")


def targets_of(prose: Sequence[Passage], annexes: Sequence[Annex]) -> tuple[tuple[Target, Place], ...]:
    """Return the targets of the prose, then those of the tasks, with their places.

    A task's deliverable often repeats the task's own target: it counts once.
    """
    found: list[tuple[Target, Place]] = []
    for passage in prose:
        if not _NO_GOAL.match(passage.text):
            for target in read_targets(passage.text, section=passage.section):
                found.append((target, passage.place(target.at, target.until)))
    for annex in annexes:
        for task in annex.tasks:
            section = f"Phụ lục {annex.number or ''}/{task.no or ''}".replace(" /", "/")
            found.extend(_task_targets(task, section))
    return tuple(found)


def _task_targets(task: Task, section: str) -> Iterator[tuple[Target, Place]]:
    seen = set()
    texts = [(task.text, task.place)]
    texts += [(deliverable.text, deliverable.place) for row in task.rows for deliverable in row.deliverables]
    for text, place in texts:
        own = read_targets(text, section=section)
        for target in own:
            if (target.comparator, target.value, target.unit) not in seen:
                start = place.start or 0
                yield target, place.within(start + target.at, start + target.until)
        seen |= {(target.comparator, target.value, target.unit) for target in own}


def citations_of(
    document: Document, prose: Sequence[Passage], *, own: str | None
) -> tuple[tuple[Citation, Place], ...]:
    """Return the documents that are cited, each once, with the place of the first mention.

    Args:
        document: The whole document.
        prose: Its passages outside tables.
        own: The document's own symbol, which its head and its captions name: it cites not itself.
    """
    key = symbol_key(own) if own else None
    mentions = [mention for mention in _mentions(document, prose) if key is None or _key(mention[0]) != key]
    places: dict[str, Place] = {}
    for citation, place in mentions:
        places.setdefault(_key(citation), place)
    return tuple((citation, places[_key(citation)]) for citation in unique_citations(c for c, _ in mentions))


def _key(citation: Citation) -> str:
    return symbol_key(citation.symbol) if citation.symbol else compare_key(citation.title or citation.type)


def _mentions(document: Document, prose: Sequence[Passage]) -> Iterator[tuple[Citation, Place]]:
    """Yield every citation: those of the prose first, then those of the tables."""
    for passage in prose:
        for citation in read_citations(passage.text):
            yield citation, passage.place(citation.at, citation.until)
    for table in document.tables():
        yield from _in_table(table)


def _in_table(table: Table) -> Iterator[tuple[Citation, Place]]:
    for row in table.rows:
        for cell in row.cells:
            if "/" in cell.text or "Luật" in cell.text or "luật" in cell.text:
                for citation in read_citations(cell.text):
                    yield citation, cell.place.within(citation.at, citation.until)
