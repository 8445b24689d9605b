"""The document as it was read, in a form that a page can show beside the fields.

A list of blocks in reading order: ``{"p": text, "h": heading level}`` or ``{"t": rows}``, a row being a list of cells
``{"x": text, "m": [row, column] of the cell that covers it}``. Indexes agree with ``vanban`` places. Of what stood on
pages, a paragraph or cell also has its page ``"g"`` and box ``"o"`` (thousandths); of what was recognised from a
picture, how sure that was ``"c"`` (0 to 1) and words that probably say something else ``"s"``
(``[[start, end, raw, suggested], …]``, code points of the text).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vanban.reading import Cell, Document, Paragraph
from vanban.reading.model import Suggestion

__all__ = ["source_of"]

Key = tuple[int | None, int | None, int | None]  # block, row, column


def source_of(document: Document) -> list[dict[str, Any]]:
    """Return the blocks of ``document``."""
    doubts = _by_place(document.suggestions)
    return [
        {"p": block.text, "h": block.level} | _origin(block, doubts.get((at, None, None), ()))
        if isinstance(block, Paragraph)
        else {
            "t": [
                [_cell(cell, doubts.get((at, row, column), ())) for column, cell in enumerate(cells.cells)]
                for row, cells in enumerate(block.rows)
            ]
        }
        for at, block in enumerate(document.blocks)
    ]


def _by_place(suggestions: Iterable[Suggestion]) -> Mapping[Key, Sequence[Suggestion]]:
    found: dict[Key, list[Suggestion]] = defaultdict(list)
    for one in suggestions:
        found[one.place.block, one.place.row, one.place.column].append(one)
    return found


def _cell(cell: Cell, doubts: Sequence[Suggestion]) -> dict[str, Any]:
    kept: dict[str, Any] = {"x": cell.text}
    if cell.merged_from:
        return kept | {"m": list(cell.merged_from)}
    return kept | _origin(cell, doubts)


def _origin(part: Cell | Paragraph, doubts: Sequence[Suggestion]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if part.place.box is not None and part.place.page is not None:
        kept |= {"g": part.place.page, "o": list(part.place.box)}
    if part.confidence is not None:
        kept["c"] = round(part.confidence, 2)
    if doubts:
        kept["s"] = [[one.place.start, one.place.end, one.raw, one.suggested] for one in doubts]
    return kept
