"""What lies around the paper: the black border of a scanner, the table under a photographed page.

Owns: what is not paper, the four corners of a page seen at an angle. Does not: measure skew, or whiten the paper.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from vanban.reading.scan.model import Pixels

__all__ = ["beyond", "corners_of", "papered", "surroundings_of"]

_SIDE = 600  # pixels of the longer side on which the paper is looked for
_DARK = 0.62  # of the paper's grey: darker, and reaching in from the edge, is not paper
_THICKNESS = 7  # pixels of those: thinner are rules and letters that touch the edge
_WIDER = 4  # and of the soft edge of what is around
_MOST_AROUND = 0.55  # of the picture
_NEAR_EDGE = 0.004  # of the picture's sides: a corner as near is cut off, and tells no angle
_LEAST_PAPER = 0.4
_LEAST_TILT_DEG, _MOST_TILT_DEG = 0.4, 12.0  # between opposite sides; less is none, more is no page
_EDGE = 0.015  # of the paper's half width and height
_FILLED = 0.96  # of the four-sided figure is paper

Corners = npt.NDArray[np.float32]  # 4 × 2: upper left, upper right, lower right, lower left


def surroundings_of(grey: Pixels) -> Pixels | None:
    """Return where the picture shows no paper (255) but what is around it; None where it is paper all over."""
    scale = min(1.0, _SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = (small < _DARK * np.percentile(small, 90)).astype(np.uint8)
    dark = cv2.morphologyEx(
        cv2.copyMakeBorder(dark, *(_THICKNESS,) * 4, borderType=cv2.BORDER_REPLICATE),
        cv2.MORPH_OPEN,
        np.ones((_THICKNESS, _THICKNESS), np.uint8),
    )
    dark = dark[_THICKNESS:-_THICKNESS, _THICKNESS:-_THICKNESS]
    _, labels = cv2.connectedComponents(dark, connectivity=8)
    rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    around = np.isin(labels, np.unique(rim[rim > 0]))
    if not around.any() or around.mean() > _MOST_AROUND:
        return None
    wide = cv2.dilate(around.astype(np.uint8) * 255, np.ones((2 * _WIDER + 1, 2 * _WIDER + 1), np.uint8))
    size = (grey.shape[1], grey.shape[0])
    return np.asarray(cv2.resize(wide, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def corners_of(surroundings: Pixels) -> Corners | None:
    """Return the corners of a page that was photographed at an angle; None where it lies straight or is cut off."""
    paper = cv2.bitwise_not(surroundings)
    outlines, _ = cv2.findContours(paper, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outline = max(outlines, key=cv2.contourArea, default=None)
    if outline is None or cv2.contourArea(outline) < _LEAST_PAPER * paper.size:
        return None
    hull = cv2.convexHull(outline)
    figure = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, closed=True), closed=True)
    if len(figure) != 4 or cv2.contourArea(hull) < _FILLED * cv2.contourArea(figure):
        return None
    corners = _in_order(figure.reshape(4, 2).astype(np.float32))
    height, width = paper.shape
    margin = np.minimum(corners, np.array([width - 1, height - 1], dtype=np.float32) - corners)
    if (margin < _NEAR_EDGE * max(width, height)).any():
        return None
    return corners if _LEAST_TILT_DEG <= _tilt_deg(corners) <= _MOST_TILT_DEG else None


def beyond(corners: Corners, surroundings: Pixels) -> Pixels:
    """Return ``surroundings`` with the edge of the paper itself, which is soft and in the shade."""
    middle = corners.mean(axis=0)
    inside = np.round(middle + (corners - middle) * (1 - _EDGE)).astype(np.int32)
    outside = np.full(surroundings.shape, 255, dtype=np.uint8)
    cv2.fillConvexPoly(outside, inside, 0)
    return np.asarray(cv2.bitwise_or(surroundings, outside), dtype=np.uint8)


def papered(grey: Pixels, surroundings: Pixels) -> Pixels:
    """Return the picture with paper in place of what is around it, as bright as the paper beside."""
    scale = min(1.0, _SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    away = cv2.resize(surroundings, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_NEAREST) > 0
    small = np.where(away, 0, small).astype(np.uint8)
    for _ in range(_SIDE):
        if not (away & (small == 0)).any():
            break
        small = np.where(away & (small == 0), cv2.dilate(small, np.ones((9, 9), np.uint8)), small).astype(np.uint8)
    light = cv2.resize(cv2.blur(small, (9, 9)), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.where(surroundings > 0, light, grey).astype(np.uint8)


def _in_order(points: Corners) -> Corners:
    sums, differences = points.sum(axis=1), points[:, 1] - points[:, 0]
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return np.asarray(points[order], dtype=np.float32)


def _tilt_deg(corners: Corners) -> float:
    """Return by how many degrees opposite sides are from being parallel."""
    upper, right, lower, left = (
        math.degrees(math.atan2(*(corners[end] - corners[start])[::-1]))
        for start, end in ((0, 1), (1, 2), (3, 2), (0, 3))
    )
    return max(abs(upper - lower), abs(right - left))
