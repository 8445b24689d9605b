"""Charts: drawn once, when asked for, safe to stand in a page."""

import subprocess
import sys
from typing import Any

import pytest

from caicach.ui import charts
from caicach.ui.charts import drawing

SPECIFICATION: dict[str, Any] = {
    "width": 200,
    "height": 100,
    "autosize": "none",
    "padding": {"left": 38, "right": 62, "top": 14, "bottom": 26},
    "data": {"values": [{"month": 1, "share": 80, "text": "<b>&"}, {"month": 2, "share": 90, "text": "thẻ"}]},
    "mark": "text",
    "encoding": {
        "x": {"field": "month", "type": "quantitative"},
        "y": {"field": "share", "type": "quantitative"},
        "text": {"field": "text", "type": "nominal"},
    },
}


def test_a_picture_has_one_name_and_the_size_of_its_place() -> None:
    svg = drawing(SPECIFICATION, label='Tỷ lệ "đúng hạn"', extra_class="not-phone")

    assert svg.startswith('<svg class="drawing not-phone" viewBox="0 0 300 140" role="img" aria-label="Tỷ lệ &quot;')
    assert svg.endswith("</svg>")
    assert svg.count("role=") == svg.count("aria-") == 1


def test_texts_of_the_data_are_no_markup() -> None:
    svg = drawing(SPECIFICATION, label="")

    assert "<b>" not in svg
    assert "&lt;b&gt;&amp;" in svg


def test_type_and_colours_are_the_house_s_and_no_style_is_written() -> None:
    svg = drawing(SPECIFICATION, label="")

    assert 'font-family="Cai Cach Figures, Be Vietnam Pro, sans-serif"' in svg
    assert charts.MUTED in svg
    assert "style" not in svg


def test_the_same_content_is_drawn_once() -> None:
    charts._drawn.cache_clear()
    for label in ("một", "hai"):
        drawing(SPECIFICATION, label=label)
    drawing({**SPECIFICATION, "height": 120}, label="ba")

    assert (charts._drawn.cache_info().hits, charts._drawn.cache_info().misses) == (1, 2)


def test_what_is_not_a_drawing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    charts._drawn.cache_clear()
    monkeypatch.setattr("vl_convert.vegalite_to_svg", lambda *_args, **_options: "<html></html>")

    with pytest.raises(ValueError, match="no SVG"):
        drawing(SPECIFICATION, label="")


def test_the_engine_is_loaded_when_a_chart_is_asked_for() -> None:
    asked = "import sys, caicach.ui.charts; sys.exit('vl_convert' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
