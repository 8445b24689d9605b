"""The document as it was read, in a form that a page can show beside the fields.

A list of blocks in reading order: ``{"p": text, "h": heading level}`` or ``{"t": rows}``, a row being a list of cells
``{"x": text, "m": [row, column] of the cell that covers it}``. Indexes agree with ``vanban`` places.
"""

from typing import Any

from vanban.reading import Cell, Document, Paragraph

__all__ = ["source_of"]


def source_of(document: Document) -> list[dict[str, Any]]:
    """Return the blocks of ``document``."""
    return [
        {"p": block.text, "h": block.level}
        if isinstance(block, Paragraph)
        else {"t": [[_cell(cell) for cell in row.cells] for row in block.rows]}
        for block in document.blocks
    ]


def _cell(cell: Cell) -> dict[str, Any]:
    kept: dict[str, Any] = {"x": cell.text}
    if cell.merged_from:
        kept["m"] = list(cell.merged_from)
    return kept
