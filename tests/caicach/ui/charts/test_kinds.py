"""Kinds of charts: what they draw, what they say, and the numbers beside them."""

import io
import re
from decimal import Decimal
from itertools import pairwise

import pytest
from PIL import Image

from caicach.ui.charts import COUNT, Bar, Chart, ChartTable, Series, Target, bar_chart, chart, line_chart, target_chart
from caicach.ui.charts.chart import PAPER, WIDE
from caicach.ui.charts.units import fitting

QUARTERS = ("Quý I/2026", "Quý II/2026", "Quý III/2026")
ON_TIME = Series("2026", (Decimal("91.2"), None, Decimal("96.4")))


def texts(given: Chart) -> list[str]:
    return re.findall(r">([^<>]+)</t(?:ext|span)>", given.svg)


def test_a_line_says_where_it_begins_and_ends() -> None:
    made = line_chart("Tỷ lệ đúng hạn", QUARTERS, (ON_TIME,), goal=("Mục tiêu", Decimal(95)))
    assert made.alternative_text == (
        "Tỷ lệ đúng hạn. 2026: từ 91,20\u00a0% ở Quý I/2026 đến 96,40\u00a0% ở Quý III/2026. Mục tiêu: 95\u00a0%."
    )
    assert made.table == ChartTable(
        ("Kỳ", "2026"),
        (("Quý I/2026", "91,20\u00a0%"), ("Quý II/2026", "chưa có số liệu"), ("Quý III/2026", "96,40\u00a0%")),
    )


def test_a_missing_value_is_a_gap_and_never_zero() -> None:
    made = line_chart("Tỷ lệ đúng hạn", QUARTERS, (ON_TIME,))
    layers = made.specification(WIDE)["layer"]
    points = [row["value"] for layer in layers for row in layer["data"]["values"] if "value" in row]
    assert set(points) == {91.2, 96.4}
    assert [layer for layer in layers if layer["mark"]["type"] in ("line", "area")] == []  # no two in a row


def test_both_drawings_say_the_sentence_and_are_safe_in_a_page() -> None:
    made = line_chart("Tỷ lệ <đúng hạn>", QUARTERS, (ON_TIME, Series("2025", (Decimal(80), Decimal(82), Decimal(85)))))
    assert made.svg.count("<svg ") == 2
    assert made.svg.count('aria-label="Tỷ lệ &lt;đúng hạn&gt;. 2026: từ') == 2
    assert "style" not in made.svg
    assert {"2026", "2025", "96,40"} <= set(texts(made))


def test_names_at_the_ends_do_not_stand_on_one_another() -> None:
    near = tuple(Series(f"Cấp {name}", (Decimal(80), Decimal(81) + at)) for at, name in enumerate(("tỉnh", "xã", "sở")))
    layers = line_chart("Tỷ lệ", ("1", "2"), near).specification(WIDE)["layer"]
    placed = [layer["encoding"]["y"] for layer in layers if "y" in layer.get("encoding", {})]
    heights = sorted(place["value"] for place in placed if "value" in place)
    assert len(heights) == 3
    assert all(lower - upper >= 14 for upper, lower in pairwise(heights))


@pytest.mark.parametrize(
    "series",
    [
        (),
        tuple(Series(str(number), (Decimal(1),) * 3) for number in range(5)),
        (Series("2026", (Decimal(1),)),),
        (Series("2026", (None, None, None)),),
    ],
)
def test_lines_that_cannot_be_drawn_are_refused(series: tuple[Series, ...]) -> None:
    with pytest.raises(ValueError, match=r"line|value"):
        line_chart("Tỷ lệ", QUARTERS, series)


def test_counts_begin_at_zero_and_shares_near_their_most_are_looked_at_closely() -> None:
    counted = line_chart("Hồ sơ", QUARTERS, (Series("2026", (Decimal(8000), None, Decimal(8803))),), unit=COUNT)
    assert counted.specification(WIDE)["encoding"]["y"]["scale"]["domain"][0] == 0
    shared = line_chart("Tỷ lệ", QUARTERS, (ON_TIME,))
    assert shared.specification(WIDE)["encoding"]["y"]["scale"]["domain"] == [70, 100]
    low = line_chart("Tỷ lệ", QUARTERS, (Series("2026", (Decimal(12), None, Decimal(9))),))
    assert low.specification(WIDE)["encoding"]["y"]["scale"]["domain"] == [0, 100]


BARS = (
    Bar("Sở Nội vụ", Decimal(100)),
    Bar("UBND xã Suối Nhạn", Decimal("79.25"), is_marked=True),
    Bar("Sở Y tế", None),
)


def test_bars_keep_their_order_and_mark_the_one_looked_for() -> None:
    made = bar_chart("Tỷ lệ đúng hạn", BARS)
    rows = made.specification(WIDE)["data"]["values"]
    assert [row["place"] for row in rows] == [bar.name for bar in BARS]
    assert len({row["color"] for row in rows if row["place"] != "UBND xã Suối Nhạn"}) == 1
    assert rows[1]["color"] != rows[0]["color"]
    assert made.table.rows[2] == ("Sở Y tế", "chưa có số liệu")
    assert "chưa có số liệu" in texts(made)


def test_bars_say_the_ends_of_a_long_list() -> None:
    many = (*(Bar(f"Cơ quan {number}", Decimal(number)) for number in range(20)), Bar("Sở Y tế", None))
    said = bar_chart("Tỷ lệ", many, goal=("Mục tiêu", Decimal("97.5"))).alternative_text
    assert "Cao nhất: Cơ quan 19 19,00\u00a0%; Cơ quan 18" in said
    assert "Thấp nhất: Cơ quan 2 2,00\u00a0%; Cơ quan 1 1,00\u00a0%; Cơ quan 0 0,00\u00a0%." in said
    assert said.endswith("Chưa có số liệu: 1. Mục tiêu: 97,5\u00a0%.")


@pytest.mark.parametrize("bars", [(), (Bar("a", None), Bar("a", None))])
def test_bars_need_names_of_their_own(bars: tuple[Bar, ...]) -> None:
    with pytest.raises(ValueError, match="own name"):
        bar_chart("Tỷ lệ", bars)


@pytest.mark.parametrize(
    ("target", "is_met", "verdict"),
    [
        (Target("a", Decimal(80), Decimal(80), "2026"), True, "Đạt"),
        (Target("a", Decimal("79.9999"), Decimal(80), "2026"), False, "Chưa đạt"),
        (Target("a", Decimal(5), Decimal(5), "2026", is_at_most=True), True, "Đạt"),
        (Target("a", Decimal("5.01"), Decimal(5), "2026", is_at_most=True), False, "Chưa đạt"),
        (Target("a", None, Decimal(80), "2026"), None, "chưa có số liệu"),
    ],
)
def test_a_target_is_met_on_its_bound(target: Target, is_met: bool | None, verdict: str) -> None:
    assert (target.is_met, target.verdict) == (is_met, verdict)


def test_targets_say_how_many_are_met_with_baseline_and_horizon() -> None:
    targets = (
        Target("Hồ sơ trực tuyến", Decimal("81.3"), Decimal(80), "2026", Decimal("62.5"), "2025"),
        Target("Hồ sơ trễ hạn", Decimal(6), Decimal(5), "30/6/2026", is_at_most=True),
        Target("Số hóa", None, Decimal(100), "2026"),
    )
    made = target_chart("Mục tiêu", targets)
    assert made.alternative_text.startswith("Mục tiêu. Đạt 1 trong 2 mục tiêu có số liệu.")
    assert "Hồ sơ trễ hạn: 6,00\u00a0%, mục tiêu ≤ 5\u00a0% đến 30/6/2026, chưa đạt." in made.alternative_text
    assert made.table.rows[0] == (
        *("Hồ sơ trực tuyến", "62,5\u00a0% (2025)", "81,30\u00a0%", "≥ 80\u00a0%", "2026", "Đạt"),
    )
    # The verdict stands in words: nobody must tell green from red.
    assert {"81,30\u00a0% · Đạt", "6,00\u00a0% · Chưa đạt", "chưa có số liệu"} <= set(texts(made))


def test_a_row_of_small_values_has_a_scale_that_shows_them() -> None:
    (row,) = target_chart("a", (Target("a", Decimal(4), Decimal(5), "2026"),)).specification(WIDE)["data"]["values"]
    assert row["goal"] == 0.8
    (row,) = target_chart("a", (Target("a", Decimal(40), Decimal(50), "2026"),)).specification(WIDE)["data"]["values"]
    assert row["goal"] == 0.5


def test_a_chart_for_paper_is_a_picture() -> None:
    with Image.open(io.BytesIO(bar_chart("Tỷ lệ", BARS).png)) as picture:
        assert picture.size[0] == PAPER.width * 3


def test_a_chart_must_say_something_and_its_table_must_fit() -> None:
    table = ChartTable(("a", "b"), (("1", "2"),))
    with pytest.raises(ValueError, match="say"):
        chart(lambda _frame: {}, title="a", says=" ", table=table)
    with pytest.raises(ValueError, match="row"):
        chart(lambda _frame: {}, title="a", says="b", table=ChartTable(("a",), (("1", "2"),)))


@pytest.mark.parametrize(
    ("text", "letters", "most", "lines"),
    [
        ("Sở Nội vụ", 20, 2, ["Sở Nội vụ"]),
        ("Trung tâm Quan trắc môi trường", 12, 2, ["Trung tâm", "Quan trắc…"]),
        ("Trung tâm Quan trắc", 12, 1, ["Trung tâm…"]),
        ("môitrườngdài", 4, 2, ["môitrườngdài"]),
        ("", 4, 2, [""]),
    ],
)
def test_names_are_broken_between_words(text: str, letters: int, most: int, lines: list[str]) -> None:
    assert fitting(text, letters, most) == lines
