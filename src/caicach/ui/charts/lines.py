"""How something went through time: one line or a few, each named at its end, with a goal where there is one.

Owns: the specification of lines and what they say. Does not: draw (``engine``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from caicach.ui.charts.chart import Chart, ChartTable, Frame, Specification, chart
from caicach.ui.charts.engine import AREA, INK, LAST_YEAR, MUTED, THIS_YEAR
from caicach.ui.charts.units import PERCENT, Unit, fitting

__all__ = ["Series", "line_chart"]

_HEIGHT = 210
_ALL_NAMED = 8  # so many points have their values written
_LABELS = {False: 12, True: 4}  # names on the axis, by whether the drawing is narrow
_NAME_LETTERS = 12
# What comes first is what the chart is about; no two lines differ by colour alone.
_STROKES = ((THIS_YEAR, 2.5, [1, 0]), (LAST_YEAR, 2, [1, 0]), (MUTED, 2, [6, 3]), (THIS_YEAR, 1.5, [2, 3]))
_ROOM = {"left": 44, "top": 24, "bottom": 28}
_INSIDE = _HEIGHT - _ROOM["top"] - _ROOM["bottom"]
_NAME_LINE = 14
_ONE: Specification = {"values": [{}]}  # data of a mark that stands once


@dataclass(frozen=True, slots=True)
class Series:
    """One line; its values stand in the order of the chart's labels."""

    name: str  # "2026", "Cấp xã"
    values: tuple[Decimal | None, ...]  # None: there is none, and the line has a gap


def line_chart(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    unit: Unit = PERCENT,
    goal: tuple[str, Decimal] | None = None,
) -> Chart:
    """Return a chart of what went through ``labels``.

    Args:
        title: "Tỷ lệ đúng hạn theo quý".
        labels: Names of the periods, the oldest first: "Quý I/2026".
        series: One to four; the first is what the chart is about.
        unit: Of all values.
        goal: Its name and value, drawn as a line across.

    Raises:
        ValueError: no series, more than four, one of another length, or no value at all.
    """
    if not 1 <= len(series) <= len(_STROKES):
        raise ValueError(f"{len(series)} lines in a chart that shows one to {len(_STROKES)}")
    if any(len(one.values) != len(labels) for one in series):
        raise ValueError("a line has another number of values than there are labels")
    lines = _Lines(tuple(labels), tuple(series), unit, goal)
    if not lines.known:
        raise ValueError("a chart without a value")
    return chart(lines.specification, title=title, says=lines.sentence(title), table=lines.table())


@dataclass(frozen=True, slots=True)
class _Lines:
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit
    goal: tuple[str, Decimal] | None

    @property
    def known(self) -> list[Decimal]:
        """Every value there is."""
        return [value for one in self.series for value in one.values if value is not None]

    def table(self) -> ChartTable:
        """Return the numbers: a row for each period."""
        rows = (
            (label, *(self.unit.text(one.values[at]) for one in self.series)) for at, label in enumerate(self.labels)
        )
        return ChartTable((_("Kỳ"), *(one.name for one in self.series)), tuple(rows))

    def sentence(self, title: str) -> str:
        """Return what the lines say: where each begins and ends, and how that stands to the goal."""
        parts = [f"{title}."]
        parts += [words for one in self.series if (words := self._course(one))]
        if self.goal:
            name, value = self.goal
            parts.append(f"{name}: {self.unit.set_text(value)}.")
        return " ".join(parts)

    def _course(self, one: Series) -> str:
        points = [(label, value) for label, value in zip(self.labels, one.values, strict=True) if value is not None]
        if not points:
            return ""
        (first, start), (last, end) = points[0], points[-1]
        if len(points) == 1:
            return _("%(name)s: %(end)s ở %(last)s.") % {"name": one.name, "end": self.unit.text(end), "last": last}
        return _("%(name)s: từ %(start)s ở %(first)s đến %(end)s ở %(last)s.") % {
            "name": one.name,
            "start": self.unit.text(start),
            "first": first,
            "end": self.unit.text(end),
            "last": last,
        }

    def specification(self, frame: Frame) -> Specification:
        """Return the specification for a frame."""
        floor, roof = self._bounds()
        right = 34 if len(self.series) == 1 else 92
        layers = [*self._area(floor), *self._goal_line(), *self._strokes(), *self._points(frame)]
        return {
            "width": frame.width - _ROOM["left"] - right,
            "height": _INSIDE,
            "autosize": "none",
            "padding": {**_ROOM, "right": right},
            "encoding": {"x": self._across(frame), "y": _upwards(floor, roof)},
            "layer": [*layers, *self._names(floor, roof)],
        }

    def _bounds(self) -> tuple[int, int]:
        """Return where the axis begins and ends: a share near its most is looked at from close by."""
        values = [*self.known, *((self.goal[1],) if self.goal else ())]
        if self.unit.most is None:
            return 0, max(1, int(max(values) * Decimal("1.15")) + 1)
        floor = min(70, max(0, int(min(values)) // 10 * 10 - 10))
        return floor, max(self.unit.most, int(max(values)) + 1)

    def _across(self, frame: Frame) -> dict[str, Any]:
        every = -(-len(self.labels) // _LABELS[frame.is_narrow])
        shown = [label for at, label in enumerate(reversed(self.labels)) if at % every == 0]
        return {
            "field": "label", "type": "ordinal", "sort": list(self.labels),
            "scale": {"type": "point", "padding": 0.35, "domain": list(self.labels)},
            "axis": {"labelPadding": 10, "labelAngle": 0, "values": shown, "labelOverlap": True},
        }  # fmt: skip

    def _area(self, floor: int) -> Iterator[dict[str, Any]]:
        """Yield the ground below a line that stands alone."""
        if len(self.series) == 1:
            for run in _runs(self._values(self.series[0])):
                if len(run) > 1:
                    values = [{**point, "floor": floor} for point in run]
                    yield {"data": {"values": values}, "mark": {"type": "area", "color": AREA, "opacity": 0.6},
                           "encoding": {"y2": {"field": "floor"}}}  # fmt: skip

    def _strokes(self) -> Iterator[dict[str, Any]]:
        """Yield the lines, what the chart is about on top; each in pieces where values are missing."""
        for one, (color, width, dash) in reversed(list(zip(self.series, _STROKES, strict=False))):
            mark = {"type": "line", "color": color, "strokeWidth": width, "strokeDash": dash, "strokeJoin": "round"}
            for run in _runs(self._values(one)):
                if len(run) > 1:
                    yield {"data": {"values": list(run)}, "mark": mark}

    def _points(self, frame: Frame) -> Iterator[dict[str, Any]]:
        named = len(self.labels) <= (_ALL_NAMED if not frame.is_narrow else _LABELS[True])
        for one, (color, *_stroke) in reversed(list(zip(self.series, _STROKES, strict=False))):
            points = [point for run in _runs(self._values(one)) for point in run]
            if not points:
                continue
            is_first = one is self.series[0]
            marked = points if named and is_first else points[-1:]
            dot = {"type": "point", "filled": True, "color": color, "size": 60 if is_first else 36, "opacity": 1}
            yield {"data": {"values": points if named else marked}, "mark": dot}
            if is_first:
                yield _values_written(marked)

    def _names(self, floor: int, roof: int) -> Iterator[dict[str, Any]]:
        """Yield the names of several lines at their ends, pushed down where they would stand on one another."""
        if len(self.series) == 1:
            return
        ends = [(next((v for v in reversed(one.values) if v is not None), None), one.name) for one in self.series]
        free_from = 0.0
        for value, name in sorted(((value, name) for value, name in ends if value is not None), reverse=True):
            lines = fitting(name, _NAME_LETTERS)
            height = len(lines) * _NAME_LINE
            top = max(free_from, _INSIDE * (1 - float(value - floor) / (roof - floor)) - height / 2)
            free_from = top + height + 2
            mark = {"type": "text", "align": "left", "baseline": "top", "dx": 10, "lineHeight": _NAME_LINE}
            place = {"x": {"value": {"expr": "width"}}, "y": {"value": top}, "text": {"value": lines}}
            yield {"data": _ONE, "mark": mark, "encoding": place}

    def _goal_line(self) -> Iterator[dict[str, Any]]:
        if self.goal:
            name, value = self.goal
            height = {"field": None, "datum": float(value), "type": "quantitative"}
            across = {"x": {"value": 0}, "x2": {"value": {"expr": "width"}}, "y": height}
            yield {"data": _ONE, "mark": {"type": "rule", "color": INK, "strokeDash": [5, 4]}, "encoding": across}
            words = {"x": {"value": 2}, "y": height, "text": {"value": f"{name} {self.unit.set_text(value)}"}}
            mark = {"type": "text", "align": "left", "baseline": "bottom", "dy": -4, "color": INK}
            yield {"data": _ONE, "mark": mark, "encoding": words}

    def _values(self, one: Series) -> list[dict[str, Any] | None]:
        return [
            None if value is None else {"label": label, "value": float(value), "text": self._short(value)}
            for label, value in zip(self.labels, one.values, strict=True)
        ]

    def _short(self, value: Decimal) -> str:
        """Return a value beside its point, where the axis says what it counts."""
        return Unit(self.unit.places).text(value)


def _runs(points: Sequence[dict[str, Any] | None]) -> Iterator[tuple[dict[str, Any], ...]]:
    """Yield the points that follow one another without a gap."""
    gaps = [-1, *(at for at, point in enumerate(points) if point is None), len(points)]
    for before, behind in pairwise(gaps):
        run = tuple(point for point in points[before + 1 : behind] if point is not None)
        if run:
            yield run


def _upwards(floor: int, roof: int) -> dict[str, Any]:
    axis = {"grid": True, "labelPadding": 8, "format": ",d", "tickCount": 5, "tickMinStep": 1}
    return {"field": "value", "type": "quantitative", "scale": {"domain": [floor, roof], "nice": False}, "axis": axis}


def _values_written(points: Sequence[dict[str, Any]]) -> dict[str, Any]:
    mark = {"type": "text", "baseline": "bottom", "dy": -9, "color": INK, "fontWeight": 600}
    return {"data": {"values": list(points)}, "mark": mark, "encoding": {"text": {"field": "text", "type": "nominal"}}}
