"""What a target is measured against and over: baseline year, horizon, level, scope."""

import pytest

from vanban.language.targets import read_targets

# text, then (baseline year, horizon year, level, scope) of each target
CASES = [
    (
        "Đến năm 2028, giảm tối thiểu bình quân cả tỉnh 12% số đơn vị sự nghiệp so với năm 2024",
        [(2024, 2028, None, "bình quân cả tỉnh")],
    ),
    (
        "Tỷ lệ hồ sơ trực tuyến: cấp tỉnh đạt tối thiểu 60%, cấp xã đạt tối thiểu 40%",
        [(None, None, "province", None), (None, None, "commune", None)],
    ),
    ("Tỷ lệ hồ sơ đúng hạn cấp huyện đạt 95%", [(None, None, "district", None)]),
    ("100% công chức cấp xã đạt chuẩn", [(None, None, "commune", None)]),
    ("100% cơ quan cấp tỉnh, cấp xã dùng chữ ký số", [(None, None, None, None)]),
    ("100% hồ sơ có trên Hệ thống thông tin cấp tỉnh", [(None, None, None, None)]),
    ("Giai đoạn 2026 - 2030 tăng 5% số hồ sơ trực tuyến", [(None, 2030, None, None)]),
    ("Tăng 3% so với cùng kỳ năm 2025", [(2025, None, None, None)]),
    ("Hết năm 2026 đạt 80% hồ sơ", [(None, 2026, None, None)]),
    ("Mỗi cơ quan, đơn vị có ít nhất 02 sáng kiến", [(None, None, None, "Mỗi cơ quan, đơn vị")]),
    (
        "Đến năm 2030: tối thiểu 90% người dân hài lòng; 100% hồ sơ được số hóa trên địa bàn tỉnh",
        [(None, 2030, None, None), (None, 2030, None, "trên địa bàn tỉnh")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_bounds(text: str, expected: list[tuple[int | None, int | None, str | None, str | None]]) -> None:
    found = read_targets(text)
    assert [(item.baseline_year, item.horizon_year, item.level, item.scope) for item in found] == expected


def test_only_stated_bounds_are_printed() -> None:
    [target] = read_targets("Đạt 90% hồ sơ")
    assert not {"baseline_year", "horizon_year", "level", "scope"} & target.to_json().keys()
    [target] = read_targets("Cấp xã đạt 90% hồ sơ vào năm 2030")
    assert (target.to_json()["level"], target.to_json()["horizon_year"]) == ("commune", 2030)
