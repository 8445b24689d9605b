"""Tesseract, in this process: pixels become words.

Owns: where the Vietnamese data lies, the engine, its modes. Does not: cut pages into cells and blocks.
"""

import math
import resource
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import cv2
import numpy as np

from vanban.reading.errors import ReadError
from vanban.reading.scan.model import Pixels

if TYPE_CHECKING:
    import tesserocr

__all__ = ["TESSDATA_FOLDERS", "Line", "Recogniser", "Word", "open_recogniser"]

# Where Debian, Ubuntu, Fedora, Homebrew and Tesseract's own installer put the data.
TESSDATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_LANGUAGE = "vie"
_BLOCK_MS, _LINE_MS = 20_000, 6_000  # what one call may take before it is given up
_PAGE_SECONDS = 18.0  # of the processor, for all calls of a page: a full one takes three
# Shapes in one rectangle; a page of small print has 15,000. More are noise, of which the engine makes no end of
# sketches before it looks at its limit of time.
_MOST_SHAPES, _LEAST_PIXELS = 30_000, 300_000
_HIGHEST_LINE_INCHES = 0.9
_BORDER = 12  # pixels of white around what is recognised: letters at the edge are lost without


@dataclass(frozen=True, slots=True)
class Word:
    """One word in the pixels that were given."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line, left to right."""

    words: tuple[Word, ...]
    base: float  # where its letters stand, in the middle of the line

    @property
    def text(self) -> str:
        """Return the words with single blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> int:
        """Return where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> int:
        """Return where the line ends."""
        return self.words[-1].right

    @property
    def top(self) -> int:
        """Return the upper edge of the highest letter."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> int:
        """Return the lower edge of the lowest letter."""
        return max(word.bottom for word in self.words)


class Recogniser:
    """An engine with the Vietnamese data loaded; one thread at a time, closed after use."""

    def __init__(self, folder: Path) -> None:
        import tesserocr

        self._tesserocr = tesserocr
        try:
            self._api = tesserocr.PyTessBaseAPI(path=f"{folder}/", lang=_LANGUAGE, psm=tesserocr.PSM.SINGLE_BLOCK)
        except RuntimeError as error:
            raise ReadError("RD032") from error
        # The page was cut already; searching for inverted letters and dictionaries of numbers only costs.
        self._api.SetVariable("tessedit_do_invert", "0")
        self._until = math.inf
        self.gave_up = False  # something of this page was left unread, because it took too long

    def __enter__(self) -> "Recogniser":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._api.End()

    def begin_page(self) -> None:
        """Begin to count the time of a page; what is asked for after ``_PAGE_SECONDS`` is not recognised."""
        self._until = self._now() + _PAGE_SECONDS
        self.gave_up = False

    @staticmethod
    def _now() -> float:
        """Return the seconds that this thread has worked: a machine with much else to do gives up no page for it."""
        used = resource.getrusage(resource.RUSAGE_THREAD)
        return used.ru_utime + used.ru_stime

    def block(self, grey: Pixels, dpi: float) -> tuple[Line, ...]:
        """Return the lines of a block of text of one column."""
        return self._lines(grey, dpi, self._tesserocr.PSM.SINGLE_BLOCK, _BLOCK_MS)

    def line(self, grey: Pixels, dpi: float, letters: str = "") -> Line | None:
        """Return the words of one line; where ``letters`` are given, only these are looked for.

        None for what is higher than any line.
        """
        if grey.shape[0] > _HIGHEST_LINE_INCHES * dpi:
            return None
        self._api.SetVariable("tessedit_char_whitelist", letters)
        try:
            lines = self._lines(grey, dpi, self._tesserocr.PSM.SINGLE_LINE, _LINE_MS)
        finally:
            self._api.SetVariable("tessedit_char_whitelist", "")
        return lines[0] if lines else None

    def _lines(self, grey: Pixels, dpi: float, mode: "tesserocr.PSM", limit_ms: int) -> tuple[Line, ...]:
        if self._now() >= self._until or _is_noise(grey):
            self.gave_up = True
            return ()
        framed = cv2.copyMakeBorder(grey, *(_BORDER,) * 4, borderType=cv2.BORDER_CONSTANT, value=255)
        framed = np.ascontiguousarray(framed)
        height, width = framed.shape
        self._api.SetPageSegMode(mode)
        self._api.SetImageBytes(framed.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(round(dpi))
        if not self._api.Recognize(limit_ms):
            self.gave_up = True
            return ()
        return tuple(self._found())

    def _found(self) -> Iterator[Line]:
        """Yield the lines of the last recognition."""
        levels = self._tesserocr.RIL
        words: list[Word] = []
        base = 0.0
        results = self._api.GetIterator()
        if results is None:
            return
        for result in self._tesserocr.iterate_level(results, levels.WORD):
            if result.IsAtBeginningOf(levels.TEXTLINE):
                if words:
                    yield Line(tuple(words), base)
                words, base = [], _middle(result.Baseline(levels.TEXTLINE))
            if not result.Empty(levels.WORD) and (text := result.GetUTF8Text(levels.WORD).strip()):
                left, top, right, bottom = (edge - _BORDER for edge in result.BoundingBox(levels.WORD))
                words.append(Word(text, left, top, right, bottom, result.Confidence(levels.WORD) / 100))
        if words:
            yield Line(tuple(words), base)


def _is_noise(grey: Pixels) -> bool:
    """Say whether a picture falls into more shapes than writing does."""
    if grey.size < _LEAST_PIXELS:
        return False
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return cv2.connectedComponents(np.asarray(dark, dtype=np.uint8))[0] > _MOST_SHAPES


def _middle(baseline: tuple[tuple[int, int], tuple[int, int]] | None) -> float:
    """Return the height of the middle of a line's base."""
    return (baseline[0][1] + baseline[1][1]) / 2 - _BORDER if baseline else 0.0


def open_recogniser(folders: Sequence[str | Path] = TESSDATA_FOLDERS) -> Recogniser:
    """Return an engine; use it in a ``with`` block.

    Args:
        folders: Where the data is looked for; the first folder that holds ``vie.traineddata`` is taken.

    Raises:
        ReadError: The Vietnamese data is in none of them, or the engine is not installed; the sentence says how to
            install it.
    """
    folder = next((Path(one) for one in folders if (Path(one) / f"{_LANGUAGE}.traineddata").is_file()), None)
    if folder is None:
        raise ReadError("RD032")
    try:
        return Recogniser(folder)
    except ImportError as error:
        raise ReadError("RD032") from error
