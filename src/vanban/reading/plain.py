"""The reader of text: paragraphs by lines, tables by tabs (or by Markdown's bars).

Owns: which lines are a table. Does not: decode (``decoding``) or know mark-up (``markup``).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from vanban.reading.bounds import MAX_CHARACTERS, Bounds
from vanban.reading.decoding import decode
from vanban.reading.errors import ReadError
from vanban.reading.html_tables import HtmlCell, pieces_of, rows_of
from vanban.reading.lines import tidy_lines
from vanban.reading.markup import is_bold, plain_from_html, plain_from_markdown
from vanban.reading.model import Block, Cell, Document, Paragraph, Row, Table
from vanban.text.findings import Place
from vanban.text.forms import normalise

__all__ = ["read_plain"]

_HEADING = re.compile(r"\A(#{1,6})\s+")
_BAR_RULE = re.compile(r"\A\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?\Z")
_ROW_NUMBER = re.compile(r"\A\W*(?:\d{1,3}(?:\.\d+)*|[IVXLC]+|[A-Z])\W*\Z")
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
_LEAST_TABS = 3  # of a table of tasks; heads and feet are laid out in two columns
_MOST_LINES_OF_CELL = 100  # a cell of more lines ends its row: nothing is looked for further above


def read_plain(data: bytes, *, name: str) -> Document:
    """Return the document of a text file in UTF-8, UTF-16 or Windows-1258.

    Raises:
        ReadError: The encoding is none of these, nothing stands in the file, or far more than a paper holds.
    """
    text, findings = decode(data, name=name)
    if len(text) > MAX_CHARACTERS:
        raise ReadError("RD020", name=name)
    blocks = _Blocks(Bounds(name=name), paged="\f" in text)
    for page, content in enumerate(text.split("\f"), start=1):
        for is_table, piece in pieces_of(normalise(content)):
            if is_table:
                blocks.add_html(piece, page)
                continue
            for group in _groups(piece.split("\n")):
                blocks.add(group, page)
    if not blocks.blocks:
        raise ReadError("RD001", name=name)
    return Document(format="text", name=name, blocks=tuple(blocks.blocks), findings=findings)


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the runs of lines between blank lines."""
    group: list[str] = []
    for line in chain(lines, [""]):
        # A row of empty cells is blank too, but it holds tabs.
        if line.strip() or "\t" in line:
            group.append(line)
        elif group:
            yield group
            group = []


class _Blocks:
    """The blocks read so far."""

    def __init__(self, bounds: Bounds, *, paged: bool) -> None:
        self.blocks: list[Block] = []
        self._bounds = bounds
        self._paged = paged  # form feeds divide the pages
        self._tables = 0

    def add(self, group: list[str], page: int) -> None:
        """Add a run of lines: tables where lines have columns, paragraphs elsewhere."""
        start = 0
        while start < len(group):
            end = _table_end(group, start)
            if end > start:
                self._table(_fields(group[start:end]), page)
            else:
                end = start + 1
                while end < len(group) and _table_end(group, end) == end:
                    end += 1
                self._paragraphs(group[start:end], page)
            start = end

    def add_html(self, table: str, page: int) -> None:
        """Add a table that stands in the text as HTML."""
        self._bounds.block()
        place = self._place(page)
        rows = [
            Row(
                tuple(self._html_cell(cell, place, index, column) for column, cell in enumerate(row)),
                header=all(cell.header or cell.merged_from for cell in row),
                page=place.page,
            )
            for index, row in enumerate(rows_of(table, self._bounds.cells))
        ]
        if any(cell.text for row in rows for cell in row.cells):
            self.blocks.append(Table(tuple(rows), Place(page=place.page, block=place.block, table=self._tables)))
            self._tables += 1

    def _html_cell(self, cell: HtmlCell, place: Place, row: int, column: int) -> Cell:
        where = Place(page=place.page, block=place.block, table=self._tables, row=row, column=column)
        text = tidy_lines(plain_from_html(self._bounds.text(cell.marked)))
        return Cell(text, where, bold=is_bold(cell.marked), merged_from=cell.merged_from)

    def _place(self, page: int) -> Place:
        return Place(page=page if self._paged else None, block=len(self.blocks))

    def _paragraphs(self, lines: list[str], page: int) -> None:
        """Add the lines of one group, a paragraph each; marks of emphasis may reach over several lines."""
        group = "\n".join(lines)
        for line in lines:
            self._bounds.text(line)
        bold = is_bold(group)
        plain = plain_from_markdown(group).split("\n")
        whole = len(plain) == len(lines)
        for index, line in enumerate(plain):
            heading = _HEADING.match(line)
            text = tidy_lines(line[heading.end() :] if heading else line)
            if text:
                self._bounds.block()
                own = bold or (whole and is_bold(lines[index]))
                level = len(heading[1]) if heading else None
                self.blocks.append(Paragraph(text, self._place(page), level=level, bold=own))

    def _table(self, rows: list[list[str]], page: int) -> None:
        width = max(len(row) for row in rows)
        self._bounds.table(len(rows), width)
        for row in rows:
            for field in row:
                self._bounds.text(field)
        place = self._place(page)
        table = tuple(
            Row(tuple(_cells(row + [""] * (width - len(row)), place, self._tables, index)), page=place.page)
            for index, row in enumerate(rows)
        )
        if any(cell.text for row in table for cell in row.cells):
            self.blocks.append(Table(table, Place(page=place.page, block=place.block, table=self._tables)))
            self._tables += 1


def _cells(fields: list[str], place: Place, table: int, row: int) -> Iterator[Cell]:
    for column, field in enumerate(fields):
        where = Place(page=place.page, block=place.block, table=table, row=row, column=column)
        yield Cell(tidy_lines(plain_from_markdown(field)), where, bold=is_bold(field))


def _table_end(group: list[str], start: int) -> int:
    """Return where the table that begins at line ``start`` ends; ``start`` where none begins."""
    if _is_bar_row(group[start]):
        end = start
        while end < len(group) and _is_bar_row(group[end]):
            end += 1
        return end if end - start > 1 else start
    if "\t" not in group[start].strip():
        return start
    end = start
    while end < len(group) and (
        "\t" in group[end] or _continues_cell(group, start, end) or _is_last_cell(group, start, end)
    ):
        end += 1
    return end


def _is_last_cell(group: list[str], start: int, line: int) -> bool:
    """Say whether a line without tabs goes on with the last cell of a full row: with an item, or within a sentence."""
    text = plain_from_html(group[line]).strip()
    return group[start].count("\t") >= _LEAST_TABS and (text.startswith(("- ", "+ ")) or text[:1].islower())


def _continues_cell(group: list[str], start: int, line: int) -> bool:
    """Say whether a line without tabs continues the last cell above: that row still lacks columns."""
    width = group[start].count("\t")
    open_row = line - 1
    last = max(start, line - _MOST_LINES_OF_CELL)
    tabs = 0
    while open_row >= last:
        tabs += group[open_row].count("\t")
        if "\t" in group[open_row]:
            break
        open_row -= 1
    return width > 1 and tabs < width


def _is_bar_row(line: str) -> bool:
    line = line.strip()
    return line.startswith("|") and line.endswith("|") and len(_UNESCAPED_BAR.findall(line)) > 2


def _fields(lines: list[str]) -> list[list[str]]:
    """Return the fields of a table's lines."""
    if _is_bar_row(lines[0]):
        kept = [line.strip() for line in lines if not _BAR_RULE.match(line)]
        return [[part.strip() for part in _UNESCAPED_BAR.split(line)[1:-1]] for line in kept]
    rows: list[list[str]] = []
    width = lines[0].count("\t") + 1
    for line in lines:
        fields = line.split("\t")
        if rows and _completes(rows[-1], fields, width):
            rows[-1][-1] += "\n" + fields[0]
            rows[-1].extend(fields[1:])
        elif rows and len(fields) == 1 and len(rows[-1]) == width > _LEAST_TABS and not _ROW_NUMBER.match(line):
            rows[-1][-1] += "\n" + line
        else:
            rows.append(fields)
    return rows


def _completes(above: list[str], fields: list[str], width: int) -> bool:
    """Say whether ``fields`` go on with the row above: a cell there had a line break of its own.

    The row above lacks columns and this line does not make it too long; a line that begins with a number or with an
    empty cell is a row of its own.
    """
    fits = len(above) < width and len(above) + len(fields) - 1 <= width
    return fits and bool(fields[0].strip()) and not _ROW_NUMBER.match(plain_from_html(fields[0]))
