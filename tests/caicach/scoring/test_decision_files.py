"""The decision with its annexes, the sheets of results, the archive of all: read back with our own reader."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from caicach.scoring.constants import LeftOut
from caicach.scoring.exports.decision import decision_docx
from caicach.scoring.models import AdjustmentScore, ResultIssue, Score
from caicach.scoring.selectors.publications import corrections_of, issues_of
from caicach.scoring.selectors.ranking import ranking_frozen
from caicach.scoring.services.publication import results_publish
from ranking_sample import DRAFT, corrected, published, settled
from scoring_cast import ScoringCast
from vanban.reading import Table, read_document

pytestmark = pytest.mark.django_db


def shares(scoring: ScoringCast, **given: str) -> dict[int, str]:
    """Return what all agencies reach: 0.7 where nothing else is said."""
    names = ("commune", "neighbour", "third", "department", "office", "standing")
    return {getattr(scoring, name).agency_id: given.get(name, "0.7") for name in names}


def open_as(scoring: ScoringCast, name: str, *arguments: object, query: str = "") -> Any:
    """Return what an address answers to the standing officer."""
    client = Client()
    client.force_login(scoring.cast.standing_officer.user)
    return client.get(reverse(f"scoring:{name}", args=[scoring.round.uid, *arguments]) + query)


def words_of(data: bytes) -> str:
    """Return the paragraphs of a DOCX file."""
    return "\n".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs)


def tables_of(data: bytes, name: str = "a.docx") -> list[list[list[str]]]:
    """Return the tables of a DOCX file as our own reader finds them."""
    found = [one for one in read_document(data, name=name).blocks if isinstance(one, Table)]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def test_the_draft_leaves_gaps_where_nobody_knows_and_the_signed_one_has_its_number(scoring: ScoringCast) -> None:
    issue = settled(scoring.round, shares(scoring), now=scoring.cast.now)
    draft = words_of(open_as(scoring, "decision", "docx").content)
    assert (
        "QUYẾT ĐỊNH:" in draft and "Căn cứ ……;" in draft and "DỰ THẢO" in _whole(open_as(scoring, "decision", "docx"))
    )
    assert "Kèm theo Quyết định số …… ngày ……" in draft
    results_publish(issue, DRAFT, actor=scoring.cast.standing_officer.actor, now=scoring.cast.now)
    answer = open_as(scoring, "decision", "docx")
    assert "Kèm theo Quyết định số 86/QĐ-UBND ngày 16/03/2026" in words_of(answer.content)
    assert "DỰ THẢO" not in _whole(answer) and "86/QĐ-UBND" in _whole(answer)
    assert "86-QD-UBND" in answer.headers["Content-Disposition"]


def _whole(answer: Any) -> str:
    """Return all words of a DOCX answer, those of its header block too."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return archive.read("word/document.xml").decode()


def test_the_annex_has_every_agency_in_its_place_with_areas_index_and_grade(scoring: ScoringCast) -> None:
    given = shares(scoring, commune="0.95", neighbour="0.8", third="0.8")
    del given[scoring.office.agency_id]
    issue = settled(scoring.round, given, now=scoring.cast.now)
    data = decision_docx(ranking_frozen(issue), None, today=scoring.cast.today, now=scoring.cast.now)
    rows = [row for table in tables_of(data) for row in table if any("Suối Nhạn" in cell for cell in row)]
    assert rows == [
        [
            "1",
            "Ủy ban nhân dân xã Suối Nhạn",
            "4,75",
            "6,65",
            "7,60",
            "0,00",
            "0,00",
            "19,00",
            "20,00",
            "95,00",
            "Xuất sắc",
        ]
    ]
    tied = [row for table in tables_of(data) for row in table if row[0] == "2" and "xã" in row[1]]
    assert len(tied) == 2
    office = next(row for table in tables_of(data) for row in table if "Văn phòng" in row[1])
    assert office[0] == "–" and office[-2:] == ["–", "–"]
    said = words_of(data)
    assert "PHỤ LỤC I" in said and "PHỤ LỤC II" in said and "cùng hạng" in said
    assert "không có chỉ số nên không xếp hạng" in said


def test_small_samples_are_named_below_the_table(scoring: ScoringCast) -> None:
    Score.objects.filter(leaf_key="impact.survey", assessment=scoring.third).update(sample_size=9)
    issue = settled(scoring.round, shares(scoring), now=scoring.cast.now)
    said = words_of(decision_docx(ranking_frozen(issue), None, today=scoring.cast.today, now=scoring.cast.now))
    assert f"Khảo sát có mẫu nhỏ, kết quả cần được đọc thận trọng: {scoring.third.agency.current_name}." in said


def test_only_what_names_a_paper_is_a_legal_basis(scoring: ScoringCast) -> None:
    scoring.round.legal_basis = "Kế hoạch số 12/KH-UBND ngày 15/01/2026"
    scoring.round.save()
    issue = settled(scoring.round, shares(scoring), now=scoring.cast.now)
    said = words_of(decision_docx(ranking_frozen(issue), None, today=scoring.cast.today, now=scoring.cast.now))
    assert "Căn cứ Kế hoạch số 12/KH-UBND ngày 15/01/2026;" in said
    assert said.count("Căn cứ ") == 2  # and the gap


def test_a_correcting_decision_says_old_new_and_why(scoring: ScoringCast) -> None:
    published(scoring.round, shares(scoring, commune="0.95"), cast=scoring.cast)
    later = corrected(scoring, "0")
    (found,) = corrections_of(issues_of(scoring.round), until=later)
    data = decision_docx(ranking_frozen(later), found, today=scoring.cast.today, now=scoring.cast.now)
    said = words_of(data)
    assert "Về việc sửa kết quả đã công bố" in said
    assert "đã công bố tại Quyết định số 86/QĐ-UBND ngày 16/03/2026. Lý do: Sửa còn 0 điểm vì đếm trùng." in said
    changed = tables_of(data)[0] if len(tables_of(data)[0][0]) == 4 else tables_of(data)[1]
    assert ["1", "Ủy ban nhân dân xã Suối Nhạn", "95,00, Xuất sắc, hạng 1", "90,25, Xuất sắc, hạng 1"] in changed
    first = open_as(scoring, "decision", "docx", query="?lan=1").content
    assert "Về việc phê duyệt và công bố" in words_of(first)


def test_the_same_result_gives_the_same_bytes(scoring: ScoringCast) -> None:
    issue = settled(scoring.round, shares(scoring), now=scoring.cast.now)
    made = [decision_docx(ranking_frozen(issue), None, today=date(2026, 3, 16), now=scoring.cast.now) for _ in "12"]
    assert made[0] == made[1]


def test_the_decision_is_printed_as_pdf(scoring: ScoringCast) -> None:
    settled(scoring.round, shares(scoring), now=scoring.cast.now)
    answer = open_as(scoring, "decision", "pdf")
    assert answer.content.startswith(b"%PDF-") and answer.headers["Content-Type"] == "application/pdf"


def test_the_sheet_of_an_agency_has_the_scores_side_by_side_with_reasons(scoring: ScoringCast) -> None:
    issue = _with_differences(scoring)
    answer = open_as(scoring, "result-sheet", scoring.commune.agency.uid, "docx")
    rows = {row[0]: row for table in tables_of(answer.content) for row in table}
    assert rows["1.2"][1:6] == ["Tự kiểm tra cải cách hành chính", "1,00", "1,00", "0,40", "0,90"]
    assert rows["1.2"][6] == "Chưa đủ biên bản kiểm tra"
    assert rows["2.2"][5:] == ["–", "không áp dụng"]
    assert rows["3.1"][6] == "mẫu nhỏ: 12 phiếu"
    said = words_of(answer.content)
    assert "Chỉ số " in said and "hạng 1 trong 3 cơ quan" in said and "Điểm thưởng 0,50" in said
    assert issue.number == 1


def _with_differences(scoring: ScoringCast) -> ResultIssue:
    mine = Score.objects.filter(assessment=scoring.commune)
    mine.filter(leaf_key="procedures.ideas").update(left_out=LeftOut.APPROVED)
    mine.filter(leaf_key="impact.survey").update(sample_size=12)
    AdjustmentScore.objects.create(
        assessment=scoring.commune, key="bonus.model", settled=Decimal("0.5"), updated_at=scoring.cast.now
    )
    issue = settled(scoring.round, shares(scoring, commune="0.9"), now=scoring.cast.now)
    differ = {"claimed": Decimal(1), "appraised": Decimal("0.4"), "appraised_note": "Chưa đủ biên bản kiểm tra"}
    mine.filter(leaf_key="steering.inspection").update(**differ)
    return issue


def test_the_archive_has_a_sheet_of_every_agency_named_by_its_place(
    scoring: ScoringCast, django_assert_num_queries: Any
) -> None:
    settled(scoring.round, shares(scoring, commune="0.95"), now=scoring.cast.now)
    with zipfile.ZipFile(io.BytesIO(open_as(scoring, "result-sheets").content)) as archive:
        names = archive.namelist()
    assert len(names) == 6 and len({name.split("/")[0] for name in names}) == 2
    first = next(name for name in names if "Suoi-Nhan" in name)
    assert first.split("/")[1] == "001-Phieu-ket-qua-UBND-xa-Suoi-Nhan-2026.docx"


def test_papers_of_what_is_not_settled_are_not_there(scoring: ScoringCast) -> None:
    asked: list[tuple[str, list[object]]] = [("decision", ["docx"]), ("result-sheets", []), ("ranking-data", [])]
    for name, arguments in asked:
        assert open_as(scoring, name, *arguments).status_code == 404
    assert open_as(scoring, "result-sheet", scoring.commune.agency.uid, "docx").status_code == 404
    settled(scoring.round, shares(scoring), now=scoring.cast.now)
    asked = [("decision", ["odt"]), ("result-sheet", [scoring.commune.agency.uid, "odt"])]
    for name, arguments in asked:
        assert open_as(scoring, name, *arguments).status_code == 404
    assert open_as(scoring, "decision", "docx", query="?lan=7").status_code == 404
