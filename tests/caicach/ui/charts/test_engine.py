"""Charts: drawn once, when asked for, safe to stand in a page."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from caicach.ui.charts import drawing, engine
from house import SRC

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
    assert engine.MUTED in svg
    assert "style" not in svg


def test_the_same_content_is_drawn_once() -> None:
    engine._drawn.cache_clear()
    for label in ("một", "hai"):
        drawing(SPECIFICATION, label=label)
    drawing({**SPECIFICATION, "height": 120}, label="ba")

    assert (engine._drawn.cache_info().hits, engine._drawn.cache_info().misses) == (1, 2)


def test_what_is_not_a_drawing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    engine._drawn.cache_clear()
    monkeypatch.setattr("vl_convert.vegalite_to_svg", lambda *_args, **_options: "<html></html>")

    with pytest.raises(ValueError, match="no SVG"):
        drawing(SPECIFICATION, label="")


def test_the_engine_is_loaded_when_a_chart_is_asked_for() -> None:
    asked = "import sys, caicach.ui.charts; sys.exit('vl_convert' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


TOKENS = {
    "THIS_YEAR": "cham-700",
    "AREA": "cham-100",
    "INK": "ink",
    "MUTED": "ink-3",
    "OK": "ok",
    "BAD": "bad",
    "FAINT": "line",
}


def test_colours_are_those_of_the_pages() -> None:
    tokens = (SRC / "caicach/ui/static/ui/tokens.css").read_text(encoding="utf-8")
    assert [name for name, token in TOKENS.items() if f"--{token}: {getattr(engine, name)};" not in tokens] == []


def test_a_picture_for_paper_is_opaque_and_the_same_each_time() -> None:
    first = engine.png(SPECIFICATION)
    engine._pictured.cache_clear()
    assert engine.png(SPECIFICATION) == first
    with Image.open(io.BytesIO(first)) as picture:
        assert picture.size == (300 * 3, 140 * 3)
        assert picture.convert("RGBA").getpixel((1, 1)) == (255, 255, 255, 255)


def test_numbers_on_the_axes_are_written_as_here() -> None:
    axis = {"field": "share", "type": "quantitative", "scale": {"domain": [0, 8000]}, "axis": {"format": ",d"}}
    svg = drawing({**SPECIFICATION, "encoding": {**SPECIFICATION["encoding"], "y": axis}}, label="")
    assert ">8.000<" in svg


def test_no_address_is_asked_for_data() -> None:
    with pytest.raises(ValueError, match="External data url not allowed"):
        drawing({**SPECIFICATION, "data": {"url": "http://127.0.0.1:9/data.json"}}, label="")


def test_the_fonts_are_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr("vl_convert.register_font_directory", lambda folder: asked.append(Path(folder)))
    engine._engine.cache_clear()
    engine._engine()
    names = sorted(path.name for folder in asked for path in folder.glob("*.ttf"))
    assert names[0] == "Tinos-Bold.ttf"
    assert names[-2:] == ["cai-cach-figures-400.ttf", "cai-cach-figures-600.ttf"]
