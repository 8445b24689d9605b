"""Items of a cell of deliverables, with their spans."""

import pytest

from vanban.plans.cells import deliverable_items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", []),
        (" - ; ", []),
        ("Báo cáo kết quả.", ["Báo cáo kết quả"]),
        ("- Kế hoạch.\n- Báo cáo.", ["Kế hoạch", "Báo cáo"]),
        ("- Kế hoạch. - Báo cáo.", ["Kế hoạch", "Báo cáo"]),
        ("- Kế hoạch .- Báo cáo", ["Kế hoạch", "Báo cáo"]),
        ("- Kế hoạch;- Báo cáo;", ["Kế hoạch", "Báo cáo"]),
        ("- Kế hoạch năm 2026 - Báo cáo", ["Kế hoạch năm 2026", "Báo cáo"]),
        ("1. Kế hoạch\n2. Báo cáo", ["Kế hoạch", "Báo cáo"]),
        ("Kế hoạch của tỉnh; báo cáo kết quả", ["Kế hoạch của tỉnh", "báo cáo kết quả"]),
        ("Kho dữ liệu vận hành. Cổng dịch vụ kết nối", ["Kho dữ liệu vận hành", "Cổng dịch vụ kết nối"]),
        ("Kế hoạch\nBáo cáo", ["Kế hoạch", "Báo cáo"]),
        ("Báo cáo kết quả\nrà soát văn bản", ["Báo cáo kết quả rà soát văn bản"]),
        ("Báo cáo (kèm hồ sơ; phụ lục)", ["Báo cáo (kèm hồ sơ; phụ lục)"]),
        ("Đề án giai đoạn 2021 - 2025", ["Đề án giai đoạn 2021 - 2025"]),
        ("- Đề án giai đoạn 2021 - 2025", ["Đề án giai đoạn 2021 - 2025"]),
        ("Kế hoạch, biện pháp và báo cáo", ["Kế hoạch, biện pháp và báo cáo"]),
        ("100% hồ sơ đạt. Tối thiểu 20% số hóa", ["100% hồ sơ đạt", "Tối thiểu 20% số hóa"]),
        ("Báo cáo của TP. Sông Mây", ["Báo cáo của TP. Sông Mây"]),
        ("Tờ rơi, áp phích...", ["Tờ rơi, áp phích..."]),
    ],
)
def test_items(text: str, items: list[str]) -> None:
    found = deliverable_items(text)
    assert [item.text for item in found] == items
    for item in found:
        assert " ".join(text[item.start : item.end].split()) == item.text
