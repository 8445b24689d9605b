"""Text files: paragraphs by lines, tables by tabs, pages by form feeds."""

import pytest

from vanban.reading import Document, Paragraph, Table, read_document


def read(text: str) -> Document:
    return read_document(text.encode(), name="ke-hoach.txt")


def paragraphs(text: str) -> list[str]:
    return [block.text for block in read(text).paragraphs()]


def grids(text: str) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in read(text).tables()]


def test_every_line_is_a_paragraph() -> None:
    assert paragraphs("KẾ HOẠCH\nnăm 2026\n\n\nI. MỤC TIÊU") == ["KẾ HOẠCH", "năm 2026", "I. MỤC TIÊU"]


def test_line_ends_of_all_systems() -> None:
    assert paragraphs("a\r\nb\rc\nd") == ["a", "b", "c", "d"]


def test_blanks_are_folded_and_bullets_made_one() -> None:
    assert paragraphs("  a   b\n• c\n–  d\n+ e\n- - f") == ["a b", "- c", "- d", "+ e", "- f"]


def test_headings_and_emphasis_of_markdown() -> None:
    blocks = read("## **KẾ HOẠCH**\n\n*(Kèm theo Quyết định  \nsố 5)*\n\n***Lưu ý:*** 2 * 3 * 4 (*)").blocks
    assert [(block.text, block.level, block.bold) for block in blocks if isinstance(block, Paragraph)] == [
        ("KẾ HOẠCH", 2, True),
        ("(Kèm theo Quyết định", None, False),
        ("số 5)", None, False),
        ("Lưu ý: 2 * 3 * 4 (*)", None, False),
    ]


def test_a_table_by_tabs() -> None:
    assert grids("trước\n\nTT\tNhiệm vụ\tHạn\n1\tRà soát\tQuý I\n\nsau") == [
        [["TT", "Nhiệm vụ", "Hạn"], ["1", "Rà soát", "Quý I"]]
    ]


def test_a_blank_line_divides_tables() -> None:
    assert len(grids("a\tb\n1\t2\n\na\tb\n3\t4")) == 2


def test_short_rows_are_filled() -> None:
    assert grids("TT\tNhiệm vụ\tHạn\nI\tThể chế\n1\tRà soát\tQuý I")[0][1] == ["I", "Thể chế", ""]


def test_a_line_break_inside_a_cell() -> None:
    text = "TT\tNhiệm vụ\tSản phẩm\tHạn\n1\tRà soát\t- Kế hoạch\n- Báo cáo\tQuý I\n2\tKiểm tra\tBáo cáo\tQuý II"
    assert grids(text)[0][1:] == [
        ["1", "Rà soát", "- Kế hoạch\n- Báo cáo", "Quý I"],
        ["2", "Kiểm tra", "Báo cáo", "Quý II"],
    ]


def test_html_in_cells() -> None:
    cell = "<ul> <li>- Kế hoạch.</li> <li>Báo cáo &amp; tài liệu.</li></ul>"
    table = next(read(f"<b>TT</b>\t{cell}\tmột<br>hai\t<p>a < b</p>").tables())
    assert [cell.text for cell in table.rows[0].cells] == [
        "TT",
        "- Kế hoạch.\n- Báo cáo & tài liệu.",
        "một\nhai",
        "a < b",
    ]
    assert [cell.bold for cell in table.rows[0].cells] == [True, False, False, False]


def test_numbered_and_nested_lists_in_cells() -> None:
    cell = "<ol><li>một</li><li>hai<ul><li>ba</li></ul></li></ol>"
    assert grids(f"TT\t{cell}\tx")[0][0][1] == "1. một\n2. hai\n+ ba"


def test_tables_by_bars() -> None:
    text = "| TT | Nhiệm vụ | Hạn |\n|---|:--|--:|\n| 1 | Rà soát | Quý I |"
    assert grids(text) == [[["TT", "Nhiệm vụ", "Hạn"], ["1", "Rà soát", "Quý I"]]]


def test_pages_are_counted_by_form_feeds() -> None:
    assert [block.place.page for block in read("a\n\f\nb\n\fc").blocks] == [1, 2, 3]
    assert [block.place.page for block in read("a\n\nb").blocks] == [None, None]


def test_places_of_cells() -> None:
    table = next(block for block in read("đầu\n\na\tb\n1\t2").blocks if isinstance(block, Table))
    assert table.rows[1].cells[1].place.to_json() == {"block": 1, "table": 0, "row": 1, "column": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_unicode(encoding: str) -> None:
    text = "Ủy ban nhân dân tỉnh Sông Mây ban hành Kế hoạch cải cách hành chính"
    assert next(read_document(text.encode(encoding), name="a.txt").paragraphs()).text == text


def test_letters_written_with_loose_marks_become_whole() -> None:
    import unicodedata

    text = "Ủy ban nhân dân tỉnh Sông Mây"
    assert paragraphs(unicodedata.normalize("NFD", text)) == [text]


def test_items_of_a_last_cell_on_lines_of_their_own() -> None:
    text = "TT\tNhiệm vụ\tChủ trì\tSản phẩm\n1\tA\tSở Nội vụ\t- Kế hoạch\n- Báo cáo\n2\tB\tSở Y tế\tTờ trình"
    (table,) = read_document(text.encode(), name="a.txt").tables()
    assert [row.cells[3].text for row in table.rows] == ["Sản phẩm", "- Kế hoạch\n- Báo cáo", "Tờ trình"]
