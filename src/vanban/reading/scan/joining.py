"""The pages of a scan joined to one document.

Owns: tables and paragraphs that go on over a page, headers repeated on every page, places. Does not: recognise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from vanban.reading.bounds import Bounds
from vanban.reading.model import Block, Cell, Document, Paragraph, Row, Suggestion, Table
from vanban.reading.scan.model import PageCell, PageParagraph, PageReading, PageRow, PageTable
from vanban.reading.scan.numbers import inferred_numbers
from vanban.reading.scan.repair import corrections_of
from vanban.reading.scan.slips import slips_of
from vanban.text.findings import Finding, Place, Severity
from vanban.text.forms import compare_key

__all__ = ["JoinedPages", "join_blocks", "join_pages"]

_SAME_HEADER = 0.75  # likeness of a header's words on the next page
_HEADER_ROWS = 3
_SAME_EDGE = 25  # thousandths of the table's width


@dataclass(frozen=True, slots=True)
class JoinedPages:
    """Pages as blocks with their places, and what was found."""

    blocks: tuple[Block, ...]
    suggestions: tuple[Suggestion, ...]
    findings: tuple[Finding, ...]
    margins: tuple[str, ...]


@dataclass(slots=True)
class _Part:
    """A row and the page on which it begins."""

    page: int
    row: PageRow
    pages: list[int]  # of each cell: a cell that is empty here may be filled on the next page


@dataclass(slots=True)
class _OpenTable:
    """A table to which the next page may add rows."""

    first: PageTable
    rows: list[_Part]
    page: int  # of the last part


@dataclass(slots=True)
class _OpenParagraph:
    page: int
    paragraph: PageParagraph


def join_pages(pages: Sequence[PageReading], *, name: str) -> Document:
    """Return the document of a file whose every page was recognised.

    Raises:
        ReadError: The pages hold more than a document can.
    """
    joined = join_blocks(pages, bounds=Bounds(name=name))
    return Document(
        format="scan",
        name=name,
        blocks=joined.blocks,
        findings=(*joined.findings, Finding("RD134", Severity.WARNING, params={"count": len(pages)})),
        margins=joined.margins,
        suggestions=joined.suggestions,
        pages=len(pages),
    )


def join_blocks(
    pages: Sequence[PageReading], *, bounds: Bounds, first_block: int = 0, first_table: int = 0
) -> JoinedPages:
    """Return pages that follow one another as blocks; the first are to stand at ``first_block`` and ``first_table``.

    For a PDF of which only some pages are scans: a table does not go on from a page with text to a recognised one.

    Raises:
        ReadError: The pages hold more than a document can.
    """
    blocks: list[Block] = []
    suggestions: list[Suggestion] = []
    tables = first_table
    inferred: list[Place] = []
    for item in _items(pages):
        block = first_block + len(blocks)
        if isinstance(item, _OpenParagraph):
            bounds.block()
            blocks.append(_paragraph(item, block, bounds, suggestions))
        else:
            blocks.append(_table(item, block, tables, bounds, suggestions, inferred))
            tables += 1
    findings = [finding for page in pages for finding in page.findings]
    findings += [Finding("RD133", Severity.WARNING, place) for place in inferred]
    findings += _suspected(suggestions)
    margins = tuple(line for page in pages for line in page.margins)
    return JoinedPages(tuple(blocks), tuple(suggestions), tuple(findings), margins)


def _suspected(suggestions: Sequence[Suggestion]) -> Iterator[Finding]:
    """Yield one finding for each row or paragraph with words probably misread: somebody looks at it before others."""
    places: dict[tuple[int | None, int | None], list[Place]] = {}
    for one in suggestions:
        places.setdefault((one.place.block, one.place.row), []).append(one.place)
    for found in places.values():
        yield Finding("RD135", Severity.WARNING, found[0], params={"count": len(found)})


def _items(pages: Sequence[PageReading]) -> Iterator[_OpenTable | _OpenParagraph]:
    """Yield paragraphs and tables with what goes on with them on later pages."""
    last: _OpenTable | _OpenParagraph | None = None
    for page in pages:
        for index, item in enumerate(page.items):
            if index == 0 and last is not None and (joined := _goes_on(last, item, page.page)) is not None:
                last = joined
                continue
            if last is not None:
                yield last
            last = _OpenParagraph(page.page, item) if isinstance(item, PageParagraph) else _open(item, page.page)
    if last is not None:
        yield last


def _open(table: PageTable, page: int) -> _OpenTable:
    rows = [_Part(page, row, [page] * len(row.cells)) for row in table.rows]
    return _OpenTable(table, rows, page)


def _goes_on(
    last: _OpenTable | _OpenParagraph, item: PageParagraph | PageTable, page: int
) -> _OpenTable | _OpenParagraph | None:
    """Return ``last`` with the first item of the next page, or None where that is something new."""
    if isinstance(last, _OpenParagraph) and isinstance(item, PageParagraph):
        return None if last.paragraph.ends or item.begins else _continued_paragraph(last, item)
    if isinstance(last, _OpenTable) and isinstance(item, PageTable) and _same_columns(last.first, item):
        _add_rows(last, item, page)
        return last
    return None


def _continued_paragraph(last: _OpenParagraph, item: PageParagraph) -> _OpenParagraph:
    above = last.paragraph
    letters = len(above.text) + len(item.text)
    sure = (above.confidence * len(above.text) + item.confidence * len(item.text)) / max(letters, 1)
    whole = replace(
        above,
        text=f"{above.text} {item.text}",
        confidence=round(sure, 3),
        ends=item.ends,
    )
    return _OpenParagraph(last.page, whole)


def _same_columns(above: PageTable, below: PageTable) -> bool:
    if len(above.edges) != len(below.edges):
        return False
    narrow = abs((above.box[2] - above.box[0]) - (below.box[2] - below.box[0])) < 2 * _SAME_EDGE
    return narrow and all(abs(one - two) <= _SAME_EDGE for one, two in zip(above.edges, below.edges, strict=True))


def _add_rows(table: _OpenTable, more: PageTable, page: int) -> None:
    """Add the rows of the next page: without its repeated header, the first to the row that the page cut."""
    dropped = _repeated_header(table.first, more)
    start, offset = dropped, len(table.rows) - dropped
    rows = more.rows
    if start < len(rows) and _is_rest(table.rows[-1].row, rows[start]):
        _stitch(table.rows[-1], rows[start], page)
        start, offset = start + 1, offset - 1
    for row in rows[start:]:
        cells = tuple(_shifted(cell, offset) for cell in row.cells)
        table.rows.append(_Part(page, PageRow(cells), [page] * len(cells)))
    table.page = page


def _shifted(cell: PageCell, by: int) -> PageCell:
    if cell.merged_from is None:
        return cell
    return replace(cell, merged_from=(max(0, cell.merged_from[0] + by), cell.merged_from[1]))


def _repeated_header(first: PageTable, more: PageTable) -> int:
    """Return how many rows at the top of ``more`` only repeat the table's header."""
    count = 0
    for above, below in zip(first.rows[:_HEADER_ROWS], more.rows[:-1], strict=False):
        one, two = _words(above), _words(below)
        if not one or SequenceMatcher(None, one, two).ratio() < _SAME_HEADER:
            break
        count += 1
    return count


def _words(row: PageRow) -> str:
    return " | ".join(compare_key(cell.text) for cell in row.cells if cell.text)


def _is_rest(above: PageRow, below: PageRow) -> bool:
    """Say whether the page cut a row in two: no number below, and words only under cells that were full."""
    if any(cell.merged_from is not None and cell.merged_from[1] != at for at, cell in enumerate(below.cells)):
        return False
    filled = [at for at, cell in enumerate(below.cells) if cell.text]
    if not filled or below.cells[0].text or not above.cells[filled[0]].text:
        return False
    return all(above.cells[at].full or below.cells[at].text[:1].islower() for at in filled)


def _stitch(part: _Part, below: PageRow, page: int) -> None:
    cells = list(part.row.cells)
    for at, rest in enumerate(below.cells):
        if rest.text:
            part.pages[at] = part.pages[at] if cells[at].text else page
            cells[at] = _whole(cells[at], rest)
        else:
            cells[at] = replace(cells[at], full=False)
    part.row = PageRow(tuple(cells))


def _whole(above: PageCell, rest: PageCell) -> PageCell:
    if not above.text:
        return replace(rest, merged_from=above.merged_from)
    anew = rest.text.startswith(("- ", "+ ")) or (above.text.endswith((".", ";")) and not rest.text[:1].islower())
    letters = len(above.text) + len(rest.text)
    sure = ((above.confidence or 0) * len(above.text) + (rest.confidence or 0) * len(rest.text)) / letters
    return replace(
        above,
        text=above.text + ("\n" if anew else " ") + rest.text,
        confidence=round(sure, 3),
        full=rest.full,
    )


def _paragraph(item: _OpenParagraph, block: int, bounds: Bounds, suggestions: list[Suggestion]) -> Paragraph:
    one = item.paragraph
    place = Place(page=item.page, block=block, box=one.box)
    suggestions += _suggestions(one.text, place)
    return Paragraph(bounds.text(one.text), place, bold=one.bold, confidence=one.confidence)


def _table(
    item: _OpenTable,
    block: int,
    table: int,
    bounds: Bounds,
    suggestions: list[Suggestion],
    inferred: list[Place],
) -> Table:
    bounds.table(len(item.rows), len(item.first.edges) - 1)
    place = Place(page=item.rows[0].page, block=block, table=table, box=item.first.box)
    rows = []
    numbers = _inferred(item)
    for index, part in enumerate(item.rows):
        cells = []
        for column, cell in enumerate(part.row.cells):
            where = Place(page=part.pages[column], block=block, table=table, row=index, column=column, box=cell.box)
            suggestions += _suggestions(cell.text, where)
            number = numbers.get(index) if column == 0 else None
            if number is not None:
                suggestions.append(Suggestion(replace(where, start=0, end=len(cell.text)), cell.text, number))
                cell = cell if cell.text else replace(cell, text=number)
                inferred.append(where)
            cells.append(
                Cell(
                    bounds.text(cell.text),
                    where,
                    bold=cell.bold,
                    merged_from=cell.merged_from,
                    confidence=cell.confidence,
                )
            )
        rows.append(Row(tuple(cells), page=part.page))
    return Table(tuple(rows), place)


def _inferred(table: _OpenTable) -> dict[int, str]:
    """Return the numbers of rows that could hardly be read, as the rows around say."""
    written = [
        (at, part.row.cells[0]) for at, part in enumerate(table.rows) if part.row.cells[0].confidence is not None
    ]
    found = inferred_numbers([cell.text for _, cell in written], [cell.doubtful for _, cell in written])
    return {written[at][0]: number for at, number in found.items()}


def _suggestions(text: str, place: Place) -> Iterator[Suggestion]:
    for one in (*corrections_of(text), *slips_of(text)):
        where = replace(place, start=one.start, end=one.end)
        yield Suggestion(where, text[one.start : one.end], one.suggested)
