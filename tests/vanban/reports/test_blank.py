"""A blank annex, as a body sends it out: what each line asks for, before a single figure stands in it."""

import pytest

from corpora.docx_parts import docx, paragraph, text_table
from vanban.reading import read_document
from vanban.reports import AskedFor, BlankAnnex, BlankLine, read_blank

HEAD = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]


def blank(*rows: list[str], head: list[str] = HEAD, above: tuple[str, ...] = ()) -> BlankAnnex:
    parts = [paragraph(text) for text in above]
    return read_blank(read_document(docx("".join([*parts, text_table([head, *rows])])), name="bieu.docx"))


def only(line: list[str]) -> BlankLine:
    (found,) = blank(line).lines
    return found


@pytest.mark.parametrize(
    ("label", "unit", "asked"),
    [
        ("Số hồ sơ tiếp nhận", "Hồ sơ", AskedFor.COUNT),
        ("Số cuộc họp", "", AskedFor.COUNT),
        ("Kinh phí đã chi", "Triệu đồng", AskedFor.NUMBER),
        ("Điểm chỉ số", "Điểm", AskedFor.NUMBER),
        ("Tỷ lệ đúng hạn", "%", AskedFor.PERCENT),
        ("Tỷ lệ đơn vị có chứng thư số", "Đơn vị", AskedFor.PERCENT),
        ("Có kế hoạch", "Không = 0; Có = 1", AskedFor.CHOICE),
        ("Đã kết nối", "Có/Không", AskedFor.CHOICE),
        ("Mức độ", "Chưa làm | Đang làm | Đã xong", AskedFor.CHOICE),
        ("Số phòng, ban", "Cơ quan/đơn vị", AskedFor.COUNT),
    ],
)
def test_what_a_line_asks_for(label: str, unit: str, asked: AskedFor) -> None:
    assert only(["1", label, unit, "", ""]).asked is asked


def test_answers_with_and_without_numbers() -> None:
    assert only(["1", "Có kế hoạch", "Không = 0; Có = 1", "", ""]).choices == (("0", "Không"), ("1", "Có"))
    assert only(["1", "Đã kết nối", "Có/Không", "", ""]).choices == (("", "Có"), ("", "Không"))


def test_headings_and_lines_that_stand_above_others() -> None:
    annex = blank(
        ["1", "Thủ tục hành chính", "", "", ""],
        ["1.1", "Tổng số hồ sơ", "Hồ sơ", "", ""],
        ["1.1.1", "Hồ sơ trực tuyến", "Hồ sơ", "", ""],
        ["2", "TUYÊN TRUYỀN", "", "", ""],
    )
    assert [(line.asked, line.depth, line.has_children) for line in annex.lines] == [
        (AskedFor.HEADING, 1, True),
        (AskedFor.COUNT, 2, True),
        (AskedFor.COUNT, 3, False),
        (AskedFor.HEADING, 1, False),
    ]


def test_parts_below_a_line_take_its_unit() -> None:
    annex = blank(
        ["1", "Số hồ sơ", "Hồ sơ", "", ""],
        ["Trong đó", "Trực tiếp", "", "", ""],
        ["", "- Tại xã", "", "", ""],
        ["", "Tỷ lệ trực tuyến", "%", "", ""],
    )
    assert [(line.is_part, line.measure, line.asked) for line in annex.lines] == [
        (False, "Hồ sơ", AskedFor.COUNT),
        (True, "Hồ sơ", AskedFor.COUNT),
        (True, "Hồ sơ", AskedFor.COUNT),
        (True, "%", AskedFor.PERCENT),
    ]


def test_without_units_a_blank_table_is_an_annex_all_the_same() -> None:
    annex = blank(["Số lớp tập huấn", ""], ["Số người dự", ""], head=["Nội dung", "Kết quả"])
    assert [line.label for line in annex.lines] == ["Số lớp tập huấn", "Số người dự"]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (("PHỤ LỤC SỐ LIỆU", "(Kèm theo Công văn số 12/UBND-NV)"), "PHỤ LỤC SỐ LIỆU"),
        (("BIỂU SỐ 1", "Kính gửi các đơn vị"), "BIỂU SỐ 1"),
        (("Kính gửi các đơn vị",), ""),
    ],
)
def test_the_title_stands_above_the_table(above: tuple[str, ...], title: str) -> None:
    assert blank(["1", "Số hồ sơ", "Hồ sơ", "", ""], above=above).title == title


def test_a_table_that_goes_on_behind_a_page_number() -> None:
    parts = [
        text_table([HEAD, ["1", "Số hồ sơ", "Hồ sơ", "", ""]]),
        paragraph("2"),
        text_table([HEAD, ["2", "Số văn bản", "Văn bản", "", ""]]),
    ]
    annex = read_blank(read_document(docx("".join(parts)), name="bieu.docx"))
    assert [(line.code, line.label) for line in annex.lines] == [("1", "Số hồ sơ"), ("2", "Số văn bản")]


def test_a_table_of_tasks_is_no_annex() -> None:
    rows = ["1", "Rà soát thủ tục", "Sở Nội vụ", "Quý II"]
    assert blank(rows, head=["TT", "Nội dung", "Cơ quan chủ trì", "Thời hạn"]).lines == ()
