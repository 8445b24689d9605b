"""How one body stands on all sides at once."""

from decimal import Decimal

import pytest

from caicach.ui.charts import Series, radar_chart
from caicach.ui.charts.chart import NARROW, WIDE

SIDES = ("Chỉ đạo, điều hành", "Thể chế", "Thủ tục hành chính", "Chính quyền số")


def series(name: str, *values: str) -> Series:
    return Series(name, tuple(Decimal(value) if value else None for value in values))


OWN, MEAN = series("Sở Tư pháp", "93.75", "100", "98", "62.5"), series("Trung bình 15 cơ quan", "90", "90", "98", "75")


def test_it_says_where_it_is_far_and_how_it_stands_to_the_others() -> None:
    made = radar_chart("Sở Tư pháp theo lĩnh vực", SIDES, [OWN, MEAN])
    assert made.alternative_text == (
        "Sở Tư pháp theo lĩnh vực. Cao nhất: Thể chế 100,00\u00a0%. Thấp nhất: Chính quyền số 62,50\u00a0%."
        " So với Trung bình 15 cơ quan: cao hơn ở 2, thấp hơn ở 1 lĩnh vực."
    )


def test_the_table_has_a_row_for_each_side_and_says_what_is_missing() -> None:
    made = radar_chart("Theo lĩnh vực", SIDES, [OWN, series("Năm 2025", "80", "", "70", "60")])
    assert made.table.columns == ("Lĩnh vực", "Sở Tư pháp", "Năm 2025")
    assert made.table.rows[1] == ("Thể chế", "100,00\u00a0%", "chưa có số liệu")
    assert len(made.table.rows) == len(SIDES)


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_corners_stand_clockwise_from_the_top_and_the_rim_is_a_hundred(frame: object) -> None:
    made = radar_chart("Theo lĩnh vực", SIDES, [series("Cả trăm", "100", "100", "100", "100")])
    outline = next(
        layer
        for layer in made.specification(frame)["layer"]
        if "fill" in layer["mark"]  # type: ignore[arg-type]
    )
    places = [(one["x"], one["y"]) for one in outline["data"]["values"]]
    assert places == [(0, 1), (1, 0), (0, -1), (-1, 0)]


def test_a_missing_value_leaves_its_corner_out() -> None:
    made = radar_chart("Theo lĩnh vực", SIDES, [series("Thiếu", "100", "", "100", "100")])
    outline = next(layer for layer in made.specification(WIDE)["layer"] if "fill" in layer["mark"])
    assert [one["at"] for one in outline["data"]["values"]] == [0, 2, 3]


def test_the_names_of_all_outlines_are_drawn() -> None:
    drawn = radar_chart("Theo lĩnh vực", SIDES, [OWN, MEAN]).svg
    assert "Sở Tư pháp" in drawn
    assert "Trung bình 15 cơ quan" in drawn
    assert "<script" not in drawn


@pytest.mark.parametrize("sides", [SIDES[:2], SIDES * 4])
def test_too_few_or_too_many_sides_are_refused(sides: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="sides"):
        radar_chart("Theo lĩnh vực", sides, [series("Một", *["1"] * len(sides))])


def test_an_outline_of_another_length_or_without_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="another number"):
        radar_chart("Theo lĩnh vực", SIDES, [series("Một", "1")])
    with pytest.raises(ValueError, match="without a value"):
        radar_chart("Theo lĩnh vực", SIDES, [series("Một", "", "", "", "")])
