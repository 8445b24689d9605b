"""Tables of plans in many layouts: headers, areas, tasks and the lines that continue them."""

from vanban.plans import Plan, Task, read_plan
from vanban.reading import read_document

HEAD = "TT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn\n"
BEFORE = "KẾ HOẠCH\nCải cách hành chính năm 2026\n\n"


def plan_of(text: str) -> Plan:
    return read_plan(read_document((BEFORE + text).encode(), name="a.txt"))


def tasks_of(text: str) -> list[Task]:
    return [task for _, task in plan_of(text).tasks()]


def codes_of(text: str) -> set[str]:
    return {finding.code for finding in plan_of(text).findings}


def leads(task: Task) -> list[list[str]]:
    return [[agency.text for agency in row.lead] for row in task.rows]


def products(task: Task) -> list[list[str]]:
    return [[item.text for item in row.deliverables] for row in task.rows]


def test_columns_in_another_order() -> None:
    text = "Thời hạn\tĐơn vị phối hợp\tKết quả\tNội dung\tSTT\tĐơn vị chủ trì\n"
    text += "Quý I/2026\tSở Tài chính\tBáo cáo\tRà soát\t1\tSở Nội vụ"
    plan = plan_of(text)
    task = next(plan.tasks())[1]
    assert (task.no, task.text, leads(task), products(task)) == ("1", "Rà soát", [["Sở Nội vụ"]], [["Báo cáo"]])
    assert [agency.text for agency in task.rows[0].coordinating] == ["Sở Tài chính"]
    assert plan.annexes[0].columns == ("deadline", "coordinating", "deliverable", "task", "no", "lead")


def test_a_header_in_two_rows() -> None:
    text = (
        "TT\tNội dung\tCơ quan thực hiện\t\tThời gian\tSản phẩm\n\t\tChủ trì\tPhối hợp\t\t\n1\t2\t3\t4\t5\t6\n"
        "1\tRà soát\tSở Nội vụ\tSở Tài chính\tQuý I\tBáo cáo"
    )
    task = tasks_of(text)[0]
    assert leads(task) == [["Sở Nội vụ"]]
    assert task.rows[0].coordinating[0].text == "Sở Tài chính"


def test_a_title_inside_the_table_above_its_header() -> None:
    plan = plan_of("I. CẢI CÁCH THỂ CHẾ\t\t\t\t\t\n" + HEAD + "1\tRà soát\tBáo cáo\tSở Tư pháp\t\tQuý I")
    assert [(annex.title, annex.area) for annex in plan.annexes] == [("CẢI CÁCH THỂ CHẾ", "institutions")]


def test_headers_repeated_on_every_page_are_dropped() -> None:
    text = HEAD + "1\tA\tBáo cáo\tSở Nội vụ\t\tQuý I\n\n" + HEAD + "2\tB\tBáo cáo\tSở Nội vụ\t\tQuý I\n" + HEAD
    assert [task.text for task in tasks_of(text)] == ["A", "B"]
    assert len(plan_of(text).annexes) == 1


def test_a_table_that_goes_on_without_a_header() -> None:
    text = HEAD + "1\tA\tBáo cáo\tSở Nội vụ\t\tQuý I\n\n2\tB\tTờ trình\tSở Tài chính\t\tQuý II"
    assert [(task.text, products(task)) for task in tasks_of(text)] == [("A", [["Báo cáo"]]), ("B", [["Tờ trình"]])]
    assert "PL003" in codes_of(text)


def test_rows_of_areas() -> None:
    text = HEAD + (
        "<b>I</b>\t<b>Cải cách thể chế</b>\t\t\t\t\n1\tA\tBáo cáo\tSở Tư pháp\t\tQuý I\n"
        "II. CẢI CÁCH TÀI CHÍNH CÔNG\t\t\t\t\t\n2\tB\tBáo cáo\tSở Tài chính\t\tQuý I\n"
        "\t<b>Đồng hành cùng doanh nghiệp</b>\t\t\t\t\n3\tC\tBáo cáo\tSở Tài chính\t\tQuý I\n"
    )
    assert [(annex.number, annex.title, annex.area) for annex in plan_of(text).annexes] == [
        ("I", "Cải cách thể chế", "institutions"),
        ("II", "CẢI CÁCH TÀI CHÍNH CÔNG", "public_finance"),
        (None, "Đồng hành cùng doanh nghiệp", "public_finance"),
    ]


def test_a_further_area_of_the_same_style_is_other() -> None:
    text = HEAD + (
        "I\tCải cách thể chế\t\t\t\t\n1\tA\tBáo cáo\tSở Tư pháp\t\tQuý I\n"
        "II\tĐồng hành cùng doanh nghiệp\t\t\t\t\n1\tB\tBáo cáo\tSở Tài chính\t\tQuý I\n"
    )
    assert [annex.area for annex in plan_of(text).annexes] == ["institutions", "other"]
    assert "PL009" in codes_of(text)


def test_headings_within_an_area_take_its_area() -> None:
    text = (
        "Phụ lục 1: Cải cách thủ tục hành chính\n\n"
        + HEAD
        + (
            "I\tNhiệm vụ của tỉnh\t\t\t\t\n1\tKiểm soát thủ tục\t\t\t\t\n1.1\tA\tBáo cáo\tSở Nội vụ\t\tQuý I\n"
            "II\tNhiệm vụ của xã\t\t\t\t\n2\tB\tBáo cáo\tUBND cấp xã\t\tQuý I\n"
        )
    )
    assert [(annex.number, annex.area) for annex in plan_of(text).annexes] == [
        ("1", "procedures"),
        ("II", "procedures"),
    ]


def test_annexes_and_titles_above_tables() -> None:
    row = "1\tA\tBáo cáo\tSở Nội vụ\t\tQuý I"
    text = (
        f"PHỤ LỤC SỐ 01\nNHIỆM VỤ CẢI CÁCH THỂ CHẾ\n(Kèm theo Kế hoạch số 5/KH-UBND)\n\n{HEAD}{row}\n\n"
        f"**Phụ lục II: Chính quyền số**\n\n{HEAD}{row}\n\n3. Cải cách chế độ công vụ\n\n{HEAD}{row}\n"
    )
    assert [(annex.number, annex.title, annex.area) for annex in plan_of(text).annexes] == [
        ("01", "NHIỆM VỤ CẢI CÁCH THỂ CHẾ", "institutions"),
        ("II", "Chính quyền số", "digital"),
        ("3", "Cải cách chế độ công vụ", "civil_service"),
    ]


def test_sentences_that_name_an_annex_are_no_titles() -> None:
    text = "Phụ lục số 03 và Phụ lục số 04 kèm theo kế hoạch này nêu chi tiết nhiệm vụ.\n\nPhụ lục\nBẢNG GIAO VIỆC\n\n"
    plan = plan_of(text + HEAD + "1\tA\tBáo cáo\tSở Nội vụ\t\tQuý I")
    assert [(annex.number, annex.title) for annex in plan.annexes] == [(None, "BẢNG GIAO VIỆC")]


def test_lines_with_a_blank_number_and_task_are_further_lines() -> None:
    text = (
        HEAD
        + "1\tA\tKế hoạch\tSở Nội vụ\t\tQuý I\n\t\tBáo cáo\tSở Tài chính\t\tQuý II\n2\tB\tTờ trình\tSở Nội vụ\t\tQuý I"
    )
    first, second = tasks_of(text)
    assert products(first) == [["Kế hoạch"], ["Báo cáo"]]
    assert leads(first) == [["Sở Nội vụ"], ["Sở Tài chính"]]
    assert products(second) == [["Tờ trình"]]


def test_a_line_with_bodies_alone_belongs_to_the_line_above() -> None:
    text = HEAD + "1\tA\tBáo cáo\t- Sở Nội vụ\t\tQuý I\n\t\t\t- Sở Tài chính\t\t"
    assert leads(tasks_of(text)[0]) == [["Sở Nội vụ", "Sở Tài chính"]]


def test_a_line_with_a_body_and_a_term_repeats_the_deliverable() -> None:
    text = HEAD + "1\tA\tBáo cáo\tSở Nội vụ\t\tQuý I\n\t\t\tSở Tài chính\t\tQuý II"
    assert products(tasks_of(text)[0]) == [["Báo cáo"], ["Báo cáo"]]


def test_a_row_divided_by_a_page_break_is_put_together() -> None:
    text = HEAD + "1\tTổ chức tuyên truyền trên\tPhóng\tSở Nội vụ, Đài\tCác sở,\tThường\n\n" + HEAD
    text += "\tcổng thông tin\tsự\tphát thanh tỉnh\tngành\txuyên\n2\tB\tBáo cáo\tSở Nội vụ\t\tQuý I"
    task, other = tasks_of(text)
    assert (task.text, task.page_continuation) == ("Tổ chức tuyên truyền trên cổng thông tin", True)
    assert products(task) == [["Phóng sự"]]
    assert task.rows[0].deadlines[0].kind == "continuous"
    assert other.no == "2"


def test_words_of_a_task_that_go_on_in_a_row_of_their_own() -> None:
    plan = plan_of(
        "TT\tNhiệm vụ\tSản phẩm\tChủ trì\n1\tKiểm tra các xã có đơn thư khiếu\tBáo cáo\tSở A\n\tnại kéo dài.\t\t\n"
    )
    assert [task.text for _, task in plan.tasks()] == ["Kiểm tra các xã có đơn thư khiếu nại kéo dài"]


def test_tables_without_a_column_of_numbers() -> None:
    text = "Nhiệm vụ\tSản phẩm\tChủ trì\tTiến độ\nA\tBáo cáo\tSở Nội vụ\tQuý I\n2. B\tTờ trình\tSở Nội vụ\tQuý I\n"
    assert [(task.no, task.text) for task in tasks_of(text)] == [(None, "A"), ("2", "B")]


def test_numbers_and_texts_are_cleaned() -> None:
    text = HEAD + "1.\t- Rà soát văn bản;\tBáo cáo.\tSở Nội vụ\t\tQuý I\n2.1.\tB\tBáo cáo\tSở Nội vụ\t\tQuý I"
    assert [(task.no, task.text) for task in tasks_of(text)] == [("1", "Rà soát văn bản"), ("2.1", "B")]


def test_when_work_begins_is_no_deadline() -> None:
    text = (
        "TT\tNhiệm vụ\tChủ trì\tThời gian bắt đầu\tThời gian hoàn thành\n1\tA\tSở Nội vụ\tTháng 2/2026\tQuý II/2026\n"
    )
    row = tasks_of(text)[0].rows[0]
    assert [deadline.text for deadline in row.deadlines] == ["Quý II/2026"]
    assert row.note == "Thời gian bắt đầu: Tháng 2/2026"


def test_totals_are_no_tasks() -> None:
    text = "TT\tNhiệm vụ\tChủ trì\tThời gian\tKinh phí\n1\tA\tSở Nội vụ\tQuý I\t5\nTổng cộng\t\t\t\t5\n\tTổng số\t\t\t5"
    task = tasks_of(text)
    assert [(item.text, item.rows[0].budget) for item in task] == [("A", "5")]


def test_columns_without_a_meaning_are_kept_as_notes() -> None:
    text = "TT\tNhiệm vụ\tChủ trì\tThời gian\tNgười ký\tGhi chú\n1\tA\tSở Nội vụ\tQuý I\tChủ tịch\tMới"
    assert tasks_of(text)[0].rows[0].note == "Mới; Người ký: Chủ tịch"
    assert "PL004" in codes_of(text)


def test_a_document_without_a_table() -> None:
    assert plan_of("I. MỤC TIÊU\nTiếp tục đẩy mạnh cải cách.").annexes == ()
    assert "PL001" in codes_of("Tiếp tục đẩy mạnh cải cách.")


def test_a_table_whose_header_says_nothing() -> None:
    text = "A\tB\tC\tD\nmột\thai\tba\tbốn\nnăm\tsáu\tbảy\ttám"
    assert plan_of(text).annexes == ()
    assert {"PL001", "PL002"} <= codes_of(text)


def test_a_table_of_indicators_is_no_table_of_tasks() -> None:
    text = "TT\tChỉ tiêu thống kê\tĐơn vị tính\tKết quả\tGhi chú\n1\tSố hồ sơ tiếp nhận\tHồ sơ\t8.803\t\n2\tx\ty\t1\t"
    assert plan_of(text).annexes == ()
    assert {"PL001", "PL002"} <= codes_of(text)


def test_lines_that_belong_to_no_task() -> None:
    text = HEAD + "\t\tBáo cáo\tSở Nội vụ\t\tQuý I\n5\t\tTờ trình\tSở Nội vụ\t\tQuý I"
    assert {"PL005", "PL006"} <= codes_of(text)
    assert [products(task) for task in tasks_of(text)] == [[["Báo cáo"]], [["Tờ trình"]]]


def test_a_plan_without_a_year_reads_no_term_that_needs_one() -> None:
    text = "KẾ HOẠCH\nCải cách hành chính\n\n" + HEAD + "1\tA\tBáo cáo\tSở Nội vụ\t\tQuý I; thường xuyên"
    plan = read_plan(read_document(text.encode(), name="a.txt"))
    assert [deadline.kind for deadline in next(plan.tasks())[1].rows[0].deadlines] == ["unread", "continuous"]
    assert "PL015" in {finding.code for finding in plan.findings}


def test_the_callers_year_stands_above_the_title() -> None:
    document = read_document((BEFORE + HEAD + "1\tA\tBáo cáo\tSở Nội vụ\t\tQuý I").encode(), name="a.txt")
    plan = read_plan(document, year=2030)
    assert plan.header.year == 2030
    assert next(plan.tasks())[1].rows[0].deadlines[0].end.year == 2030
