"""The charts of a report, drawn from what was frozen: the same numbers on the page and on the paper."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils import translation

from caicach.ui.charts import Bar, Chart, Series, Target, bar_chart, line_chart, target_chart

__all__ = ["chart_of", "chart_png"]


def chart_of(told: Mapping[str, Any]) -> Chart:
    """Return the chart of what was frozen about it, in Vietnamese: it is a part of the paper."""
    with translation.override("vi"):
        if told["kind"] == "targets":
            return target_chart(told["title"], [_target(one) for one in told["bars"]])
        if told["kind"] == "trend":
            return line_chart(told["title"], told["labels"], [_line(one) for one in told["lines"]])
        return bar_chart(told["title"], [*_bars(told["bars"])])


def chart_png(told: Mapping[str, Any]) -> bytes:
    """Return the picture for a paper."""
    found = chart_of(told)
    with translation.override("vi"):
        return found.png


def _bars(rows: list[dict[str, Any]]) -> Iterator[Bar]:
    for one in rows:
        yield Bar(one["label"], Decimal(one["now"]), is_marked=True)
        if one["before"]:
            yield Bar(f"{one['label']}, cùng kỳ năm trước", Decimal(one["before"]))


def _line(one: Mapping[str, Any]) -> Series:
    return Series(one["label"], tuple(Decimal(value) if value else None for value in one["values"]))


def _target(one: Mapping[str, Any]) -> Target:
    return Target(
        one["label"],
        Decimal(one["now"]),
        Decimal(one["target"]),
        one["horizon"],
        baseline=Decimal(one["baseline"]) if one["baseline"] else None,
        baseline_label=one["baseline_label"],
        is_at_most=one["is_at_most"],
    )
