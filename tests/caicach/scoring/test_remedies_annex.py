"""What was lost as the annex of a plan, read back by the reader of plans."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from caicach.scoring.exports.remedies import remedies_docx, remedies_name, remedies_of
from caicach.scoring.selectors.assessments import sheet_of
from caicach.scoring.selectors.winnable import lost_of
from scoring_cast import ScoringCast, locked
from vanban.plans import read_plan
from vanban.plans.model import Annex, Plan
from vanban.reading import read_document

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 22, 2, 0, tzinfo=UTC)
DUE = date(2027, 6, 30)


@pytest.fixture
def read_back(scoring: ScoringCast) -> Plan:
    """The annex of the commune that got half of the plan's points and nothing else, as a reader sees it."""
    locked(scoring, {"steering.plan.issued": "0.5"})
    sheet = sheet_of(scoring.again(scoring.commune))
    rows = remedies_of(sheet, lost_of(sheet))
    made = remedies_docx(scoring.round, "UBND xã Suối Nhạn", rows, due_on=DUE, today=date(2026, 12, 22), now=NOW)
    return read_plan(read_document(made, name="phu-luc.docx"), year=2027)


def _rows(annex: Annex) -> Iterator[tuple[str, str, str, date | None]]:
    for task in annex.tasks:
        for row in task.rows:
            lead = "; ".join(phrase.text for phrase in row.lead)
            (deadline,) = row.deadlines
            yield (
                task.text,
                "; ".join(one.text for one in row.deliverables),
                lead,
                deadline.date if deadline.inclusive else None,
            )


def test_each_area_is_a_part_with_its_tasks(read_back: Plan) -> None:
    assert [(annex.title, len(annex.tasks)) for annex in read_back.annexes] == [
        ("Cải cách thủ tục hành chính", 3),
        ("Chỉ đạo, điều hành cải cách hành chính", 3),
    ]


def test_task_product_lead_and_day_come_back_as_they_were_written(read_back: Plan) -> None:
    _first, second = read_back.annexes
    assert next(_rows(second)) == (
        "Ban hành kế hoạch cải cách hành chính năm",
        "Kế hoạch năm",
        "UBND xã Suối Nhạn",
        DUE,
    )


def test_nothing_of_it_is_doubtful(read_back: Plan) -> None:
    assert [one.code for one in read_back.findings if one.severity.name == "ERROR"] == []


def test_where_nothing_was_lost_the_paper_says_so(scoring: ScoringCast) -> None:
    made = remedies_docx(scoring.round, "UBND xã Suối Nhạn", (), due_on=DUE, today=DUE, now=NOW)
    words = " ".join(block.text for block in read_document(made, name="a.docx").blocks if hasattr(block, "text"))
    assert "Không có tiêu chí nào mất điểm." in words


def test_its_name_says_whose_it_is() -> None:
    assert remedies_name("UBND xã Suối Nhạn", 2027) == "Phu-luc-khac-phuc-UBND-xa-Suoi-Nhan-2027.docx"
