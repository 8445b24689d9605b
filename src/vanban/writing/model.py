"""What a writer is given: an official paper as values, from its header block to "Nơi nhận".

Owns: the values. Does not: know any file format, or any figure of the layout (``layout``).
Every text is plain: line feeds divide lines, everything else is written as it stands.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

__all__ = ["Align", "Block", "Cell", "Column", "HeaderBlock", "Paper", "Paragraph", "SignBlock", "Table", "Title"]

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """Who writes, left, and the state's title, right, without lines around them."""

    body: str  # the issuing body, in capitals
    parent: str = ""  # the body above it; empty for people's committees
    symbol: str = ""  # "Số: 12/BC-SNV"; empty in an annex, which has none of its own
    about: str = ""  # "V/v …" of a letter
    place_and_date: str = ""  # "Sông Mây, ngày 21 tháng 11 năm 2026"


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the kind, what it is about, and remarks in brackets under it."""

    kind: str  # "BÁO CÁO", "PHỤ LỤC"
    subject: tuple[str, ...] = ()  # one line each
    notes: tuple[str, ...] = ()  # "(Kèm theo …)"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body."""

    text: str
    kind: Literal["text", "heading", "note"] = "text"  # a note is smaller and slanted, without indent


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    weight: float = 1.0  # its share of the width among all columns
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``rows`` and ``columns`` say how far it reaches down and to the right."""

    text: str = ""
    rows: int = 1
    columns: int = 1
    is_bold: bool = False
    align: Align | None = None  # None: as its column
    keeps_next: bool = False  # its row stays on the page of the row below: headings inside a table


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header that is repeated on every page.

    Every row has one item for each column: a cell, or None where a cell above or at the left reaches.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]


Block = Paragraph | Table


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
