"""What is seen on one scanned page, before the pages are joined to a document.

Owns: the values between recognition and joining. Does not: recognise, or know which page comes next.

Boxes are left, top, right, bottom on the original picture, in thousandths of its width and height, as in ``Place``.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vanban.text.findings import Finding

__all__ = [
    "Box",
    "PageCell",
    "PageItem",
    "PageParagraph",
    "PageReading",
    "PageRow",
    "PageTable",
    "Picture",
    "Pixels",
]

Pixels = npt.NDArray[np.uint8]
Box = tuple[int, int, int, int]
# Called with (pages done, pages in all) before each page and at the end; what it raises ends the reading.


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as pixels."""

    pixels: Pixels  # height × width × 3, red, green, blue; or height × width where the scan is grey
    dpi: float  # pixels an inch: what the file says where it is believable, else as if the page were A4
    page: int  # from 1


@dataclass(frozen=True, slots=True)
class PageParagraph:
    """A paragraph, or the part of one that stands on this page."""

    text: str
    box: Box
    confidence: float  # 0 to 1
    bold: bool = False
    begins: bool = True  # its first line looks like the first of a paragraph: indented, numbered, a bullet, a heading
    ends: bool = True  # its last line looks like the last of a paragraph: short, or closed by a full stop


@dataclass(frozen=True, slots=True)
class PageCell:
    """One position of the grid."""

    text: str
    box: Box
    confidence: float | None = None  # None where nothing is written
    bold: bool = False
    merged_from: tuple[int, int] | None = None  # (row, column) on this page of the cell that covers this one
    full: bool = False  # the writing reaches down to the rule below: it may go on over the page
    doubtful: bool = False  # the number of a row that could hardly be read


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row of the grid."""

    cells: tuple[PageCell, ...]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table, or the part of one that stands on this page."""

    rows: tuple[PageRow, ...]
    box: Box
    edges: tuple[int, ...]  # where the columns begin, and the last ends, in thousandths of the table's width


PageItem = PageParagraph | PageTable


@dataclass(frozen=True, slots=True)
class PageReading:
    """All that was recognised on a page, in reading order."""

    page: int
    items: tuple[PageItem, ...] = ()
    margins: tuple[str, ...] = ()  # page numbers: no part of the text
    findings: tuple[Finding, ...] = ()
