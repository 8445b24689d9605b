"""How large the inside of a document may be, whatever its format.

A file of 25 MB can hold more rows, cells or words than any paper, and than the machine can hold in objects. The bounds
stand far above real papers: a plan of 300 pages has some 1,000 rows of ten cells and a million characters.
"""

from vanban.reading.errors import ReadError

__all__ = [
    "MAX_BLOCKS",
    "MAX_CELLS",
    "MAX_CHARACTERS",
    "MAX_COLUMNS_OF_TEXT",
    "MAX_FONT_CODES",
    "MAX_PAGES",
    "MAX_PAGE_CONTENT",
    "MAX_PAGE_DRAWINGS",
    "MAX_PAGE_GLYPHS",
    "MAX_PAGE_POINTS",
    "MAX_STREAM",
    "MAX_STREAMS",
    "MAX_TEXT",
    "Bounds",
]

MAX_CHARACTERS = 1_500_000  # of the whole document
MAX_TEXT = 50_000  # of one paragraph or one cell, in characters
MAX_CELLS = 100_000  # of all tables together
MAX_BLOCKS = 50_000  # paragraphs and tables
MAX_COLUMNS_OF_TEXT = 200  # of a table in a text file

# Of a PDF.
MAX_PAGES = 300
MAX_PAGE_GLYPHS = 40_000  # letters on one page; a dense page has 6,000
MAX_PAGE_DRAWINGS = 300_000  # strings and nested drawings of one page; points of paths of which lines are kept
MAX_PAGE_POINTS = 1_500_000  # of all paths of a page: a map has 100,000
MAX_PAGE_CONTENT = 4_000_000  # bytes of drawing of one page, unpacked; a dense page has 100,000
MAX_STREAM = 40_000_000  # bytes of one stream, unpacked: fonts are the largest; pictures are not unpacked
MAX_STREAMS = 300_000_000  # bytes of all streams, one after another
MAX_FONT_CODES = 70_000  # codes of a font: two bytes each


class Bounds:
    """What was counted of one document so far."""

    def __init__(self, *, name: str) -> None:
        self._name = name
        self._blocks = self._cells = self._characters = 0

    def text(self, text: str) -> str:
        """Count the text of a paragraph or of a line of a cell; return it.

        Raises:
            ReadError: the document holds more than can be read.
        """
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            raise self._refusal()
        return self.whole(text)

    def whole(self, text: str) -> str:
        """Return a text whose lines were counted.

        Raises:
            ReadError: it is longer than a paragraph or a cell can be.
        """
        if len(text) > MAX_TEXT:
            raise self._refusal()
        return text

    def block(self) -> None:
        """Count a paragraph or a table.

        Raises:
            ReadError: as ``text``.
        """
        self._blocks += 1
        if self._blocks > MAX_BLOCKS:
            raise self._refusal()

    def table(self, rows: int, columns: int) -> None:
        """Count the cells of a table before they are made.

        Raises:
            ReadError: as ``text``.
        """
        self.block()
        self._cells += rows * columns
        if columns > MAX_COLUMNS_OF_TEXT or self._cells > MAX_CELLS:
            raise self._refusal()

    def cells(self, count: int) -> None:
        """Count cells of a table that is made cell by cell.

        Raises:
            ReadError: as ``text``.
        """
        self._cells += count
        if self._cells > MAX_CELLS:
            raise self._refusal()

    def _refusal(self) -> ReadError:
        return ReadError("RD020", name=self._name)
