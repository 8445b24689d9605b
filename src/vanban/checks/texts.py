"""The texts of a document one by one: paragraphs, footnotes and the cells of tables."""

from collections.abc import Iterator

from vanban.reading.model import Document, Paragraph
from vanban.text.findings import Place

__all__ = ["texts_of"]


def texts_of(document: Document) -> Iterator[tuple[str, Place]]:
    """Yield every text that is not empty with its place, in reading order."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.place
            continue
        for row in block.rows:
            yield from ((cell.text, cell.place) for cell in row.cells if cell.text)
