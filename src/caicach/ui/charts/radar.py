"""How one body stands on all sides at once: an outline over areas, beside a mean or last year's.

Owns: the specification of a radar and what it says. Does not: draw (``engine``).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caicach.ui.charts.chart import Chart, ChartTable, Frame, Specification, chart
from caicach.ui.charts.engine import FAINT, INK, LAST_YEAR, MUTED, THIS_YEAR
from caicach.ui.charts.lines import Series
from caicach.ui.charts.units import PERCENT, fitting

__all__ = ["radar_chart"]

_SIDES = range(3, 13)  # fewer make no outline, more cannot be read
_RADIUS = {False: 128, True: 84}  # by whether the drawing is narrow
_LETTERS = {False: 18, True: 12}
_ROOM = 46  # above and below the outline, for names
_LEGEND_LINE = 20
_LINE = 13
_STEP = 10  # between two rings, in per cent
_LOWEST = 60  # the middle is never above it: what is near the rim everywhere is looked at from close by
_RINGS = 4  # at most about so many
_STROKES = ((THIS_YEAR, 2.5, [1, 0]), (MUTED, 1.5, [6, 3]), (LAST_YEAR, 1.5, [1, 0]), (THIS_YEAR, 1.2, [2, 3]))
_ONE_SIDE = 0.25  # cosine up to which a name stands above or below its spoke


def radar_chart(title: str, sides: Sequence[str], series: Sequence[Series]) -> Chart:
    """Return a chart of shares, in per cent, over ``sides``.

    Args:
        title: "Sở Tư pháp theo lĩnh vực, năm 2026".
        sides: Three to twelve names of areas, clockwise from the top.
        series: One to four; the first is what the chart is about. A value that is missing leaves its corner out.

    Raises:
        ValueError: too few or too many sides or series, one of another length, or no value at all.
    """
    if len(sides) not in _SIDES or not 1 <= len(series) <= len(_STROKES):
        raise ValueError(f"{len(sides)} sides and {len(series)} outlines cannot be drawn")
    if any(len(one.values) != len(sides) for one in series):
        raise ValueError("an outline has another number of values than there are sides")
    radar = _Radar(tuple(sides), tuple(series))
    if not radar.known:
        raise ValueError("a chart without a value")
    return chart(radar.specification, title=title, says=radar.sentence(title), table=radar.table())


@dataclass(frozen=True, slots=True)
class _Radar:
    sides: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def known(self) -> list[Decimal]:
        """Every value there is."""
        return [value for one in self.series for value in one.values if value is not None]

    def table(self) -> ChartTable:
        """Return the numbers: a row for each side."""
        rows = ((side, *(PERCENT.text(one.values[at]) for one in self.series)) for at, side in enumerate(self.sides))
        return ChartTable((_("Lĩnh vực"), *(one.name for one in self.series)), tuple(rows))

    def sentence(self, title: str) -> str:
        """Return where the first outline reaches farthest and least far, and on how many sides it is ahead."""
        first, *others = self.series
        values = [(value, side) for value, side in zip(first.values, self.sides, strict=True) if value is not None]
        parts = [f"{title}."]
        if values:
            (low, weak), (high, strong) = min(values), max(values)
            words = {"strong": strong, "high": PERCENT.text(high), "weak": weak, "low": PERCENT.text(low)}
            parts.append(_("Cao nhất: %(strong)s %(high)s. Thấp nhất: %(weak)s %(low)s.") % words)
        return " ".join([*parts, *(self._against(first, other) for other in others)])

    def _against(self, first: Series, other: Series) -> str:
        pairs = [(a, b) for a, b in zip(first.values, other.values, strict=True) if a is not None and b is not None]
        words = {"name": other.name, "ahead": sum(a > b for a, b in pairs), "behind": sum(a < b for a, b in pairs)}
        return _("So với %(name)s: cao hơn ở %(ahead)s, thấp hơn ở %(behind)s lĩnh vực.") % words

    @property
    def floor(self) -> int:
        """The share that stands in the middle."""
        return max(0, min(_LOWEST, int(min(self.known)) // _STEP * _STEP - _STEP))

    def specification(self, frame: Frame) -> Specification:
        """Return the specification for a frame: names around the outline, what each line is below it."""
        radius = _RADIUS[frame.is_narrow]
        side = 2 * radius
        room = (frame.width - side) // 2
        return {
            "width": side,
            "height": side,
            "autosize": "none",
            "padding": {
                "left": room,
                "right": frame.width - side - room,
                "top": _ROOM,
                "bottom": _ROOM + _LEGEND_LINE * len(self.series),
            },
            "layer": [*self._web(), *self._outlines(), *self._names(frame), *self._legend(side, room)],
        }

    def _point(self, at: int, percent: float) -> dict[str, float]:
        """Return where a share lies on a side, the rim being 1 away from the middle."""
        far = max(0.0, (percent - self.floor) / (100 - self.floor))
        angle = 2 * math.pi * at / len(self.sides)
        return {"x": round(far * math.sin(angle), 4), "y": round(far * math.cos(angle), 4)}

    def _rings(self) -> list[int]:
        step = _STEP * max(1, -(-(100 - self.floor) // (_STEP * (_RINGS + 1))))
        return list(range(100, self.floor, -step))

    def _web(self) -> Iterator[Specification]:
        every = range(len(self.sides))
        for percent in self._rings():
            yield {
                "data": {"values": [{**self._point(at, percent), "at": at} for at in every]},
                "mark": {"type": "line", "interpolate": "linear-closed", "color": FAINT, "strokeWidth": 1},
                "encoding": _PLACE,
            }
        rim = [self._point(at, 100) for at in every]
        yield {
            "data": {"values": [{"x": 0, "y": 0, "x2": one["x"], "y2": one["y"]} for one in rim]},
            "mark": {"type": "rule", "color": FAINT},
            "encoding": {"x": _ACROSS, "y": _UPWARDS, "x2": {"field": "x2"}, "y2": {"field": "y2"}},
        }
        yield {
            "data": {"values": [{**self._point(0, percent), "text": str(percent)} for percent in self._rings()]},
            "mark": {"type": "text", "color": MUTED, "fontSize": 10, "align": "left", "dx": 4, "dy": 6},
            "encoding": {"x": _ACROSS, "y": _UPWARDS, "text": {"field": "text"}},
        }

    def _outlines(self) -> Iterator[Specification]:
        """Yield the outlines, the one that matters last and so on top, with its corners."""
        for nth, one in reversed(list(enumerate(self.series))):
            color, width, dash = _STROKES[nth]
            points = [
                {**self._point(at, float(value)), "at": at} for at, value in enumerate(one.values) if value is not None
            ]
            mark = {
                "type": "line",
                "interpolate": "linear-closed",
                "color": color,
                "strokeWidth": width,
                "strokeDash": dash,
                **({"fill": color, "fillOpacity": 0.1} if nth == 0 else {}),
            }
            yield {"data": {"values": points}, "mark": mark, "encoding": _PLACE}
            if nth == 0:
                dot = {"type": "point", "filled": True, "color": color, "size": 32, "opacity": 1}
                yield {"data": {"values": points}, "mark": dot, "encoding": {"x": _ACROSS, "y": _UPWARDS}}

    def _names(self, frame: Frame) -> Iterator[Specification]:
        """Yield the names outside the rim, turned to the side on which there is room."""
        for at, side in enumerate(self.sides):
            spot = self._point(at, 100)
            is_beside = abs(spot["x"]) > _ONE_SIDE
            lines = fitting(side, _LETTERS[frame.is_narrow], 3)
            align = ("left" if spot["x"] > 0 else "right") if is_beside else "center"
            above = -_LINE * (len(lines) - 1) / (2 if is_beside else 1) - (0 if is_beside else 12)
            down = 4 if is_beside else 14
            yield {
                "data": {"values": [{**spot, "text": lines}]},
                "mark": {
                    "type": "text",
                    "color": INK,
                    "align": align,
                    "lineHeight": _LINE,
                    "fontSize": 11 if frame.is_narrow else 12,
                    "dx": {"left": 10, "right": -10, "center": 0}[align],
                    "dy": above + (down if is_beside else 0) if is_beside or spot["y"] > 0 else down,
                },
                "encoding": {"x": _ACROSS, "y": _UPWARDS, "text": {"field": "text"}},
            }

    def _legend(self, height: int, room: int) -> Iterator[Specification]:
        """Yield what each line is, one below the other under the outline."""
        for nth, one in enumerate(self.series):
            color, width, dash = _STROKES[nth]
            y = {"value": height + _ROOM + _LEGEND_LINE * nth}
            data: Specification = {"values": [{}]}
            start = 8 - room
            stroke = {"type": "rule", "color": color, "strokeWidth": width, "strokeDash": dash}
            yield {
                "data": data,
                "mark": stroke,
                "encoding": {"x": {"value": start}, "x2": {"value": start + 26}, "y": y},
            }
            yield {
                "data": data,
                "mark": {"type": "text", "align": "left", "baseline": "middle", "color": INK, "text": one.name},
                "encoding": {"x": {"value": start + 34}, "y": y},
            }


_SCALE = {"domain": [-1, 1], "nice": False}
_ACROSS: dict[str, Any] = {"field": "x", "type": "quantitative", "axis": None, "scale": _SCALE}
_UPWARDS: dict[str, Any] = {"field": "y", "type": "quantitative", "axis": None, "scale": _SCALE}
_PLACE: dict[str, Any] = {"x": _ACROSS, "y": _UPWARDS, "order": {"field": "at", "type": "quantitative"}}
