"""Charts drawn on the server.

Doors: ``line_chart``, ``bar_chart``, ``target_chart`` and ``radar_chart`` for the kinds that the program has; ``chart``
for a specification of one's own, with everything that a page and a paper show of it; ``drawing`` for a bare SVG.
"""

from caicach.ui.charts.bars import Bar, bar_chart
from caicach.ui.charts.chart import Chart, ChartTable, Frame, chart
from caicach.ui.charts.engine import AREA, INK, LAST_YEAR, MUTED, THIS_YEAR, drawing
from caicach.ui.charts.lines import Series, line_chart
from caicach.ui.charts.radar import radar_chart
from caicach.ui.charts.targets import Target, target_chart
from caicach.ui.charts.units import COUNT, PERCENT, Unit

__all__ = [
    "AREA",
    "COUNT",
    "INK",
    "LAST_YEAR",
    "MUTED",
    "PERCENT",
    "THIS_YEAR",
    "Bar",
    "Chart",
    "ChartTable",
    "Frame",
    "Series",
    "Target",
    "Unit",
    "bar_chart",
    "chart",
    "drawing",
    "line_chart",
    "radar_chart",
    "target_chart",
]
