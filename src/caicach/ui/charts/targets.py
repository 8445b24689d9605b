"""Targets met or not: where each began, where it is, where it must be and by when.

Owns: the specification of targets and what they say. Does not: draw (``engine``) or judge by other rules than "not
below" and "not above".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caicach.ui.charts.chart import Chart, ChartTable, Frame, Specification, chart
from caicach.ui.charts.engine import BAD, FAINT, INK, MUTED, OK
from caicach.ui.charts.units import PERCENT, Unit, fitting, missing_text
from caicach.ui.notation import number_text

__all__ = ["Target", "target_chart"]

_ROW = 62
_THICK = 16
_LETTER = 6.6
_ROOM = Decimal("1.25")  # behind the highest value of a row


@dataclass(frozen=True, slots=True)
class Target:
    """One target."""

    name: str
    value: Decimal | None  # today; None: there is none
    goal: Decimal
    horizon: str  # "2026", "30/6/2026": by when
    baseline: Decimal | None = None
    baseline_label: str = ""  # "2025": when it stood there
    unit: Unit = PERCENT
    is_at_most: bool = False  # the goal is a bound above: late dossiers

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached; None where there is no value."""
        if self.value is None:
            return None
        return self.value <= self.goal if self.is_at_most else self.value >= self.goal

    @property
    def verdict(self) -> str:
        """The answer in words."""
        words = {True: _("Đạt"), False: _("Chưa đạt"), None: missing_text()}
        return words[self.is_met]

    @property
    def goal_text(self) -> str:
        """``≥ 95 %`` or ``≤ 5 %``."""
        return f"{'≤' if self.is_at_most else '≥'} {self.unit.set_text(self.goal)}"


def target_chart(title: str, targets: Sequence[Target]) -> Chart:
    """Return a chart of ``targets`` in the given order; each row has a scale of its own, as units differ.

    Raises:
        ValueError: there is none, or two of one name.
    """
    if not targets or len({one.name for one in targets}) < len(targets):
        raise ValueError("a chart needs targets, each of its own name")
    drawn = _Targets(tuple(targets))
    return chart(drawn.specification, title=title, says=drawn.sentence(title), table=drawn.table())


@dataclass(frozen=True, slots=True)
class _Targets:
    targets: tuple[Target, ...]

    def table(self) -> ChartTable:
        """Return the numbers."""
        columns = (_("Chỉ tiêu"), _("Ban đầu"), _("Hiện nay"), _("Mục tiêu"), _("Thời hạn"), _("Kết quả"))
        rows = (
            (one.name, _baseline(one), one.unit.text(one.value), one.goal_text, one.horizon, one.verdict)
            for one in self.targets
        )
        return ChartTable(columns, tuple(rows))

    def sentence(self, title: str) -> str:
        """Return what the rows say: how many are met, and each."""
        known = [one for one in self.targets if one.is_met is not None]
        met = sum(one.is_met is True for one in known)
        parts = [f"{title}.", _("Đạt %(met)s trong %(known)s mục tiêu có số liệu.") % {
            "met": number_text(met), "known": number_text(len(known)),
        }]  # fmt: skip
        parts += [
            f"{one.name}: {one.unit.text(one.value)}, {_goal(one)}"
            + (f", {one.verdict.lower()}" if one in known else "")
            + "."
            for one in self.targets
        ]
        return " ".join(parts)

    def specification(self, frame: Frame) -> Specification:
        """Return the specification for a frame."""
        return {
            "width": frame.width - 16,
            "height": _ROW * len(self.targets),
            "autosize": "none",
            "padding": {"left": 8, "right": 8, "top": 4, "bottom": 4},
            "data": {"values": [_row(one, frame) for one in self.targets]},
            "encoding": {
                "y": {"field": "place", "type": "ordinal", "sort": None, "axis": None, "scale": {"padding": 0}}
            },
            "layer": _marks(),
        }


def _goal(one: Target) -> str:
    return _("mục tiêu %(goal)s đến %(horizon)s") % {"goal": one.goal_text, "horizon": one.horizon}


def _baseline(one: Target) -> str:
    if one.baseline is None:
        return missing_text()
    text = one.unit.set_text(one.baseline)
    return f"{text} ({one.baseline_label})" if one.baseline_label else text


def _row(one: Target, frame: Frame) -> dict[str, Any]:
    whole = _whole(one)
    value = f"{one.unit.text(one.value)} · {one.verdict}" if one.value is not None else missing_text()
    (name,) = fitting(one.name, int((frame.width - 16) / _LETTER) - len(value) - 3, 1)
    below = [] if one.baseline is None or frame.is_narrow else [_("ban đầu %(value)s") % {"value": _baseline(one)}]
    return {
        "place": one.name,
        "name": name,
        "value": float((one.value or 0) / whole),
        "goal": float(one.goal / whole),
        "baseline": None if one.baseline is None else float(one.baseline / whole),
        "said": value,
        "below": "; ".join([_goal(one), *below]),
        "color": MUTED if one.is_met is None else (OK if one.is_met else BAD),
    }


def _whole(one: Target) -> Decimal:
    """Return what the whole length of a row stands for: the most that can be, unless all stands in its first part."""
    highest = max(value for value in (one.value, one.goal, one.baseline) if value is not None)
    most = Decimal(one.unit.most or 0)
    return most if most and most / 4 <= highest <= most else max(highest * _ROOM, Decimal(1))


def _marks() -> list[dict[str, Any]]:
    """Return the layers of every row: name and verdict above, the bar with its two marks, the goal in words below."""
    across = {"type": "quantitative", "axis": None, "scale": {"domain": [0, 1], "nice": False}}
    color = {"field": "color", "type": "nominal", "scale": None}
    tick = {"type": "tick", "orient": "vertical", "opacity": 1}
    start, end = {"value": 0}, {"value": {"expr": "width"}}
    return [
        {"mark": {"type": "bar", "height": _THICK, "color": FAINT, "opacity": 0.55},
         "encoding": {"x": {**across, "datum": 1}}},
        {"mark": {"type": "bar", "height": _THICK}, "encoding": {"x": {**across, "field": "value"}, "color": color}},
        {"transform": [{"filter": "datum.baseline !== null"}],
         "mark": {**tick, "color": MUTED, "thickness": 2, "size": _THICK + 2},
         "encoding": {"x": {**across, "field": "baseline"}}},
        {"mark": {**tick, "color": INK, "thickness": 3, "size": _THICK + 10},
         "encoding": {"x": {**across, "field": "goal"}}},
        {"mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -14, "color": INK, "fontWeight": 600},
         "encoding": {"x": start, "text": {"field": "name"}}},
        {"mark": {"type": "text", "align": "right", "baseline": "bottom", "dy": -14, "fontWeight": 600},
         "encoding": {"x": end, "text": {"field": "said"}, "color": color}},
        {"mark": {"type": "text", "align": "left", "baseline": "top", "dy": 13, "fontSize": 11},
         "encoding": {"x": start, "text": {"field": "below"}}},
    ]  # fmt: skip
