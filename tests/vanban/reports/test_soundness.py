"""Whatever stands in a document, its reading does not fail and keeps its promises."""

from hypothesis import given
from hypothesis import strategies as st

from corpora.reports import report_of
from vanban.reports import relations

CELL = st.one_of(
    st.sampled_from(
        ["", "1.", "1.1", "I", "a)", "-", "Trong đó", "- Cấp xã", "Có = 1 Không = 0", "8.803", "16,7%", "%"]
    ),
    st.text(alphabet="aăâ bcd0123.,-=/%()\n", max_size=12),
)
HEAD = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]
WORDS = st.sampled_from(
    [
        "8.803",
        "260",
        "97,5%",
        "12/15",
        "hồ sơ",
        "văn bản",
        "trong đó",
        "đạt",
        ":",
        ";",
        ",",
        ".",
        "(",
        ")",
        "gồm",
        "số",
        "năm",
    ]
)


@given(st.lists(st.lists(CELL, min_size=5, max_size=5), max_size=8))
def test_any_table(rows: list[list[str]]) -> None:
    report = report_of("BÁO CÁO", [HEAD, *([cell.replace("\n", " ") for cell in row] for row in rows)])
    for at, line in enumerate(report.indicators):
        assert line.level >= 1
        assert line.parent is None or line.parent < at
        assert all(report.indicators[part].parent == at for part in (*line.parts, *line.children))
        assert line.value is None or any(char.isdigit() for char in line.raw) or line.choices
    for relation in relations(report):
        relation.outcome()
    report.to_json(source="bao-cao")


@given(st.lists(WORDS, min_size=1, max_size=20).map(lambda words: " ".join(["Đã có", *words])))
def test_any_prose(text: str) -> None:
    report = report_of("BÁO CÁO", text)
    for said in report.narratives:
        for figure in said.figures:
            place = figure.place
            assert figure.raw == said.text[place.start : place.end]
            assert figure.name
    for claim in report.sums():
        assert len(claim.parts) > 1
        assert claim.total not in claim.parts
