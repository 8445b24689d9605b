"""What is more and what is less: a bar for each agency or line, with its value.

Owns: the specification of bars and what they say. Does not: draw (``engine``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caicach.ui.charts.chart import Chart, ChartTable, Frame, Specification, chart
from caicach.ui.charts.engine import FAINT, INK, LAST_YEAR, MUTED, THIS_YEAR
from caicach.ui.charts.units import PERCENT, Unit, fitting
from caicach.ui.notation import number_text

__all__ = ["Bar", "bar_chart"]

_ROW = 30
_THICK = 14
_LINE = 13
_LETTER = 6.4  # pixels of an ordinary letter
_NAMED = 3  # bars that the sentence names at either end
_NAME_SHARE = 0.42  # of the width
_VALUE_ROOM = 84


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    name: str
    value: Decimal | None  # None: there is none; the words stand where the bar would
    is_marked: bool = False  # the one that the reader looks for: their own agency


def bar_chart(
    title: str, bars: Sequence[Bar], *, unit: Unit = PERCENT, goal: tuple[str, Decimal] | None = None
) -> Chart:
    """Return a chart of ``bars`` in the given order.

    Args:
        title: "Tỷ lệ đúng hạn theo cơ quan, quý III/2026".
        bars: At least one; the highest first where there is no better order.
        unit: Of all values.
        goal: Its name and value, drawn as a line across.

    Raises:
        ValueError: there is no bar, or two of one name.
    """
    if not bars or len({bar.name for bar in bars}) < len(bars):
        raise ValueError("a chart needs bars, each of its own name")
    drawn = _Bars(tuple(bars), unit, goal)
    rows = tuple((bar.name, unit.text(bar.value)) for bar in bars)
    table = ChartTable((_("Tên"), _("Giá trị")), rows)
    return chart(drawn.specification, title=title, says=drawn.sentence(title), table=table)


@dataclass(frozen=True, slots=True)
class _Bars:
    bars: tuple[Bar, ...]
    unit: Unit
    goal: tuple[str, Decimal] | None

    def sentence(self, title: str) -> str:
        """Return what the bars say: the highest, the lowest, how many have no value."""
        known = sorted(
            (bar for bar in self.bars if bar.value is not None), key=lambda bar: bar.value or 0, reverse=True
        )
        parts = [f"{title}."]
        if len(known) <= 2 * _NAMED:
            parts += [f"{self._named(known)}."] if known else []
        else:
            parts.append(_("Cao nhất: %(bars)s.") % {"bars": self._named(known[:_NAMED])})
            parts.append(_("Thấp nhất: %(bars)s.") % {"bars": self._named(known[-_NAMED:])})
        if missing := len(self.bars) - len(known):
            parts.append(_("Chưa có số liệu: %(count)s.") % {"count": number_text(missing)})
        if self.goal:
            parts.append(f"{self.goal[0]}: {self.unit.set_text(self.goal[1])}.")
        return " ".join(parts)

    def _named(self, bars: Sequence[Bar]) -> str:
        return "; ".join(f"{bar.name} {self.unit.text(bar.value)}" for bar in bars)

    def specification(self, frame: Frame) -> Specification:
        """Return the specification for a frame: names at the left, on a phone above their bars."""
        left = 8 if frame.is_narrow else round(frame.width * _NAME_SHARE)
        row = _ROW + (16 if frame.is_narrow else 0)
        top = 22 if self.goal else 6
        return {
            "width": frame.width - left - _VALUE_ROOM,
            "height": row * len(self.bars),
            "autosize": "none",
            "padding": {"left": left, "right": _VALUE_ROOM, "top": top, "bottom": 6},
            "data": {"values": [self._row(bar, frame, left) for bar in self.bars]},
            "encoding": {
                "y": {"field": "place", "type": "ordinal", "sort": None, "axis": None, "scale": {"padding": 0}}
            },
            "layer": [*self._lengths(frame), *self._goal_line(row), *self._words(frame)],
        }

    def _row(self, bar: Bar, frame: Frame, left: int) -> dict[str, Any]:
        room = (frame.width - 16) if frame.is_narrow else left - 12
        letters = int(room / _LETTER)
        lines = fitting(bar.name, letters, 1 if frame.is_narrow else 2)
        return {
            "place": bar.name,
            "name": lines,
            "lines": len(lines),
            "value": float(bar.value or 0),
            "text": self.unit.text(bar.value),
            "color": THIS_YEAR if bar.is_marked or not any(one.is_marked for one in self.bars) else LAST_YEAR,
            "isKnown": bar.value is not None,
        }

    def _across(self) -> dict[str, Any]:
        values = [bar.value for bar in self.bars if bar.value is not None] + ([self.goal[1]] if self.goal else [])
        most = max([Decimal(self.unit.most or 0), *values]) or Decimal(1)
        least = min([Decimal(0), *values])
        return {
            "field": "value", "type": "quantitative", "axis": None,
            "scale": {"domain": [float(least), float(most)], "nice": False},
        }  # fmt: skip

    def _lengths(self, frame: Frame) -> list[dict[str, Any]]:
        across = self._across()
        bar = {"type": "bar", "height": _THICK, "yOffset": _down(frame)}
        whole = {**across, "field": None, "datum": across["scale"]["domain"][1]}
        color = {"field": "color", "type": "nominal", "scale": None}
        return [
            {"mark": {**bar, "color": FAINT, "opacity": 0.45}, "encoding": {"x": whole}},
            {"mark": bar, "encoding": {"x": across, "color": color}},
        ]

    def _words(self, frame: Frame) -> list[dict[str, Any]]:
        """Return names and values; a name of two lines stands half a line higher, what is missing inside its bar."""
        down = _down(frame)
        value = {"type": "text", "align": "left", "baseline": "middle", "dx": 8, "dy": down}
        return [
            *_names(frame),
            {"transform": [{"filter": "datum.isKnown"}], "mark": {**value, "color": INK},
             "encoding": {"x": {"value": {"expr": "width"}}, "text": {"field": "text"}}},
            {"transform": [{"filter": "!datum.isKnown"}], "mark": {**value, "color": MUTED},
             "encoding": {"x": {"value": 0}, "text": {"field": "text"}}},
        ]  # fmt: skip

    def _goal_line(self, row: int) -> list[dict[str, Any]]:
        if not self.goal:
            return []
        name, value = self.goal
        across = {**self._across(), "field": None, "datum": float(value)}
        whole = {"x": across, "y": {"value": 0}, "y2": {"value": row * len(self.bars)}}
        text = {"x": across, "y": {"value": -8}, "text": {"value": f"{name} {self.unit.set_text(value)}"}}
        one: Specification = {"values": [{}]}
        return [
            {"data": one, "mark": {"type": "rule", "color": INK, "strokeDash": [5, 4]}, "encoding": whole},
            {"data": one, "mark": {"type": "text", "color": INK, "align": "right"}, "encoding": text},
        ]


def _down(frame: Frame) -> int:
    """Return how far a bar stands below the middle of its row: names stand above it on a phone."""
    return 9 if frame.is_narrow else 0


def _names(frame: Frame) -> list[dict[str, Any]]:
    """Return the names: one line above the bar on a phone, else one or two beside it."""
    mark: dict[str, Any] = {"type": "text", "baseline": "middle", "color": INK, "align": "left"}
    heights = {1: _down(frame) - 17.0}
    if not frame.is_narrow:
        mark |= {"align": "right", "dx": -10, "lineHeight": _LINE}
        heights = {1: 0, 2: -_LINE / 2}
    return [
        {
            "transform": [{"filter": f"datum.lines === {lines}"}],
            "mark": {**mark, "dy": dy},
            "encoding": {"x": {"value": 0}, "text": {"field": "name"}},
        }
        for lines, dy in heights.items()
    ]
