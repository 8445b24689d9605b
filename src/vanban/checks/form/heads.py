"""The head and the foot of a document as texts, whether they stand in lines or in the cells of a table without borders.

Owns: finding them. Does not: read or judge them.
"""

from collections.abc import Iterator

from vanban.checks.model import Paper
from vanban.reading.model import Paragraph
from vanban.text.findings import Place
from vanban.text.forms import compare_key, squeeze

__all__ = ["HEAD_LINES", "first_line", "head_lines", "is_whole_document", "lines_of"]

HEAD_LINES = 24  # lines in which a head ends
_TYPES = frozenset(
    ["ke hoach", "quyet dinh", "bao cao", "chuong trinh", "chi thi", "nghi quyet", "thong bao", "to trinh", "huong dan"]
)


def lines_of(paper: Paper) -> Iterator[tuple[str, Place]]:
    """Yield every line of the document, those of cells too, squeezed, with its place."""
    for block in paper.document.blocks:
        cells = (block,) if isinstance(block, Paragraph) else (cell for row in block.rows for cell in row.cells)
        for one in cells:
            yield from ((squeeze(line), one.place) for line in one.text.split("\n") if line.strip())


def head_lines(paper: Paper) -> tuple[tuple[str, Place], ...]:
    """Return the first lines of the document."""
    found = []
    for line in lines_of(paper):
        found.append(line)
        if len(found) == HEAD_LINES:
            break
    return tuple(found)


def first_line(paper: Paper) -> tuple[str, Place]:
    """Return the first line with its place; an empty one where there is no text."""
    return next(iter(head_lines(paper)), ("", Place()))


def is_whole_document(paper: Paper) -> bool:
    """Say whether the file is a document with a title of its own, not an excerpt or a lone annex."""
    return any(
        compare_key(line) in _TYPES or (line.isupper() and compare_key(line).startswith(tuple(_TYPES)))
        for line, _ in head_lines(paper)
    )
