"""What a writer is given: an official paper as values, from its header block to "Nơi nhận".

Owns: the values. Does not: know any file format, or any figure of the layout (``layout``).
Every text is written as it stands; line feeds divide lines.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

__all__ = [
    "Align",
    "Block",
    "Cell",
    "Column",
    "Footnote",
    "HeaderBlock",
    "Listing",
    "Paper",
    "Paragraph",
    "Picture",
    "Run",
    "SignBlock",
    "Table",
    "Text",
    "Title",
    "plain",
]

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that looks different from what stands around it."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_missing: bool = False  # "…" for a figure that is not there: marked, so that nobody signs over it


@dataclass(frozen=True, slots=True)
class Footnote:
    """A raised number at this place; the text stands below on the same page."""

    text: str


Text = str | tuple[Run | Footnote, ...]


def plain(text: Text) -> str:
    """Return the words of ``text`` without their look and without footnotes."""
    return text if isinstance(text, str) else "".join(one.text for one in text if isinstance(one, Run))


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """Who writes, left, and the state's title, right, without lines around them."""

    body: str  # the issuing body, in capitals
    parent: str = ""  # the body above it; empty for people's committees
    symbol: str = ""  # "Số: 12/BC-SNV"; empty in an annex, which has none of its own
    about: str = ""  # "V/v …" of a letter
    place_and_date: str = ""  # "Sông Mây, ngày 21 tháng 11 năm 2026"
    mark: str = ""  # "DỰ THẢO", under what stands at the left


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the kind, what it is about, and remarks in brackets under it."""

    kind: str  # "BÁO CÁO", "PHỤ LỤC"
    subject: tuple[str, ...] = ()  # one line each
    notes: tuple[str, ...] = ()  # "(Kèm theo …)"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body."""

    text: Text
    # A note is smaller and slanted, without indent; what is centred is bold: "QUYẾT ĐỊNH:", who decides.
    kind: Literal["text", "heading", "note", "centred"] = "text"
    level: Literal[1, 2, 3] = 1  # of a heading: "I.", "1.", "a)"; its number is part of its text


@dataclass(frozen=True, slots=True)
class Listing:
    """Items one below the other, each a paragraph behind its mark."""

    items: tuple[Text, ...]
    mark: Literal["-", "+", "1.", "a)"] = "-"  # the last two are counted, letters in the Vietnamese order


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the middle of the page, kept together with its caption."""

    png: bytes
    alternative_text: str  # what it says, as a sentence; never empty
    width_mm: float  # the height follows; not wider than the text is printed
    caption: str = ""  # "Biểu đồ 1. …", below


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    weight: float = 1.0  # its share of the width among all columns
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``rows`` and ``columns`` say how far it reaches down and to the right."""

    text: Text = ""
    rows: int = 1
    columns: int = 1
    is_bold: bool = False
    align: Align | None = None  # None: as its column
    keeps_next: bool = False  # its row stays on the page of the row below: headings inside a table
    is_italic: bool = False
    number: Decimal | int | None = None  # what a sheet reckons with in place of the text; no other file needs it


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header that is repeated on every page.

    Every row has one item for each column: a cell, or None where a cell above or at the left reaches.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    head: tuple[tuple[Cell | None, ...], ...] = ()  # a header of several rows, in place of the columns' titles
    caption: str = ""  # above the table
    unit: str = ""  # "Đơn vị tính: hồ sơ", above at the right

    @property
    def head_rows(self) -> tuple[tuple[Cell | None, ...], ...]:
        """The rows of the header."""
        return self.head or (tuple(Cell(column.title) for column in self.columns),)


Block = Paragraph | Listing | Picture | Table


@dataclass(frozen=True, slots=True)
class SignBlock:
    """Who signs: authority and office in capitals, room for the signature, the name."""

    offices: tuple[str, ...]  # "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. What is empty is left out."""

    title: Title
    blocks: tuple[Block, ...]
    written_at: datetime  # aware; for the file's own data, never printed
    header: HeaderBlock | None = None
    to: tuple[str, ...] = ()  # "Kính gửi:" of a letter
    sign: SignBlock | None = None
    recipients: tuple[str, ...] = ()  # lines of "Nơi nhận:", without dashes and closing marks
    is_landscape: bool = False
    author: str = ""  # for the file's own data
