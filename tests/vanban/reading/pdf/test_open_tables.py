"""Tables of a PDF without some or all of their lines: read as tables where nothing else explains them, else told."""

from itertools import cycle

import pytest

from corpora.pdf_parts import A4_LANDSCAPE, Sheet, pdf
from vanban.reading import Document, read_document

XS = (60, 100, 330, 480, 640, 760)  # where the words of each column begin, and where the last ends
HEADER = ("TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Thời hạn")
ROWS = (
    ("1", "Rà soát, đơn giản hóa các thủ tục\nhành chính nội bộ", "Báo cáo", "Sở Tư pháp", "Quý I"),
    ("2", "Công bố thủ tục", "Quyết định", "Sở Nội vụ", "Quý II"),
    ("", "", "Danh mục", "Sở Tài chính", "Quý III"),
    ("3", "Kiểm tra công vụ", "Kế hoạch", "Sở Nội vụ", "Tháng 9"),
)
READ = [list(HEADER), *([cell.replace("\n", " ") for cell in row] for row in ROWS)]
STEP = 13.0


def read(*sheets: Sheet) -> Document:
    return read_document(pdf(*sheets), name="ke-hoach.pdf")


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def texts(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables()]


def write_row(sheet: Sheet, y: float, row: tuple[str, ...], *, bold: bool = False) -> float:
    """Write a row whose first lines stand on ``y``; return where its last line stands."""
    for x, cell in zip(XS, row, strict=False):
        for index, line in enumerate(cell.split("\n")):
            sheet.text(x, y + STEP * index, line, size=11, bold=bold)
    return y + STEP * max(cell.count("\n") for cell in row)


def open_table(*rows: tuple[str, ...], room: float = 6.0, y: float = 100, ruled: bool = False) -> Sheet:
    """Return a page with a table that has no lines between its columns, ``room`` points between its rows."""
    sheet = Sheet(A4_LANDSCAPE)
    for index, row in enumerate(rows):
        if ruled:
            sheet.rule(XS[0], y - 12 - room / 2, XS[-1], y - 12 - room / 2)
        y = write_row(sheet, y, row, bold=index == 0 and row[0] == "TT") + STEP + room
    if ruled:
        sheet.rule(XS[0], y - 12 - room / 2, XS[-1], y - 12 - room / 2)
    return sheet


def test_columns_are_told_by_the_words_under_one_another() -> None:
    document = read(open_table(HEADER, *ROWS))
    assert texts(document) == [READ]
    assert codes(document) == ["RD111"]


def test_rows_without_room_between_them_are_told_by_their_numbers() -> None:
    numbered = tuple(row for row in ROWS if row[0])
    document = read(open_table(HEADER, *numbered, room=0))
    assert texts(document) == [[list(HEADER), *([cell.replace("\n", " ") for cell in row] for row in numbered)]]


def test_lines_between_rows_alone_part_them() -> None:
    document = read(open_table(HEADER, *ROWS, room=2, ruled=True))
    assert texts(document) == [READ]


def test_shading_parts_rows() -> None:
    sheet = Sheet(A4_LANDSCAPE)
    y = 100.0
    for index, row in enumerate((HEADER, *ROWS)):
        end = y + STEP * max(cell.count("\n") for cell in row)
        if index % 2 == 0:
            sheet.shade(XS[0], y - 11, XS[-1], end + 3)
        y = write_row(sheet, y, row, bold=index == 0) + STEP + 1
    assert texts(read(sheet)) == [READ]


def test_lines_between_columns_alone_leave_the_rows_to_their_numbers() -> None:
    sheet = open_table(HEADER, *ROWS)
    for x in (*XS[:-1], XS[-1] + 4):
        sheet.rule(x - 4, 85, x - 4, 210)
    for y in (85, 106, 210):
        sheet.rule(XS[0] - 4, y, XS[-1], y)
    document = read(sheet)
    assert texts(document) == [READ]


def test_a_table_without_lines_goes_on_over_pages_with_and_without_its_header() -> None:
    more = (("4", "Tuyên truyền", "Kế hoạch tuyên truyền", "Sở Nội vụ", "Tháng 10"),)
    document = read(open_table(HEADER, *ROWS), open_table(HEADER, *more), open_table(("5", *more[0][1:])))
    (table,) = texts(document)
    assert [row[0] for row in table] == ["TT", "1", "2", "", "3", "4", "5"]


def test_a_title_over_all_columns_is_one_cell() -> None:
    sheet = open_table(HEADER, *ROWS)
    title = "II. Cải cách thủ tục hành chính và hiện đại hóa nền hành chính của tỉnh trong năm kế hoạch"
    sheet.text(XS[0], 210, title, size=11)
    write_row(sheet, 229, ("1", "Số hóa hồ sơ", "Báo cáo", "Sở Nội vụ", "Hằng quý"))
    (table,) = read(sheet).tables()
    last_two = [[cell.text for cell in row.cells] for row in table.rows[-2:]]
    assert last_two == [[title, "", "", "", ""], ["1", "Số hóa hồ sơ", "Báo cáo", "Sở Nội vụ", "Hằng quý"]]
    assert table.rows[-2].cells[1].merged_from == (len(table.rows) - 2, 0)


def test_heads_and_signatures_in_two_columns_are_no_table() -> None:
    sheet = Sheet()
    sheet.text(90, 80, "ỦY BAN NHÂN DÂN").text(280, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    sheet.text(90, 96, "TỈNH SÔNG MÂY", bold=True).text(320, 96, "Độc lập - Tự do - Hạnh phúc", bold=True)
    sheet.text(95, 120, "Số: 15/KH-UBND").text(310, 120, "Sông Mây, ngày 05 tháng 01 năm 2026")
    sheet.text(85, 160, "Các cơ quan, đơn vị rà soát thủ tục hành chính thuộc phạm vi quản lý")
    sheet.text(85, 200, "Nơi nhận:").text(340, 203, "TM. ỦY BAN NHÂN DÂN")
    sheet.text(85, 216, "- Như trên;").text(380, 219, "CHỦ TỊCH")
    sheet.text(85, 232, "- Lưu: VT.").text(370, 300, "Nguyễn Văn Mây")
    document = read(sheet)
    assert not texts(document)
    assert not document.findings
    words = [block.text for block in document.paragraphs()]
    assert words[-6:-3] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]


def test_three_who_sign_beside_each_other_are_no_table() -> None:
    sheet = Sheet(A4_LANDSCAPE)
    for y, words in ((100, ("SỞ NỘI VỤ", "SỞ TƯ PHÁP", "SỞ TÀI CHÍNH")), (180, ("An", "Bình", "Chi"))):
        for x, word in zip((90, 350, 600), words, strict=True):
            sheet.text(x, y, word)
    assert not texts(read(sheet))


def test_justified_prose_is_no_table() -> None:
    sheet = Sheet()
    words = cycle(("Các", "cơ", "quan", "đơn", "vị", "rà", "soát", "thủ", "tục", "hành", "chính", "của", "tỉnh"))
    for line in range(12):
        x = 85.0
        while x < 480:
            word = next(words)
            sheet.text(x, 100 + 16 * line, word)
            x += 6 * len(word) + 9 + line % 3
    assert not texts(read(sheet))


def test_what_only_looks_like_a_table_is_left_as_words_and_told() -> None:
    rows = [(f"Đoạn {index}", "so với", "năm trước", "", "") for index in range(6)]
    document = read(open_table(*rows, room=0))
    assert not texts(document)
    assert codes(document) == ["RD112"]
    assert sum("năm trước" in block.text for block in document.paragraphs()) >= 1


@pytest.mark.parametrize("piece", [(1.5, 3.0), (0.75, 2.0)])
def test_dashes_and_dots_are_lines(piece: tuple[float, float]) -> None:
    sheet, (length, step) = Sheet(A4_LANDSCAPE), piece
    xs, ys = (56, 96, 326, 765), (85, 110, 135)
    for y in ys:
        for index in range(int((xs[-1] - xs[0]) / step)):
            sheet.shade(xs[0] + step * index, y, xs[0] + step * index + length, y + 0.75, grey=0)
    for x in xs:
        for index in range(int((ys[-1] - ys[0]) / step)):
            sheet.shade(x, ys[0] + step * index, x + 0.75, ys[0] + step * index + length, grey=0)
    write_row(sheet, 100, ("TT", "Nhiệm vụ", "Sản phẩm"))
    write_row(sheet, 125, ("1", "Rà soát", "Báo cáo"))
    document = read(sheet)
    assert texts(document) == [[["TT", "Nhiệm vụ", "Sản phẩm"], ["1", "Rà soát", "Báo cáo"]]]
    assert not document.findings


@pytest.mark.parametrize("apart", [2.0, 4.0, 5.0])
def test_borders_drawn_double_are_one(apart: float) -> None:
    sheet = Sheet(A4_LANDSCAPE)
    for shift in (0.0, apart):
        sheet.grid([x + shift for x in (56, 96, 326, 765)], [y + shift for y in (80, 110, 140)])
    write_row(sheet, 102, ("TT", "Nhiệm vụ", "Sản phẩm"))
    write_row(sheet, 132, ("1", "Rà soát", "Báo cáo"))
    assert texts(read(sheet)) == [[["TT", "Nhiệm vụ", "Sản phẩm"], ["1", "Rà soát", "Báo cáo"]]]


def test_thick_borders_are_filled_boxes() -> None:
    sheet = Sheet(A4_LANDSCAPE)
    for y in (80, 110, 140):
        sheet.shade(56, y, 769, y + 4.5, grey=0)
    for x in (56, 96, 326, 765):
        sheet.shade(x, 80, x + 4.5, 144, grey=0)
    write_row(sheet, 102, ("TT", "Nhiệm vụ", "Sản phẩm"))
    write_row(sheet, 132, ("1", "Rà soát", "Báo cáo"))
    assert texts(read(sheet)) == [[["TT", "Nhiệm vụ", "Sản phẩm"], ["1", "Rà soát", "Báo cáo"]]]
