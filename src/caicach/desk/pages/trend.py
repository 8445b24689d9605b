"""The trend: the share on time from the start of the year on, month by month, beside the year before."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caicach.desk.pages.rates import FEWEST, of_words, rounded
from caicach.desk.pages.rows import Rows
from caicach.obligations.selectors import Dashboard, Tally
from caicach.ui.charts import AREA, INK, LAST_YEAR, MUTED, THIS_YEAR, drawing
from caicach.ui.notation import NOTHING, decimal_text, percent_text

__all__ = ["MonthLine", "Trend", "trend_of"]

_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month in the table of the numbers."""

    name: str
    in_month: str  # "9 trong 10 nhiệm vụ"; empty where nothing fell due
    url: str
    due: int  # the rows it opens
    so_far: str
    year_before: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Two drawings of the same numbers, and the numbers."""

    year: str
    before: str
    wide: SafeString
    narrow: SafeString
    months: tuple[MonthLine, ...]
    has_before: bool


@dataclass(frozen=True, slots=True)
class _Point:
    month: int
    share: float


def trend_of(found: Dashboard, rows: Rows, *, year: int, today: date) -> Trend | None:
    """Return the trend of ``year``; None where too little has fallen due to speak of a share."""
    sums = {month: found.between(date(year, 1, 1), _end(year, month)) for month in _MONTHS}
    before = {month: found.between(date(year - 1, 1, 1), _end(year - 1, month)) for month in _MONTHS}
    past = [month for month in _MONTHS if date(year, month, 1) < today]
    now, then = _points(sums, past), _points(before, _MONTHS)
    if not now:
        return None
    say = _sentence(sums, now, then, year)
    return Trend(
        year=str(year),
        before=str(year - 1),
        wide=drawing(_chart(now, then, year, _WIDE), label=say, extra_class="not-phone"),
        narrow=drawing(_chart(now, then, year, _NARROW), label=say, extra_class="only-phone"),
        months=tuple(
            _line(found, rows, year, month, sums[month] if month in past else None, before[month]) for month in _MONTHS
        ),
        has_before=bool(then),
    )


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _points(sums: dict[int, Tally], months: Sequence[int]) -> list[_Point]:
    return [_Point(month, float(rounded(sums[month], 2))) for month in months if sums[month].due >= FEWEST]


def _line(found: Dashboard, rows: Rows, year: int, month: int, so_far: Tally | None, before: Tally) -> MonthLine:
    first, last = date(year, month, 1), _end(year, month)
    in_month = found.between(first, last)
    return MonthLine(
        name=_month(month),
        in_month=of_words(in_month) if in_month.due else "",
        url=rows.within(first, last),
        due=in_month.due,
        so_far=_share(so_far) if so_far else NOTHING,
        year_before=_share(before),
    )


def _share(tally: Tally) -> str:
    return percent_text(rounded(tally, 2)) if tally.due >= FEWEST else NOTHING


def _month(month: int) -> str:
    return _("T%(month)s") % {"month": month}


def _sentence(sums: dict[int, Tally], now: list[_Point], then: list[_Point], year: int) -> str:
    """Return what the picture says."""
    words = _("Tỷ lệ đúng hạn lũy kế năm %(year)s: %(first)s vào tháng %(from)s, %(last)s vào tháng %(to)s.") % {
        "year": year,
        "first": percent_text(now[0].share),
        "from": now[0].month,
        "last": percent_text(now[-1].share),
        "to": now[-1].month,
    }
    same = next((point for point in then if point.month == now[-1].month), None)
    if same is None:
        return words
    return (
        words + " " + _("Cùng tháng năm %(year)s: %(share)s.") % {"year": year - 1, "share": percent_text(same.share)}
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    width: int
    height: int
    left: int
    right: int
    months: tuple[int, ...]  # named on the axis


_WIDE = _Frame(524, 208, 38, 78, tuple(_MONTHS))
_TEXT = {"text": {"field": "text", "type": "nominal"}}
_NO_LABEL = 12  # at the right, where no line is named at its end
_NARROW = _Frame(250, 200, 32, 68, (1, 4, 7, 10))


def _chart(now: list[_Point], then: list[_Point], year: int, frame: _Frame) -> dict[str, Any]:
    """Return the specification: last year behind, this year with its area, each named at its end."""
    floor = min(70, *(int(point.share // 10) * 10 for point in (*now, *then)))
    step = 10 if floor >= 40 else 20
    x = {
        "field": "month",
        "type": "quantitative",
        "scale": {"domain": [1, 12], "nice": False},
        "axis": {"values": list(frame.months), "labelExpr": _month_names(frame.months), "labelPadding": 10},
    }
    y = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [floor, 100], "nice": False},
        "axis": {"values": list(range(floor, 101, step)), "grid": True, "labelPadding": 8, "format": "d"},
    }
    layers = []
    if then:
        layers += [_line_mark(then, LAST_YEAR, 2), _end_label(then[-1], str(year - 1), dx=8)]
    last = now[-1]
    layers += [
        {"data": _values(now, floor), "mark": {"type": "area", "color": AREA, "opacity": 0.6},
         "encoding": {"y2": {"field": "floor"}}},
        _line_mark(now, THIS_YEAR, 2.5),
        {"data": _values([last], floor), "mark": {"type": "point", "filled": True, "color": THIS_YEAR, "size": 80,
                                                  "opacity": 1}},
        _now_label(last, f"{year}: {decimal_text(last.share)}"),
    ]  # fmt: skip
    return {
        "width": frame.width,
        "height": frame.height,
        "autosize": "none",
        "padding": {"left": frame.left, "right": frame.right if then else _NO_LABEL, "top": 20, "bottom": 28},
        "encoding": {"x": x, "y": y},
        "layer": layers,
    }


def _month_names(months: Sequence[int]) -> str:
    """Return the expression that names a month on the axis."""
    names = ", ".join(f"'{month}': '{_month(month)}'" for month in months)
    return f"({{{names}}})[datum.value]"


def _values(points: Sequence[_Point], floor: int = 0, **more: str) -> dict[str, Any]:
    return {"values": [{"month": one.month, "share": one.share, "floor": floor, **more} for one in points]}


def _line_mark(points: Sequence[_Point], color: str, width: float) -> dict[str, Any]:
    mark = {"type": "line", "color": color, "strokeWidth": width, "strokeJoin": "round", "strokeCap": "round"}
    return {"data": _values(points), "mark": mark}


def _end_label(point: _Point, text: str, *, dx: int) -> dict[str, Any]:
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": dx, "color": MUTED}
    return {
        "data": _values([point], text=text),
        "mark": mark,
        "encoding": {"text": {"field": "text", "type": "nominal"}},
    }


def _now_label(point: _Point, text: str) -> dict[str, Any]:
    """Name the last point above it; to the right in the first months, where there is no room at the left."""
    align = "left" if point.month < 4 else "right"
    mark = {
        "type": "text", "align": align, "baseline": "bottom", "dy": -9, "color": INK, "fontWeight": 600, "fontSize": 13,
    }  # fmt: skip
    return {
        "data": _values([point], text=text),
        "mark": mark,
        "encoding": {"text": {"field": "text", "type": "nominal"}},
    }
