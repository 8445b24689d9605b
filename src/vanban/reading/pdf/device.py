"""The drawing of a page followed operator by operator: letters, ruled lines, pictures.

Owns: where a letter stands, which paths are ruled lines, how much one page may draw. Does not: decide what the letters
say together. Source: ISO 32000-1, 8.5 (paths), 9.4 (text).
"""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect

from vanban.reading.bounds import MAX_PAGE_DRAWINGS, MAX_PAGE_GLYPHS, MAX_PAGE_POINTS
from vanban.reading.pdf.fonts import is_bold
from vanban.reading.pdf.ink import Box, Glyph, Page, Rule

__all__ = ["Device", "TooMuch"]

_THIN = 6.0  # points: a filled box of this thickness is a line, or a piece of one
_LINE = 3.0  # a thicker one is, if it is so many times as long
_SQUARE = 1.5  # a filled box not longer than so many times its thickness is a dot of a dotted line of either direction
_LEAST_RULE = 0.4  # points: dashes are short, the lines of which they are pieces are not (``grid``)
_LEAST_SHADE = 8.0, 20.0  # points: height and width of a shaded box whose edges part rows
_INVISIBLE = 3  # text rendering mode
_OUTLINED = 2  # filled and stroked: bold made by the program
_COVERING = 0.8  # of the page: a scanner's program laid its words beneath such a picture
_FORM = 100  # strings that a nested drawing weighs as much as
_LOST = "\ufffd"
_DESCENT = 0.216  # of the size: below the line, for every font, so that fonts on one line stand at one height
_ASLANT = 6.0  # degrees
_PALE = 0.55  # of white
_ATTACHED = 1.5  # font sizes between a letter and the tone drawn over it

Matrix = tuple[float, float, float, float, float, float]
_WHOLE: Matrix = (1, 0, 0, 1, 0, 0)


class TooMuch(Exception):
    """A page draws more than any paper."""


class Device(PDFTextDevice):
    """Collects one page."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.page = Page(0, 1, 1)
        self.page_matrix: Matrix = _WHOLE
        self._mode = 0
        self._apart = self._laid_over = False
        self._seen: dict[tuple[str, int, int], Glyph] = {}
        self._bold: dict[str, bool] = {}

    def start(self, number: int) -> None:
        """Begin a page."""
        self.page = Page(number, 1, 1)
        self._mode = 0
        self._seen = {}

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Measure the page as it is shown, turned or not."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.page.width, self.page.height = max(x1 - x0, 1.0), max(y1 - y0, 1.0)
        self.page_matrix = ctm

    @contextmanager
    def annotation(self, *, laid_over: bool) -> Iterator[None]:
        """Take only letters: what is drawn is laid over the page, or typed into it."""
        self._apart, self._laid_over, self._mode = True, laid_over, 0
        try:
            yield
        finally:
            self._apart = self._laid_over = False

    def begin_figure(self, name: str, bbox: object, matrix: object) -> None:
        """Count what is drawn within what is drawn: forms may nest without end."""
        self._count(_FORM)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Measure a picture; what it shows is not looked at, but letters beneath it are not seen."""
        if self._apart:
            return
        page = self.page
        box = self._box(apply_matrix_rect(self.ctm or _WHOLE, (0, 0, 1, 1)))
        inside = Box(max(box.x0, 0), max(box.top, 0), min(box.x1, page.width), min(box.bottom, page.height))
        if inside.width <= 0 or inside.height <= 0:
            return
        share = inside.width * inside.height / (page.width * page.height)
        page.pictured += share
        if share >= _COVERING and not any(key in stream.attrs for key in ("ImageMask", "SMask", "Mask")):
            page.hidden += [glyph for glyph in page.glyphs if inside.holds(*glyph.middle)]
            page.glyphs = [glyph for glyph in page.glyphs if not inside.holds(*glyph.middle)]

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Take note of how the string is shown, then draw its letters."""
        self._mode = textstate.render
        self._count()
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0913 - as the base class asks
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Keep a letter; return how far it moves the pen."""
        text = _letter(font, cid)
        advance: float = font.char_width(cid) * fontsize * scaling
        bottom = rise - _DESCENT * fontsize
        box = self._box(apply_matrix_rect(matrix, (0, bottom, advance, bottom + fontsize)))
        turn = _turn(matrix, fontsize)
        if turn == 0:  # letters that a program slants stand no wider on the line
            start, end = (apply_matrix_pt(matrix, (x, rise))[0] for x in (0, advance))
            box = Box(min(start, end), box.top, max(start, end), box.bottom)
        size = abs(fontsize) * math.hypot(matrix[2], matrix[3])
        pale = _is_pale(graphicstate.ncolor)
        self._keep(Glyph(text, box, size, str(font.fontname), self._is_bold(font), turn, text == _LOST, pale))
        return advance

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,  # noqa: FBT001 - as the base class asks
        fill: bool,  # noqa: FBT001
        evenodd: bool,  # noqa: FBT001
        path: Sequence[Any],
    ) -> None:
        """Keep the ruled lines of a path: straight lines that are stroked, and thin boxes that are filled."""
        self.page.points += len(path)
        if self.page.points > MAX_PAGE_POINTS:
            raise TooMuch
        if self._apart or self.page.points > MAX_PAGE_DRAWINGS:
            self.page.overdrawn = self.page.overdrawn or not self._apart
            return
        known = len(self.page.rules) + len(self.page.edges)
        for points in _outlines(path):
            shown = [self._point(apply_matrix_pt(self.ctm or _WHOLE, point)) for point in points]
            if stroke:
                for start, end in pairwise(shown):
                    self._rule(start, end)
            elif fill and len(shown) >= 4:
                self._thin_box(shown)
        if len(self.page.rules) + len(self.page.edges) == known:
            self.page.outlines += len(path)

    def _thin_box(self, points: list[tuple[float, float]]) -> None:
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        width, height = right - left, bottom - top
        if min(width, height) <= _THIN:
            if width >= height / _SQUARE and (height <= _LINE or width >= _LINE * height):
                self._rule((left, (top + bottom) / 2), (right, (top + bottom) / 2))
            if height >= width / _SQUARE and (width <= _LINE or height >= _LINE * width):
                self._rule(((left + right) / 2, top), ((left + right) / 2, bottom))
        elif height >= _LEAST_SHADE[0] and width >= _LEAST_SHADE[1]:
            self.page.edges += [Rule(across=True, at=y, start=left, end=right) for y in (top, bottom)]

    def _rule(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = start, end
        if abs(y0 - y1) <= 0.5 and abs(x0 - x1) >= _LEAST_RULE:
            self.page.rules.append(Rule(across=True, at=(y0 + y1) / 2, start=min(x0, x1), end=max(x0, x1)))
        elif abs(x0 - x1) <= 0.5 and abs(y0 - y1) >= _LEAST_RULE:
            self.page.rules.append(Rule(across=False, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1)))

    def _keep(self, glyph: Glyph) -> None:
        page = self.page
        if not glyph.text or not Box(0, 0, page.width, page.height).holds(*glyph.middle):
            return
        into = page.hidden if self._mode == _INVISIBLE else page.overlaid if self._laid_over else page.glyphs
        if into and unicodedata.combining(glyph.text[0]) and _near(into[-1], glyph):
            last = into[-1]  # of which this is the tone, drawn by itself
            last.text += glyph.text
            last.box = Box(last.box.x0, last.box.top, max(last.box.x1, glyph.box.x1), last.box.bottom)
            return
        # Programs draw a letter twice, a hair beside itself, to make it bold.
        mark = (glyph.text, round(glyph.box.x0), round(glyph.box.top))
        if mark in self._seen and not glyph.text.isspace():
            self._seen[mark].bold = True
            return
        self._seen[mark] = glyph
        into.append(glyph)
        if len(page.glyphs) + len(page.hidden) > MAX_PAGE_GLYPHS:
            raise TooMuch

    def _is_bold(self, font: PDFFont) -> bool:
        name = str(font.fontname)
        if name not in self._bold:
            self._bold[name] = is_bold(name, font.flags)
        return self._bold[name] or self._mode == _OUTLINED

    def _count(self, number: int = 1) -> None:
        self.page.drawings += number
        if self.page.drawings > MAX_PAGE_DRAWINGS:
            raise TooMuch

    def _point(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0], self.page.height - point[1]

    def _box(self, rectangle: tuple[float, float, float, float]) -> Box:
        x0, y0, x1, y1 = rectangle
        height = self.page.height
        return Box(min(x0, x1), height - max(y0, y1), max(x0, x1), height - min(y0, y1))


def _turn(matrix: Matrix, fontsize: float) -> int | None:
    """Return in which direction a letter's line runs; None where it runs aslant, or the letter is mirrored."""
    a, b, c, d = matrix[:4]
    if a * d - b * c <= 0:
        return None
    degrees = math.degrees(math.atan2(b, a)) + (180 if fontsize < 0 else 0)
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) <= _ASLANT else None


def _is_pale(colour: object) -> bool:
    """Say whether a colour is hardly darker than paper: a number is grey, three are light, four are ink."""
    parts = [float(part) for part in (colour if isinstance(colour, tuple | list) else (colour,)) if _is_number(part)]
    if len(parts) == 4:
        return sum(parts) <= 1 - _PALE
    return bool(parts) and sum(parts) / len(parts) >= _PALE


def _is_number(part: object) -> bool:
    return isinstance(part, int | float)


def _letter(font: PDFFont, cid: int) -> str:
    """Return the letter of a code; the replacement letter where the font does not say which it is."""
    try:
        text = str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return _LOST
    if not text or text == "\x00" or "\ufffd" in text:
        return _LOST
    if "\ufb00" <= text <= "\ufb06":
        return unicodedata.normalize("NFKC", text)  # "fi" drawn as one
    own_area = any("\ue000" <= char <= "\uf8ff" for char in text)
    return (_symbol(text) or _LOST) if own_area else text


def _symbol(text: str) -> str | None:
    """Return the sign of a symbol font, which lies in the private area, where it is a known bullet."""
    return {
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf02d": "-",
        "\uf0d8": "-",
        "\uf0fc": "-",
        "\uf076": "-",
        "\uf020": " ",
    }.get(text)


def _near(last: Glyph, mark: Glyph) -> bool:
    return abs(mark.box.x0 - last.box.x1) < _ATTACHED * mark.size and abs(mark.box.top - last.box.top) < mark.size


def _outlines(path: Sequence[Any]) -> list[list[tuple[float, float]]]:
    """Return the points of each part of a path that has only straight lines."""
    parts: list[list[tuple[float, float]]] = []
    for operator, *numbers in path:
        if operator == "m":
            parts.append([(float(numbers[0]), float(numbers[1]))])
        elif not parts:
            continue
        elif operator == "l":
            parts[-1].append((float(numbers[0]), float(numbers[1])))
        elif operator == "h":
            parts[-1].append(parts[-1][0])
        else:
            parts.append([(float(numbers[-2]), float(numbers[-1]))])  # a curve is no ruled line
    return [points for points in parts if len(points) > 1]
