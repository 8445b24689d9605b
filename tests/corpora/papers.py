"""The sample plans of the fictional tỉnh Sông Mây: as text, and the same paper as an office writes it in Word.

Beside each text stands its annotation, written by hand in the contract's shape, without sources; its ``findings`` are
codes. The Word file has what the text lacks: automatic numbers and bullets instead of typed ones, merged cells, one
table over several pages, and the head in a table without borders.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpora.docx_parts import cell, docx, level, numbering, paragraph, row, table, text_table

FOLDER = Path(__file__).parent / "plans"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))

_BULLETS = 1  # the list of bullets; the lists above it number the rows of tables
_MARKS = re.compile(r"\*+|^#+ *|</?(?:b|ul|ol|p)>|</li>")
_BREAKS = re.compile(r"<li>(?:- )?|<br>|(?<=[.;]) - ")


def text_of(name: str) -> bytes:
    """Return a sample plan as a text file."""
    return (FOLDER / f"{name}.txt").read_bytes()


def annotation_of(name: str) -> dict[str, Any]:
    """Return what a careful reader reads in a sample plan."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def word_of(name: str) -> bytes:
    """Return a sample plan as a Word file of an office."""
    writer = _Writer()
    for group in re.split(r"\n\s*\n", text_of(name).decode()):
        writer.add([line for line in group.split("\n") if line.strip(" ")])
    return writer.file()


def plain_word_of(name: str) -> bytes:
    """Return a sample plan as a Word file of a converter: every number typed, no cell merged, a table each page."""
    blocks = []
    for group in re.split(r"\n\s*\n", text_of(name).decode()):
        lines = [line for line in group.split("\n") if line.strip(" \f")]
        blocks += _plain_blocks(lines) if lines else []
    return docx("".join(blocks))


def _plain_blocks(lines: list[str]) -> list[str]:
    if not any("\t" in line for line in lines):
        return [paragraph(_MARKS.sub("", line), bold=line.startswith(("**", "<b>"))) for line in lines]
    rows = _rows_of(lines)
    width = max(len(cells) for cells in rows)
    return [text_table([[_plain_cell(text) for text in cells + [""] * (width - len(cells))] for cells in rows])]


def _plain_cell(text: str) -> str:
    return _MARKS.sub("", re.sub(r"<br>|<li>", "\n", text)).strip()


def _rows_of(lines: list[str]) -> list[list[str]]:
    """Return the cells of a table's lines; a line without all its columns goes on with the row above it."""
    rows: list[list[str]] = []
    width = max(line.count("\t") for line in lines) + 1
    for line in lines:
        cells = line.split("\t")
        if rows and len(rows[-1]) < width and len(rows[-1]) + len(cells) - 1 <= width and not line.startswith("\t"):
            rows[-1][-1] += f"\n{cells[0]}"
            rows[-1] += cells[1:]
        elif rows and len(cells) == 1 and len(rows[-1]) == width:
            rows[-1][-1] += f"\n{line}"
        else:
            rows.append(cells)
    return rows


class _Writer:
    """Writes groups of lines as paragraphs and tables."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._rows: list[list[str]] = []  # the rows of the table that is being written
        self._heads = 0  # its header rows
        self._lists = _BULLETS

    def add(self, lines: list[str]) -> None:
        """Add the lines between two blank lines."""
        if not any("\t" in line for line in lines):
            self._close()
            self._blocks += [self._paragraph(line) for line in lines]
            return
        rows = _rows_of(lines)
        if self._rows and rows[0] == self._rows[0]:
            while rows[0] in self._rows[: self._heads]:
                rows = rows[1:]  # the same table on the next page
        else:
            self._close()
            self._heads = sum(1 for cells in rows if not cells[0] or cells[0] == rows[0][0]) if _is_two(rows) else 1
        width = max(len(cells) for cells in self._rows + rows)
        self._rows += [cells + [""] * (width - len(cells)) for cells in rows]

    def file(self) -> bytes:
        """Return the Word file."""
        self._close()
        lists = {_BULLETS: level(0, "\uf0b7", style="bullet")}
        lists |= {number: level(0, "%1") for number in range(_BULLETS + 1, self._lists + 1)}
        return docx("".join(self._blocks), numbering=numbering(lists))

    def _close(self) -> None:
        if self._rows:
            self._blocks.append(table(*(self._row(index) for index in range(len(self._rows)))))
        self._rows = []

    def _row(self, index: int) -> str:
        cells = self._rows[index]
        header = index < self._heads
        if self._heads > 1 and index < 2:
            return row(*self._divided_header(index), header=True)
        if len(cells) > 3 and not header and cells[0] and not any(cells[2:]):
            return row(self._cell(cells[0], bold=True), cell(self._paragraph(cells[1]), span=len(cells) - 1))
        return row(*(self._place(index, column) for column in range(len(cells))), header=header)

    def _divided_header(self, index: int) -> Iterator[str]:
        """Yield the cells of a header in two rows: titles over two columns, and titles over two rows."""
        above, below = self._rows[0], self._rows[1]
        for column in range(len(above)):
            divided = bool(below[column])
            if index == 1:
                yield self._cell(below[column], bold=True) if divided else cell(merge="continue")
            elif above[column]:
                span = 2 if divided else 1
                merge = "" if divided else "restart"
                yield cell(self._paragraph(above[column], bold=True), span=span, merge=merge)

    def _place(self, index: int, column: int) -> str:
        """Return one cell: the number counted by Word, the first columns merged over the lines of one task."""
        text = self._rows[index][column]
        if column < 2 and index >= self._heads:
            below = self._rows[index + 1] if index + 1 < len(self._rows) else ["x"]
            if not text and not self._rows[index][0] and len(self._rows[index]) > 3:
                return cell(merge="continue")
            merge = "restart" if len(below) > 3 and not below[0] and not below[1] else ""
            if column == 0 and text.isdigit():
                self._lists += text == "1"
                return cell(paragraph(number=(self._lists, 0)), merge=merge)
            return self._cell(text, merge=merge)
        return self._cell(text, bold=index < self._heads)

    def _cell(self, text: str, *, merge: str = "", bold: bool = False) -> str:
        lines = [line for line in _BREAKS.sub("\n" if "<br>" in text else "\n- ", text).split("\n") if line.strip()]
        return cell(*(self._paragraph(line, bold=bold) for line in lines), merge=merge)

    @staticmethod
    def _paragraph(line: str, *, bold: bool = False) -> str:
        bold = bold or line.startswith(("**", "<b>"))
        text = _MARKS.sub("", line).strip()
        if text.startswith("- "):
            return paragraph(text[2:], number=(_BULLETS, 0), bold=bold)
        return paragraph(text, bold=bold)


def _is_two(rows: list[list[str]]) -> bool:
    return len(rows) > 1 and not rows[1][0] and len(rows[0]) > 3
