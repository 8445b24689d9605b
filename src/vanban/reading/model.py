"""What a reader gives: a document as paragraphs and tables in reading order.

Every format comes to this one shape, so that the same paper as text and as DOCX is read as the same plan.
Owns: the values. Does not: know any file format, or what a plan is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vanban.text.findings import Finding, Place

__all__ = ["Block", "Cell", "Document", "DocumentFormat", "Paragraph", "Row", "Suggestion", "Table"]

# "scan": the text was recognised from pictures, wholly or in part; a sheet of a workbook is a table.
DocumentFormat = Literal["text", "docx", "pdf", "scan", "xlsx", "csv"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one line where the format has only lines."""

    text: str  # NFC, mark-up removed; a printed number or bullet stands at the front; line breaks as line feeds
    place: Place
    level: int | None = None  # heading level from 1, where the format says so
    bold: bool = False  # every letter is bold
    note: bool = False  # a footnote or endnote: no part of the text around its mark
    confidence: float | None = None  # 0 to 1, of what was recognised from a picture


@dataclass(frozen=True, slots=True)
class Cell:
    """One position of a table's grid."""

    text: str  # NFC, mark-up removed; lines joined by line feeds, a bullet as "- " at a line's front
    place: Place
    bold: bool = False
    merged_from: tuple[int, int] | None = None  # (row, column) of the cell that covers this one; its own text is ""
    confidence: float | None = None  # 0 to 1, of what was recognised from a picture


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid."""

    cells: tuple[Cell, ...]  # one for every column, covered positions too
    header: bool = False  # the format marks it as a header that is repeated on every page
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid: every row has the same number of cells."""

    rows: tuple[Row, ...]
    place: Place

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.rows[0].cells) if self.rows else 0


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What recognised words should probably say; the reading itself keeps what was recognised."""

    place: Place  # the words in their block or cell
    raw: str
    suggested: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as paragraphs and tables, with what was found while reading it."""

    format: DocumentFormat
    name: str  # the file's own name, without folders
    blocks: tuple[Block, ...]  # reading order; ``Place.block`` is the index here
    findings: tuple[Finding, ...] = ()
    margins: tuple[str, ...] = ()  # lines of page headers and footers, which are no part of the text
    suggestions: tuple[Suggestion, ...] = ()  # of a scan: words that were probably recognised wrongly
    pages: int | None = None  # how many, where the format has pages

    def tables(self) -> Iterator[Table]:
        """Yield the tables in reading order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs outside tables in reading order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))
