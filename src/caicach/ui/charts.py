"""Charts: a Vega-Lite specification becomes an SVG on the server, in the house's colours and type.

Owns: the look of charts, drawing, the memory of what was drawn. Does not: know what a chart shows. The drawing engine
is loaded when the first chart is asked for; a chart that was drawn before costs nothing (a drawing depends on its
specification alone).
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

__all__ = ["AREA", "INK", "LAST_YEAR", "MUTED", "THIS_YEAR", "drawing"]

THIS_YEAR = "#2b3d7a"
LAST_YEAR = "#b4aca1"
AREA = "#e7ebf6"
INK = "#1c1a18"
MUTED = "#69635c"
_GRID = "#ece7e0"
_FONT = "Cai Cach Figures, Be Vietnam Pro, sans-serif"
_GRAMMAR = "5.20"  # of Vega-Lite; the engine knows several
_KEPT = 256  # drawings in memory, some 10 kB each

_LOOK: Mapping[str, Any] = {
    "aria": False,  # the whole picture has one name
    "background": None,
    "font": _FONT,
    "view": {"stroke": None},
    "text": {"font": _FONT, "fontSize": 12, "color": MUTED},
    "axis": {
        "domain": False,
        "ticks": False,
        "title": None,
        "grid": False,
        "gridColor": _GRID,
        "labelFont": _FONT,
        "labelFontSize": 12,
        "labelColor": MUTED,
    },
}
_ROOT = re.compile(r"<svg[^>]*?width=\"(?P<width>\d+)\" height=\"(?P<height>\d+)\"[^>]*>")
# The engine marks every group for screen readers; inside a picture with a name of its own they are noise.
_MARKS = re.compile(r" (?:role|aria-[a-z]+|class|pointer-events)=\"[^\"]*\"")


def drawing(specification: Mapping[str, Any], *, label: str, extra_class: str = "") -> SafeString:
    """Return the SVG of a chart, as wide as its place.

    Args:
        specification: Vega-Lite without colours of axes and fonts, which are the house's; with ``width`` and ``height``
            in pixels of the drawing and ``padding``.
        label: What the picture says, as a sentence: it is spoken instead of the picture.
        extra_class: ``not-phone`` or ``only-phone``, where there are two drawings.
    """
    content = json.dumps({**specification, "config": _LOOK}, ensure_ascii=False, sort_keys=True)
    width, height, inside = _drawn(content)
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        f"drawing {extra_class}".strip(), width, height, label, inside,
    )  # fmt: skip


@lru_cache(maxsize=_KEPT)
def _drawn(content: str) -> tuple[str, str, SafeString]:
    """Return width, height and inner markup of the SVG of a specification."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(content, vl_version=_GRAMMAR)
    root = _ROOT.match(svg)
    if root is None:
        raise ValueError("the drawing engine returned no SVG that we know")
    inside = _MARKS.sub("", svg[root.end() : svg.rindex("</svg>")])
    # Texts of the specification are escaped by the engine; attributes of style it writes none.
    return root["width"], root["height"], mark_safe(inside)  # noqa: S308
