"""Merged cells of a Word table: what reaches down holds for every line it covers."""

from corpora.docx_parts import cell, docx, paragraph, row, table, text_cell
from vanban.plans import Plan, read_plan
from vanban.reading import read_document

HEAD = row(*map(text_cell, ("TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Thời hạn")), header=True)


def plan_of(*rows: str) -> Plan:
    return read_plan(read_document(docx(paragraph("Kế hoạch năm 2026") + table(HEAD, *rows)), name="a.docx"))


def down(text: str) -> str:
    return cell(paragraph(text), merge="restart")


COVERED = cell(merge="continue")


def lines(plan: Plan) -> list[tuple[str | None, str, list[str], list[str], list[str]]]:
    return [
        (
            task.no,
            task.text,
            [item.text for item in line.deliverables],
            [agency.text for agency in line.lead],
            [deadline.text for deadline in line.deadlines],
        )
        for _, task in plan.tasks()
        for line in task.rows
    ]


def test_a_task_over_several_lines() -> None:
    plan = plan_of(
        row(down("1"), down("A"), *map(text_cell, ("Kế hoạch", "Sở Nội vụ", "Quý I"))),
        row(COVERED, COVERED, *map(text_cell, ("Báo cáo", "Sở Tài chính", "Quý II"))),
    )
    assert len(list(plan.tasks())) == 1
    assert lines(plan) == [
        ("1", "A", ["Kế hoạch"], ["Sở Nội vụ"], ["Quý I"]),
        ("1", "A", ["Báo cáo"], ["Sở Tài chính"], ["Quý II"]),
    ]


def test_a_body_and_a_term_over_several_tasks() -> None:
    plan = plan_of(
        row(text_cell("1"), text_cell("A"), text_cell("Kế hoạch"), down("Sở Nội vụ"), down("Quý I")),
        row(text_cell("2"), text_cell("B"), text_cell("Báo cáo"), COVERED, COVERED),
    )
    assert lines(plan) == [
        ("1", "A", ["Kế hoạch"], ["Sở Nội vụ"], ["Quý I"]),
        ("2", "B", ["Báo cáo"], ["Sở Nội vụ"], ["Quý I"]),
    ]


def test_a_deliverable_over_several_lines() -> None:
    plan = plan_of(
        row(down("1"), down("A"), down("Báo cáo"), text_cell("Sở Nội vụ"), text_cell("Quý I")),
        row(COVERED, COVERED, COVERED, text_cell("Sở Tài chính"), text_cell("Quý II")),
    )
    assert lines(plan) == [
        ("1", "A", ["Báo cáo"], ["Sở Nội vụ"], ["Quý I"]),
        ("1", "A", ["Báo cáo"], ["Sở Tài chính"], ["Quý II"]),
    ]


def test_two_tasks_under_one_number() -> None:
    plan = plan_of(
        row(down("1"), *map(text_cell, ("A", "Kế hoạch", "Sở Nội vụ", "Quý I"))),
        row(COVERED, *map(text_cell, ("B", "Báo cáo", "Sở Tài chính", "Quý II"))),
    )
    assert [(no, text) for no, text, *_ in lines(plan)] == [("1", "A"), ("1", "B")]


def test_a_heading_over_the_whole_row() -> None:
    plan = plan_of(
        row(cell(paragraph("II. Cải cách thể chế"), span=5)),
        row(*map(text_cell, ("1", "A", "Kế hoạch", "Sở Nội vụ", "Quý I"))),
    )
    assert [(annex.number, annex.title, annex.area) for annex in plan.annexes] == [
        ("II", "Cải cách thể chế", "institutions")
    ]


def test_a_mark_over_several_quarters() -> None:
    head = row(*(cell(paragraph(text)) for text in ("TT", "Nhiệm vụ", "Chủ trì", "Quý I", "Quý II", "Quý III")))
    line = row(
        *(cell(paragraph(text)) for text in ("1", "A", "Sở Nội vụ")), cell(paragraph("x"), span=2), cell(paragraph())
    )
    words = paragraph("KẾ HOẠCH") + paragraph("Cải cách hành chính năm 2026")
    plan = read_plan(read_document(docx(words + table(head, line)), name="a.docx"))
    ((_, task),) = plan.tasks()
    (deadline,) = task.rows[0].deadlines
    assert (str(deadline.start), str(deadline.end)) == ("2026-01-01", "2026-06-30")


def test_a_table_within_a_cell_names_bodies() -> None:
    inner = table(row(cell(paragraph("Chủ trì: Sở Y tế")), cell(paragraph("Phối hợp: Sở Nội vụ"))))
    head = row(*(cell(paragraph(text)) for text in ("TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm")))
    line = row(cell(paragraph("1")), cell(paragraph("A")), cell(inner), cell(paragraph("Báo cáo")))
    ((_, task),) = read_plan(read_document(docx(table(head, line)), name="a.docx")).tasks()
    assert [body.text for body in task.rows[0].lead] == ["Sở Y tế"]
    assert [body.text for body in task.rows[0].coordinating] == ["Sở Nội vụ"]


def test_a_cell_that_reaches_down_from_the_header_is_empty() -> None:
    head = row(*map(text_cell, ("TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì")), down("Thời hạn"), header=True)
    body = table(head, row(*map(text_cell, ("1", "A", "Báo cáo", "Sở Nội vụ")), COVERED))
    plan = read_plan(read_document(docx(paragraph("Kế hoạch năm 2026") + body), name="a.docx"))
    assert lines(plan) == [("1", "A", ["Báo cáo"], ["Sở Nội vụ"], [""])]
