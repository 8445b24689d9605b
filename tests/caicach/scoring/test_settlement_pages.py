"""The board of three scores, one agency's points, the act that settles, corrections: as people see and send them."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, RoundState, Stage
from caicach.scoring.models import AdjustmentScore, Appeal, Assessment, ResultIssue, Round, Score
from caicach.scoring.selectors.results import ranked_results
from cast import PDF, Person
from scoring_cast import ScoringCast
from settling import BASIS, SURVEY, given, published, reviewed, settled

pytestmark = pytest.mark.django_db
PLAN, ON_TIME = "steering.plan.done", "procedures.dossiers.on_time"


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    """Everybody has 3 of 3 for the plan and 4 of 4 for dossiers; the commune's plan was appraised lower."""
    reviewed(scoring, {PLAN: "3", ON_TIME: "4"})
    given(scoring, Stage.APPRAISED, {PLAN: "2"}, scoring.commune)
    return scoring


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def address(scoring: ScoringCast, name: str = "settlement", sheet: Assessment | None = None) -> str:
    return reverse(f"scoring:{name}", args=[(sheet or scoring.round).uid])


def board(scoring: ScoringCast, by: Person | None = None, query: str = "") -> Any:
    return signed_in(by or scoring.cast.standing_officer).get(address(scoring) + query)


def sheet_at(scoring: ScoringCast, sheet: Assessment, by: Person | None = None, query: str = "") -> Any:
    client = signed_in(by or scoring.cast.standing_officer)
    return client.get(address(scoring, "settlement-sheet", sheet) + query)


def row_of(scoring: ScoringCast, sheet: Assessment, text: str, words: str = "", **more: str) -> dict[str, str]:
    score = scoring.score(sheet, PLAN)
    fields = {"sua": str(score.revision), "diem": text, "y_kien": words, **more}
    return {f"{name}_{score.pk}": value for name, value in fields.items()}


# --- The board ---


def test_the_board_shows_the_scores_of_every_stage_and_what_is_different(ready: ScoringCast) -> None:
    page = board(ready).context["page"]
    assert page.title == "Công nhận kết quả của 6 cơ quan"
    (line,) = [one for one in page.lines if one.agency == ready.commune.agency.current_name]
    assert (line.claimed, line.appraised, line.reviewed, line.settled) == ("7,00", "12,00", "12,00", "12,00")
    assert (line.difference, line.index, line.rank, line.differing) == ("−1,00", "60,00%", "3", "1")


def test_the_board_says_what_must_be_done_first_and_offers_no_act(ready: ScoringCast) -> None:
    Assessment.objects.filter(pk=ready.commune.pk).update(state=AssessmentState.EXPLAINED)
    page = board(ready).context["page"]
    assert page.title == "Công nhận kết quả: 1 việc phải xong trước"
    assert page.form is None and "Suối Nhạn" in page.problems[0]


def test_the_board_is_filtered_by_kind_and_by_what_deviates(ready: ScoringCast) -> None:
    given(ready, Stage.SETTLED, {PLAN: "1"}, ready.third)
    page = board(ready, query="?loai=commune").context["page"]
    assert page.total == 3
    assert [one.agency for one in board(ready, query="?loai=khac").context["page"].lines] == [
        ready.third.agency.current_name
    ]


def test_the_board_asks_a_fixed_number_of_queries(ready: ScoringCast, django_assert_max_num_queries: Any) -> None:
    client = signed_in(ready.cast.standing_officer)
    client.get(address(ready))
    with django_assert_max_num_queries(36):
        client.get(address(ready))
    Score.objects.filter(assessment__in=[ready.third, ready.neighbour]).update(settled=0)
    with django_assert_max_num_queries(36):
        client.get(address(ready))


@pytest.mark.parametrize("who", ["commune_officer", "commune_leader", "area_lead", "department_officer"])
def test_an_agency_does_not_see_the_board(ready: ScoringCast, who: str) -> None:
    assert board(ready, getattr(ready.cast, who)).status_code == 403


def test_who_sees_nothing_of_the_round_does_not_learn_of_it(ready: ScoringCast) -> None:
    assert board(ready, ready.cast.stranger).status_code == 404


def test_a_leader_of_the_owner_reads_the_board_and_cannot_settle(ready: ScoringCast) -> None:
    answer = board(ready, ready.cast.province_leader)
    assert answer.status_code == 200 and answer.context["page"].form is None
    client = signed_in(ready.cast.province_leader)
    assert client.post(address(ready, "settle"), {"words": BASIS}).status_code == 403


def test_settling_moves_on_with_a_word_and_shows_what_was_frozen(ready: ScoringCast) -> None:
    client = signed_in(ready.cast.standing_officer)
    answer = client.post(address(ready, "settle"), {"words": BASIS}, follow=True)
    page = answer.context["page"]
    assert "Đã công nhận và chốt kết quả" in answer.content.decode()
    assert page.title == "Đã công nhận kết quả của 6 cơ quan"
    (issue,) = page.issues
    assert (issue.number, issue.reason, issue.decision) == ("1", "lần đầu", "chưa công bố")
    assert Round.objects.get(pk=ready.round.pk).state == RoundState.SETTLED


def test_without_a_basis_nothing_is_settled(ready: ScoringCast) -> None:
    answer = signed_in(ready.cast.standing_officer).post(address(ready, "settle"), {"words": ""})
    assert answer.status_code == 422 and "Ghi căn cứ công nhận" in answer.content.decode()
    assert Round.objects.get(pk=ready.round.pk).state == RoundState.OPEN


def test_a_missing_survey_is_asked_for_by_name_and_counted(ready: ScoringCast) -> None:
    Score.objects.filter(leaf_key=SURVEY, assessment=ready.commune).update(appraised=None, standing=None)
    client = signed_in(ready.cast.standing_officer)
    shown = client.get(address(ready)).content.decode()
    assert "3.1 Mức độ hài lòng của người dân" in shown and "1 cơ quan chưa có kết quả" in shown
    refused = client.post(address(ready, "settle"), {"words": BASIS})
    assert refused.status_code == 422 and "Chọn cách tính các tiêu chí chưa có kết quả." in refused.content.decode()
    client.post(address(ready, "settle"), {"words": BASIS, f"cach_{SURVEY}": "leave_out"})
    assert ready.score(ready.commune, SURVEY).left_out == LeftOut.APPROVED


def test_what_happened_meanwhile_is_said_and_the_words_stay(ready: ScoringCast) -> None:
    Assessment.objects.filter(pk=ready.commune.pk).update(state=AssessmentState.EXPLAINED)
    answer = signed_in(ready.cast.standing_officer).post(address(ready, "settle"), {"words": BASIS})
    assert answer.status_code == 409 and "chưa xong thẩm định lại" in answer.content.decode()


# --- One agency ---


def test_the_sheet_shows_what_differs_with_reasons(ready: ScoringCast) -> None:
    Score.objects.filter(pk=ready.score(ready.commune, PLAN).pk).update(
        appraised_reason="figures_differ", appraised_note="Theo sổ nhiệm vụ."
    )
    page = sheet_at(ready, ready.commune).context["page"]
    (line,) = page.lines
    assert (line.claimed, line.appraised, line.settled) == ("3,00", "2,00", "2,00")
    assert [(one.label, one.value) for one in line.notes] == [
        ("Thẩm định", "Số liệu của hệ thống cho kết quả khác: Theo sổ nhiệm vụ.")
    ]
    assert len(sheet_at(ready, ready.commune, query="?loc=tat-ca").context["page"].lines) == 7


def test_an_appeal_stands_beside_its_points_with_the_answer(ready: ScoringCast) -> None:
    Appeal.objects.create(
        score=ready.score(ready.commune, PLAN), asked=3, words="Đã báo cáo đủ.", state=AppealState.PARTLY,
        at=ready.cast.now, answer="Chấp nhận một nhiệm vụ.", answered_at=ready.cast.now,
    )  # fmt: skip
    (line,) = sheet_at(ready, ready.commune).context["page"].lines
    assert [(one.label, one.value) for one in line.notes] == [
        ("Giải trình", "đề nghị 3,00 điểm. Đã báo cáo đủ."),
        ("Trả lời", "chấp nhận một phần: Chấp nhận một nhiệm vụ."),
    ]


def test_other_points_are_kept_from_the_sheet(ready: ScoringCast) -> None:
    client = signed_in(ready.cast.standing_officer)
    data = row_of(ready, ready.commune, "2,5", "Hội đồng thống nhất.")
    answer = client.post(address(ready, "settlement-sheet", ready.commune), data, follow=True)
    assert "Đã lưu 1 dòng." in answer.content.decode()
    assert ready.score(ready.commune, PLAN).settled == 2.5


def test_a_row_that_nobody_touched_is_not_written(ready: ScoringCast) -> None:
    client = signed_in(ready.cast.standing_officer)
    before = ready.score(ready.commune, PLAN).revision
    answer = client.post(
        address(ready, "settlement-sheet", ready.commune), row_of(ready, ready.commune, ""), follow=True
    )
    assert "Chưa có dòng nào thay đổi." in answer.content.decode()
    assert ready.score(ready.commune, PLAN).revision == before


def test_what_was_refused_stays_typed_beside_the_reason(ready: ScoringCast) -> None:
    client = signed_in(ready.cast.standing_officer)
    answer = client.post(address(ready, "settlement-sheet", ready.commune), row_of(ready, ready.commune, "2,5"))
    shown = answer.content.decode()
    assert answer.status_code == 422 and "thì ghi lý do" in shown and 'value="2,5"' in shown


def test_a_bonus_is_settled_from_the_sheet(ready: ScoringCast) -> None:
    row = AdjustmentScore.objects.create(
        assessment=ready.commune, key="bonus.model", claimed=1, words="Một mô hình.", updated_at=ready.cast.now
    )
    client = signed_in(ready.cast.standing_officer)
    data = {f"sua_tt_{row.pk}": "1", f"diem_tt_{row.pk}": "0,5", f"y_kien_tt_{row.pk}": "Một mô hình."}
    client.post(address(ready, "settlement-sheet", ready.commune), data)
    row.refresh_from_db()
    assert row.settled == 0.5


def test_an_agency_reads_its_own_sheet_and_changes_nothing(ready: ScoringCast) -> None:
    answer = sheet_at(ready, ready.commune, ready.cast.commune_officer)
    assert answer.status_code == 200 and not answer.context["page"].may_settle
    client = signed_in(ready.cast.commune_leader)
    data = row_of(ready, ready.commune, "3", "Cho điểm mình.")
    assert client.post(address(ready, "settlement-sheet", ready.commune), data).status_code == 403
    assert sheet_at(ready, ready.neighbour, ready.cast.commune_officer).status_code == 404


def test_the_standing_body_does_not_settle_its_own_points(ready: ScoringCast) -> None:
    client = signed_in(ready.cast.standing_officer)
    assert not sheet_at(ready, ready.standing).context["page"].may_settle
    data = row_of(ready, ready.standing, "1", "Tự nhận điểm.")
    assert client.post(address(ready, "settlement-sheet", ready.standing), data).status_code == 403


# --- Afterwards ---


def test_a_settled_point_is_corrected_from_the_sheet(scoring: ScoringCast) -> None:
    published(scoring, {PLAN: "3"})
    client = signed_in(scoring.cast.standing_officer)
    data = row_of(scoring, scoring.commune, "2", "Theo sổ nhiệm vụ.", ly_do="miscalculated")
    answer = client.post(
        address(scoring, "settlement-sheet", scoring.commune), {**data, "reason": "Tính nhầm."}, follow=True
    )
    page = answer.context["page"]
    assert [one.number for one in page.issues] == ["1", "2"] and page.issues[1].reason == "Tính nhầm."
    assert scoring.score(scoring.commune, PLAN).settled == 2
    (line,) = sheet_at(scoring, scoring.commune).context["page"].lines
    assert ("Công nhận", "Theo sổ nhiệm vụ.") in [(one.label, one.value) for one in line.notes]


def test_a_settled_bonus_is_corrected_from_the_sheet(scoring: ScoringCast) -> None:
    published(scoring, {PLAN: "3", ON_TIME: "4"})
    row = AdjustmentScore.objects.create(
        assessment=scoring.commune, key="bonus.model", claimed=1, appraised=1, settled=1, updated_at=scoring.cast.now
    )
    client, url = signed_in(scoring.cast.standing_officer), address(scoring, "settlement-sheet", scoring.commune)
    name = f"tt_{row.pk}"
    fields = {f"sua_{name}": str(row.revision), f"diem_{name}": "0,5", f"y_kien_{name}": "Mô hình chưa được nhân rộng."}
    assert client.post(url, fields | {"reason": "Thưởng nhầm."}).status_code == 302
    row.refresh_from_db()
    assert (row.settled, row.settled_note, row.revision) == (Decimal("0.5"), "Mô hình chưa được nhân rộng.", 2)
    assert ResultIssue.objects.filter(round=scoring.round, number=2, reason="Thưởng nhầm.").exists()
    stale = client.post(url, fields | {"reason": "Thưởng nhầm."})
    assert stale.status_code == 409 and "vừa có người khác sửa" in stale.content.decode()
    same = client.post(url, fields | {f"sua_{name}": "2", "reason": "Thưởng nhầm."})
    assert same.status_code == 422 and "khác điểm đã công nhận" in same.content.decode()
    silent = client.post(
        url, fields | {f"sua_{name}": "2", f"diem_{name}": "1", f"y_kien_{name}": "", "reason": "Nhầm rồi."}
    )
    assert silent.status_code == 422 and "ghi vì sao sửa" in silent.content.decode()


def test_a_correction_that_is_refused_keeps_what_was_typed(scoring: ScoringCast) -> None:
    published(scoring, {PLAN: "3"})
    client = signed_in(scoring.cast.standing_officer)
    data = row_of(scoring, scoring.commune, "9", "Theo sổ nhiệm vụ.", ly_do="miscalculated")
    answer = client.post(
        address(scoring, "settlement-sheet", scoring.commune) + "?loc=tat-ca", {**data, "reason": "Tính nhầm."}
    )
    assert answer.status_code == 422
    assert 'value="9"' in answer.content.decode() and ResultIssue.objects.count() == 1
    no_reason = client.post(address(scoring, "settlement-sheet", scoring.commune) + "?loc=tat-ca", data)
    assert no_reason.status_code == 422 and "Ghi lý do sửa kết quả." in no_reason.content.decode()


def test_signed_minutes_are_registered_beside_the_results(scoring: ScoringCast) -> None:
    settled(scoring)
    client = signed_in(scoring.cast.standing_officer)
    data = {"symbol": "12/BB-SNV", "issued_on": "16/03/2026", "type": "Biên bản"}
    file = SimpleUploadedFile("bien-ban.pdf", PDF)
    answer = client.post(address(scoring, "minutes-signed"), {**data, "file": file}, follow=True)
    assert "Đã lưu biên bản đã ký" in answer.content.decode()
    issue = ResultIssue.objects.select_related("minutes").get()
    assert issue.minutes is not None and issue.minutes.symbol == "12/BB-SNV"
    assert issue.minutes.issuer == scoring.cast.standing


def test_minutes_without_file_or_before_the_settlement_are_refused(ready: ScoringCast) -> None:
    client = signed_in(ready.cast.standing_officer)
    data = {"symbol": "12/BB-SNV", "issued_on": "16/03/2026", "type": "Biên bản"}
    assert client.post(address(ready, "minutes-signed"), data).status_code == 409
    client.post(address(ready, "settle"), {"words": BASIS})
    assert client.post(address(ready, "minutes-signed"), data).status_code == 422
    assert ResultIssue.objects.get().minutes is None


def test_the_minutes_are_handed_out_as_a_word_file(ready: ScoringCast) -> None:
    answer = signed_in(ready.cast.standing_officer).get(address(ready, "minutes"))
    assert answer.status_code == 200 and answer.content[:2] == b"PK"
    assert "Bien-ban-cong-nhan" in answer.headers["Content-Disposition"]
    assert signed_in(ready.cast.commune_leader).get(address(ready, "minutes")).status_code == 403


def test_ranks_of_the_board_are_those_that_are_frozen(ready: ScoringCast) -> None:
    shown = {one.agency: one.rank for one in board(ready).context["page"].lines}
    signed_in(ready.cast.standing_officer).post(address(ready, "settle"), {"words": BASIS})
    units = ranked_results(ready.round, stage=Stage.SETTLED)
    assert shown == {unit.assessment.agency.current_name: str(unit.rank) for unit in units}


def test_who_chooses_for_every_criterion_need_not_choose_for_all(ready: ScoringCast) -> None:
    Score.objects.filter(leaf_key=SURVEY).update(appraised=None, standing=None)
    client = signed_in(ready.cast.standing_officer)
    assert client.post(address(ready, "settle"), {"words": BASIS, f"cach_{SURVEY}": "zero"}).status_code == 302
    assert ready.score(ready.commune, SURVEY).settled == 0


def test_one_choice_counts_for_all_criteria_without_results(ready: ScoringCast) -> None:
    Score.objects.filter(leaf_key=SURVEY).update(appraised=None, standing=None)
    client = signed_in(ready.cast.standing_officer)
    assert client.post(address(ready, "settle"), {"words": BASIS, "other": "leave_out"}).status_code == 302
    assert ready.score(ready.neighbour, SURVEY).left_out == LeftOut.APPROVED
