"""Tables of a DOCX as grids: merges both ways, nested tables, deleted rows."""

from corpora.docx_parts import cell, docx, level, numbering, paragraph, row, table, text_cell
from vanban.reading import Document, Table, read_document


def read(body: str, **parts: str) -> Document:
    return read_document(docx(body, **parts), name="a.docx")


def first(body: str, **parts: str) -> Table:
    return next(read(body, **parts).tables())


def grid(body: str) -> list[list[str | tuple[int, int]]]:
    return [[cell.merged_from or cell.text for cell in row.cells] for row in first(body).rows]


def test_a_cell_over_several_columns() -> None:
    body = table(row(cell(paragraph("I")), cell(paragraph("Thể chế"), span=2)), row(*map(text_cell, "abc")))
    assert grid(body) == [["I", "Thể chế", (0, 1)], ["a", "b", "c"]]


def test_a_cell_over_several_rows() -> None:
    body = table(
        row(cell(paragraph("1"), merge="restart"), text_cell("a")),
        row(cell(merge="continue"), text_cell("b")),
        row(cell(merge="continue"), text_cell("c")),
        row(cell(paragraph("2"), merge="restart"), text_cell("d")),
    )
    assert grid(body) == [["1", "a"], [(0, 0), "b"], [(0, 0), "c"], ["2", "d"]]


def test_a_cell_over_rows_and_columns() -> None:
    body = table(
        row(cell(paragraph("x"), span=2, merge="restart"), text_cell("a")),
        row(cell(span=2, merge="continue"), text_cell("b")),
    )
    assert grid(body) == [["x", (0, 0), "a"], [(0, 0), (0, 0), "b"]]


def test_rows_that_lack_cells_at_either_side() -> None:
    late = "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + text_cell("b") + "</w:tr>"
    assert grid(table(row(*map(text_cell, "xyz")), late)) == [["x", "y", "z"], ["", "b", ""]]


def test_deleted_rows_are_left_out_and_inserted_ones_kept() -> None:
    deleted = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>" + text_cell("a") + text_cell("b") + "</w:tr>"
    inserted = "<w:tr><w:trPr><w:ins w:id='1'/></w:trPr>" + text_cell("c") + text_cell("d") + "</w:tr>"
    assert grid(table(deleted, inserted)) == [["c", "d"]]


def test_lines_and_bullets_of_a_cell() -> None:
    parts = numbering({1: level(0, "-", style="bullet")})
    body = cell(paragraph("Gồm:"), paragraph("một", number=(1, 0)), paragraph(), paragraph("hai", number=(1, 0)))
    found = first(table(row(body, text_cell("x"))), numbering=parts)
    assert found.rows[0].cells[0].text == "Gồm:\n- một\n- hai"


def test_header_rows_and_bold_cells_are_marked() -> None:
    head = row(cell(paragraph("TT", bold=True)), cell(paragraph("Nhiệm vụ", bold=True)), header=True)
    found = first(table(head, row(*map(text_cell, "ab"))))
    assert [row.header for row in found.rows] == [True, False]
    assert [[cell.bold for cell in row.cells] for row in found.rows] == [[True, True], [False, False]]


def test_a_table_inside_a_cell_becomes_lines() -> None:
    inner = table(row(text_cell("a"), text_cell("b")), row(text_cell("c"), text_cell("d")))
    assert grid(table(row(cell(paragraph("x"), inner), text_cell("y")))) == [["x\na | b\nc | d", "y"]]


def test_a_frame_of_one_cell_is_opened() -> None:
    inner = table(row(text_cell("a"), text_cell("b")))
    blocks = read(table(row(cell(paragraph("tên"), inner)))).blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table"]


def test_pages_of_rows() -> None:
    turned = row(cell("<w:p><w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p>"), text_cell("c"))
    found = first(table(row(text_cell("a"), text_cell("x")), turned, row(text_cell("d"), text_cell("e"))))
    assert [row.page for row in found.rows] == [1, 1, 2]


def test_spans_beyond_all_sense_are_cut() -> None:
    assert first(table(row(cell(paragraph("x"), span=99999999), text_cell("y")))).width == 63


def test_a_table_without_words_is_left_out() -> None:
    assert read(table(row(cell(), cell())) + paragraph("x")).blocks[0].place.block == 0
