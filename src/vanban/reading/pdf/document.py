"""A PDF as a document.

Owns: the order of the steps, what a person is told about the file as a whole. Does not: recognise pictures; the pages
that are pictures are handed to ``vanban.reading.scan``, and what is read there stands in its place among the others.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from vanban.reading.bounds import Bounds
from vanban.reading.model import Block, Document, Suggestion
from vanban.reading.pdf.blocks import paragraph_of, table_of
from vanban.reading.pdf.container import active_parts, open_pages
from vanban.reading.pdf.flow import Flow, Scanned, Written
from vanban.reading.pdf.letters import lost_letters, to_unicode
from vanban.reading.pdf.margins import take_margins
from vanban.reading.pdf.notes import body_size, take_notes
from vanban.reading.pdf.page_text import PageText, text_of
from vanban.reading.pdf.pages import draw_pages, is_picture
from vanban.reading.pdf.pictures import Pictures
from vanban.reading.pdf.rows import OpenTable
from vanban.reading.pdf.telling import told_of_pages
from vanban.reading.progress import Step
from vanban.text.findings import Finding, Place, Severity

__all__ = ["read_pdf"]

_MOST_UNREAD = 0.005  # of a page's letters


def read_pdf(
    data: bytes, *, name: str, step: Step | None = None, tessdata: Sequence[str | Path] | None = None
) -> Document:
    """Return the document of a PDF; its format is "scan" where a page had to be recognised from its picture.

    Args:
        data: The whole file.
        name: The file's name, for messages and provenance.
        step: Called with the pages done and in all, before each page and at the end; what it raises ends the reading.
        tessdata: Folders in which the data of Tesseract is looked for; None looks where Debian puts it.

    Raises:
        ReadError: The file is behind a password, damaged, has too many pages, draws more than any paper, keeps its
            letters to itself, or shows pictures only and no Tesseract is installed.
    """
    file, pages = open_pages(data, name=name)
    texts: list[PageText] = []
    with Pictures(data, tessdata) as pictures:
        for page in draw_pages(file, pages, name=name, step=step):
            if is_picture(page) and pictures.take(page):
                continue
            texts.append(text_of(page, texts[-1] if texts and texts[-1].page.number == page.number - 1 else None))
        return _Reading(name, data, texts, pictures, len(pages)).document(active_parts(file, data))


class _Reading:
    """The pages read, on their way to a document."""

    def __init__(self, name: str, data: bytes, texts: list[PageText], pictures: Pictures, pages: int) -> None:
        self._name, self._texts, self._pictures, self._pages = name, texts, pictures, pages
        self._bounds = Bounds(name=name)
        self._blocks: list[Block] = []
        self._tables = 0
        self._suggestions: list[Suggestion] = []
        self._findings: list[Finding] = []
        self._margins: list[str] = []
        self._read: Counter[int] = Counter()  # letters by page

    def document(self, active: Sequence[str]) -> Document:
        """Return the document."""
        lines = [line for text in self._texts for line in text.lines()]
        self._findings += lost_letters(lines, name=self._name)
        self._findings += to_unicode(lines)
        self._margins += [words for text in self._texts for words in text.overlays]
        self._margins += take_margins(self._texts)
        size = body_size(self._texts)
        for text in self._texts:
            take_notes(text, size)
        flow = self._flow()
        self._add(flow)
        self._findings += self._on_the_file(flow, active)
        return Document(
            format="scan" if self._pictures.count else "pdf",
            name=self._name,
            blocks=tuple(self._blocks),
            findings=tuple(self._findings),
            margins=tuple(dict.fromkeys(self._margins)),
            suggestions=tuple(self._suggestions),
            pages=self._pages,
        )

    def _flow(self) -> Flow:
        flow = Flow()
        by_page = {text.page.number: text for text in self._texts}
        for number in range(1, self._pages + 1):
            text = by_page.get(number)
            if text is None:
                flow.scanned(number)
            else:
                flow.add(text)
                self._count([line for row in text.margins for line in row])
        return flow

    def _add(self, flow: Flow) -> None:
        run: list[int] = []
        for item in flow.items:
            if isinstance(item, Scanned):
                run.append(item.page)
                continue
            self._recognised(run)
            run = []
            if isinstance(item, Written):
                self._paragraph(item)
            else:
                self._table(item)
        self._recognised(run)
        for note in flow.notes:
            self._paragraph(note, note=True)

    def _paragraph(self, item: Written, *, note: bool = False) -> None:
        self._count([placed.line for placed in item.lines])
        block = paragraph_of(item, len(self._blocks), self._bounds, note=note)
        if block is not None:
            self._blocks.append(block)

    def _table(self, item: OpenTable) -> None:
        self._count(item.dropped)
        self._count([placed.line for cell in item.cells for placed in cell.lines])
        block = table_of(item, len(self._blocks), self._tables, self._bounds)
        if block is not None:
            self._blocks.append(block)
            self._tables += 1

    def _recognised(self, run: Sequence[int]) -> None:
        """Add pages that follow one another as they were recognised from their pictures."""
        if not run:
            return
        joined = self._pictures.joined(run, self._bounds, len(self._blocks), self._tables)
        self._blocks += joined.blocks
        self._tables = 1 + max(
            (block.place.table or 0 for block in self._blocks if block.place.table is not None), default=-1
        )
        self._suggestions += joined.suggestions
        self._findings += joined.findings
        self._margins += joined.margins

    def _count(self, lines: Sequence[object]) -> None:
        for line in lines:
            self._read[line.page] += line.letters  # type: ignore[attr-defined]

    def _on_the_file(self, flow: Flow, active: Sequence[str]) -> list[Finding]:
        """Return what a person should know about the file as a whole."""
        found = []
        for text in self._texts:
            number, unread = text.page.number, text.letters - self._read[text.page.number]
            if text.page.failed:
                found.append(Finding("RD108", Severity.ERROR, Place(page=number), params={"page": number}))
            if unread > _MOST_UNREAD * text.letters:
                params = {"page": number, "count": unread}
                found.append(Finding("RD105", Severity.ERROR, Place(page=number), params=params))
        found += told_of_pages(self._texts)
        if flow.notes:
            found.append(Finding("RD104", Severity.NOTE, params={"count": len(flow.notes)}))
        if active:
            found.append(Finding("RD107", Severity.NOTE, params={"parts": ", ".join(active)}))
        if self._pictures.count:
            found.append(Finding("RD134", Severity.WARNING, params={"count": self._pictures.count}))
        if self._pictures.layers:
            found.append(Finding("RD109", Severity.WARNING, params={"count": self._pictures.layers}))
        return found
