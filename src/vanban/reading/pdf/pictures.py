"""The pages of a PDF that are pictures, handed to the reader of scans one at a time.

Owns: opening what recognises only where a page needs it, the words that a scanner's program laid under a picture.
Does not: recognise (``vanban.reading.scan``).
"""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

from vanban.reading.bounds import Bounds
from vanban.reading.errors import ReadError
from vanban.reading.pdf.ink import Page

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from vanban.reading.scan.joining import JoinedPages
    from vanban.reading.scan.model import PageReading
    from vanban.reading.scan.recognition import Recogniser

__all__ = ["Pictures"]

_LEAST_LAYER = 40  # letters: what is laid invisibly under a picture is its text


class Pictures:
    """The pictures among the pages of one file; a context, which closes what it opened."""

    def __init__(self, data: bytes, tessdata: Sequence[str | Path] | None) -> None:
        self._data = data
        self._tessdata = tessdata
        self._stack = ExitStack()
        self._open: tuple[PdfDocument, Recogniser] | None = None
        self._readings: dict[int, PageReading] = {}
        self.layers = 0  # pages read by the words laid under their pictures

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close what was opened."""
        self._stack.close()

    @property
    def count(self) -> int:
        """Return how many pages were recognised."""
        return len(self._readings)

    def take(self, page: Page) -> bool:
        """Recognise a page from its picture.

        Returns False where nothing can recognise here but a scanner's program did before: the page's letters are then
        those that were laid under the picture.

        Raises:
            ReadError: The page cannot be recognised, and holds no words of a scanner's program either.
        """
        from vanban.reading.scan.reader import read_pdf_page  # OpenCV and Tesseract are loaded only for pictures

        try:
            document, recogniser = self._opened()
        except ReadError:
            if sum(not glyph.text.isspace() for glyph in page.hidden) < _LEAST_LAYER:
                raise
            page.glyphs, page.hidden = [*page.glyphs, *page.hidden], []
            self.layers += 1
            return False
        self._readings[page.number] = read_pdf_page(document, page.number - 1, recogniser)
        return True

    def joined(self, pages: Sequence[int], bounds: Bounds, first_block: int, first_table: int) -> "JoinedPages":
        """Return recognised pages that follow one another as blocks.

        Raises:
            ReadError: They hold more than a document can.
        """
        from vanban.reading.scan.joining import join_blocks

        readings = [self._readings[page] for page in pages]
        return join_blocks(readings, bounds=bounds, first_block=first_block, first_table=first_table)

    def _opened(self) -> "tuple[PdfDocument, Recogniser]":
        if self._open is None:
            import pypdfium2

            from vanban.reading.scan.recognition import TESSDATA_FOLDERS, open_recogniser

            folders = TESSDATA_FOLDERS if self._tessdata is None else self._tessdata
            recogniser = self._stack.enter_context(open_recogniser(folders))
            document = pypdfium2.PdfDocument(self._data)
            self._stack.callback(document.close)
            self._open = document, recogniser
        return self._open
