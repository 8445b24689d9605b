"""What comes out of a clipboard is read by the rules of a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.plans.mapping.paste import read_pasted
from plans_sample import COLUMNS

TSV = COLUMNS + "\n1\tRà soát thủ tục\tBáo cáo rà soát\tTrước ngày 30/6/2026\tSở Tài chính\tSở Nội vụ\t"
EXCEL = (
    "STT\tNhiệm vụ\tSản phẩm\tChủ trì\tThời hạn\n"
    '1\tRà soát thủ tục\t"Báo cáo rà soát\nDanh mục thủ tục"\tSở Tài chính\tTháng 6/2026\n'
)
WORD = """<html><body><p>lời dẫn</p><table><tr><th>TT</th><th>Nhiệm vụ</th><th>Sản phẩm</th><th>Chủ trì</th>
<th>Thời hạn</th></tr><tr><td rowspan="2">1</td><td rowspan=2>Rà soát thủ tục</td><td>Báo cáo rà soát</td>
<td>Sở Tài chính</td><td>Quý II/2026</td></tr><tr><td>Tờ trình &lt;công bố&gt;</td><td>Sở Nội vụ</td>
<td>Quý III/2026</td></tr></table></body></html>"""


def flat(text: str) -> list[tuple[str, str, str, str]]:
    """Return (task, deliverable, deadline, first lead) of each deliverable."""
    return [
        (task.text, one.text, one.deadline_text, one.parties[0].text if one.parties else "")
        for task in read_pasted(text, year=2026).rows
        for one in task.deliverables
    ]


def test_rows_with_a_header_are_read_as_in_a_file() -> None:
    assert flat(TSV) == [("Rà soát thủ tục", "Báo cáo rà soát", "Trước ngày 30/6/2026", "Sở Tài chính")]


def test_a_cell_of_a_spreadsheet_keeps_its_lines() -> None:
    assert [row[1] for row in flat(EXCEL)] == ["Báo cáo rà soát", "Danh mục thủ tục"]


def test_a_table_of_a_text_program_keeps_what_its_cells_cover() -> None:
    assert flat(WORD) == [
        ("Rà soát thủ tục", "Báo cáo rà soát", "Quý II/2026", "Sở Tài chính"),
        ("Rà soát thủ tục", "Tờ trình <công bố>", "Quý III/2026", "Sở Nội vụ"),
    ]


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("Rà soát thủ tục\tSở Tài chính\tTháng 6/2026", ("Nhiệm vụ", "Chủ trì", "Thời hạn")),
        (
            "5\tRà soát thủ tục\tBáo cáo\tSở Tài chính\tTháng 6/2026",
            ("TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Thời hạn"),
        ),
    ],
)
def test_rows_without_a_header_are_taken_in_the_usual_order(line: str, columns: tuple[str, ...]) -> None:
    made = read_pasted(line, year=2026)
    assert made.columns == columns
    (row,) = made.rows
    assert (row.text, row.deliverables[0].parties[0].text) == ("Rà soát thủ tục", "Sở Tài chính")


def test_the_plan_s_own_columns_come_first() -> None:
    own = ("Nhiệm vụ", "Thời hạn", "Chủ trì")
    made = read_pasted("Rà soát thủ tục\tTháng 6/2026\tSở Tài chính", year=2026, headers=own)
    assert made.columns == own
    assert made.rows[0].deliverables[0].deadline_text == "Tháng 6/2026"


@pytest.mark.parametrize("text", ["", " \n ", "Không có bảng nào ở đây.", "\t\t\n\t", "<table></table>"])
def test_nothing_to_read_is_no_row(text: str) -> None:
    assert read_pasted(text, year=2026).rows == ()


@given(st.text(alphabet='aà1.\t\n"<>tdrable/=&;|', max_size=120))
def test_no_clipboard_stops_the_reader(text: str) -> None:
    read_pasted(text, year=2026)
