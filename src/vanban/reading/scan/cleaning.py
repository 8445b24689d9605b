"""A page made ready for recognition: upright, without stamps, dark on white.

Owns: grey pixels from coloured ones, the angle, and the way back to the original picture. Does not: find text.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from vanban.reading.scan.framing import beyond, corners_of, papered, surroundings_of
from vanban.reading.scan.model import Box, Picture, Pixels

__all__ = ["WORK_DPI", "CleanPage", "clean_page", "skew_of"]

WORK_DPI = 220.0  # the engine errs least at this size of letters: half as often as at 200, a third as often as at 300
_MOST_SKEW_DEG = 4.0  # steeper is no skew of a feeder
_LEAST_SKEW_DEG = 0.05
_COARSE_DEG, _FINE_DEG = 0.4, 0.05
_SKEW_SIDE = 1100  # pixels of the longer side on which the angle is measured
_MOST_SCALE, _MOST_PIXELS = 2.5, 25_000_000  # of the page that is worked on: a small one is not made larger than that
_COLOURED = 50  # between the strongest and the weakest channel: ink with a colour
_STAMP_INCHES = 0.4  # what is coloured and higher than this is no line of letters
_TINGED = 18  # the same within a stamp or a signature, where pictures are packed with less colour than light
_STAMP_BRIGHT = 90  # of the strongest channel: darker is black ink under the stamp


@dataclass(frozen=True, slots=True)
class CleanPage:
    """An upright grey page of ``WORK_DPI``, and how its points lie on the original picture."""

    grey: Pixels
    ink: Pixels  # 255 where there is ink, else 0
    back: npt.NDArray[np.float64]  # 3 × 3, from points here to points of the original
    size: tuple[int, int]  # width and height of the original, in pixels
    skew_deg: float  # how far the original was turned, clockwise
    stamped: bool  # coloured ink was taken away

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return where a rectangle lies on the original, in thousandths."""
        corners = np.array([[left, top, 1], [right, top, 1], [left, bottom, 1], [right, bottom, 1]], dtype=np.float64)
        seen = corners @ self.back.T
        points = seen[:, :2] / seen[:, 2:] / np.array(self.size, dtype=np.float64) * 1000
        low, high = np.clip(np.floor(points.min(axis=0)), 0, 1000), np.clip(np.ceil(points.max(axis=0)), 0, 1000)
        return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def clean_page(picture: Picture) -> CleanPage:
    """Return ``picture`` upright, grey, without coloured stamps and what is around the paper, at ``WORK_DPI``."""
    grey, stamped = _without_stamps(picture)
    height, width = grey.shape
    flat = np.eye(3)
    around = surroundings_of(grey)
    if around is not None:
        corners = corners_of(around)
        if corners is not None:
            around, flat = beyond(corners, around), _laid_flat(corners)
        grey = papered(grey, around)
    edge = cv2.BORDER_CONSTANT if around is None else cv2.BORDER_REPLICATE
    straight = grey if (flat == np.eye(3)).all() else _warped(grey, flat, (width, height), edge)
    skew_deg = skew_of(straight)
    scale = min(WORK_DPI / picture.dpi, _MOST_SCALE, math.sqrt(_MOST_PIXELS / (height * width)))
    forth = np.vstack([_turn(width, height, skew_deg, scale), [0, 0, 1]]) @ flat
    turned = _flattened(_warped(grey, forth, (round(width * scale), round(height * scale)), edge))
    back = np.asarray(np.linalg.inv(forth), dtype=np.float64)
    return CleanPage(turned, _ink(turned), back, (width, height), skew_deg, stamped)


def _warped(grey: Pixels, forth: npt.NDArray[np.float64], size: tuple[int, int], edge: int) -> Pixels:
    method = cv2.INTER_CUBIC if size[0] >= grey.shape[1] else cv2.INTER_AREA
    if (forth[2] == (0, 0, 1)).all():
        found = cv2.warpAffine(grey, forth[:2], size, flags=method, borderMode=edge, borderValue=255)
    else:
        found = cv2.warpPerspective(grey, forth, size, flags=method, borderMode=edge, borderValue=255)
    return np.asarray(found, dtype=np.uint8)


def _laid_flat(corners: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Return the way from a page seen at an angle to one seen from above, as large and in the same place."""
    upper_left, upper_right, lower_right, lower_left = corners
    width = (np.linalg.norm(upper_right - upper_left) + np.linalg.norm(lower_right - lower_left)) / 2
    height = (np.linalg.norm(lower_left - upper_left) + np.linalg.norm(lower_right - upper_right)) / 2
    left, top = corners.mean(axis=0) - np.array([width, height]) / 2
    flat = [[left, top], [left + width, top], [left + width, top + height], [left, top + height]]
    return np.array(cv2.getPerspectiveTransform(corners, np.array(flat, dtype=np.float32)), dtype=np.float64)


def _turn(width: int, height: int, angle_deg: float, scale: float) -> npt.NDArray[np.float64]:
    """Return the way from the original to the upright page: turned about the middle, then scaled."""
    forth = np.array(cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, scale), dtype=np.float64)
    forth[:, 2] += (scale - 1) / 2 * np.array([width, height], dtype=np.float64)
    return forth


def _without_stamps(picture: Picture) -> tuple[Pixels, bool]:
    """Return the page in grey with stamps and signatures in colour blanked, and whether there were any.

    Only what is higher than letters goes: a heading or a link in colour stays.
    """
    if picture.pixels.ndim == 2:
        return picture.pixels, False
    grey = np.asarray(cv2.cvtColor(picture.pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    strongest, weakest = picture.pixels.max(axis=2), picture.pixels.min(axis=2)
    coloured = ((strongest - weakest > _COLOURED) & (strongest > _STAMP_BRIGHT)).astype(np.uint8)
    if not coloured.any():
        return grey, False
    stamps, around = _tall_parts(coloured, round(picture.dpi * _STAMP_INCHES))
    if not stamps.any():
        return grey, False
    stamps = np.asarray(cv2.dilate(stamps, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    # Black letters under the ink stay as dark as their strongest channel.
    np.copyto(grey, np.where(strongest > _STAMP_BRIGHT, 255, strongest).astype(np.uint8), where=stamps > 0)
    for left, top, right, bottom in around:
        part = np.s_[top:bottom, left:right]
        tinged = (strongest[part] - weakest[part] > _TINGED) & (stamps[part] == 0)
        np.copyto(grey[part], strongest[part], where=tinged)
    return grey, True


def _tall_parts(mask: Pixels, height: int) -> tuple[Pixels, list[Box]]:
    """Return the parts of ``mask`` that belong to something at least ``height`` pixels high, and where it stands."""
    near = max(3, height // 12)
    joined = cv2.dilate(mask, np.ones((near, near), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    tall = np.zeros(count, dtype=np.uint8)
    tall[1:] = stats[1:, cv2.CC_STAT_HEIGHT] >= height
    around = [
        (left, top, left + width, top + high) for left, top, width, high, _ in stats[tall > 0].tolist() if width >= near
    ]
    return np.asarray(tall[labels] & mask, dtype=np.uint8), around


def _flattened(grey: Pixels) -> Pixels:
    """Return the page with its paper made white, whatever light fell on it."""
    small = cv2.resize(grey, None, fx=0.1, fy=0.1, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 1), scale=255), dtype=np.uint8)


def _ink(grey: Pixels) -> Pixels:
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    # On a page with hardly any ink the threshold would fall into the noise of the paper.
    level = min(max(level, 90.0), 190.0)
    return np.asarray(cv2.threshold(grey, level, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def skew_of(grey: Pixels) -> float:
    """Return by how many degrees the page must be turned counter-clockwise to be upright; 0 where nothing tells."""
    scale = min(1.0, _SKEW_SIDE / max(grey.shape))
    small = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    ink = _ink(_flattened(small)) // 255
    if ink.sum() < 50:
        return 0.0
    coarse = max(np.arange(-_MOST_SKEW_DEG, _MOST_SKEW_DEG + 0.01, _COARSE_DEG), key=lambda deg: _order(ink, deg))
    fine = np.arange(coarse - _COARSE_DEG, coarse + _COARSE_DEG + 0.01, _FINE_DEG)
    best = float(max(fine, key=lambda deg: _order(ink, deg)))
    return best if abs(best) >= _LEAST_SKEW_DEG else 0.0


def _order(ink: Pixels, angle_deg: float) -> float:
    """Return how sharply the rows of ink stand apart when the page is turned by ``angle_deg``."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle_deg), 1.0)
    rows = cv2.warpAffine(ink * 255, turn, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())
