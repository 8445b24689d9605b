"""Ruled tables of a PDF: cells, merges, and what a page break does to them."""

from corpora.pdf_parts import Sheet, pdf
from vanban.reading import Document, Table, read_document

XS = (60, 100, 300, 420, 535)
HEADER = ("TT", "Nhiệm vụ", "Sản phẩm", "Thời hạn")


def read(*sheets: Sheet) -> Document:
    return read_document(pdf(*sheets), name="ke-hoach.pdf")


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def fill(sheet: Sheet, y: float, *cells: str, bold: bool = False) -> None:
    for x, cell in zip(XS, cells, strict=False):
        sheet.lines(x + 4, y, *cell.split("\n"), size=11, bold=bold)


def table_page(*rows: tuple[str, ...], bottom: bool = True, top: float = 100, height: float = 60) -> Sheet:
    sheet = Sheet()
    sheet.grid(XS, [top + height * index for index in range(len(rows) + 1)], bottom=bottom)
    for index, row in enumerate(rows):
        fill(sheet, top + height * index + 14, *row, bold=index == 0 and not row[0].isdigit())
    return sheet


def test_cells_stand_in_their_columns_with_their_places() -> None:
    table = only_table(read(table_page(HEADER, ("1", "Rà soát thủ tục", "Báo cáo", "Quý II"))))
    assert texts(table) == [list(HEADER), ["1", "Rà soát thủ tục", "Báo cáo", "Quý II"]]
    assert all(cell.bold for cell in table.rows[0].cells)
    place = table.rows[1].cells[1].place
    assert (place.page, place.row, place.column) == (1, 1, 1)
    assert place.box == (168, 190, 504, 261)


def test_a_line_that_is_full_goes_on_and_a_short_one_ends() -> None:
    table = only_table(read(table_page(HEADER, ("1", "Rà soát, đơn giản hóa các thủ tục\nnội bộ\n- Công bố", "", ""))))
    assert table.rows[1].cells[1].text == "Rà soát, đơn giản hóa các thủ tục nội bộ\n- Công bố"


def test_a_symbol_broken_at_its_hyphen_is_one_word() -> None:
    table = only_table(read(table_page(HEADER, ("1", "", "Quyết định 36/QĐ-\nUBND", "15/\n3/2026"))))
    assert [cell.text for cell in table.rows[1].cells[2:]] == ["Quyết định 36/QĐ-UBND", "15/3/2026"]


def test_a_symbol_cut_between_letters_is_one_word() -> None:
    table = only_table(read(table_page(HEADER, ("1", "", "Nghị định 106/2020/N\nĐ-CP", ""))))
    assert table.rows[1].cells[2].text == "Nghị định 106/2020/NĐ-CP"


def test_the_room_that_a_cut_row_leaves_on_the_next_page_is_no_row() -> None:
    first = table_page(HEADER, ("1", "Rà soát.", "Báo cáo", "Quý I"))
    second = table_page(HEADER, ("", "", "", ""), ("2", "Công bố", "", ""), top=60)
    assert [row[0] for row in texts(only_table(read(first, second)))] == ["TT", "1", "2"]


def test_merged_cells_say_who_covers_them() -> None:
    sheet = Sheet()
    for y in (100, 140, 220):
        sheet.rule(60, y, 535, y)
    sheet.rule(300, 180, 535, 180)
    sheet.rule(60, 100, 60, 220).rule(535, 100, 535, 220)
    for x in (100, 300, 420):
        sheet.rule(x, 140, x, 220)
    sheet.text(64, 120, "I. Cải cách thể chế").text(64, 160, "1").text(104, 160, "Rà soát")
    sheet.text(304, 160, "Báo cáo").text(304, 200, "Danh mục")
    table = only_table(read(sheet))
    origins = [[cell.merged_from for cell in row.cells] for row in table.rows]
    assert origins == [[None, (0, 0), (0, 0), (0, 0)], [None, None, None, None], [(1, 0), (1, 1), None, None]]
    assert texts(table)[1:] == [["1", "Rà soát", "Báo cáo", ""], ["", "", "Danh mục", ""]]


def test_a_table_without_rules_at_the_sides_keeps_its_outer_columns() -> None:
    sheet = Sheet().grid(XS, (100, 140, 180), sides=False)
    fill(sheet, 114, *HEADER)
    fill(sheet, 154, "1", "Rà soát", "Báo cáo", "Quý II")
    assert texts(only_table(read(sheet))) == [list(HEADER), ["1", "Rà soát", "Báo cáo", "Quý II"]]


def test_a_table_goes_on_over_pages_and_its_header_stands_once() -> None:
    first = table_page(HEADER, ("1", "Rà soát", "Báo cáo", "Quý I"))
    second = table_page(HEADER, ("2", "Công bố", "Quyết định", "Quý II"), top=60)
    table = only_table(read(first, second))
    assert [row[0] for row in texts(table)] == ["TT", "1", "2"]
    assert [row.header for row in table.rows] == [True, False, False]
    assert [row.page for row in table.rows] == [1, 1, 2]


def test_a_row_split_over_a_page_without_a_rule_below_is_one_row() -> None:
    first = table_page(HEADER, ("1", "Rà soát, đơn giản hóa các thủ tục", "- Báo cáo quý;", "Quý I"), bottom=False)
    second = table_page(HEADER, ("", "hành chính", "- Quyết định.", ""), ("2", "Công bố", "", ""), top=60)
    document = read(first, second)
    assert texts(only_table(document))[1:] == [
        ["1", "Rà soát, đơn giản hóa các thủ tục hành chính", "- Báo cáo quý;\n- Quyết định.", "Quý I"],
        ["2", "Công bố", "", ""],
    ]
    assert not document.findings


def test_a_row_split_over_a_page_with_a_rule_below_goes_on_by_its_words() -> None:
    first = table_page(HEADER, ("1", "Rà soát, đơn giản hóa các thủ tục", "Báo cáo", "Quý I"))
    second = table_page(("", "hành chính nội bộ.", "", ""), ("2", "Công bố", "", ""), top=60)
    table = only_table(read(first, second))
    assert [row[1] for row in texts(table)] == [
        "Nhiệm vụ",
        "Rà soát, đơn giản hóa các thủ tục hành chính nội bộ.",
        "Công bố",
    ]


def test_a_blank_number_and_task_above_another_result_is_a_row_of_its_own() -> None:
    first = table_page(HEADER, ("1", "Rà soát thủ tục hành chính.", "Báo cáo", "Quý I"))
    second = table_page(HEADER, ("", "", "Danh mục", "Quý II"), ("2", "Công bố", "", ""), top=60)
    assert [row[2] for row in texts(only_table(read(first, second)))] == ["Sản phẩm", "Báo cáo", "Danh mục", ""]


def test_a_row_with_a_number_is_never_the_rest_of_another() -> None:
    first = table_page(HEADER, ("1", "Rà soát, đơn giản hóa các thủ tục", "Báo cáo", "Quý I"), bottom=False)
    second = table_page(("2", "theo dõi thi hành pháp luật", "", ""), ("3", "Công bố", "", ""), top=60)
    assert [row[0] for row in texts(only_table(read(first, second)))] == ["TT", "1", "2", "3"]


def test_words_between_two_tables_part_them() -> None:
    first = table_page(HEADER, ("1", "Rà soát", "Báo cáo", "Quý I"))
    second = table_page(HEADER, ("1", "Công bố", "Quyết định", "Quý II"), top=160).text(60, 100, "Phụ lục 02")
    assert [len(table.rows) for table in read(first, second).tables()] == [2, 2]


def test_a_table_with_a_header_of_its_own_is_another() -> None:
    other = ("Chỉ tiêu", "Đơn vị", "Năm trước", "Năm nay")
    second = table_page(other, ("A", "%", "90", "95"), top=60)
    tables = tuple(read(table_page(HEADER, ("1", "Rà soát", "Báo cáo", "Quý I")), second).tables())
    assert len(tables) == 2


def test_a_frame_around_one_text_is_no_table() -> None:
    sheet = Sheet().grid((60, 535), (100, 160)).text(70, 130, "Văn bản khẩn")
    document = read(sheet)
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph"]


def test_lines_beneath_words_are_no_table() -> None:
    sheet = Sheet().text(200, 100, "Độc lập - Tự do - Hạnh phúc").rule(200, 104, 360, 104).rule(60, 700, 535, 700)
    assert not tuple(read(sheet).tables())
