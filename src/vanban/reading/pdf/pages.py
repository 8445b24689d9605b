"""The pages of a PDF one after another: drawn, measured, bounded.

Owns: progress, damage of single pages, which pages are pictures. Does not: join pages (``flow``).
"""

from collections.abc import Iterator

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1

from vanban.reading.bounds import MAX_CHARACTERS, MAX_PAGE_CONTENT
from vanban.reading.errors import ReadError
from vanban.reading.pdf.annotations import draw_annotations
from vanban.reading.pdf.device import Device, TooMuch
from vanban.reading.pdf.fonts import Fonts, HugeFont
from vanban.reading.pdf.ink import Page
from vanban.reading.pdf.overlays import take_overlays
from vanban.reading.pdf.posture import straightened
from vanban.reading.progress import Step

__all__ = ["draw_pages", "is_picture"]

# Called with (pages done, pages in all) before each page and at the end; what it raises ends the reading.

_LEAST_LETTERS = 40  # of a page that is read by its letters; below, a picture or a drawing is what it shows
_PICTURED = 0.4  # of the page
# Onto a scanned page an office types the number and the date before it signs it.
_ALL_PICTURED, _LEAST_LETTERS_OVER = 0.8, 90
_OUTLINES = 3_000  # drawings of a page whose letters were turned into outlines


def draw_pages(document: PDFDocument, pages: list[PDFPage], *, name: str, step: Step | None) -> Iterator[Page]:
    """Yield what is drawn on each page.

    Raises:
        ReadError: A page draws more than any paper, or the pages together hold more letters.
    """
    del document  # the pages hold on to it
    fonts = Fonts()
    device = Device(fonts)
    interpreter = PDFPageInterpreter(fonts, device)
    letters = 0
    for number, page in enumerate(pages, start=1):
        if step is not None:
            step(number - 1, len(pages))
        drawn = _draw(page, number, device, interpreter, name)
        letters += len(drawn.glyphs)
        if letters > MAX_CHARACTERS:
            raise ReadError("RD020", name=name)
        yield drawn
    if step is not None:
        step(len(pages), len(pages))


def is_picture(page: Page) -> bool:
    """Say whether a page shows its words as a picture, or as outlines: hardly a letter is written on it."""
    letters = sum(not glyph.text.isspace() for glyph in page.glyphs)
    if page.pictured >= _ALL_PICTURED:
        return letters < _LEAST_LETTERS_OVER
    return letters < _LEAST_LETTERS and (page.pictured >= _PICTURED or page.drawings + page.outlines >= _OUTLINES)


def _draw(page: PDFPage, number: int, device: Device, interpreter: PDFPageInterpreter, name: str) -> Page:
    device.start(number)
    try:
        _check_content(page)
        page.mediabox = _shown(page)
        interpreter.process_page(page)
        draw_annotations(page, device, interpreter)
        straightened(device.page)
        device.page.overlays = take_overlays(device.page)
    except (TooMuch, HugeFont) as error:
        raise ReadError("RD024", name=name, page=number) from error
    except Exception:  # whatever the parser makes of a damaged page: what was drawn before it is kept
        device.page.failed = True
    return device.page


def _shown(page: PDFPage) -> tuple[float, float, float, float]:
    """Return the part of a page that is shown: what was cropped away is no part of the paper."""
    whole, cropped = page.mediabox, page.cropbox
    x0, y0 = max(whole[0], cropped[0]), max(whole[1], cropped[1])
    x1, y1 = min(whole[2], cropped[2]), min(whole[3], cropped[3])
    return (x0, y0, x1, y1) if x1 - x0 > 1 and y1 - y0 > 1 else whole


def _check_content(page: PDFPage) -> None:
    size = 0
    for part in page.contents:
        stream = resolve1(part)
        if isinstance(stream, PDFStream):
            size += len(stream.get_data())
    if size > MAX_PAGE_CONTENT:
        raise TooMuch
