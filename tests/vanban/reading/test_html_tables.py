"""Tables that stand in a text as HTML."""

import pytest

from vanban.reading import Cell, ReadError, Table, read_document


def table_of(html: str) -> Table:
    document = read_document(f"Kế hoạch năm 2026\n\n{html}\n\nNơi nhận".encode(), name="a.txt")
    assert [paragraph.text for paragraph in document.paragraphs()] == ["Kế hoạch năm 2026", "Nơi nhận"]
    (table,) = document.tables()
    return table


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_rows_and_cells() -> None:
    html = "<table border='1'>\n<tr><th>TT</th><th>Việc</th></tr>\n<tr><td>1</td><td>A &amp; B</td></tr></table>"
    table = table_of(html)
    assert texts(table) == [["TT", "Việc"], ["1", "A & B"]]
    assert [row.header for row in table.rows] == [True, False]


def test_cells_over_columns_and_rows() -> None:
    html = (
        "<table><tr><td rowspan=2>a</td><td colspan='2'>b</td></tr><tr><td>c</td><td>d</td></tr>"
        "<tr><td>e</td><td>f</td><td rowspan=3>g</td></tr><tr><td>h</td></tr></table>"
    )
    table = table_of(html)
    assert texts(table) == [["a", "b", ""], ["", "c", "d"], ["e", "f", "g"], ["h", "", ""]]
    covered = [[cell.merged_from for cell in row.cells] for row in table.rows]
    assert covered == [[None, None, (0, 1)], [(0, 0), None, None], [None, None, None], [None, None, (2, 2)]]


def test_lists_and_lines_in_cells() -> None:
    html = "<TABLE><TR><TD><ul><li>A</li><li>B</li></ul></TD><TD>C<br/>D</TD><TD><b>E</b></TD></TR></TABLE>"
    table = table_of(html)
    assert texts(table) == [["- A\n- B", "C\nD", "E"]]
    assert [cell.bold for cell in table.rows[0].cells] == [False, False, True]


def test_cells_without_their_ends() -> None:
    assert texts(table_of("<table><tr><td>a<td>b<tr><td>c</table>")) == [["a", "b"], ["c", ""]]


def test_places() -> None:
    cell: Cell = table_of("<table><tr><td>a</td><td>b</td></tr></table>").rows[0].cells[1]
    assert (cell.place.block, cell.place.table, cell.place.row, cell.place.column) == (1, 0, 0, 1)


def test_a_table_that_does_not_end_is_text() -> None:
    document = read_document(("<table>" * 2000 + "<tr><td>a").encode(), name="a.txt")
    assert list(document.tables()) == []


def test_too_many_cells_are_refused() -> None:
    html = "<table>" + ("<tr>" + "<td colspan=63>a" * 10) * 400 + "</table>"
    with pytest.raises(ReadError) as refusal:
        read_document(html.encode(), name="a.txt")
    assert refusal.value.code == "RD020"
