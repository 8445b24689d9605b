"""Where a finding stands, as a person would say it: the page, the section, the annex, the row, the column.

Owns: which of these a place has. Does not: word them (the page does, in its reader's language).
"""

import re
from collections.abc import Mapping
from typing import Any

from vanban.checks import Paper
from vanban.reading import Cell, Paragraph, Table
from vanban.text.findings import Place

__all__ = ["Places"]

_ANNEX = re.compile(r"\A\W*(?:phụ lục|phụ biểu|biểu)(?:\s+số)?[ :.-]*([IVXLC]+|\d{1,3}|[A-Z])?\b", re.IGNORECASE)
_NUMBER = re.compile(r"[\dIVXa-zđ][\dIVXa-zđ.]{0,9}")
_LONGEST = 60  # letters of a column's title


class Places:
    """The places of one document."""

    def __init__(self, paper: Paper) -> None:
        self._blocks = paper.document.blocks
        self._sections = {
            place.block: passage.section for passage in paper.passages for _begin, place in passage.pieces
        }
        self._annexes = self._annexes_by_block()

    def words(self, place: Place) -> dict[str, Any]:
        """Return what is known of ``place``: page, section, annex (its number may be ""), row, column; or nothing."""
        if place.block is None or not 0 <= place.block < len(self._blocks):
            return {}
        block = self._blocks[place.block]
        annex = self._annexes.get(place.block)
        known = {
            "page": place.page or block.place.page,
            "section": self._sections.get(place.block) if annex is None else None,
            "annex": annex,
            **(_in_table(block, place) if isinstance(block, Table) else {}),
        }
        return {name: value for name, value in known.items() if value is not None}

    def _annexes_by_block(self) -> Mapping[int, str]:
        """Return the annex that each block stands in, by the caption above it."""
        found: dict[int, str] = {}
        current: str | None = None
        for index, block in enumerate(self._blocks):
            if isinstance(block, Paragraph) and len(block.text) < 2 * _LONGEST and (match := _ANNEX.match(block.text)):
                current = match[1] or ""
            if current is not None:
                found[index] = current
        return found


def _in_table(table: Table, place: Place) -> dict[str, Any]:
    if place.row is None or not 0 <= place.row < len(table.rows):
        return {}
    cells = table.rows[place.row].cells
    printed = cells[0].text.strip().rstrip(".") if cells else ""
    row = printed if _NUMBER.fullmatch(printed) else str(place.row + 1)
    column = None
    if place.column is not None and place.column < table.width:
        title = _header_of(table, place.column).text.replace("\n", " ").strip()
        column = title[:_LONGEST] or str(place.column + 1)
    return {"row": row, "column": column}


def _header_of(table: Table, column: int) -> Cell:
    cell = table.rows[0].cells[column]
    if cell.merged_from is None:
        return cell
    row, covered = cell.merged_from
    return table.rows[row].cells[covered]
