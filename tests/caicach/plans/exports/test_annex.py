"""The annex of a plan that was assigned: rows, reach, filters, files, queries."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from pytest_django import DjangoAssertNumQueries

from caicach.obligations.models import Obligation
from caicach.plans import services
from caicach.plans.constants import AmendmentKind
from caicach.plans.exports import Annex, AnnexFilters, annex_docx, annex_of, annex_xlsx
from caicach.plans.exports.rows import AreaLine, ItemLine
from caicach.plans.models import Plan
from cast import Cast, Person
from plans_amending import LATER, WITHOUT_PROCEDURES, amend, read_amendment
from plans_sample import ROWS

pytestmark = pytest.mark.django_db
REQUEST = "3\tPhối hợp tuyên truyền\tVăn bản phối hợp\tTháng 6/2026\tĐề nghị Ủy ban MTTQ Việt Nam tỉnh\t\t"
Made = Callable[..., Annex]


@pytest.fixture
def assigned(plan: Plan, cast: Cast) -> Plan:
    """The sample plan, assigned."""
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    return Plan.objects.select_related("issuer").get(pk=plan.pk)


@pytest.fixture
def made(assigned: Plan, cast: Cast) -> Made:
    """Make the annex for a person, by default the standing officer."""

    def do(person: Person | None = None, today: date = cast.today, **filters: Any) -> Annex:
        actor = (person or cast.standing_officer).actor
        return annex_of(assigned, actor=actor, filters=AnnexFilters(**filters), now=cast.now, today=today)

    return do


def items(annex: Annex) -> list[ItemLine]:
    return [line for table in annex.tables for line in table.lines if isinstance(line, ItemLine)]


def verdicts(annex: Annex) -> dict[str, str]:
    """What is said of each deliverable."""
    return {line.cells[2]: line.result.verdict for line in items(annex)}


def hand_in(cast: Cast, title: str, **values: Any) -> None:
    """The commune hands in what it owes under ``title``."""
    cast.submit(Obligation.objects.get(duty__title=title, agency=cast.commune, **values))


def test_columns_rows_and_areas_are_those_of_the_plan(made: Made) -> None:
    (table,) = made().tables
    assert [column.title for column in table.columns] == [
        "TT", "Nhiệm vụ", "Sản phẩm", "Thời gian hoàn thành", "Chủ trì", "Phối hợp", "Theo dõi",
    ]  # fmt: skip
    headings = [line for line in table.lines if isinstance(line, AreaLine)]
    assert headings == [AreaLine("I", "Cải cách thể chế"), AreaLine("II", "Cải cách thủ tục hành chính")]
    assert [line.cells[:3] for line in items(made())] == [
        ("1", "Rà soát văn bản", "Kế hoạch rà soát năm 2026 của tỉnh"),
        ("1", "Rà soát văn bản", "Báo cáo rà soát của xã"),
        ("1", "Theo dõi giải quyết hồ sơ", "Báo cáo kết quả thực hiện"),
        ("2", "Công bố thủ tục", "Tờ trình công bố"),
    ]


def test_every_row_says_what_became_of_it(made: Made, cast: Cast) -> None:
    hand_in(cast, "Báo cáo rà soát của xã")
    said = verdicts(made())
    assert said["Kế hoạch rà soát năm 2026 của tỉnh"] == "Chưa hoàn thành, quá hạn 45 ngày"
    assert said["Báo cáo rà soát của xã"] == "0 trong 2 xã, phường đã hoàn thành, 1 chờ nghiệm thu, 1 đang thực hiện"
    assert said["Báo cáo kết quả thực hiện"].startswith("Quý I năm 2026: ")
    assert said["Tờ trình công bố"] == "Chờ sự kiện"


def test_a_commune_sees_its_own_result_with_its_document(made: Made, cast: Cast) -> None:
    hand_in(cast, "Báo cáo rà soát của xã")
    mine = {line.cells[2]: line.result for line in items(made(cast.commune_officer))}
    assert mine["Báo cáo rà soát của xã"].product.startswith("Báo cáo số ")
    assert mine["Báo cáo rà soát của xã"].product.endswith("/BC-UBND ngày 16/03/2026")
    assert mine["Báo cáo rà soát của xã"].verdict == "Đã nộp đúng hạn, chờ nghiệm thu"
    assert mine["Kế hoạch rà soát năm 2026 của tỉnh"].verdict == "Ngoài phạm vi số liệu"
    assert mine["Kế hoạch rà soát năm 2026 của tỉnh"].counts.total == 0


def test_what_a_report_carries_is_proved_by_the_report(made: Made, cast: Cast) -> None:
    report = Obligation.objects.filter(duty__is_report=True, agency=cast.commune).order_by("due_on").first()
    assert report is not None
    cast.submit(report)
    carried = {line.cells[2]: line.result for line in items(made(cast.commune_officer))}["Báo cáo kết quả thực hiện"]
    assert carried.product.startswith("Quý I năm 2026: Báo cáo số ")


def test_the_paper_says_whose_figures_it_holds(made: Made, cast: Cast) -> None:
    notes = made().title.notes
    assert notes[0] == "(Kèm theo Báo cáo số ……/BC-…… ngày …… tháng …… năm …… của Sở Nội vụ)"
    assert "Kế hoạch số 88/KH-UBND ngày 05/01/2026 của UBND tỉnh Sông Mây" in notes[1]
    assert "Số liệu của mọi cơ quan, đơn vị được giao, tính đến ngày 16/03/2026" in notes[1]
    assert "trong phạm vi của UBND xã Suối Nhạn" in made(cast.commune_officer).title.notes[1]


def test_a_body_stands_under_the_one_above_it_a_committee_alone(made: Made, cast: Cast) -> None:
    own, commune = made().header, made(cast.commune_officer).header
    assert (own.parent, own.body) == ("ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY", "SỞ NỘI VỤ")
    assert (commune.parent, commune.body) == ("", "ỦY BAN NHÂN DÂN XÃ SUỐI NHẠN")


def test_an_area_an_agency_and_a_period_leave_rows_out(made: Made, cast: Cast) -> None:
    assert list(verdicts(made(area="institutions"))) == [
        "Kế hoạch rà soát năm 2026 của tỉnh",
        "Báo cáo rà soát của xã",
    ]
    assert list(verdicts(made(agency_id=cast.neighbour.pk))) == ["Báo cáo rà soát của xã", "Báo cáo kết quả thực hiện"]
    period = {"from_on": date(2026, 1, 1), "until_on": date(2026, 1, 31)}
    assert list(verdicts(made(**period))) == ["Kế hoạch rà soát năm 2026 của tỉnh"]
    said = made(area="institutions", agency_id=cast.commune.pk, **{**period, "until_on": date(2026, 6, 30)}).title.notes
    assert "lĩnh vực: Cải cách thể chế" in said[1]
    assert "cơ quan: UBND xã Suối Nhạn" in said[1]
    assert "việc có hạn từ ngày 01/01/2026 đến ngày 30/06/2026" in said[1]


def test_an_agency_beyond_reach_shows_nothing(made: Made, cast: Cast) -> None:
    found = made(cast.commune_officer, agency_id=cast.neighbour.pk)
    assert found.tables == ()
    assert docx.Document(io.BytesIO(annex_docx(found))).paragraphs
    assert openpyxl.load_workbook(io.BytesIO(annex_xlsx(found))).active is not None


def headings_of(plan: Plan, cast: Cast) -> list[AreaLine]:
    found = annex_of(plan, actor=cast.standing_officer.actor, filters=AnnexFilters(), now=cast.now, today=cast.today)
    return [line for table in found.tables for line in table.lines if isinstance(line, AreaLine)]


def test_a_plan_without_areas_gets_none(read: Callable[..., Plan], cast: Cast) -> None:
    plan = read(ROWS[1], ROWS[4], ROWS[5])
    assert headings_of(plan, cast) == []


def test_a_row_that_was_added_by_hand_stands_in_the_table_under_its_area(plan: Plan, cast: Cast) -> None:
    last = plan.tasks.get(position=3)
    last.annex_number, last.annex_title, last.place = "", "", "{}"
    last.save()
    plan.deliverables.filter(task=last).update(place="{}")
    assert len(headings_of(plan, cast)) == 2  # it stands under its own
    plan.tasks.filter(pk=last.pk).update(area_code="public_finance")
    assert headings_of(plan, cast)[-1] == AreaLine("", "Cải cách tài chính công")


def test_what_is_asked_of_others_is_a_request(read: Callable[..., Plan], cast: Cast) -> None:
    plan = read(*ROWS, REQUEST)
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    plan = Plan.objects.select_related("issuer").get(pk=plan.pk)
    found = annex_of(
        plan, actor=cast.standing_officer.actor, filters=AnnexFilters(), now=cast.now, today=cast.today
    )  # fmt: skip
    assert verdicts(found)["Văn bản phối hợp"] == "Đề nghị, không tính hạn"


def test_seven_queries_whatever_is_asked(
    assigned: Plan, cast: Cast, made: Made, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hand_in(cast, "Báo cáo rà soát của xã")
    for person in (cast.standing_officer, cast.commune_officer):
        with django_assert_num_queries(7):
            annex_docx(made(person))
    with django_assert_num_queries(7):
        annex_xlsx(made(area="institutions", agency_id=cast.commune.pk, from_on=date(2026, 1, 1)))


def test_an_amended_plan_is_written_as_it_reads_now(assigned: Plan, cast: Cast, made: Made) -> None:
    amend(read_amendment(assigned, cast, *LATER), cast)
    annex = made()
    (line,) = (line for line in items(annex) if "Báo cáo rà soát của xã" in line.cells[2])
    assert line.cells[2] == "Báo cáo rà soát của xã\n(sửa đổi theo Quyết định số 120/QĐ-UBND)"
    assert line.cells[3] == "Chậm nhất ngày 15/6/2026"
    assert "hợp nhất với Quyết định số 120/QĐ-UBND ngày 10/03/2026" in annex.title.notes[1]


def test_what_was_dropped_is_not_in_the_consolidated_text(assigned: Plan, cast: Cast, made: Made) -> None:
    amend(read_amendment(assigned, cast, *WITHOUT_PROCEDURES, how=AmendmentKind.WHOLE), cast)
    assert "Tờ trình công bố" not in verdicts(made())


def test_the_paper_merges_a_task_over_its_rows_and_ends_with_a_total(made: Made) -> None:
    document = docx.Document(io.BytesIO(annex_docx(made())))
    table = document.tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][-3:] == ["Kết quả (số, ngày văn bản)", "Đánh giá", "Lý do, trách nhiệm"]
    assert rows[1][:2] == ["I", "Cải cách thể chế"]
    assert table.rows[2].cells[1]._tc is table.rows[3].cells[1]._tc
    assert rows[-1][0] == "Tổng cộng"
    assert rows[-1][-1].startswith("0 trong ")
    assert "mỗi sản phẩm của một cơ quan trong một kỳ là một nhiệm vụ" in document.paragraphs[-2].text


def test_the_workbook_has_a_row_for_each_deliverable_with_figures_and_days(made: Made) -> None:
    page = openpyxl.load_workbook(io.BytesIO(annex_xlsx(made()))).active
    header = [cell.value for cell in page[5]]
    rows = [
        dict(zip(header, [cell.value for cell in row], strict=True)) for row in page.iter_rows(min_row=6, max_row=9)
    ]
    assert [row["TT"] for row in rows] == [1, 1, 1, 2]
    assert [row["Nhiệm vụ"] for row in rows[:2]] == ["Rà soát văn bản"] * 2
    assert rows[1]["Lĩnh vực"] == "Cải cách thể chế"
    assert rows[1]["Hạn"].date() == date(2026, 5, 15)
    assert (rows[1]["Số nhiệm vụ"], rows[1]["Hoàn thành"], rows[1]["Đang thực hiện"]) == (2, 0, 2)
