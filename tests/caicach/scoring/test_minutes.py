"""The minutes of the meeting that settles a round: what the paper says, whatever language the screen speaks."""

import io
from typing import Any

import pytest
from django.utils import translation
from docx import Document

from caicach.scoring.constants import AppealState, LeftOut, Stage
from caicach.scoring.exports.minutes import minutes_docx, minutes_name
from caicach.scoring.models import AdjustmentScore, Appeal, ResultIssue, Score
from caicach.scoring.selectors.minutes import minutes_of
from scoring_cast import ScoringCast
from settling import given, reviewed, settled

pytestmark = pytest.mark.django_db
PLAN, ON_TIME = "steering.plan.done", "procedures.dossiers.on_time"


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    """Everybody claimed 3 of 3 for the plan; the commune's was appraised lower, objected to and given in part."""
    reviewed(scoring, {PLAN: "3", ON_TIME: "4"})
    given(scoring, Stage.APPRAISED, {PLAN: "2"}, scoring.commune)
    given(scoring, Stage.REVIEWED, {PLAN: "2.5"}, scoring.commune)
    score = scoring.score(scoring.commune, PLAN)
    Score.objects.filter(pk=score.pk).update(reviewed_reason="explained", reviewed_note="Đã có báo cáo.")
    Appeal.objects.create(
        score=score, asked=3, words="Báo cáo số 214 đã gửi.", state=AppealState.PARTLY, at=scoring.cast.now,
        answer="Chấp nhận một nhiệm vụ.", answered_at=scoring.cast.now,
    )  # fmt: skip
    return scoring


def paper(scoring: ScoringCast) -> tuple[list[str], list[list[list[str]]]]:
    """Return the paragraphs and the tables (rows of cells) of the minutes."""
    scoring.round.refresh_from_db()
    data = minutes_docx(minutes_of(scoring.round), today=scoring.cast.today, now=scoring.cast.now)
    read = Document(io.BytesIO(data))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in read.tables]
    return [one.text for one in read.paragraphs], tables


def table_with(tables: list[list[list[str]]], *titles: str) -> list[list[str]]:
    (found,) = [one for one in tables if set(titles) <= set(one[0])]
    return found


def test_the_scores_of_every_stage_stand_by_kind_and_rank(ready: ScoringCast) -> None:
    words, tables = paper(ready)
    assert [one for one in words if one.startswith(("1. Sở", "2. Xã"))] == [
        "1. Sở, ngành: 3 cơ quan",
        "2. Xã: 3 cơ quan",
    ]
    rows = [row for table in tables for row in table if row[0] == "3" and row[1] == ready.commune.agency.current_name]
    assert rows == [["3", rows[0][1], "7,00", "12,00", "12,50", "12,50", "−0,50", "62,50", "Yếu"]]


def test_what_stands_other_than_claimed_is_listed_with_its_reason(ready: ScoringCast) -> None:
    _words, tables = paper(ready)
    rows = table_with(tables, "Lý do", "Thẩm định", "Tiêu chí")
    assert rows[1][0] == ready.commune.agency.current_name
    assert rows[2] == [
        "1.1.2", "Mức hoàn thành nhiệm vụ kế hoạch", "3,00", "2,50", "2,50", "Giải trình có cơ sở: Đã có báo cáo."
    ]  # fmt: skip


def test_appeals_stand_with_their_answers(ready: ScoringCast) -> None:
    words, tables = paper(ready)
    rows = table_with(tables, "Nội dung kiến nghị", "Trả lời")
    said = ["3,00", "Báo cáo số 214 đã gửi.", "Chấp nhận một phần: Chấp nhận một nhiệm vụ.", "2,50"]
    assert rows[2][2:] == said
    assert any("1 kiến nghị, trong đó chấp nhận toàn bộ hoặc một phần 1" in one for one in words)


def test_what_the_meeting_itself_gives_stands_in_the_minutes(ready: ScoringCast) -> None:
    assert "Không có." in paper(ready)[0]
    given(ready, Stage.SETTLED, {PLAN: "3"}, ready.commune)
    Score.objects.filter(pk=ready.score(ready.commune, PLAN).pk).update(settled_note="Hội đồng thống nhất.")
    words, tables = paper(ready)
    assert "Không có." not in words
    assert any(row[3:] == ["2,50", "3,00", "Hội đồng thống nhất."] for table in tables for row in table)


def test_bonus_and_what_does_not_apply_stand_in_annexes(ready: ScoringCast) -> None:
    Score.objects.filter(assessment=ready.third, leaf_key=ON_TIME).update(
        left_out=LeftOut.APPROVED, left_out_reason="Không tiếp nhận hồ sơ."
    )
    AdjustmentScore.objects.create(
        assessment=ready.third, key="bonus.model", claimed=1, appraised=1, words="Mô hình chợ số.",
        updated_at=ready.cast.now,
    )  # fmt: skip
    words, tables = paper(ready)
    assert {"PHỤ LỤC I", "PHỤ LỤC II", "PHỤ LỤC III", "PHỤ LỤC IV"} <= set(words)
    assert any("Không tiếp nhận hồ sơ." in row for table in tables for row in table)
    assert any("Mô hình chợ số." in row for table in tables for row in table)


def test_after_the_settlement_the_fingerprint_is_printed(scoring: ScoringCast) -> None:
    settled(scoring)
    words, _tables = paper(scoring)
    assert any(ResultIssue.objects.get().digest in one for one in words)


def test_the_paper_is_vietnamese_and_the_same_twice(ready: ScoringCast) -> None:
    with translation.override("en"):
        minutes = minutes_of(ready.round)
        one, two = (minutes_docx(minutes, today=ready.cast.today, now=ready.cast.now) for _time in range(2))
        assert minutes_name(minutes) == "Bien-ban-cong-nhan-Chi-so-cai-cach-hanh-chinh-nam-2026.docx"
    assert one == two
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(one)).paragraphs)
    assert "Sở, ngành" in text and "Agenc" not in text


def test_the_minutes_ask_a_fixed_number_of_queries(ready: ScoringCast, django_assert_num_queries: Any) -> None:
    minutes_of(ready.round)
    with django_assert_num_queries(18):
        minutes_of(ready.round)
