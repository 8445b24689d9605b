"""Results of surveys by workbook: the template, what a filled one changes, all that is wrong with it at once."""

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from caicach.audit.models import Entry
from caicach.scoring.constants import SURVEY_COLUMNS, AssessmentState, RoundState
from caicach.scoring.exports.survey_book import write_survey_book
from caicach.scoring.imports.surveys import SurveyDiff, read_survey_book
from caicach.scoring.models import Assessment, Round
from caicach.scoring.selectors.surveys import survey_of
from caicach.scoring.services.appraise import OutsideDraft
from caicach.scoring.services.surveys import surveys_save
from caicach.web.errors import BadInput, NotAllowed
from cast import Person
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db
SURVEY = "impact.survey"
AT = {title: at for at, title in enumerate(SURVEY_COLUMNS)}
COMMUNE, NEIGHBOUR = "Suối Nhạn", "Đồi Chè"


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    locked(scoring, {})
    return scoring


def made(scoring: ScoringCast, by: Person | None = None) -> bytes:
    survey = survey_of((by or scoring.cast.standing_officer).actor, scoring.round)
    return write_survey_book(survey, today=scoring.cast.today, now=scoring.cast.now)


def filled(data: bytes, rows: dict[str, dict[str, Any]], *, formats: str = "General") -> bytes:
    """Return the workbook with cells by the agency's name and the column's title; "" fills a row below the table."""
    book = load_workbook(io.BytesIO(data))
    page = book.worksheets[0]
    for name, values in rows.items():
        found = [row for row in page.iter_rows() if name and name in str(row[AT["Cơ quan"]].value)]
        at = found[0][0].row if found else (page.max_row or 0) + 1
        for title, value in values.items():
            cell = page.cell(at, AT[title] + 1)
            cell.value, cell.number_format = value, formats
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def result(value: Any = 86.4, sample: Any = 120, source: Any = "Báo cáo 12/BC-SNV") -> dict[str, Any]:
    return {"Kết quả": value, "Số phiếu hợp lệ": sample, "Nguồn": source}


def read(scoring: ScoringCast, data: bytes, **options: Any) -> SurveyDiff:
    return read_survey_book(data, survey_of(scoring.cast.standing_officer.actor, scoring.round), **options)


def enter(scoring: ScoringCast, sheet: Assessment, text: str, sample: str = "120") -> None:
    score = scoring.score(sheet, SURVEY)
    draft = OutsideDraft(score.pk, score.revision, text, "Báo cáo 12/BC-SNV", sample)
    done = surveys_save(scoring.round, [draft], actor=scoring.cast.standing_officer.actor, now=scoring.cast.now)
    assert not done.refused


def test_the_template_has_a_row_for_each_agency_but_ones_own(ready: ScoringCast) -> None:
    page = load_workbook(io.BytesIO(made(ready))).worksheets[0]
    names = [row[AT["Cơ quan"]].value for row in page.iter_rows() if str(row[0].value).startswith(SURVEY)]
    assert len(names) == 5 and ready.standing.agency.current_name not in names
    assert not any(title for title in SURVEY_COLUMNS if title not in {cell.value for cell in _head(page)})


def _head(page: Any) -> Any:
    return next(row for row in page.iter_rows() if row[0].value == "Mã")


def test_a_workbook_that_nobody_filled_changes_nothing(ready: ScoringCast) -> None:
    enter(ready, ready.commune, "86,4")
    assert read(ready, made(ready)) == SurveyDiff((), 1, ())


@pytest.mark.parametrize(
    ("value", "formats", "points"),
    [(86.4, "General", "6.91"), ("86,4", "General", "6.91"), ("86,4 %", "General", "6.91"), (0.864, "0.0%", "6.91")],
)
def test_a_result_is_told_with_its_points(ready: ScoringCast, value: Any, formats: str, points: str) -> None:
    data = filled(made(ready), {COMMUNE: {"Kết quả": value}}, formats=formats)
    (line,) = read(ready, filled(data, {COMMUNE: {"Số phiếu hợp lệ": 120, "Nguồn": "BC 12"}})).lines
    assert (line.points, line.sample, line.is_small, line.is_newer) == (Decimal(points), 120, False, False)
    assert line.of.assessment == ready.commune


def test_a_small_sample_and_a_tiny_share_are_told(ready: ScoringCast) -> None:
    data = filled(made(ready), {COMMUNE: result(sample=12), NEIGHBOUR: result(0.86)})
    lines = {line.of.assessment.pk: line for line in read(ready, data).lines}
    small, tiny = lines[ready.commune.pk], lines[ready.neighbour.pk]
    assert (small.is_small, small.is_tiny, tiny.is_small, tiny.is_tiny) == (True, False, False, True)


def test_a_source_for_all_rows_is_said_once(ready: ScoringCast) -> None:
    data = filled(made(ready), {COMMUNE: result(source=None), NEIGHBOUR: result(source="Riêng")})
    lines = read(ready, data, source="Báo cáo khảo sát chung").lines
    assert sorted(line.draft.source for line in lines) == ["Báo cáo khảo sát chung", "Riêng"]


def test_all_problems_are_told_at_once_and_the_others_go_on(ready: ScoringCast) -> None:
    rows = {
        COMMUNE: result(sample="hơn trăm"),
        NEIGHBOUR: result(186),
        "Nà Lúa": result(source=None),
        ready.department.agency.current_name: result("=1/0"),
        ready.office.agency.current_name: result(),
    }
    diff = read(ready, filled(made(ready), rows))
    assert [line.of.assessment.pk for line in diff.lines] == [ready.office.pk]
    said = " | ".join(diff.problems)
    assert len(diff.problems) == 4 and all(one.startswith("Dòng ") for one in diff.problems)
    for words in ("số nguyên từ 1", "186 % lớn hơn 100 %", "ghi nguồn của kết quả", "công thức chưa có kết quả"):
        assert words in said


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"": {"TT": "3.1", "Cơ quan": "UBND xã Không Có", **result()}}, "không có cơ quan “UBND xã Không Có”"),
        ({"": {"TT": "3.1", "Cơ quan": "Sở Nội vụ", **result()}}, "không ai nhập cho cơ quan mình"),
        ({"": {"TT": "3.1", **result()}}, "không rõ dòng này của cơ quan nào"),
        ({COMMUNE: {"Mã": "impact.survey:000000000000"}}, "cơ quan bạn không nhập kết quả “3.1”"),
        ({COMMUNE: result(sample=120.5)}, "số nguyên từ 1"),
        ({COMMUNE: result(sample=0)}, "số nguyên từ 1"),
        ({COMMUNE: result(sample=None)}, "số phiếu hợp lệ"),
        ({COMMUNE: result("tốt")}, "không đọc được số “tốt”"),
        ({COMMUNE: result(-1)}, "âm hoặc quá lớn"),
        ({COMMUNE: {"Số phiếu hợp lệ": 30}}, "chưa có kết quả"),
        ({COMMUNE: {"Cơ quan": "UBND xã Đồi Chè"}}, "Chép lại cả dòng"),
        ({"": {"TT": "3.1", "Cơ quan": "UBND xã Suối Nhạn", **result()}}, "đã có ở dòng trên"),
    ],
)
def test_a_bad_row_is_refused_with_a_sentence(
    ready: ScoringCast, row: dict[str, dict[str, Any]], sentence: str
) -> None:
    diff = read(ready, filled(made(ready), row))
    assert not diff.lines and sentence in diff.problems[0], diff


def test_a_row_without_its_key_is_found_by_the_agencys_name(ready: ScoringCast) -> None:
    (line,) = read(ready, filled(made(ready), {COMMUNE: {"Mã": None, **result()}})).lines
    assert line.of.assessment == ready.commune


def test_a_workbook_of_another_round_or_of_nothing_is_refused(ready: ScoringCast) -> None:
    data = made(ready)
    with pytest.raises(BadInput, match="không phải tệp XLSX"):
        read(ready, b"%PDF-1.7")
    Round.objects.filter(pk=ready.round.pk).update(uid="00000000-0000-4000-8000-000000000000")
    ready.round.refresh_from_db()
    with pytest.raises(BadInput, match="đợt chấm khác"):
        read(ready, data)


def test_a_workbook_of_another_criteria_set_is_refused(ready: ScoringCast) -> None:
    data = made(ready)
    version = ready.commune.round_set.set_version
    type(version).objects.filter(pk=version.pk).update(definition=version.definition + "\n", fingerprint="f" * 64)
    with pytest.raises(BadInput, match="bộ tiêu chí khác"):
        read(ready, data)


def test_a_workbook_that_was_not_made_here_is_refused(ready: ScoringCast) -> None:
    book = load_workbook(io.BytesIO(made(ready)))
    for row in book.worksheets[0].iter_rows(max_row=4):
        for cell in row:
            if "Kết quả khảo sát của đợt" in str(cell.value):
                cell.value = "Kết quả"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BadInput, match="không phải mẫu kết quả khảo sát"):
        read(ready, out.getvalue())


def test_what_somebody_entered_after_the_download_is_marked(ready: ScoringCast) -> None:
    data = filled(made(ready), {COMMUNE: result(80)})
    enter(ready, ready.commune, "86,4")
    (line,) = read(ready, data).lines
    assert line.is_newer


def test_results_are_taken_over_and_told_once_in_the_audit(ready: ScoringCast) -> None:
    data = filled(made(ready), {COMMUNE: result(), NEIGHBOUR: result(sample=12)})
    drafts = [line.draft for line in read(ready, data).lines]
    done = surveys_save(ready.round, drafts, actor=ready.cast.standing_officer.actor, now=ready.cast.now)
    assert len(done.done) == 2 and not done.refused
    assert ready.score(ready.neighbour, SURVEY).sample_size == 12
    assert json.loads(Entry.objects.get(action="scoring.surveys").data)["new"] == {"entered": 2, "refused": 0}
    late = surveys_save(ready.round, drafts, actor=ready.cast.standing_officer.actor, now=ready.cast.now)
    assert not late.done and all("vừa có người khác sửa" in one.sentence for one in late.refused)


def test_results_may_come_until_the_settlement(ready: ScoringCast) -> None:
    for state in (AssessmentState.APPRAISED, AssessmentState.EXPLAINED, AssessmentState.REVIEWED):
        Assessment.objects.update(state=state)
        enter(ready, ready.commune, "86,4" if state == AssessmentState.APPRAISED else "87")
        enter(ready, ready.commune, "90")
    score = ready.score(ready.commune, SURVEY)
    assert (score.appraised, score.reviewed, score.standing) == (Decimal("7.2"), Decimal("7.2"), Decimal("7.2"))
    Assessment.objects.update(state=AssessmentState.SETTLED)
    Round.objects.update(state=RoundState.SETTLED)
    assert "chưa nhập được kết quả" in read(ready, filled(made_of(ready), {COMMUNE: result(95)})).problems[0]


def made_of(scoring: ScoringCast) -> bytes:
    """Return the template as it was while results could be entered."""
    Assessment.objects.update(state=AssessmentState.REVIEWED)
    Round.objects.update(state=RoundState.OPEN)
    data = made(scoring)
    Assessment.objects.update(state=AssessmentState.SETTLED)
    Round.objects.update(state=RoundState.SETTLED)
    return data


def test_a_first_result_is_the_appraisals_also_after_the_explanation(ready: ScoringCast) -> None:
    Assessment.objects.update(state=AssessmentState.EXPLAINED)
    enter(ready, ready.commune, "86,4")
    score = ready.score(ready.commune, SURVEY)
    assert (score.appraised, score.reviewed) == (Decimal("6.91"), None)


def test_who_enters_no_result_is_told_so(ready: ScoringCast) -> None:
    for person in (ready.cast.area_lead, ready.cast.commune_officer):
        with pytest.raises(NotAllowed):
            survey_of(person.actor, ready.round)
    own = survey_of(ready.cast.province_leader.actor, ready.round)
    assert ready.standing.pk in {row.assessment.pk for row in own.rows}


def test_the_survey_costs_as_many_queries_however_many_rows(ready: ScoringCast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # assessments, bodies, scores
        assert len(survey_of(ready.cast.standing_officer.actor, ready.round).rows) == 5
