"""What the readers of phrases find reaches the plan, with the place of its words."""

import pytest

from vanban.plans import Plan, read_plan
from vanban.reading import Table, read_document
from vanban.text.findings import Place

HEAD = "TT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tThời hạn\n"


def plan_of(prose: str, row: str) -> tuple[Plan, list[str]]:
    """Return a plan, and the texts of its findings' places by code."""
    text = f"KẾ HOẠCH\nCải cách hành chính năm 2026\n\n{prose}\n\n{HEAD}{row}\n"
    document = read_document(text.encode(), name="a.txt")
    plan = read_plan(document)

    def words(place: Place) -> str:
        block = document.blocks[place.block or 0]
        whole = block.rows[place.row or 0].cells[place.column or 0].text if isinstance(block, Table) else block.text
        return whole[place.start : place.end]

    return plan, [f"{finding.code} {words(finding.place)}" for finding in plan.findings if finding.place.block]


@pytest.mark.parametrize(
    ("prose", "row", "expected"),
    [
        (
            "Căn cứ Quyết định số 12/QĐ-UBND ngày 31/4/2025 của UBND tỉnh;",
            "1\tA\tBáo cáo\tSở Y tế\tQuý I/2026",
            "CT001 Quyết định số 12/QĐ-UBND ngày 31/4/2025",
        ),
        ("", "1\tTheo Nghị quyết số 12/QĐ-UBND ngày 01/4/2025\tBáo cáo\tSở Y tế\tQuý I/2026", "CT002 "),
        ("1. Đạt từ 90-80% hồ sơ.", "1\tA\tBáo cáo\tSở Y tế\tQuý I/2026", "TG001 90-80%"),
        ("", "1\tĐạt 90-80% hồ sơ\tBáo cáo\tSở Y tế\tQuý I/2026", "TG001 90-80%"),
        ("", "1\tA\tBáo cáo\tnhư trên\tQuý I/2026", "AG002 như trên"),
        ("", "1\tA\tBáo cáo\tSở Y tế\t31/02/2026", "DL001 31/02/2026"),
        (
            "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế báo cáo trước ngày 31/02/2026.",
            "1\tA\tBáo cáo\tSở Y tế\tQuý I/2026",
            "DL001 1. Sở Y tế báo cáo trước ngày 31/02/2026.",
        ),
    ],
)
def test_findings_of_phrases(prose: str, row: str, expected: str) -> None:
    _, found = plan_of(prose, row)
    assert [words for words in found if words.startswith(expected)], found


def test_a_citation_that_is_repeated_is_reported_once() -> None:
    line = "Căn cứ Quyết định số 12/QĐ-UBND ngày 31/4/2025 của UBND tỉnh;"
    plan, _ = plan_of(f"{line}\n\n{line}", "1\tA\tBáo cáo\tSở Y tế\tQuý I/2026")
    assert [finding.code for finding in plan.findings].count("CT001") == 1
