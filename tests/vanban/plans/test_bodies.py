"""Cells that name bodies: both roles in one column, names that a converter broke."""

import pytest

from vanban.plans import PlanRow, read_plan
from vanban.reading import read_document


def line_of(header: str, words: str) -> PlanRow:
    cell = words.replace("\n", "<br>")
    text = f"Kế hoạch năm 2026\n\nTT\tNhiệm vụ\tSản phẩm\t{header}\n1\tA\tBáo cáo\t{cell}"
    return next(read_plan(read_document(text.encode(), name="a.txt")).tasks())[1].rows[0]


@pytest.mark.parametrize(
    "cell",
    [
        "Chủ trì: Sở Nội vụ; phối hợp: Sở Tài chính, Sở Tư pháp",
        "- Chủ trì: Sở Nội vụ\n- Phối hợp: Sở Tài chính; Sở Tư pháp",
        "Cơ quan chủ trì: Sở Nội vụ.\nCơ quan phối hợp: Sở Tài chính, Sở Tư pháp.",
        "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, Sở Tư pháp",
        "Sở Nội vụ phối hợp với Sở Tài chính và Sở Tư pháp",
        "Sở Nội vụ/ Sở Tài chính, Sở Tư pháp",
        "Sở Nội vụ\nSở Tài chính\nSở Tư pháp",
        "Phối hợp: Sở Tài chính, Sở Tư pháp; Chủ trì: Sở Nội vụ",
    ],
)
def test_who_leads_and_who_takes_part_in_one_column(cell: str) -> None:
    line = line_of("Cơ quan chủ trì/phối hợp", cell)
    assert [agency.text for agency in line.lead] == ["Sở Nội vụ"]
    assert [agency.text for agency in line.coordinating] == ["Sở Tài chính", "Sở Tư pháp"]


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("Phòng Kế hoạch\n- Tài chính", ["Phòng Kế hoạch - Tài chính"]),
        ("- Phòng Văn hóa\n- Thông tin;\n- UBND cấp xã;", ["Phòng Văn hóa - Thông tin", "UBND cấp xã"]),
        ("- Sở Nội vụ\n- UBND cấp xã", ["Sở Nội vụ", "UBND cấp xã"]),
        ("Sở Nội vụ\n- UBND cấp xã", ["Sở Nội vụ", "UBND cấp xã"]),
    ],
)
def test_names_broken_at_their_dash(cell: str, bodies: list[str]) -> None:
    assert [agency.text for agency in line_of("Cơ quan chủ trì", cell).lead] == bodies


def test_bodies_of_two_columns_are_never_one_name() -> None:
    text = "TT\tNhiệm vụ\tChủ trì\tNgười phụ trách\tSản phẩm\n1\tA\tTổ kiểm tra\tông Nam\tBáo cáo\n"
    ((_, task),) = read_plan(read_document(f"Kế hoạch năm 2026\n\n{text}".encode(), name="a.txt")).tasks()
    assert [agency.text for agency in task.rows[0].lead] == ["Tổ kiểm tra", "ông Nam"]


def test_who_takes_part_said_behind_the_name() -> None:
    line = line_of("Đơn vị thực hiện", "Văn phòng Sở (chủ trì), các phòng chuyên môn (phối hợp)")
    assert [agency.text for agency in line.lead] == ["Văn phòng Sở"]
    assert [agency.text for agency in line.coordinating] == ["các phòng chuyên môn"]
