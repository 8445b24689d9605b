"""Writing on a page that the recognised words do not cover.

Owns: what looks like a line of letters, which of it no word covers. Does not: recognise it, or tell anybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from vanban.reading.scan.cleaning import WORK_DPI
from vanban.reading.scan.model import Box, Pixels

__all__ = ["around", "share_unread", "unread_runs"]

_LOWEST_INCHES, _HIGHEST_INCHES = 0.045, 0.4  # of a letter without its marks, from small print to a title
_BROADEST_INCHES = 1.0  # of letters that touch
_THICK = 3  # pixels of a stroke's least width and height: thinner is left of a rule
_APART_INCHES = 0.16  # white between the letters of a run; between words in capitals there is less
_COVERED = 0.35  # of a letter's ink that lies in a word: then it was read
_PAD = 3  # pixels by which a word's box is too narrow for its letters
_LEAST_LETTERS = 4  # of a run; fewer are ornaments, ticks, leftovers of a rule
_LEAST_WIDTH = 1.6  # of a run, in heights of its letters
_LEVEL = 0.3  # of a letter's height by which the feet of a line's letters differ
_MOST_OFF_LINE = 0.4  # of the letters of a run; more off the line are a signature or the rim of a stamp
_STAMP_INCHES = 0.8  # the least width of a stamp that left its rim in grey
_STAMP_FILLED = 0.35  # of its square at most is ink


@dataclass(frozen=True, slots=True)
class _Letters:
    """The parts of a page's ink that may be letters: a row each of left, top, width, height, area."""

    stats: npt.NDArray[np.int32]
    covered: npt.NDArray[np.bool_]  # which of them lie in a word that was read


def unread_runs(ink: Pixels, words: Iterable[Box]) -> tuple[Box, ...]:
    """Return the runs of letters that no word covers, top to bottom, in pixels of ``ink``.

    Args:
        ink: A cleaned page or a part of it without rules, at the resolution of recognition.
        words: The boxes of what was recognised, in the same pixels.
    """
    letters = _letters(ink, words)
    left = letters.stats[~letters.covered]
    if len(left) < _LEAST_LETTERS:
        return ()
    return tuple(sorted((_frame(run) for run in _runs(left, ink.shape) if _is_line(run)), key=lambda box: box[1]))


def share_unread(ink: Pixels, words: Iterable[Box]) -> tuple[float, Box | None]:
    """Return which share of the letters' ink no word covers, and the rectangle around it."""
    letters = _letters(ink, words)
    areas = letters.stats[:, cv2.CC_STAT_AREA]
    left = letters.stats[~letters.covered]
    if not len(left):
        return 0.0, None
    return float(left[:, cv2.CC_STAT_AREA].sum() / areas.sum()), _frame(left)


def around(boxes: Sequence[Box]) -> Box:
    """Return the rectangle around rectangles; of none there is none."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _letters(ink: Pixels, words: Iterable[Box]) -> _Letters:
    count, labels, table, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    stats = np.asarray(table, dtype=np.int32)
    widths, heights = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    low, high = _LOWEST_INCHES * WORK_DPI, _HIGHEST_INCHES * WORK_DPI
    fits = (heights >= low) & (heights <= high) & (widths >= _THICK) & (widths <= _BROADEST_INCHES * WORK_DPI)
    fits[0] = False
    for stamp in _stamps(stats[1:]):
        fits &= ~_inside(stats, stamp)
    seen = np.zeros(ink.shape, dtype=bool)
    for left, top, right, bottom in words:
        seen[max(0, top - _PAD) : max(0, bottom + _PAD), max(0, left - _PAD) : max(0, right + _PAD)] = True
    covered = np.bincount(labels[seen], minlength=count) / np.maximum(np.bincount(labels.ravel(), minlength=count), 1)
    return _Letters(np.asarray(stats[fits], dtype=np.int32), np.asarray(covered[fits] >= _COVERED, dtype=np.bool_))


def _stamps(stats: npt.NDArray[np.int32]) -> list[Box]:
    """Return the squares of stamps that a scanner without colours left: as wide as high, and hollow."""
    found = []
    for part in stats[stats[:, cv2.CC_STAT_HEIGHT] >= _STAMP_INCHES * WORK_DPI]:
        _, _, width, height, area = part.tolist()
        if 0.75 < width / height < 1.33 and area < _STAMP_FILLED * width * height:
            found.append(_frame(part[np.newaxis]))
    return found


def _inside(stats: npt.NDArray[np.int32], box: Box) -> npt.NDArray[np.bool_]:
    lefts, tops = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    rights, bottoms = lefts + stats[:, cv2.CC_STAT_WIDTH], tops + stats[:, cv2.CC_STAT_HEIGHT]
    return np.asarray((lefts >= box[0]) & (tops >= box[1]) & (rights <= box[2]) & (bottoms <= box[3]), dtype=np.bool_)


def _runs(letters: npt.NDArray[np.int32], shape: tuple[int, ...]) -> list[npt.NDArray[np.int32]]:
    """Return the letters that stand side by side, together."""
    filled = np.zeros(shape, dtype=np.uint8)
    for left, top, width, height, _ in letters.tolist():
        # The middle of each letter only: lines that nearly touch stay apart.
        middle = slice(top + height // 4, top + height - height // 4)
        filled[middle, left : left + width + round(_APART_INCHES * WORK_DPI)] = 1
    count, labels = cv2.connectedComponents(filled, connectivity=8)
    middles = letters[:, cv2.CC_STAT_TOP] + letters[:, cv2.CC_STAT_HEIGHT] // 2
    of = labels[middles, letters[:, cv2.CC_STAT_LEFT] + letters[:, cv2.CC_STAT_WIDTH] // 2]
    return [letters[of == label] for label in range(1, count)]


def _is_line(run: npt.NDArray[np.int32]) -> bool:
    """Say whether the parts of a run stand on one line, as letters do, and are more than a few."""
    if not len(run):
        return False
    heights = run[:, cv2.CC_STAT_HEIGHT]
    feet = run[:, cv2.CC_STAT_TOP] + heights
    height = float(np.median(heights))
    left, _, right, _ = _frame(run)
    # Thick letters touch: their width says how many they are.
    count = np.maximum(1, run[:, cv2.CC_STAT_WIDTH] / (1.2 * height)).sum()
    off = (np.abs(feet - np.median(feet)) > max(2.0, _LEVEL * height)).mean()
    return bool(count >= _LEAST_LETTERS and right - left >= _LEAST_WIDTH * height and off <= _MOST_OFF_LINE)


def _frame(parts: npt.NDArray[np.int32]) -> Box:
    lefts, tops = parts[:, cv2.CC_STAT_LEFT], parts[:, cv2.CC_STAT_TOP]
    rights, bottoms = lefts + parts[:, cv2.CC_STAT_WIDTH], tops + parts[:, cv2.CC_STAT_HEIGHT]
    return int(lefts.min()), int(tops.min()), int(rights.max()), int(bottoms.max())
