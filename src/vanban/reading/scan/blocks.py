"""What stands outside tables, cut into blocks of one column.

Owns: the white between blocks, heads and feet in two columns. Does not: recognise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from vanban.reading.scan.model import Pixels

__all__ = ["Block", "find_blocks"]

_COLUMN_GAP_INCHES = 0.35  # of white between two columns; blanks within a line are narrower
_FAR_INCHES = 0.8  # white between lines after which a column does not go on
_LEAST_INK = 2  # pixels in a row or column of pixels; less is dust
_MARKS_INCHES = 0.04  # white between letters and the marks above them; between lines there is more, or none
_LEAST_HEIGHT_INCHES = 0.03


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of one column, half open, in pixels."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows of pixels with ink, and the stretches of ink across them."""

    top: int
    bottom: int
    stretches: tuple[tuple[int, int], ...]

    def gaps(self) -> list[tuple[int, int]]:
        """Return the wide white between the stretches."""
        return [(one[1], two[0]) for one, two in zip(self.stretches, self.stretches[1:], strict=False)]


@dataclass(slots=True)
class _Group:
    """Bands that are read together: of one column, or of two around a gap."""

    bands: list[_Band]
    gap: tuple[int, int] | None


def find_blocks(ink: Pixels, dpi: float) -> tuple[Block, ...]:
    """Return the blocks of ``ink`` in reading order; of two columns side by side first the left one."""
    groups: list[_Group] = []
    for band in _bands(ink, dpi):
        if not (groups and _goes_on(groups[-1], band, dpi)):
            groups.append(_Group([band], max(band.gaps(), key=lambda gap: gap[1] - gap[0], default=None)))
    return tuple(block for group in groups for block in _blocks_of(group))


def _bands(ink: Pixels, dpi: float) -> Iterator[_Band]:
    written = (ink > 0).sum(axis=1) >= _LEAST_INK
    for top, bottom in _runs(written, least_gap=round(_MARKS_INCHES * dpi)):
        if bottom - top < _LEAST_HEIGHT_INCHES * dpi:
            continue
        columns = (ink[top:bottom] > 0).sum(axis=0) >= _LEAST_INK
        stretches = tuple(
            (left, right)
            for left, right in _runs(columns, least_gap=round(_COLUMN_GAP_INCHES * dpi))
            if right - left > _LEAST_INK
        )
        if stretches:
            yield _Band(top, bottom, stretches)


def _runs(flags: "np.ndarray[tuple[int], np.dtype[np.bool_]]", *, least_gap: int) -> list[tuple[int, int]]:
    """Return the runs of true flags, half open; runs nearer than ``least_gap`` are one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    runs: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and start - runs[-1][1] < least_gap:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _goes_on(group: _Group, band: _Band, dpi: float) -> bool:
    """Take ``band`` into ``group`` where it has the same columns; say whether it was taken."""
    gaps = band.gaps()
    if group.gap is None:
        if not gaps:
            group.bands.append(band)
        return not gaps
    low, high = group.gap
    common = [(max(low, start), min(high, end)) for start, end in gaps]
    common = [(start, end) for start, end in common if end - start >= _COLUMN_GAP_INCHES * dpi / 2]
    near = band.top - group.bands[-1].bottom < _FAR_INCHES * dpi
    one_sided = near and not gaps and (band.stretches[0][0] >= high or band.stretches[-1][1] <= low)
    if not common and not one_sided:
        return False
    if common:
        group.gap = max(common, key=lambda gap: gap[1] - gap[0])
    group.bands.append(band)
    return True


def _blocks_of(group: _Group) -> Iterator[Block]:
    if group.gap is None:
        yield _around(group.bands, 0, 1 << 30)
        return
    middle = sum(group.gap) // 2
    yield from (
        _around(side, low, high)
        for low, high in ((0, middle), (middle, 1 << 30))
        if (side := [band for band in group.bands if any(low <= left < high for left, _ in band.stretches)])
    )


def _around(bands: Sequence[_Band], low: int, high: int) -> Block:
    """Return the rectangle around the ink of ``bands`` between ``low`` and ``high``."""
    inside = [(left, right) for band in bands for left, right in band.stretches if low <= left < high]
    return Block(min(left for left, _ in inside), bands[0].top, max(right for _, right in inside), bands[-1].bottom)
