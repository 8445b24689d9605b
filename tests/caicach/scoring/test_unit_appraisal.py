"""One agency over all criteria that a body appraises, bonus and penalty over all agencies, surveys."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.scoring.constants import AppealState, AssessmentState, LeftOut
from caicach.scoring.models import AdjustmentScore, Appeal, Assessment, Score
from caicach.scoring.selectors.adjusting import adjust_grid_of
from caicach.scoring.selectors.grid import appraising_of, units_of
from caicach.scoring.selectors.unit_grid import unit_grid_of
from caicach.scoring.services.appraise import AppraisalDraft, scores_appraise
from caicach.scoring.services.claims import AdjustmentDraft, adjustments_save, left_out_ask
from cast import Person
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db
PLAN, ISSUED, INSPECTION = "steering.plan.done", "steering.plan.issued", "steering.inspection"
ON_TIME, APOLOGIES, SURVEY = "procedures.dossiers.on_time", "procedures.dossiers.apologies", "impact.survey"
BONUS, PENALTY = "bonus.model", "penalty.discipline"


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    adjustments_save(
        scoring.commune,
        [AdjustmentDraft(BONUS, "1", "Mô hình một cửa lưu động.")],
        actor=scoring.cast.commune_officer.actor,
        now=scoring.cast.now,
    )
    locked(scoring, {PLAN: "3", ON_TIME: "4"})
    return scoring


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def address(sheet: Assessment) -> str:
    return reverse("scoring:unit-appraisal", args=[sheet.uid])


def shown(by: Person, url: str) -> str:
    answer = signed_in(by).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def fields(score: Score, **given: str) -> dict[str, str]:
    standard = {"diem": "", "viec": "", "ly_do": "", "y_kien": "", "sua": str(score.revision)}
    return {f"{name}_{score.pk}": text for name, text in {**standard, **given}.items()}


def adjusting(sheet: Assessment, key: str = BONUS, **given: str) -> dict[str, str]:
    row = AdjustmentScore.objects.filter(assessment=sheet, key=key).first()
    standard = {"diem": "", "viec": "", "y_kien": "", "van_ban": "", "sua": str(row.revision if row else 0)}
    return {f"tt_{name}_{sheet.pk}_{key}": text for name, text in {**standard, **given}.items()}


def test_an_appraiser_sees_their_criteria_of_one_agency_and_no_others(ready: ScoringCast) -> None:
    page = shown(ready.cast.standing_officer, address(ready.commune))
    for key, stands in ((PLAN, True), (INSPECTION, True), (SURVEY, True), (ON_TIME, False)):
        assert (f'name="diem_{ready.score(ready.commune, key).pk}"' in page) == stands
    assert f"tt_diem_{ready.commune.pk}_{BONUS}" in page and "Mô hình một cửa lưu động." in page
    lead = shown(ready.cast.area_lead, address(ready.commune))
    assert f'name="diem_{ready.score(ready.commune, ON_TIME).pk}"' in lead and "tt_diem_" not in lead


def test_one_form_gives_points_results_and_bonus(ready: ScoringCast) -> None:
    plan, inspection, survey = (ready.score(ready.commune, key) for key in (PLAN, INSPECTION, SURVEY))
    data = {
        **fields(plan, diem="2,5", ly_do="figures_differ", y_kien="Theo sổ nhiệm vụ."),
        **fields(inspection, viec="giu"),
        **fields(survey, diem="86,4", nguon="Báo cáo 12/BC-SNV", phieu="12"),
        **adjusting(ready.commune, diem="0,5", y_kien="Một mô hình được công nhận."),
    }
    answer = signed_in(ready.cast.standing_officer).post(address(ready.commune), data, follow=True)
    assert answer.status_code == 200 and "Đã lưu 4 dòng." in answer.content.decode()
    points = [ready.score(ready.commune, key).appraised for key in (PLAN, INSPECTION, SURVEY)]
    assert points == [Decimal("2.5"), 0, Decimal("6.91")]
    assert AdjustmentScore.objects.get(assessment=ready.commune, key=BONUS).appraised == Decimal("0.5")
    assert "mẫu nhỏ: 12 phiếu, cần ít nhất 30" in answer.content.decode()


def test_what_is_refused_keeps_what_was_typed_and_the_rest_is_saved(ready: ScoringCast) -> None:
    plan, inspection = (ready.score(ready.commune, key) for key in (PLAN, INSPECTION))
    data = {
        **fields(plan, diem="9,99", ly_do="late", y_kien="Gửi muộn."),
        **fields(inspection, viec="giu"),
        **adjusting(ready.commune, diem="3", y_kien="Ba mô hình lớn."),
    }
    answer = signed_in(ready.cast.standing_officer).post(address(ready.commune), data)
    page = answer.content.decode()
    assert answer.status_code == 422 and "2 dòng chưa lưu được" in page
    assert 'value="9,99"' in page and 'value="Ba mô hình lớn."' in page and "phải từ 0 đến 1" in page
    assert ready.score(ready.commune, PLAN).appraised is None
    assert ready.score(ready.commune, INSPECTION).appraised == 0


def test_of_two_appraisers_of_one_bonus_the_second_is_told(ready: ScoringCast) -> None:
    late = adjusting(ready.commune, diem="1", y_kien="Đủ văn bản công nhận.")
    officer = signed_in(ready.cast.standing_officer)
    officer.post(address(ready.commune), adjusting(ready.commune, diem="0,5", y_kien="Một mô hình thôi."))
    answer = officer.post(address(ready.commune), late)
    assert answer.status_code == 422 and "vừa có người khác sửa" in answer.content.decode()
    assert AdjustmentScore.objects.get(assessment=ready.commune, key=BONUS).appraised == Decimal("0.5")


def test_a_bonus_rests_on_a_document_of_the_register(ready: ScoringCast) -> None:
    paper = ready.cast.document(actor=ready.cast.standing_officer.actor, symbol="12/QĐ-UBND")
    data = adjusting(ready.commune, viec="giu", van_ban="12/qđ-ubnd")
    assert signed_in(ready.cast.standing_officer).post(address(ready.commune), data).status_code == 302
    row = AdjustmentScore.objects.get(assessment=ready.commune, key=BONUS)
    assert (row.appraised, row.document) == (1, paper)
    document = reverse("documents:detail", args=[paper.uid])
    assert document in shown(ready.cast.standing_officer, address(ready.commune))
    assert signed_in(ready.cast.commune_officer).get(document).status_code == 200
    unknown = adjusting(ready.neighbour, diem="0,5", y_kien="Được công nhận.", van_ban="99/QĐ-XYZ")
    answer = signed_in(ready.cast.standing_officer).post(address(ready.neighbour), unknown)
    assert answer.status_code == 422 and "Không có văn bản “99/QĐ-XYZ” trong sổ" in answer.content.decode()
    assert not AdjustmentScore.objects.filter(assessment=ready.neighbour).exists()


def test_clear_cases_of_one_agency_are_kept_and_not_those_of_others(ready: ScoringCast) -> None:
    Score.objects.filter(leaf_key=PLAN).update(proposed=3, is_proof_met=True)
    answer = signed_in(ready.cast.standing_officer).post(address(ready.commune), {"giu-ro": "1"})
    assert answer.status_code == 302
    assert [row.assessment_id for row in Score.objects.filter(leaf_key=PLAN, appraised=3)] == [ready.commune.pk]


def test_filters_show_what_waits(ready: ScoringCast) -> None:
    signed_in(ready.cast.standing_officer).post(
        address(ready.commune), fields(ready.score(ready.commune, PLAN), viec="giu")
    )
    page = shown(ready.cast.standing_officer, address(ready.commune) + "?loc=chua-xet")
    assert f'name="diem_{ready.score(ready.commune, INSPECTION).pk}"' in page
    assert f'name="diem_{ready.score(ready.commune, PLAN).pk}"' not in page


@pytest.mark.parametrize(("who", "sheet"), [("commune_officer", "commune"), ("standing_officer", "standing")])
def test_nobody_appraises_their_own_agency(ready: ScoringCast, who: str, sheet: str) -> None:
    client, own = signed_in(getattr(ready.cast, who)), getattr(ready, sheet)
    assert client.get(address(own)).status_code == 403
    score = ready.score(own, PLAN)
    there = reverse("scoring:leaf-appraise", args=[own.uid, PLAN])
    assert client.post(there, fields(score, diem="1")).status_code == 403
    assert client.post(address(own), fields(score, diem="1")).status_code == 403
    assert ready.score(own, PLAN).appraised is None


def test_the_agency_after_follows_with_one_button(ready: ScoringCast) -> None:
    data = {**fields(ready.score(ready.department, PLAN), viec="giu"), "tiep": "1"}
    answer = signed_in(ready.cast.standing_officer).post(address(ready.department), data)
    assert answer.status_code == 302 and answer["Location"] != address(ready.department)
    assert answer["Location"].startswith("/cham-diem/tham-dinh-don-vi/")


def test_the_agencies_are_listed_with_how_far_they_are(ready: ScoringCast) -> None:
    signed_in(ready.cast.standing_officer).post(
        address(ready.commune), fields(ready.score(ready.commune, PLAN), viec="giu")
    )
    page = shown(ready.cast.standing_officer, reverse("scoring:appraisal-units", args=[ready.round.uid]))
    assert "1/4" in page and address(ready.commune) in page and address(ready.standing) not in page
    assert "5 cơ quan còn điểm chờ xét" in page


# --- the page of one sub-criterion of one agency


def leaf(scoring: ScoringCast, sheet: Assessment, key: str = PLAN) -> str:
    return reverse("scoring:leaf", args=[sheet.uid, key])


def act(scoring: ScoringCast, by: Person, sheet: Assessment, key: str = PLAN, **given: str) -> Any:
    url = reverse("scoring:leaf-appraise", args=[sheet.uid, key])
    return signed_in(by).post(url, fields(scoring.score(sheet, key), **given))


def test_the_same_acts_stand_on_the_page_of_a_criterion(ready: ScoringCast) -> None:
    officer = ready.cast.standing_officer
    assert "Giữ 3,00" in shown(officer, leaf(ready, ready.commune))
    act(ready, officer, ready.commune, viec="giu")
    assert ready.score(ready.commune, PLAN).appraised == 3
    act(ready, officer, ready.commune, diem="2,5", ly_do="figures_differ", y_kien="Theo sổ nhiệm vụ.")
    assert ready.score(ready.commune, PLAN).appraised == Decimal("2.5")
    act(ready, officer, ready.commune, diem="2,5", viec="bo-sung", y_kien="Gửi báo cáo năm.")
    assert ready.score(ready.commune, PLAN).more_asked == "Gửi báo cáo năm."
    act(ready, officer, ready.commune, SURVEY, diem="90", nguon="Báo cáo 12", phieu="40")
    assert ready.score(ready.commune, SURVEY).appraised == Decimal("7.2")


def test_a_refused_act_says_why_and_keeps_what_was_typed(ready: ScoringCast) -> None:
    answer = act(ready, ready.cast.standing_officer, ready.commune, diem="2,5", y_kien="Giảm điểm vì thiếu.")
    page = answer.content.decode()
    assert answer.status_code == 422 and "chọn một lý do trong danh mục" in page
    assert 'value="2,5"' in page and "Giảm điểm vì thiếu." in page


def test_who_does_not_appraise_a_criterion_has_no_acts_there(ready: ScoringCast) -> None:
    url = leaf(ready, ready.commune)
    for person in (ready.cast.commune_officer, ready.cast.area_lead):
        assert "leaf-appraise" not in shown(person, url) and "Giữ 3,00" not in shown(person, url)
    assert act(ready, ready.cast.area_lead, ready.commune, viec="giu").status_code == 403


def test_that_a_criterion_does_not_apply_is_decided_on_its_page(scoring: ScoringCast) -> None:
    officer = scoring.cast.commune_officer.actor
    left_out_ask(scoring.commune, ON_TIME, reason="Không có một cửa.", actor=officer, now=scoring.cast.now)
    locked(scoring, {})
    assert "Chấp nhận không áp dụng" in shown(scoring.cast.area_lead, leaf(scoring, scoring.commune, ON_TIME))
    refused = act(scoring, scoring.cast.area_lead, scoring.commune, ON_TIME, viec="van-ap-dung")
    assert refused.status_code == 422 and "ghi lý do vẫn áp dụng" in refused.content.decode()
    act(scoring, scoring.cast.area_lead, scoring.commune, ON_TIME, viec="khong-ap-dung")
    assert scoring.score(scoring.commune, ON_TIME).left_out == LeftOut.APPROVED


def test_an_objection_is_answered_before_other_points_are_given(ready: ScoringCast) -> None:
    Assessment.objects.update(state=AssessmentState.EXPLAINED)
    score = ready.score(ready.commune, PLAN)
    Appeal.objects.create(score=score, asked=3, words="Đủ hồ sơ.", at=ready.cast.now, state=AppealState.ASKED)
    draft = AppraisalDraft(score.pk, score.revision, "2", reason="explained", words="Theo giải trình.")
    done = scores_appraise(ready.round, [draft], actor=ready.cast.standing_officer.actor, now=ready.cast.now)
    assert "có kiến nghị chờ trả lời" in done.refused[0].sentence and not done.done
    page = shown(ready.cast.standing_officer, address(ready.commune))
    assert "có kiến nghị chờ trả lời" in page and f'name="diem_{score.pk}"' not in page


# --- bonus and penalty over all agencies


def bonuses(scoring: ScoringCast, query: str = "") -> str:
    return reverse("scoring:adjustments", args=[scoring.round.uid]) + query


def test_what_agencies_claim_stands_first_and_one_bonus_over_all_on_asking(ready: ScoringCast) -> None:
    page = shown(ready.cast.standing_officer, bonuses(ready))
    assert "1 mục chờ xét" in page and f"tt_diem_{ready.commune.pk}_{BONUS}" in page
    assert f"tt_diem_{ready.neighbour.pk}_{PENALTY}" not in page
    every = shown(ready.cast.standing_officer, bonuses(ready, f"?muc={PENALTY}"))
    assert f"tt_diem_{ready.neighbour.pk}_{PENALTY}" in every
    assert f"tt_diem_{ready.standing.pk}_{PENALTY}" not in every


def test_a_penalty_is_given_where_nobody_named_it(ready: ScoringCast) -> None:
    data = adjusting(ready.neighbour, PENALTY, diem="1", y_kien="Quyết định kỷ luật 12/QĐ.")
    url = bonuses(ready, f"?muc={PENALTY}")
    assert signed_in(ready.cast.standing_officer).post(url, data).status_code == 302
    assert AdjustmentScore.objects.get(assessment=ready.neighbour, key=PENALTY).appraised == 1
    bad = {**adjusting(ready.third, PENALTY, diem="5", y_kien="Kỷ luật nhiều người.")}
    answer = signed_in(ready.cast.standing_officer).post(url, bad)
    assert answer.status_code == 422 and "phải từ 0 đến 2" in answer.content.decode()


def test_who_does_not_appraise_bonuses_is_told_so(ready: ScoringCast) -> None:
    for person in (ready.cast.area_lead, ready.cast.commune_officer):
        assert signed_in(person).get(bonuses(ready)).status_code == 403
        assert signed_in(person).post(bonuses(ready), adjusting(ready.neighbour, diem="1")).status_code == 403


# --- surveys on their page


def surveys(scoring: ScoringCast, name: str = "surveys") -> str:
    return reverse(f"scoring:{name}", args=[scoring.round.uid])


def test_a_filled_workbook_is_shown_and_then_taken_over(ready: ScoringCast) -> None:
    from openpyxl import load_workbook

    client = signed_in(ready.cast.standing_officer)
    book = load_workbook(io.BytesIO(client.get(surveys(ready, "survey-book")).content))
    page = book.worksheets[0]
    rows = [row for row in page.iter_rows() if str(row[0].value).startswith(SURVEY)]
    for row, values in zip(rows, ((86.4, 120), (90, 12), (400, 50)), strict=False):
        row[5].value, row[6].value = values
    out = io.BytesIO()
    book.save(out)
    sent = SimpleUploadedFile("k.xlsx", out.getvalue())
    answer = client.post(surveys(ready), {"file": sent, "source": "Báo cáo 12/BC-SNV"})
    shown_ = answer.content.decode()
    assert "2 kết quả thay đổi, 0 như đang có, 1 dòng có lỗi" in shown_ and "lớn hơn 100 %" in shown_
    assert "mẫu nhỏ" in shown_ and not Score.objects.filter(leaf_key=SURVEY, appraised__isnull=False).exists()
    lines = _lines(shown_)
    assert client.post(surveys(ready, "survey-take"), {"dong": lines}).status_code == 302
    assert Score.objects.filter(leaf_key=SURVEY, appraised__isnull=False).count() == 2
    late = client.post(surveys(ready, "survey-take"), {"dong": lines})
    assert late.status_code == 422 and "vừa có người khác sửa" in late.content.decode()


def _lines(page: str) -> list[str]:
    import html
    import re

    return [html.unescape(one) for one in re.findall(r'name="dong" value="([^"]*)"', page)]


@pytest.mark.parametrize("line", ["{}", "[1,2]", '["a",1,"","",""]', "không"])
def test_lines_that_the_page_did_not_write_are_refused(ready: ScoringCast, line: str) -> None:
    answer = signed_in(ready.cast.standing_officer).post(surveys(ready, "survey-take"), {"dong": [line]})
    assert answer.status_code == 422 and "Nạp lại tệp" in answer.content.decode()


def test_nothing_chosen_and_no_file_are_told(ready: ScoringCast) -> None:
    client = signed_in(ready.cast.standing_officer)
    assert "Chưa chọn kết quả nào" in client.post(surveys(ready, "survey-take")).content.decode()
    assert client.post(surveys(ready), {}).status_code == 422
    wrong = SimpleUploadedFile("k.xlsx", b"%PDF-1.7")
    assert "không phải tệp XLSX" in client.post(surveys(ready), {"file": wrong}).content.decode()
    assert signed_in(ready.cast.area_lead).get(surveys(ready)).status_code == 403


# --- what it costs


def test_the_pages_cost_as_many_queries_however_many_rows(ready: ScoringCast, django_assert_num_queries: Any) -> None:
    officer = ready.cast.standing_officer.actor
    with django_assert_num_queries(5):  # assessments, bodies, scores, last year's, bonuses
        assert len(unit_grid_of(officer, ready.commune).rows) == 4
    with django_assert_num_queries(4):
        assert len(unit_grid_of(ready.cast.area_lead.actor, ready.commune).rows) == 3
    with django_assert_num_queries(2):  # assessments, bonuses
        assert len(adjust_grid_of(officer, ready.round).rows) == 10
    with django_assert_num_queries(3):  # assessments, bodies, sums
        assert len(units_of(appraising_of(officer, ready.round))) == 5
