"""Tables and prose laid out in other ways than most plans are."""

import pytest

from vanban.plans import Plan, read_plan
from vanban.plans.model import PlanRow, Task
from vanban.reading import read_document

HEAD = (
    "UBND TỈNH SÔNG MÂY",
    "Số: 12/KH-UBND",
    "Sông Mây, ngày 05 tháng 01 năm 2027",
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2027",
)


def plan(*lines: str) -> Plan:
    return read_plan(read_document("\n".join((*HEAD, *lines)).encode(), name="ke-hoach.txt"))


def tasks(*lines: str) -> list[Task]:
    return [task for _, task in plan(*lines).tasks()]


def only_row(*lines: str) -> PlanRow:
    ((row,),) = [task.rows for task in tasks(*lines)]
    return row


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Tên nhiệm vụ\tNội dung, quy mô", "Tuyên truyền\t04 hội nghị"),
        ("Nhiệm vụ\tHoạt động", "Tuyên truyền\tTổ chức hội nghị"),
        ("Mục tiêu\tNhiệm vụ\tHoạt động", "Người dân hiểu\tTuyên truyền\tTổ chức hội nghị"),
        ("Nội dung\tNhiệm vụ", "Chỉ đạo\tTuyên truyền"),
        ("Thủ tục", "Tuyên truyền"),
    ],
)
def test_the_task_stands_in_the_column_that_names_it(header: str, cells: str) -> None:
    lines = (
        "PHỤ LỤC",
        f"TT\t{header}\tSản phẩm\tCơ quan chủ trì\tThời gian",
        f"1\t{cells}\tBáo cáo\tSở Nội vụ\tQuý I/2027",
    )
    assert [task.text for task in tasks(*lines)] == ["Tuyên truyền"]


def test_years_with_marks_are_terms() -> None:
    row = only_row("PHỤ LỤC", "TT\tNhiệm vụ\tChủ trì\t2027\t2028\t2029", "1\tĐào tạo\tSở Nội vụ\tx\tx\t")
    assert [(str(one.start), str(one.end)) for one in row.deadlines] == [
        ("2027-01-01", "2027-12-31"),
        ("2028-01-01", "2028-12-31"),
    ]


def test_years_with_amounts_are_no_terms() -> None:
    found = plan("PHỤ LỤC", "TT\tChỉ tiêu\tCơ quan theo dõi\t2027\t2028\t2029", "1\tHài lòng\tSở Nội vụ\t90%\t91%\t92%")
    assert found.annexes == ()


@pytest.mark.parametrize("heading", ["A. Sở Tư pháp", "Phụ lục 02: Nhiệm vụ của Sở Tư pháp", "II. Sở Tư pháp chủ trì"])
def test_a_table_under_a_body_is_led_by_it(heading: str) -> None:
    row = only_row(heading, "TT\tCông việc\tSản phẩm\tThời hạn", "1\tRà soát văn bản\tBáo cáo\tQuý I/2027")
    assert [body.text for body in row.lead] == ["Sở Tư pháp"]


@pytest.mark.parametrize("heading", ["I. Cải cách thể chế", "A. Phòng, chống tham nhũng", "Danh mục nhiệm vụ"])
def test_a_table_under_an_area_is_led_by_nobody(heading: str) -> None:
    row = only_row(heading, "TT\tCông việc\tSản phẩm\tThời hạn", "1\tRà soát văn bản\tBáo cáo\tQuý I/2027")
    assert row.lead == ()


def test_whoever_signed_is_no_heading() -> None:
    (annex,) = plan(
        "GIÁM ĐỐC",
        "Lê Thị Suối",
        "Biểu phân công",
        "TT\tNhiệm vụ\tChủ trì\tThời hạn",
        "1\tRà soát văn bản\tSở Tư pháp\tQuý I/2027",
    ).annexes
    assert annex.title == "Biểu phân công"


# Lines of prose, then who owes what by when.
DUTIES = [
    (
        ("II. NHIỆM VỤ", "1. Sở Tư pháp:", "a) Công bố danh mục văn bản trước ngày 28/02/2027."),
        ("Sở Tư pháp", "Công bố danh mục văn bản", "trước ngày 28/02/2027"),
    ),
    (
        ("III. PHÂN CÔNG", "1. Thể chế: Phòng Pháp chế lập báo cáo trước ngày 15 tháng cuối quý."),
        ("Phòng Pháp chế", "lập báo cáo", "trước ngày 15 tháng cuối quý"),
    ),
    (
        ("5. Tổ chức thực hiện", "5.1. Văn phòng tham mưu, lập báo cáo trước ngày 20/11/2027."),
        ("Văn phòng", "lập báo cáo", "trước ngày 20/11/2027"),
    ),
    (
        ("III. TỔ CHỨC THỰC HIỆN", "1. Đơn vị được kiểm tra lập báo cáo trước ngày 10/4/2027."),
        ("Đơn vị được kiểm tra", "lập báo cáo", "trước ngày 10/4/2027"),
    ),
    (
        ("III. TỔ CHỨC THỰC HIỆN", "1. Văn phòng UBND tỉnh công khai kết quả vào ngày 05 hằng tháng."),
        ("Văn phòng UBND tỉnh", "công khai kết quả", "vào ngày 05 hằng tháng"),
    ),
    (
        ("III. TỔ CHỨC THỰC HIỆN", "1. Định kỳ hằng quý, trước ngày 14 của tháng cuối quý, các cơ quan lập báo cáo."),
        ("các cơ quan", "lập báo cáo", "Định kỳ hằng quý, trước ngày 14 của tháng cuối quý"),
    ),
]


@pytest.mark.parametrize(("lines", "expected"), DUTIES)
def test_duties_in_other_layouts(lines: tuple[str, ...], expected: tuple[str, str, str]) -> None:
    table = ("PHỤ LỤC", "TT\tNhiệm vụ\tChủ trì\tThời hạn", "1\tRà soát\tSở Tư pháp\tQuý I/2027")
    assert [(duty.who, duty.what, duty.when) for duty in plan(*lines, *table).periodic_duties] == [expected]


@pytest.mark.parametrize(
    "line",
    ["1. Sở Nội vụ đã ban hành kế hoạch trong quý I.", "1. Sở Nội vụ thông báo lịch trước 05 ngày làm việc."],
)
def test_no_duty_in_what_is_told_or_runs_from_an_event(line: str) -> None:
    assert plan("III. TỔ CHỨC THỰC HIỆN", line).periodic_duties == ()


PROGRAMME = (
    "II. NỘI DUNG TRÌNH",
    "1. Tháng 01/2027",
    "a) Kế hoạch cải cách hành chính năm 2027 (Sở Nội vụ chủ trì).",
    "b) Quy chế làm việc (Cơ quan chủ trì: Văn phòng UBND tỉnh; phối hợp: các sở).",
    "2. Quý II",
    "a) Đề án phát triển du lịch (giao Sở Văn hóa, Thể thao và Du lịch tham mưu);",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Các sở chuẩn bị nội dung đúng thời gian.",
)


def test_a_programme_of_work_by_months() -> None:
    rows = [(task.text, task.rows[0]) for task in tasks(*PROGRAMME)]
    assert [(text, [body.text for body in row.lead], str(row.deadlines[0].end)) for text, row in rows] == [
        ("Kế hoạch cải cách hành chính năm 2027", ["Sở Nội vụ"], "2027-01-31"),
        ("Quy chế làm việc", ["Văn phòng UBND tỉnh"], "2027-01-31"),
        ("Đề án phát triển du lịch", ["Sở Văn hóa, Thể thao và Du lịch"], "2027-06-30"),
    ]


def test_months_without_bodies_are_no_programme() -> None:
    lines = ("1. Tháng 01/2027", "a) Phát động.", "b) Tuyên truyền.", "2. Tháng 02/2027", "a) Tổng kết.")
    assert plan("II. TIẾN ĐỘ", *lines).annexes == ()
