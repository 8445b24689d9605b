"""The lines of statistics tables: any order of columns, any wording, any way to say what is below what."""

from decimal import Decimal

import pytest

from corpora.docx_parts import cell, docx, paragraph, row, table, text_cell
from corpora.reports import FORMS, report_of
from vanban.reading import read_document
from vanban.reports import ColumnKind, Indicator, IndicatorType, Report, read_report

HEAD = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]


def lines(report: Report) -> list[tuple[str | None, str, int, str | None, int | float | None]]:
    return [
        (line.code if line.coded else None, line.label, line.level, line.unit, number(line.value))
        for line in report.indicators
    ]


def number(value: Decimal | None) -> int | float | None:
    return None if value is None else int(value) if value == int(value) else float(value)


def only(report: Report) -> Indicator:
    (line,) = report.indicators
    return line


def found(report: Report) -> list[str]:
    return [finding.code for finding in report.findings if finding.code.startswith("RP")]


@pytest.mark.parametrize("form", FORMS)
def test_the_quarterly_table_of_a_commune(form: str) -> None:
    report = report_of(
        "BÁO CÁO",
        "Công tác cải cách hành chính quý I năm 2026",
        [
            HEAD,
            ["I", "CHỈ ĐẠO, ĐIỀU HÀNH", "", "", ""],
            ["1", "Số văn bản đã ban hành", "Văn bản", "04", ""],
            ["2", "Có kế hoạch tuyên truyền", "Có = 1; Không = 0", "1", "Số 12/KH-UBND"],
            ["II", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "", "", ""],
            ["1", "Số hồ sơ tiếp nhận", "Hồ sơ", "1.250", ""],
            ["", "Trong đó:", "", "", ""],
            ["", "- Trực tiếp", "", "250", ""],
            ["", "- Trực tuyến", "", "1.000", ""],
            ["", "+ Toàn trình", "", "", "Chưa tách được"],
            ["2", "Tỷ lệ đúng hạn", "%", "99,6", ""],
        ],
        form=form,
    )
    assert lines(report) == [
        ("I", "CHỈ ĐẠO, ĐIỀU HÀNH", 1, None, None),
        ("1", "Số văn bản đã ban hành", 2, "Văn bản", 4),
        ("2", "Có kế hoạch tuyên truyền", 2, None, 1),
        ("II", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", 1, None, None),
        ("1", "Số hồ sơ tiếp nhận", 2, "Hồ sơ", 1250),
        (None, "Trực tiếp", 3, None, 250),
        (None, "Trực tuyến", 3, None, 1000),
        (None, "Toàn trình", 4, None, None),
        ("2", "Tỷ lệ đúng hạn", 2, "%", 99.6),
    ]
    assert [line.type for line in report.indicators] == [
        *("group", "count", "choice", "group", "count", "count", "count", "count", "percent")
    ]
    assert report.indicators[2].choices == (("1", "Có"), ("0", "Không"))
    assert report.indicators[2].note == "Số 12/KH-UBND"
    assert report.indicators[7].of_which == ("Trực tuyến", "Toàn trình")
    assert report.indicators[7].measure == "Hồ sơ"
    assert report.indicators[4].parts == (5, 6)
    assert report.indicators[3].children == (4, 8)
    assert found(report) == []
    assert (report.header.type, report.header.year) == ("báo cáo", 2026)


@pytest.mark.parametrize("form", FORMS)
def test_columns_in_another_order_and_wording(form: str) -> None:
    report = report_of(
        [
            ["Nội dung", "Số lượng", "ĐVT", "TT"],
            ["Số hội nghị tuyên truyền", "3", "Hội nghị", "1.1"],
            ["Số tin, bài", "12", "Bài", "1.2."],
        ],
        form=form,
    )
    assert lines(report) == [
        ("1.1", "Số hội nghị tuyên truyền", 2, "Hội nghị", 3),
        ("1.2", "Số tin, bài", 2, "Bài", 12),
    ]


def test_a_table_without_units_or_numbers_of_lines() -> None:
    report = report_of([["Chỉ tiêu", "Kết quả"], ["Số cuộc kiểm tra", "2"], ["Số đơn vị vi phạm", ""]])
    assert lines(report) == [
        (None, "Số cuộc kiểm tra", 1, None, 2),
        (None, "Số đơn vị vi phạm", 1, None, None),
    ]
    assert report.indicators[1].type is IndicatorType.COUNT


def test_trong_do_without_numbers_of_lines() -> None:
    report = report_of(
        [
            ["Chỉ tiêu", "Đơn vị tính", "Kết quả"],
            ["Tổng số hồ sơ", "Hồ sơ", "30"],
            ["Trong đó: Trực tuyến", "", "20"],
            ["Số ý kiến phản ánh", "Ý kiến", "1"],
        ]
    )
    assert [(line.label, line.level, line.parent) for line in report.indicators] == [
        ("Tổng số hồ sơ", 1, None),
        ("Trực tuyến", 2, 0),
        ("Số ý kiến phản ánh", 1, None),
    ]


@pytest.mark.parametrize(
    ("titles", "kinds", "value"),
    [
        (("Kỳ trước", "Kỳ này"), ("previous", "current"), 20),
        (("Kế hoạch", "Thực hiện"), ("planned", "current"), 20),
        (("Kỳ này", "Lũy kế từ đầu năm"), ("current", "other"), 10),
        (("Năm 2025", "Năm 2026"), ("previous", "current"), 20),
        (("Quý II", "Quý I"), ("current", "current"), 10),
        (("Kết quả", "So sánh với cùng kỳ (%)"), ("current", "share"), 10),
        (("Cùng kỳ năm trước", "Kết quả"), ("previous", "current"), 20),
        (("Số lượng", "Tỷ lệ (%)"), ("current", "share"), 10),
    ],
)
def test_the_main_one_of_two_columns(titles: tuple[str, str], kinds: tuple[str, str], value: int) -> None:
    report = report_of([["STT", "Chỉ tiêu", "ĐVT", *titles], ["1", "Số văn bản", "Văn bản", "10", "20"]])
    line = only(report)
    assert line.value == value
    assert tuple(str(column.kind) for column in line.columns) == kinds
    assert [column.figure.value for column in line.columns] == [10, 20]
    assert tuple(column.title for column in line.columns) == titles


def test_columns_by_level_under_one_title() -> None:
    head = (
        row(
            cell(paragraph("TT"), merge="restart"),
            cell(paragraph("Nội dung"), merge="restart"),
            cell(paragraph("Kết quả"), span=3),
        ),
        row(cell(merge="continue"), cell(merge="continue"), *map(text_cell, ("Tổng số", "Cấp tỉnh", "Cấp xã"))),
    )
    body = row(*map(text_cell, ("1", "Số TTHC", "12", "5", "7")))
    report = read_report(read_document(docx(table(*head, body)), name="a.docx"))
    line = only(report)
    assert [column.kind for column in line.columns] == [ColumnKind.TOTAL, ColumnKind.LEVEL, ColumnKind.LEVEL]
    assert (line.value, [column.figure.value for column in line.columns]) == (12, [12, 5, 7])


def test_levels_without_a_total_have_no_main_value() -> None:
    line = only(report_of([["TT", "Nội dung", "Cấp tỉnh", "Cấp xã"], ["1", "Số TTHC", "5", "7"]]))
    assert line.value is None
    assert line.type is IndicatorType.COUNT
    assert [column.figure.value for column in line.columns] == [5, 7]


def test_columns_of_any_title_that_hold_numbers() -> None:
    report = report_of(
        [
            ["STT", "Lĩnh vực", "Tổng số", "Trước hạn", "Đúng hạn"],
            ["1", "Đất đai", "9", "4", "5"],
            ["2", "Hộ tịch", "3", "3", "0"],
        ]
    )
    assert [line.value for line in report.indicators] == [9, 3]
    assert [column.title for column in report.indicators[0].columns] == ["Tổng số", "Trước hạn", "Đúng hạn"]


def test_a_header_of_three_rows_with_numbered_columns() -> None:
    report = report_of(
        [
            ["STT", "Lĩnh vực", "Số hồ sơ tiếp nhận", "", "", "Số hồ sơ đã giải quyết", "", ""],
            ["", "", "Tổng số", "Trong kỳ", "", "Tổng số", "Đúng hạn", "Quá hạn"],
            ["", "", "", "Trực tuyến", "Trực tiếp", "", "", ""],
            ["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)", "(6)=(7)+(8)", "(7)", "(8)"],
            ["1", "Đất đai", "90", "60", "30", "80", "79", "1"],
            ["", "Tổng cộng", "90", "60", "30", "80", "79", "1"],
        ]
    )
    assert lines(report) == [("1", "Đất đai", 1, None, 90), (None, "Tổng cộng", 1, None, 90)]
    assert [column.title for column in report.indicators[0].columns][:3] == [
        "Số hồ sơ tiếp nhận Tổng số",
        "Số hồ sơ tiếp nhận Trong kỳ Trực tuyến",
        "Số hồ sơ tiếp nhận Trực tiếp",
    ]


@pytest.mark.parametrize(
    ("titles", "main"),
    [
        (("Quý I/2026", "Quý II/2026", "6 tháng"), 30),
        (("Tháng 1", "Tháng 2", "Tháng 3"), 30),
        (("Năm 2026", "2025", "2024"), 10),
    ],
)
def test_the_latest_of_several_periods(titles: tuple[str, ...], main: int) -> None:
    assert (
        only(report_of([["STT", "Chỉ tiêu", "ĐVT", *titles], ["1", "Số hồ sơ", "Hồ sơ", "10", "20", "30"]])).value
        == main
    )


def test_a_list_of_bodies_is_statistics_too() -> None:
    report = report_of([["STT", "Đơn vị", "Số lượng"], ["1", "Xã Suối Nhàn", "12"], ["2", "Phường Bến Mây", "7"]])
    assert lines(report) == [("1", "Xã Suối Nhàn", 1, None, 12), ("2", "Phường Bến Mây", 1, None, 7)]


def test_a_row_that_numbers_the_columns_is_no_line() -> None:
    report = report_of([HEAD, ["(1)", "(2)", "(3)", "(4)", "(5)"], ["1", "Số văn bản", "Văn bản", "4", ""]])
    assert only(report).label == "Số văn bản"


def test_a_table_of_tasks_is_no_statistics() -> None:
    report = report_of(
        [
            ["STT", "Nội dung", "Kết quả", "Cơ quan chủ trì", "Thời hạn"],
            ["1", "Rà soát thủ tục", "Báo cáo", "Sở Nội vụ", "Quý I"],
        ]
    )
    assert report.indicators == ()


@pytest.mark.parametrize("label", ["- Cấp xã", "Cấp xã"])
def test_a_line_shifted_to_the_left(label: str) -> None:
    report = report_of(
        [
            HEAD,
            ["1", "Số hồ sơ", "Hồ sơ", "30", ""],
            ["Trong đó", "- Cấp tỉnh", "", "10", ""],
            [label, "", "20", "", ""],
        ]
    )
    assert lines(report)[1:] == [
        (None, "Cấp tỉnh", 2, None, 10),
        (None, "Cấp xã", 2, None, 20),
    ]
    assert found(report) == ["RP002"]


def test_a_value_in_the_column_of_units() -> None:
    report = report_of([HEAD, ["1", "Số hồ sơ", "1.260", "", ""], ["2", "Số văn bản", "7", "9", ""]])
    assert [(line.unit, line.value, line.raw) for line in report.indicators] == [(None, 1260, "1.260"), (None, 9, "9")]
    assert found(report) == ["RP001", "RP004"]


def test_a_row_cut_by_a_page_is_joined() -> None:
    report = report_of(
        [HEAD, ["1", "Số cuộc đối thoại với người dân,", "Không = 0", "1", ""]],
        [
            HEAD,
            ["", "doanh nghiệp", "Có = 1", "", ""],
            ["", "Tại cấp xã", "", "", ""],
            ["2", "Số văn bản", "Văn bản", "3", ""],
        ],
    )
    assert [line.label for line in report.indicators] == [
        "Số cuộc đối thoại với người dân, doanh nghiệp",
        "Tại cấp xã",
        "Số văn bản",
    ]
    assert report.indicators[0].choices == (("0", "Không"), ("1", "Có"))
    assert found(report) == ["RP008"]


def test_the_end_of_trong_do_behind_a_page_break_is_no_line() -> None:
    report = report_of(
        [HEAD, ["1", "Số hồ sơ", "Hồ sơ", "5", ""], ["Trong", "- Trực tuyến", "", "5", ""]],
        [HEAD, ["đó", "", "", "", ""], ["", "- Trực tiếp", "", "0", ""]],
    )
    assert [line.label for line in report.indicators] == ["Số hồ sơ", "Trực tuyến", "Trực tiếp"]
    assert found(report) == []


def test_a_line_below_a_page_break_stays_below_its_own() -> None:
    report = report_of(
        [HEAD, ["1.1", "Số hồ sơ", "Hồ sơ", "5", ""], ["Trong đó", "Tại cấp tỉnh", "", "5", ""]],
        [HEAD, ["", "Tại cấp xã", "", "", ""]],
    )
    assert report.indicators[0].parts == (1, 2)


def test_a_table_without_a_header_goes_on() -> None:
    report = report_of([HEAD, ["1", "Số hồ sơ", "Hồ sơ", "5", ""]], [["2", "Số văn bản", "Văn bản", "6", ""]])
    codes = found(report)
    assert [line.value for line in report.indicators] == [5, 6]
    assert codes in (["RP009"], [])  # text joins tables that no line divides


def test_numbers_of_lines_in_the_label_s_own_cell() -> None:
    report = report_of(
        [["Nội dung", "Đơn vị tính", "Kết quả"], ["1. Công tác chỉ đạo", "", ""], ["1.1. Số văn bản", "Văn bản", "4"]]
    )
    assert lines(report) == [("1", "Công tác chỉ đạo", 1, None, None), ("1.1", "Số văn bản", 2, "Văn bản", 4)]
    assert report.indicators[0].type is IndicatorType.GROUP


def test_lines_know_their_places() -> None:
    report = report_of([HEAD, ["1", "Số hồ sơ", "Hồ sơ", "5", ""]])
    line = only(report)
    assert (line.place.table, line.place.row, line.place.column) == (0, 1, 1)
    assert (line.value_place.row, line.value_place.column) == (1, 3)


def test_words_where_a_number_should_stand() -> None:
    report = report_of([HEAD, ["1", "Số hồ sơ", "Hồ sơ", "chưa thống kê", ""], ["2", "Số xã", "Xã", "5", ""]])
    assert (report.indicators[0].value, report.indicators[0].type) == (None, IndicatorType.TEXT)
    assert found(report) == ["RP003"]


def test_words_without_a_unit_are_an_answer() -> None:
    report = report_of(
        [
            ["STT", "Nội dung báo cáo", "Kết quả thực hiện"],
            ["1", "Số văn bản ban hành", "12 văn bản"],
            ["2", "Đã tuyên truyền", "Có"],
            ["3", "Tỷ lệ đúng hạn", "98,5%"],
        ]
    )
    assert [(line.type, number(line.value)) for line in report.indicators] == [
        ("count", 12),
        ("text", None),
        ("percent", 98.5),
    ]
    assert found(report) == []


def test_an_answer_that_is_none_of_the_choices() -> None:
    report = report_of(
        [HEAD, ["1", "Đã kết nối", "Có = 1 Không = 0", "2", ""], ["2", "Có Cổng", "Có = 1 Không = 0", "Có", ""]]
    )
    assert [line.value for line in report.indicators] == [2, 1]
    assert found(report) == ["RP005"]


def test_a_report_without_statistics_says_so() -> None:
    report = report_of("BÁO CÁO", "Kết quả cải cách hành chính quý I năm 2026", "I. KẾT QUẢ")
    assert found(report) == ["RP006"]
