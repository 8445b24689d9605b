"""The words of a rectangle on the cleaned page: recognised, cut into paragraphs, weighed.

Owns: cropping, a second look at lines that were passed over, confidence of a text, the marks of Latin letters that the
engine mistakes. Does not: find rectangles.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import cv2
import numpy as np

from vanban.reading.lines import tidy_lines
from vanban.reading.scan.cleaning import WORK_DPI
from vanban.reading.scan.flow import split_paragraphs
from vanban.reading.scan.model import Box, Pixels
from vanban.reading.scan.recognition import Line, Recogniser, Word
from vanban.reading.scan.unread import unread_runs

__all__ = ["Sheet", "confidence_of", "joined", "text_of", "upright_strokes"]

# Letters of other alphabets that look the same: which one it is was never on the paper.
_TWINS = str.maketrans({"Ð": "Đ", "ð": "đ", "ɖ": "đ", "‐": "-", "‑": "-", "−": "-", "⁄": "/", "|": ""})
_CUT_SYMBOL = re.compile(r"(?:/[A-ZĐ][A-Za-zĐđ]*|\d)[-–/]\Z|[A-ZĐ]/\Z")
_LEAST_INK = 12  # pixels in a blank of two by two: less is dust
_SURE = 0.6  # confidence from which a line that was passed over is believed at the second look
_AROUND = 8  # pixels around letters, for their marks
_TOO_HIGH = 1.3  # heights of a line's usual word: a word as high as two lines reaches over one that was passed over


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page whose rules were erased, with the engine that reads it."""

    grey: Pixels
    ink: Pixels
    recogniser: Recogniser
    read: list[Box] = field(default_factory=list)  # where words were recognised so far, in pixels of the page

    def is_blank(self, left: int, top: int, right: int, bottom: int) -> bool:
        """Say whether a rectangle holds nothing but dust."""
        part = self.ink[max(0, top) : bottom, max(0, left) : right]
        if not part.size:
            return True
        solid = cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
        return int(np.count_nonzero(solid)) < _LEAST_INK

    def lines(self, left: int, top: int, right: int, bottom: int) -> tuple[Line, ...]:
        """Return the lines of a rectangle of one column, in pixels of the page.

        The engine passes over lines at times: what no word covers is looked at once more by itself.
        """
        left, top = max(0, left), max(0, top)
        part = self.grey[top:bottom, left:right]
        if not part.size:
            return ()
        found = [line for one in self.recogniser.block(part, WORK_DPI) if (line := _placed(one, left, top)).words]
        return self._with_passed_over(found, left, top, right, bottom)

    def second_look(self, run: Box) -> Line | None:
        """Return the line of a run of letters that was passed over; None where nothing sure is recognised."""
        left, top, right, bottom = run
        line = self._line(left - _AROUND, top - _AROUND, right + _AROUND, bottom + _AROUND)
        if line is None or confidence_of((line,)) < _SURE or not any(letter.isalnum() for letter in line.text):
            return None
        self.read.extend((run, *_boxes(line)))
        return line

    def _with_passed_over(self, found: list[Line], left: int, top: int, right: int, bottom: int) -> tuple[Line, ...]:
        boxes = [box for line in found for box in _boxes(line)]
        self.read.extend(boxes)
        within = [(one[0] - left, one[1] - top, one[2] - left, one[3] - top) for one in boxes]
        for run in unread_runs(self.ink[top:bottom, left:right], within):
            line = self.second_look((run[0] + left, run[1] + top, run[2] + left, run[3] + top))
            if line is not None:
                found = _added(found, line)
        return tuple(found)

    def one_line(self, left: int, top: int, right: int, bottom: int) -> tuple[Line, ...]:
        """Return the line of a rectangle that holds one, in pixels of the page."""
        line = self._line(left, top, right, bottom)
        if line is None:
            return ()
        self.read.extend(_boxes(line))
        return (line,)

    def _line(self, left: int, top: int, right: int, bottom: int) -> Line | None:
        left, top = max(0, left), max(0, top)
        part = self.grey[top:bottom, left:right]
        found = self.recogniser.line(part, WORK_DPI) if part.size else None
        line = _placed(found, left, top) if found else None
        return line if line and line.words else None

    def number(
        self, left: int, top: int, right: int, bottom: int, letters: str, scale: float, pad: int
    ) -> tuple[str, float]:
        """Return the one short word of a rectangle, and its confidence.

        Args:
            left: The rectangle's edges, in pixels of the page.
            top: As ``left``.
            right: As ``left``.
            bottom: As ``left``.
            letters: Which letters are looked for; empty for all.
            scale: How much the picture is enlarged first: another size is another chance for a single letter.
            pad: Pixels of the page kept around the ink.
        """
        part = self.ink[top:bottom, left:right]
        columns, rows = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
        if not columns.size:
            return "", 0.0
        low, high = max(0, top + int(rows[0]) - pad), top + int(rows[-1]) + pad
        start, end = max(0, left + int(columns[0]) - pad), left + int(columns[-1]) + pad
        crop = cv2.resize(self.grey[low:high, start:end], None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        line = self.recogniser.line(np.asarray(crop, dtype=np.uint8), WORK_DPI * scale, letters)
        if line:
            self.read.append((start, low, end, high))
        return (line.text.replace(" ", ""), confidence_of((line,))) if line else ("", 0.0)


def upright_strokes(ink: Pixels) -> int:
    """Return of how many upright strokes that do not touch a short word is made; 0 where anything else is in it.

    So is II told from H, and III from HI or M, which the engine takes for one another.
    """
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    parts = [part for part in stats[1:count].tolist() if part[cv2.CC_STAT_AREA] >= _LEAST_INK]
    highest = max((part[cv2.CC_STAT_HEIGHT] for part in parts), default=0)
    tall = [part for part in parts if part[cv2.CC_STAT_HEIGHT] > 0.6 * highest]
    slim = all(part[cv2.CC_STAT_WIDTH] < 0.7 * part[cv2.CC_STAT_HEIGHT] for part in tall)
    return len(tall) if slim else 0


def _boxes(line: Line) -> tuple[Box, ...]:
    """Return where the words of a line stand; marks without a letter or digit cover no writing."""
    words = [word for word in line.words if any(letter.isalnum() for letter in word.text) or word.confidence >= _SURE]
    usual = median(word.bottom - word.top for word in words) if words else 0.0
    return tuple(
        (word.left, max(word.top, round(word.bottom - _TOO_HIGH * usual)), word.right, word.bottom) for word in words
    )


def _added(lines: list[Line], new: Line) -> list[Line]:
    """Return lines with another in its place: words of a line that was read in part come to the others of it."""
    height = new.bottom - new.top
    for index, line in enumerate(lines):
        if abs(line.base - new.base) < height / 3:
            words = tuple(sorted((*line.words, *new.words), key=lambda word: word.left))
            return [*lines[:index], Line(words, line.base), *lines[index + 1 :]]
    return sorted((*lines, new), key=lambda line: line.base)


def _placed(line: Line, left: int, top: int) -> Line:
    """Return a line of a crop in pixels of the page, in the letters of the paper."""
    words = (_word(word, left, top) for word in line.words)
    return Line(tuple(word for word in words if word.text), line.base + top)


def _word(word: Word, left: int, top: int) -> Word:
    return replace(
        word,
        text=word.text.translate(_TWINS),
        left=word.left + left,
        right=word.right + left,
        top=word.top + top,
        bottom=word.bottom + top,
    )


def text_of(lines: Sequence[Line], left: int, right: int) -> str:
    """Return the text of a column: one line for each paragraph."""
    return tidy_lines("\n".join(joined(one) for one in split_paragraphs(lines, left, right)))


def joined(lines: Sequence[Line]) -> str:
    """Return the lines of one paragraph as one; a symbol cut at its hyphen ("QĐ-" / "UBND") is whole again."""
    text = ""
    for line in lines:
        text += line.text if not text or _CUT_SYMBOL.search(text) else f" {line.text}"
    return text


def confidence_of(lines: Sequence[Line]) -> float:
    """Return the mean confidence of the words, each weighing as many as its letters; 0 without words."""
    words = [word for line in lines for word in line.words]
    letters = sum(len(word.text) for word in words)
    return round(sum(word.confidence * len(word.text) for word in words) / letters, 3) if letters else 0.0
