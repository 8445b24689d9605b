"""A plain Word file of what was no Word file: it carries comments and tracked changes.

Owns: paragraphs and tables in plain letters. Does not: lay out an official paper (``package``).
"""

import io
from collections.abc import Sequence

import docx
from docx.document import Document

from vanban.writing.names import printable

__all__ = ["plain_docx"]


def plain_docx(blocks: Sequence[str | Sequence[Sequence[str]]]) -> bytes:
    """Return a Word file of paragraphs (texts) and tables (rows of cells), in plain letters."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(printable(block))
        elif block and block[0]:
            _table(document, block)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            first, *rest = printable(text).split("\n")
            cell.paragraphs[0].add_run(first)
            for line in rest:
                cell.add_paragraph(line)
