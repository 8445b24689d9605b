"""Delimited text is a sheet; a text with commas is a text."""

import pytest

from sheets_sample import HEADER, ROWS
from vanban.plans import read_plan
from vanban.reading import read_document


def delimited(sign: str, *above: str) -> str:
    rows = [HEADER, *ROWS]
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return "\r\n".join([*above, *(sign.join(f'"{cell}"' if sign in cell else cell for cell in row) for row in cells)])


@pytest.mark.parametrize("sign", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_plan_is_read_from_delimited_text(sign: str, encoding: str) -> None:
    document = read_document(delimited(sign).encode(encoding), name="ke-hoach.csv")
    assert document.format == "csv"
    assert [task.text for task in read_plan(document, year=2026).annexes[0].tasks] == [row[1] for row in ROWS]


def test_cells_with_line_breaks_in_a_file_with_tabs_are_one_cell_each() -> None:
    text = 'TT\tNhiệm vụ\tChủ trì\tThời hạn\n1\t"Rà soát\nthủ tục"\tSở Nội vụ\tQuý I\n2\tTập huấn\tSở Nội vụ\tQuý II\n'
    document = read_document(text.encode(), name="a.csv")
    (table,) = document.tables()
    assert (document.format, table.rows[1].cells[1].text) == ("csv", "Rà soát\nthủ tục")


def test_the_line_that_names_the_delimiter_for_excel_is_no_row() -> None:
    document = read_document(("sep=;\n" + delimited(";")).encode(), name="a.csv")
    (table,) = document.tables()
    assert table.rows[0].cells[0].text == "TT"


def test_a_text_with_columns_by_tabs_stays_a_text() -> None:
    text = "KẾ HOẠCH\n\n" + delimited("\t").replace("\r\n", "\n")
    assert read_document(text.encode(), name="a.txt").format == "text"


@pytest.mark.parametrize(
    "text",
    [
        "Sở Nội vụ, Sở Tài chính, Sở Tư pháp chủ trì,\nVăn phòng, Thanh tra, xã phối hợp,\nlàm, báo cáo, theo dõi.",
        "Sông Mây, ngày 05 tháng 01 năm 2026\nKính gửi: Sở Nội vụ; Sở Tài chính; UBND các xã\n",
        "1,5\n2,5\n",
        "Một dòng",
    ],
)
def test_sentences_with_commas_stay_a_text(text: str) -> None:
    assert read_document(text.encode(), name="a.csv").format == "text"


def test_a_formula_in_delimited_text_is_only_text() -> None:
    text = delimited(";").replace("Báo cáo rà soát", "=1+1")
    (table,) = read_document(text.encode(), name="a.csv").tables()
    assert table.rows[1].cells[2].text == "=1+1"
