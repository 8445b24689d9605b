"""Codes of the lines of a table: ``3.2.6.`` in its first column, through the page breaks that divide it.

Owns: finding them in order. Does not: judge.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from vanban.checks.numbering.order import Numbers, Relation, relate, successor
from vanban.reading.model import Document, Paragraph, Table
from vanban.text.findings import Edit, Place
from vanban.text.forms import squeeze

__all__ = ["Code", "CodeStep", "code_steps", "coded_lines", "uses_stop"]

_CODE = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)(\.?)\Z")
_FEW = 4  # dotted codes: a table with fewer is numbered 1, 2, 3, which is no system of codes
_LONGEST = 110


@dataclass(frozen=True, slots=True)
class Code:
    """The code of one line."""

    printed: str
    numbers: Numbers
    stop: bool  # printed with a final dot
    line: str  # code and label
    place: Place  # of the code's cell

    def edit(self, due: str) -> Edit:
        """Return what puts ``due`` in the code's place."""
        return Edit(self.place.within(0, len(self.printed)), self.printed, due)


@dataclass(frozen=True, slots=True)
class CodeStep:
    """A code, how it stands to the one before, and what is due in its place."""

    code: Code
    relation: Relation
    due: str
    first: Code | None  # where the same code stood first, if it did


def coded_lines(document: Document) -> tuple[tuple[Code, ...], ...]:
    """Return the codes of every run of tables with a system of codes; a page break does not end a run."""
    runs = (tuple(code for table in run for code in _codes(table)) for run in _runs(document))
    return tuple(run for run in runs if sum(len(code.numbers) > 1 for code in run) >= _FEW)


def code_steps(run: tuple[Code, ...]) -> Iterator[CodeStep]:
    """Yield the codes of a run, each held against the one before it."""
    last: Numbers | None = None
    stop = "." * uses_stop(run)
    seen: dict[Numbers, Code] = {}
    for code in run:
        relation = relate(last, code.numbers)
        due = successor(last, len(code.numbers)) if last else code.numbers
        yield CodeStep(code, relation, ".".join(map(str, due)) + stop, seen.get(code.numbers))
        seen.setdefault(code.numbers, code)
        last = due if relation is Relation.FOREIGN else code.numbers


def uses_stop(run: tuple[Code, ...]) -> bool:
    """Say whether most dotted codes of a run are printed with a final dot."""
    dotted = [code.stop for code in run if len(code.numbers) > 1]
    return sum(dotted) * 2 >= len(dotted)


def _runs(document: Document) -> Iterator[list[Table]]:
    """Yield tables that no words part."""
    blocks = [block for block in document.blocks if isinstance(block, Table) or _speaks(block)]
    for is_table, group in groupby(blocks, key=lambda block: isinstance(block, Table)):
        if is_table:
            yield [block for block in group if isinstance(block, Table)]


def _speaks(paragraph: Paragraph) -> bool:
    return any(char.isalpha() for char in paragraph.text) and not paragraph.note


def _codes(table: Table) -> Iterator[Code]:
    for row in table.rows:
        if row.header or not row.cells:
            continue
        match = _CODE.match(row.cells[0].text.strip())
        if match:
            label = next((squeeze(cell.text) for cell in row.cells[1:] if cell.text.strip()), "")
            numbers = tuple(int(part) for part in match[1].split("."))
            line = f"{match.group()} {label}"[:_LONGEST]
            yield Code(match.group(), numbers, bool(match[2]), line, row.cells[0].place)
