"""The body of a DOCX as paragraphs and tables.

Owns: the walk over the body, page numbers, the numbers of lists. Does not: unpack the archive (``container``), read
runs (``paragraph``) or lay out tables (``table``).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from vanban.reading.bounds import Bounds
from vanban.reading.docx.container import read_parts
from vanban.reading.docx.fonts import Letters
from vanban.reading.docx.names import W, attribute
from vanban.reading.docx.numbering import Numbering, read_numbering
from vanban.reading.docx.paragraph import read_paragraph
from vanban.reading.docx.styles import Styles, read_styles
from vanban.reading.docx.table import GridCell, GridRow, read_grid
from vanban.reading.errors import ReadError
from vanban.reading.lines import tidy_lines
from vanban.reading.model import Block, Cell, Document, Paragraph, Row, Table
from vanban.text.findings import Finding, Place, Severity

__all__ = ["read_docx"]

_WITHOUT_TEXT = frozenset({"word/styles.xml", "word/numbering.xml"})
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml\Z")
# Wrappers that hold blocks and are themselves nothing: content controls, custom XML, inserted blocks.
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


def read_docx(data: bytes, *, name: str) -> Document:
    """Return the document of a DOCX file.

    Raises:
        ReadError: The archive or its XML is broken, too large when unpacked, or no word-processing document.
    """
    parts = read_parts(data)
    root = parts.get("word/document.xml")
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise ReadError("RD014")
    styles, lists = read_styles(parts.get("word/styles.xml")), read_numbering(parts.get("word/numbering.xml"))
    letters = Letters(styles, (root for name, root in parts.items() if name not in _WITHOUT_TEXT))
    walk = _Walk(styles, lists, letters, body, Bounds(name=name))
    walk.read(body)
    walk.read_notes(parts)
    return Document(
        format="docx", name=name, blocks=tuple(walk.blocks), findings=walk.findings(), margins=walk.margins(parts)
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """One paragraph as it was read."""

    text: str
    page: int | None
    boxes: list[etree._Element]  # the text boxes anchored in it
    bold: bool = False


class _Walk:
    """One walk over a body: what was read so far, the page it stands on, the counters of its lists."""

    def __init__(
        self, styles: Styles, numbering: Numbering, letters: Letters, body: etree._Element, bounds: Bounds
    ) -> None:
        self.bounds = bounds
        self.letters = letters
        self.styles = styles
        self.numbering = numbering
        self.blocks: list[Block] = []
        self._tables = 0
        self._tracked = False
        self._notes = 0
        # Pages are known only where Word left its marks on the last saving.
        self._page = 1 if body.find(f".//{W}lastRenderedPageBreak") is not None else None
        self._joined = ""  # the text of a paragraph whose mark was deleted: it runs on into the next

    def read(self, container: etree._Element) -> None:
        """Read the blocks of ``container`` in order."""
        for element in _blocks(container):
            if element.tag == W + "p":
                self._paragraph(element)
            else:
                self._table(element)

    def read_notes(self, parts: Mapping[str, etree._Element]) -> None:
        """Read the footnotes and endnotes as paragraphs of their own behind the body."""
        self._page = None
        for name, tag in _NOTES:
            for note in parts[name].findall(W + tag) if name in parts else ():
                if attribute(note, "type") not in (None, "normal"):
                    continue  # the lines that Word draws above notes
                first = len(self.blocks)
                self.read(note)
                self._notes += len(self.blocks) > first
                for index in range(first, len(self.blocks)):
                    block = self.blocks[index]
                    self.blocks[index] = replace(block, note=True) if isinstance(block, Paragraph) else block

    def margins(self, parts: Mapping[str, etree._Element]) -> tuple[str, ...]:
        """Return the lines of headers and footers."""
        roots = (root for name, root in sorted(parts.items()) if _MARGIN.match(name))
        lines = (self._line(paragraph).text for root in roots for paragraph in root.iter(W + "p"))
        return tuple(line for line in lines if line)

    def findings(self) -> tuple[Finding, ...]:
        """Return what a person should know about the file as a whole."""
        found = [Finding("RD101", Severity.NOTE)] if self._tracked else []
        for legacy in sorted(self.letters.used):
            found.append(Finding("RD103", Severity.WARNING, params={"encoding": str(legacy)}))
        if self._notes:
            found.append(Finding("RD104", Severity.NOTE, params={"count": self._notes}))
        return tuple(found)

    def _paragraph(self, element: etree._Element) -> None:
        line = self._line(element)
        if line.text:
            self.bounds.block()
            place = Place(page=line.page, block=len(self.blocks))
            level = self.styles.level(_style(element))
            self.blocks.append(Paragraph(line.text, place, level=level, bold=line.bold))
        for box in line.boxes:
            self.read(box)

    def _line(self, element: etree._Element) -> "_Line":
        """Return a paragraph's clean text with its printed number."""
        read = read_paragraph(element, self.styles, _style(element), self.letters)
        self._tracked = self._tracked or read.tracked
        self._turn(read.pages_before)
        page = self._page
        self._turn(read.pages_after)
        text = self.bounds.text(self._joined + read.text)
        if _mark_deleted(element):
            self._joined = text
            return _Line("", page, read.boxes)
        self._joined = ""
        label = self._label(element)
        if label and (text.strip() or label not in "-+"):
            text = f"{label} {text}"
        return _Line(tidy_lines(text), page, read.boxes, bold=read.all_bold)

    def _label(self, element: etree._Element) -> str:
        properties = element.find(W + "pPr")
        numbering = None if properties is None else properties.find(W + "numPr")
        number_id = None if numbering is None else attribute(numbering.find(W + "numId"))
        styled = self.styles.numbering(_style(element))
        if number_id is None:
            if styled is None:
                return ""
            number_id = styled[0]
        level = None if numbering is None else attribute(numbering.find(W + "ilvl"))
        own = int(level) if level in set("012345678") else styled[1] if styled else 0
        return self.numbering.label(number_id, own)

    def _turn(self, pages: int) -> None:
        if self._page is not None:
            self._page += pages

    def _table(self, element: etree._Element) -> None:
        grid = read_grid(element)
        frame = _frame(grid)
        if frame is not None:
            self.read(frame)  # a table of one cell is a box drawn around what stands in it
            return
        self.bounds.table(len(grid), len(grid[0].cells) if grid else 0)
        place = Place(page=self._page, block=len(self.blocks), table=self._tables)
        rows = [self._row(row, index, place) for index, row in enumerate(grid)]
        if any(cell.text for row in rows for cell in row.cells):
            self.blocks.append(Table(tuple(rows), place))
            self._tables += 1

    def _row(self, row: GridRow, index: int, place: Place) -> Row:
        page = self._page
        cells = []
        for column, cell in enumerate(row.cells):
            where = Place(page=page, block=place.block, table=place.table, row=index, column=column)
            cells.append(self._cell(cell, where))
        return Row(tuple(cells), header=row.header, page=page)

    def _cell(self, cell: GridCell, place: Place) -> Cell:
        if cell.merged_from is not None or cell.element is None:
            return Cell("", place, merged_from=cell.merged_from)
        lines, bolds = [], []
        for line in self._lines(cell.element):
            if line.text:
                lines.append(line.text)
                bolds.append(line.bold)
        return Cell(self.bounds.whole("\n".join(lines)), place, bold=bool(bolds) and all(bolds))

    def _lines(self, container: etree._Element) -> Iterator["_Line"]:
        """Yield the paragraphs of a cell; a table inside it becomes one line a row."""
        for element in _blocks(container):
            if element.tag == W + "p":
                line = self._line(element)
                yield line
                for box in line.boxes:
                    yield from self._lines(box)
            else:
                for row in read_grid(element):
                    texts = [self._flat(cell.element) for cell in row.cells if cell.element is not None]
                    yield _Line(" | ".join(text for text in texts if text), self._page, [])

    def _flat(self, container: etree._Element) -> str:
        return " ".join(line.text.replace("\n", " ") for line in self._lines(container) if line.text)


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables directly in ``container``, through wrappers."""
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _style(element: etree._Element) -> str | None:
    properties = element.find(W + "pPr")
    return None if properties is None else attribute(properties.find(W + "pStyle"))


def _mark_deleted(element: etree._Element) -> bool:
    """Say whether the paragraph's end was deleted under tracked changes."""
    return element.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _frame(grid: list[GridRow]) -> etree._Element | None:
    """Return the only cell of a table of one cell, else None."""
    if len(grid) == 1 and len(grid[0].cells) == 1:
        return grid[0].cells[0].element
    return None
