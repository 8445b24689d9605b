"""Tasks that stand in prose under labels."""

from vanban.plans import read_plan
from vanban.reading import read_document

HEAD = "KẾ HOẠCH\nCải cách hành chính năm 2026\n\nII. NHIỆM VỤ\n1. Cải cách thể chế\n"


def told(text: str) -> list[tuple[str, str | None, str, list[str], list[str]]]:
    plan = read_plan(read_document((HEAD + text).encode(), name="a.txt"))
    return [
        (
            annex.area,
            task.no,
            task.text,
            [agency.text for agency in task.rows[0].lead],
            [deadline.text for deadline in task.rows[0].deadlines],
        )
        for annex, task in plan.tasks()
    ]


def test_a_line_for_every_label() -> None:
    text = "a) Rà soát văn bản.\n- Cơ quan chủ trì: Sở Tư pháp.\n- Thời hạn: Quý I/2026.\n- Sản phẩm: Báo cáo.\n"
    assert told(text) == [("institutions", "a", "Rà soát văn bản", ["Sở Tư pháp"], ["Quý I/2026"])]


def test_labels_in_the_sentence_and_in_brackets() -> None:
    text = (
        "a) Rà soát văn bản (chủ trì: Sở Tư pháp; thời hạn: Quý I/2026).\n"
        "2. Chuyển đổi số\n"
        "b) Số hóa hồ sơ. Đơn vị thực hiện: Các sở, ngành. Thời gian: Thường xuyên.\n"
    )
    assert told(text) == [
        ("institutions", "a", "Rà soát văn bản", ["Sở Tư pháp"], ["Quý I/2026"]),
        ("digital", "b", "Số hóa hồ sơ", ["Các sở, ngành"], ["Thường xuyên"]),
    ]


def test_one_label_makes_no_task() -> None:
    assert told("a) Rà soát văn bản.\nThời hạn: Quý I/2026.\nNội dung: x. Mục tiêu: y.\n") == []


def test_lists_are_not_read_beside_tables() -> None:
    table = "\nTT\tNhiệm vụ\tChủ trì\tThời gian\n1\tA\tSở Nội vụ\tQuý I\n"
    text = "a) Rà soát văn bản (chủ trì: Sở Tư pháp; thời hạn: Quý I/2026).\n"
    assert [text for _, _, text, *_ in told(text + table)] == ["A"]
