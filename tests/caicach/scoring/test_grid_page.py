"""The grid of one sub-criterion over all agencies: what it shows, what is kept of what was sent, who may."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.scoring.constants import AssessmentState, LeftOut, RoundState
from caicach.scoring.models import Assessment, Round, RoundSet, Score
from caicach.scoring.selectors.grid import appraising_of, grid_of, progress_of
from caicach.scoring.services.claims import left_out_ask
from caicach.scoring.services.proofs import ProofDraft, proof_add
from cast import Person
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db
PLAN, ON_TIME, SURVEY = "steering.plan.done", "procedures.dossiers.on_time", "impact.survey"


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    locked(scoring, {PLAN: "3", ON_TIME: "4"})
    return scoring


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def address(scoring: ScoringCast, key: str = PLAN) -> str:
    return reverse("scoring:grid", args=[scoring.round.uid, key])


def shown(scoring: ScoringCast, by: Person, key: str = PLAN, query: str = "") -> str:
    answer = signed_in(by).get(address(scoring, key) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(scoring: ScoringCast, by: Person, key: str, *rows: tuple[Assessment, dict[str, str]], **more: str) -> Any:
    data = dict(more)
    for sheet, fields in rows:
        score = scoring.score(sheet, key)
        given = {"diem": "", "viec": "", "ly_do": "", "y_kien": "", "sua": str(score.revision), **fields}
        data |= {f"{name}_{score.pk}": text for name, text in given.items()}
    return signed_in(by).post(address(scoring, key), data)


def test_all_agencies_but_ones_own_stand_in_the_grid(ready: ScoringCast) -> None:
    page = shown(ready, ready.cast.standing_officer)
    for sheet in (ready.commune, ready.neighbour, ready.third, ready.department, ready.office):
        assert f'name="diem_{ready.score(sheet, PLAN).pk}"' in page
    assert f'name="diem_{ready.score(ready.standing, PLAN).pk}"' not in page


def test_proof_that_is_asked_for_and_not_there_is_told_from_proof_that_nobody_asks_for(ready: ScoringCast) -> None:
    asked = shown(ready, ready.cast.standing_officer)
    unasked = shown(ready, ready.cast.standing_officer, "steering.inspection")
    assert ("chưa có" in asked, "không yêu cầu" in asked) == (True, False)
    assert ("chưa có" in unasked, "không yêu cầu" in unasked) == (False, True)


def test_proof_that_was_brought_after_the_lock_is_told_with_its_day(ready: ScoringCast) -> None:
    assert "bổ sung sau khi khóa" not in shown(ready, ready.cast.standing_officer)
    actor = ready.cast.commune_officer.actor
    paper = ProofDraft(PLAN, document=ready.cast.document(actor=actor))
    proof_add(ready.again(ready.commune), paper, actor=actor, now=ready.cast.now)
    assert "bổ sung sau khi khóa, 16/03/2026" in shown(ready, ready.cast.standing_officer)


def test_last_years_score_is_shown_once_it_is_published(ready: ScoringCast) -> None:
    before = Round.objects.create(
        owner=ready.round.owner, standing_body=ready.round.standing_body, purpose=ready.round.purpose, year=2025,
        title="2025", opened_at=ready.cast.now, state=RoundState.SETTLED,
    )  # fmt: skip
    old_set = RoundSet.objects.create(
        round=before, set_version=ready.commune.round_set.set_version, kind="commune", position=1
    )
    sheet = Assessment.objects.create(round=before, round_set=old_set, agency=ready.commune.agency)
    Score.objects.create(
        assessment=sheet, leaf_key=PLAN, area_key="steering", position=1, maximum=3, claimed=Decimal("2.17"),
        standing=Decimal("2.17"), updated_at=ready.cast.now,
    )  # fmt: skip
    assert "2,17/3" not in shown(ready, ready.cast.standing_officer)
    Round.objects.filter(pk=before.pk).update(state=RoundState.PUBLISHED)
    assert "2,17/3" in shown(ready, ready.cast.standing_officer)


def test_one_form_keeps_changes_asks_and_leaves_the_rest(ready: ScoringCast) -> None:
    changed = {"diem": "2,5", "ly_do": "figures_differ", "y_kien": "Theo sổ nhiệm vụ."}
    answer = sent(
        ready, ready.cast.standing_officer, PLAN, (ready.commune, changed), (ready.neighbour, {"viec": "giu"}),
        (ready.third, {"viec": "bo-sung", "y_kien": "Gửi báo cáo năm."}), (ready.department, {}),
    )  # fmt: skip
    assert answer.status_code == 302
    points = [ready.score(one, PLAN).appraised for one in (ready.commune, ready.neighbour, ready.third)]
    assert points == [Decimal("2.5"), 3, None]
    assert ready.score(ready.third, PLAN).more_asked == "Gửi báo cáo năm."
    assert ready.score(ready.department, PLAN).revision == 1


def test_a_refused_row_keeps_what_was_typed_and_the_others_are_saved(ready: ScoringCast) -> None:
    answer = sent(
        ready, ready.cast.standing_officer, PLAN,
        (ready.commune, {"diem": "9,99", "ly_do": "late", "y_kien": "Gửi muộn."}), (ready.neighbour, {"viec": "giu"}),
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="9,99"' in page and "1 dòng chưa lưu được" in page
    assert ready.score(ready.commune, PLAN).appraised is None
    assert ready.score(ready.neighbour, PLAN).appraised == 3


def test_a_reason_without_points_is_told(ready: ScoringCast) -> None:
    answer = sent(ready, ready.cast.standing_officer, PLAN, (ready.commune, {"ly_do": "late"}))
    assert answer.status_code == 422 and "có lý do mà chưa có điểm" in answer.content.decode()


def test_a_row_that_somebody_else_changed_meanwhile_is_told(ready: ScoringCast) -> None:
    answer = sent(ready, ready.cast.standing_officer, PLAN, (ready.commune, {"viec": "giu", "sua": "7"}))
    assert answer.status_code == 422 and "vừa có người khác sửa" in answer.content.decode()


def test_clear_cases_are_kept_with_one_button(ready: ScoringCast) -> None:
    Score.objects.filter(leaf_key=PLAN).update(proposed=3, is_proof_met=True)
    assert "giu-ro" in shown(ready, ready.cast.standing_officer)
    answer = signed_in(ready.cast.standing_officer).post(address(ready), {"giu-ro": "1"})
    assert answer.status_code == 302
    assert Score.objects.filter(leaf_key=PLAN, appraised=3).count() == 5
    assert "giu-ro" not in shown(ready, ready.cast.standing_officer)


def test_filters_show_what_waits_what_differs_and_what_lacks_proof(ready: ScoringCast) -> None:
    sent(ready, ready.cast.standing_officer, PLAN, (ready.commune, {"viec": "giu"}))
    Score.objects.filter(assessment=ready.neighbour, leaf_key=PLAN).update(proposed=2, is_proof_met=False)
    for query, has, lacks in (
        ("?loc=chua-xet", ready.neighbour, ready.commune),
        ("?loc=khac", ready.neighbour, ready.third),
        ("?loc=thieu-minh-chung", ready.neighbour, ready.third),
    ):
        page = shown(ready, ready.cast.standing_officer, query=query)
        assert f'name="diem_{ready.score(has, PLAN).pk}"' in page
        assert f'name="diem_{ready.score(lacks, PLAN).pk}"' not in page
    assert "Suối Nhạn" in shown(ready, ready.cast.standing_officer, query="?loc=gì-đó")


def test_before_the_lock_there_is_nothing_to_type(ready: ScoringCast) -> None:
    Assessment.objects.filter(pk=ready.commune.pk).update(state=AssessmentState.SCORING)
    page = shown(ready, ready.cast.standing_officer)
    assert f'name="diem_{ready.score(ready.commune, PLAN).pk}"' not in page and "đang tự chấm" in page


def test_what_does_not_apply_is_decided_in_the_grid(scoring: ScoringCast) -> None:
    for sheet, person in (
        (scoring.commune, scoring.cast.commune_officer), (scoring.neighbour, scoring.cast.neighbour_officer)
    ):  # fmt: skip
        left_out_ask(sheet, ON_TIME, reason="Không có một cửa.", actor=person.actor, now=scoring.cast.now)
    locked(scoring, {})
    assert "Không có một cửa." in shown(scoring, scoring.cast.area_lead, ON_TIME)
    answer = sent(
        scoring, scoring.cast.area_lead, ON_TIME, (scoring.commune, {"viec": "khong-ap-dung"}),
        (scoring.neighbour, {"viec": "van-ap-dung"}),
    )  # fmt: skip
    assert answer.status_code == 422 and "ghi lý do vẫn áp dụng" in answer.content.decode()
    assert scoring.score(scoring.commune, ON_TIME).left_out == LeftOut.APPROVED
    assert scoring.score(scoring.neighbour, ON_TIME).left_out == LeftOut.ASKED


def test_survey_results_are_entered_in_the_grid_and_a_small_sample_is_told(ready: ScoringCast) -> None:
    fields = {"diem": "86,4", "nguon": "Báo cáo khảo sát 12/BC-SNV", "phieu": "12"}
    assert sent(ready, ready.cast.standing_officer, SURVEY, (ready.commune, fields)).status_code == 302
    page = shown(ready, ready.cast.standing_officer, SURVEY)
    assert "6,91" in page and "mẫu nhỏ: 12 phiếu, cần ít nhất 30" in page and 'value="86,4"' in page
    one = signed_in(ready.cast.commune_officer).get(reverse("scoring:leaf", args=[ready.commune.uid, SURVEY]))
    told = one.content.decode()
    assert "Kết quả 86,4 % của 12 phiếu, mẫu nhỏ. Nguồn: Báo cáo khảo sát 12/BC-SNV" in told
    assert "Đã tự chấm:" not in told


def test_a_round_lists_what_ones_body_appraises(ready: ScoringCast) -> None:
    client = signed_in(ready.cast.area_lead)
    page = client.get(reverse("scoring:appraisal", args=[ready.round.uid])).content.decode()
    assert address(ready, ON_TIME) in page and address(ready, PLAN) not in page
    assert "5/5" in page  # all but its own are locked


def test_who_appraises_nothing_is_told_so(ready: ScoringCast) -> None:
    for person in (ready.cast.commune_officer, ready.cast.department_officer):
        client = signed_in(person)
        assert client.get(reverse("scoring:appraisal", args=[ready.round.uid])).status_code == 403
        assert client.get(address(ready)).status_code == 403
        assert client.post(address(ready), {"giu-ro": "1"}).status_code == 403


def test_the_round_leads_to_the_appraisal_of_those_who_appraise(ready: ScoringCast) -> None:
    there = reverse("scoring:appraisal", args=[ready.round.uid])
    page = reverse("scoring:round", args=[ready.round.uid])
    assert there in signed_in(ready.cast.area_lead).get(page).content.decode()
    assert there not in signed_in(ready.cast.commune_officer).get(page).content.decode()


def test_the_grid_costs_as_many_queries_however_many_rows(ready: ScoringCast, django_assert_num_queries: Any) -> None:
    for person, rows in ((ready.cast.standing_officer, 5), (ready.cast.province_leader, 1)):
        with django_assert_num_queries(4):  # assessments, bodies, scores, last year's
            assert len(grid_of(person.actor, ready.round, PLAN).rows) == rows
    with django_assert_num_queries(3):  # assessments, bodies, sums
        assert progress_of(appraising_of(ready.cast.standing_officer.actor, ready.round))[1].ready == 5
