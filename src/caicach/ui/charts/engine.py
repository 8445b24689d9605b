"""The drawing engine: a Vega-Lite specification becomes a picture on the server, in the house's colours and type.

Owns: the look of charts, drawing, the memory of what was drawn. Does not: know what a chart shows. The engine is loaded
when the first chart is asked for; a chart that was drawn before costs nothing (a drawing depends on its specification
alone, which is its key). It reaches no address, and brings the fonts that it measures texts with.
"""

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

__all__ = ["AREA", "BAD", "FAINT", "INK", "LAST_YEAR", "MUTED", "OK", "THIS_YEAR", "drawing", "png"]

# Those of static/ui/tokens.css: --cham-700, the print of last year's line, --cham-100, --ink, --ink-3, --ok, --bad,
# --line.
THIS_YEAR = "#2b3d7a"
LAST_YEAR = "#b4aca1"
AREA = "#e7ebf6"
INK = "#1c1a18"
MUTED = "#69635c"
OK = "#1b6440"
BAD = "#b02318"
FAINT = "#ddd7ce"
_GRID = "#ece7e0"
_FONT = "Cai Cach Figures, Be Vietnam Pro, sans-serif"
_PAPER_FONT = "Tinos, Times New Roman, serif"
_PAPER = "white"  # office programs differ in what they do with pictures that let the page through
_GRAMMAR = "5.20"  # of Vega-Lite; the engine knows several
_KEPT = 256  # drawings in memory, some 10 kB each
_KEPT_PICTURES = 32  # some 100 kB each
_PICTURE_SCALE = 3  # points a pixel of the specification: 270 dpi where 520 of them are printed 15 cm wide
_NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0₫"]}
_FONTS = Path(__file__).parent / "fonts"


def _look(font: str, ink: str, background: str | None) -> dict[str, Any]:
    return {
        "aria": False,  # the whole picture has one name
        "background": background,
        "font": font,
        "view": {"stroke": None},
        "text": {"font": font, "fontSize": 12, "color": ink},
        "axis": {
            "domain": False,
            "ticks": False,
            "title": None,
            "grid": False,
            "gridColor": _GRID,
            "labelFont": font,
            "labelFontSize": 12,
            "labelColor": ink,
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
    width, height, inside = _drawn(_content(specification, _look(_FONT, MUTED, None)))
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        f"drawing {extra_class}".strip(), width, height, label, inside,
    )  # fmt: skip


def png(specification: Mapping[str, Any]) -> bytes:
    """Return the picture of a chart for a paper: letters of the paper, black, sharp in print."""
    return _pictured(_content(specification, _look(_PAPER_FONT, INK, _PAPER)))


def _content(specification: Mapping[str, Any], look: Mapping[str, Any]) -> str:
    return json.dumps({**specification, "config": look}, ensure_ascii=False, sort_keys=True)


@cache
def _engine() -> ModuleType:
    import vl_convert

    for folder in (_FONTS, resources.files("vanban.writing") / "fonts"):
        vl_convert.register_font_directory(str(folder))
    return vl_convert


@lru_cache(maxsize=_KEPT)
def _drawn(content: str) -> tuple[str, str, SafeString]:
    """Return width, height and inner markup of the SVG of a specification."""
    svg = _engine().vegalite_to_svg(content, vl_version=_GRAMMAR, allowed_base_urls=[], format_locale=_NUMBERS)
    root = _ROOT.match(svg)
    if root is None:
        raise ValueError("the drawing engine returned no SVG that we know")
    inside = _MARKS.sub("", svg[root.end() : svg.rindex("</svg>")])
    # Texts of the specification are escaped by the engine; attributes of style it writes none.
    return root["width"], root["height"], mark_safe(inside)  # noqa: S308


@lru_cache(maxsize=_KEPT_PICTURES)
def _pictured(content: str) -> bytes:
    picture: bytes = _engine().vegalite_to_png(
        content, vl_version=_GRAMMAR, scale=_PICTURE_SCALE, allowed_base_urls=[], format_locale=_NUMBERS
    )
    return picture
