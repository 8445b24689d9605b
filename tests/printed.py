"""What a PDF says of itself and what stands where on its pages, for tests."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTTextContainer, LTTextLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

__all__ = ["Line", "Sheet", "Structure", "document_of", "fonts_of", "sheets_of", "structure_of"]

_MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Line:
    """One line of letters; millimetres from the left and from the top of its page."""

    text: str
    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float
    size_pt: float  # of its largest letter
    font: str  # of its first letter

    @property
    def middle_mm(self) -> float:
        """Where its middle stands across the page."""
        return (self.left_mm + self.right_mm) / 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    width_mm: float
    height_mm: float
    lines: tuple[Line, ...]

    def line(self, start: str) -> Line:
        """Return the first line that begins so."""
        return next(line for line in self.lines if line.text.startswith(start))


@dataclass(frozen=True, slots=True)
class Structure:
    """One element of the structure that is spoken to those who do not see the page."""

    kind: str
    says: str  # the alternative text
    inside: tuple["Structure", ...]

    def all(self) -> Iterator["Structure"]:
        """Yield this and everything inside."""
        yield self
        for one in self.inside:
            yield from one.all()


def document_of(data: bytes) -> PDFDocument:
    """Return the file opened."""
    return PDFDocument(PDFParser(io.BytesIO(data)))


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """Return the pages."""
    return tuple(_sheet(page) for page in extract_pages(io.BytesIO(data), laparams=LAParams(boxes_flow=None)))


def _sheet(page: Any) -> Sheet:
    lines = (line for box in page if isinstance(box, LTTextContainer) for line in box if isinstance(line, LTTextLine))
    placed = tuple(sorted((_line(line, page.height) for line in lines), key=lambda line: (line.top_mm, line.left_mm)))
    return Sheet(page.width * _MM, page.height * _MM, placed)


def _line(line: LTTextLine, height: float) -> Line:
    letters = [char for char in line if isinstance(char, LTChar) and char.get_text().strip()]
    first = letters[0]
    return Line(
        text=" ".join(line.get_text().split()),
        left_mm=first.x0 * _MM,
        right_mm=letters[-1].x1 * _MM,
        top_mm=(height - line.y1) * _MM,
        bottom_mm=(height - line.y0) * _MM,
        size_pt=round(max(char.size for char in letters), 2),
        font=first.fontname.partition("+")[2].replace("-", " "),
    )


def structure_of(data: bytes) -> Structure:
    """Return the root of the structure."""
    root = resolve1(document_of(data).catalog["StructTreeRoot"])
    return _element({"S": "Root", "K": root["K"]})


def _element(given: dict[str, Any]) -> Structure:
    kids = resolve1(given.get("K"))
    opened = [resolve1(kid) for kid in (kids if isinstance(kids, list) else [kids])]
    kind = given["S"]
    alternative = resolve1(given.get("Alt", b""))
    return Structure(
        kind if isinstance(kind, str) else kind.name,
        alternative.decode("utf-16") if alternative else "",
        tuple(_element(kid) for kid in opened if isinstance(kid, dict) and "S" in kid),
    )


def fonts_of(data: bytes) -> dict[str, bool]:
    """Return the fonts of the file, and whether each is in it."""
    document = document_of(data)
    found = {}
    for number in document.xrefs[0].get_objids():
        one = resolve1(document.getobj(number))
        if isinstance(one, dict) and getattr(one.get("Type"), "name", "") == "FontDescriptor":
            found[one["FontName"].name.partition("+")[2]] = "FontFile2" in one
    return found
