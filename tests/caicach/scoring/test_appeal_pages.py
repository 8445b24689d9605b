"""Pages of explanations and appeals: the panel of a sub-criterion, all differences, the objections of a round."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caicach.scoring.constants import AppealState, AssessmentState, LeftOut
from caicach.scoring.models import AdjustmentScore, Appeal, Assessment, RoundPhase, Score
from caicach.scoring.selectors.appeals import round_appeals
from caicach.scoring.selectors.fillings import fill_of
from caicach.scoring.services.appeals import AppealDraft, appeal_make
from caicach.scoring.services.proofs import ProofDraft, proof_add
from cast import Person
from scoring_cast import ScoringCast, appraised

pytestmark = pytest.mark.django_db
PLAN, ON_TIME, IDEAS = "steering.plan.done", "procedures.dossiers.on_time", "procedures.ideas"
WORDS = "Số liệu của xã có biên bản đối soát kèm theo."


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    """Everybody claimed 3 for the plan and 4 for dossiers; the appraisal gave 2 and 3; objections run long."""
    appraised(scoring, {PLAN: ("3", "2"), ON_TIME: ("4", "3")})
    RoundPhase.objects.filter(due_on__lt=date(2099, 12, 14)).update(due_on=date(2099, 12, 14))
    return scoring


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def leaf(scoring: ScoringCast, by: Person, key: str = PLAN) -> str:
    answer = signed_in(by).get(reverse("scoring:leaf", args=[scoring.commune.uid, key]))
    assert answer.status_code == 200
    return text_of(answer)


def say(scoring: ScoringCast, by: Person, key: str = PLAN, **data: str) -> Any:
    return signed_in(by).post(reverse("scoring:reply", args=[scoring.commune.uid, key]), data)


def differences(scoring: ScoringCast) -> str:
    return reverse("scoring:differences", args=[scoring.commune.uid])


def rows(scoring: ScoringCast, *given: tuple[str, dict[str, str]], **more: str) -> dict[str, str]:
    data = dict(more)
    for key, fields in given:
        pk = scoring.score(scoring.commune, key).pk
        said = Appeal.objects.filter(score=pk).exclude(state=AppealState.WITHDRAWN).first()
        sent = {"thay": str(said.pk if said else 0), "tra_loi": "", "de_nghi": "", "giai_trinh": "", **fields}
        data |= {f"{name}_{pk}": text for name, text in sent.items()}
    return data


def objected(scoring: ScoringCast, sheet: Assessment, by: Person, key: str = PLAN, asked: str = "3") -> Appeal:
    now = datetime(2026, 12, 10, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    return appeal_make(scoring.score(sheet, key), AppealDraft(asked, WORDS), actor=by.actor, now=now)


def test_the_panel_says_who_gave_what_and_why_and_offers_both_answers(ready: ScoringCast) -> None:
    page = leaf(ready, ready.cast.commune_officer)
    assert "Sở Nội vụ: số liệu của hệ thống cho kết quả khác" in page
    assert "“Theo số liệu một cửa của tỉnh.”" in page and "đến hết ngày 14/12/2099" in page
    assert "Đồng ý 2,00" in page and "Gửi giải trình" in page and "Xem cả 2 chênh lệch" in page


def test_ones_own_area_is_named_by_the_body_that_acts_for_it(ready: ScoringCast) -> None:
    sheet = ready.standing
    answer = signed_in(ready.cast.province_leader).get(reverse("scoring:leaf", args=[sheet.uid, PLAN]))
    assert "UBND tỉnh Sông Mây: số liệu của hệ thống" in text_of(answer)


def test_who_only_looks_is_offered_nothing(ready: ScoringCast) -> None:
    page = leaf(ready, ready.cast.commune_viewer)
    assert "Theo số liệu một cửa của tỉnh" in page and "Đồng ý 2,00" not in page and "Gửi giải trình" not in page


def test_nothing_is_shown_where_the_claim_was_kept_without_words(ready: ScoringCast) -> None:
    assert "Đồng ý" not in leaf(ready, ready.cast.commune_officer, IDEAS)


def test_an_officer_agrees_by_one_button_and_takes_it_back(ready: ScoringCast) -> None:
    officer = ready.cast.commune_officer
    assert say(ready, officer, **{"dong-y": "1", "seen": "0"}).status_code == 302
    page = leaf(ready, officer)
    assert "UBND xã Suối Nhạn đồng ý" in page and "Đồng ý 2,00" not in page and "Rút lại" in page
    assert say(ready, officer, rut="1").status_code == 302
    assert "Đồng ý 2,00" in leaf(ready, officer)
    assert say(ready, officer, rut="1").status_code == 409


def test_an_officer_objects_and_the_panel_says_so(ready: ScoringCast) -> None:
    officer = ready.cast.commune_officer
    assert say(ready, officer, asked_text="2,75", words=WORDS, seen="0").status_code == 302
    page = leaf(ready, officer)
    assert "giải trình, đề nghị 2,75 điểm" in page and WORDS in page and 'value="2,75"' in page


def test_an_objection_that_cannot_be_is_shown_again_with_what_was_typed(ready: ScoringCast) -> None:
    answer = say(ready, ready.cast.commune_officer, asked_text="1", words=WORDS, seen="0")
    page = text_of(answer)
    assert answer.status_code == 422 and "phải cao hơn điểm thẩm định 2,00" in page and WORDS in page
    empty = say(ready, ready.cast.commune_officer, asked_text="3", words="", seen="0")
    assert empty.status_code == 422 and not Appeal.objects.exists()


def test_who_comes_second_in_an_agency_is_told(ready: ScoringCast) -> None:
    objected(ready, ready.commune, ready.cast.commune_officer)
    answer = say(ready, ready.cast.commune_officer, **{"dong-y": "1", "seen": "0"})
    assert answer.status_code == 422 and "vừa có người khác của cơ quan bạn" in text_of(answer)


def test_only_a_refused_request_to_leave_out_can_be_asked_for_again(ready: ScoringCast) -> None:
    officer = ready.cast.commune_officer
    assert "Vẫn đề nghị không áp dụng" not in leaf(ready, officer, ON_TIME)
    Score.objects.filter(leaf_key=ON_TIME).update(left_out=LeftOut.REFUSED, left_out_reason="Xã không có thủ tục này.")
    assert "Vẫn đề nghị không áp dụng" in leaf(ready, officer, ON_TIME)
    assert say(ready, officer, ON_TIME, asks_left_out="on", words=WORDS, seen="0").status_code == 302
    assert "giải trình, đề nghị không áp dụng" in leaf(ready, officer, ON_TIME)


def test_after_the_last_day_the_panel_offers_agreement_alone(ready: ScoringCast) -> None:
    RoundPhase.objects.update(starts_on=date(2020, 1, 1), due_on=date(2020, 1, 2))
    page = leaf(ready, ready.cast.commune_officer)
    assert "Hạn giải trình là ngày 02/01/2020, đã qua" in page
    assert "Đồng ý 2,00" in page and "Gửi giải trình" not in page


def test_who_answers_is_led_from_the_sub_criterion_to_the_objections(ready: ScoringCast) -> None:
    row = objected(ready, ready.commune, ready.cast.commune_officer)
    assert f"#kn-{row.pk}" in leaf(ready, ready.cast.standing_officer)
    assert f"#kn-{row.pk}" not in leaf(ready, ready.cast.commune_officer)


def test_all_differences_stand_on_one_page(ready: ScoringCast) -> None:
    AdjustmentScore.objects.create(
        assessment=ready.commune, key="penalty.discipline", appraised=1, appraised_note="Quyết định kỷ luật 12.",
        updated_at=ready.cast.now,
    )  # fmt: skip
    page = text_of(signed_in(ready.cast.commune_officer).get(differences(ready)))
    assert "UBND xã Suối Nhạn: điểm thẩm định khác tự chấm" in page and "1.1.2" in page and "2.1.1" in page
    assert "thấp hơn 1,00" in page and "Văn phòng UBND tỉnh: số liệu của hệ thống" in page
    assert "−1,00" in page and "Quyết định kỷ luật 12." in page
    assert "Đồng ý với điểm thẩm định của các tiêu chí chưa trả lời (2)" in page


def test_rows_are_kept_at_once_and_what_is_refused_says_why(ready: ScoringCast) -> None:
    client = signed_in(ready.cast.commune_officer)
    bad = {"tra_loi": "giai-trinh", "de_nghi": "9", "giai_trinh": WORDS}
    answer = client.post(differences(ready), rows(ready, (PLAN, {"tra_loi": "dong-y"}), (ON_TIME, bad), luu="1"))
    page = text_of(answer)
    assert answer.status_code == 422 and "1 dòng chưa lưu được" in page and 'value="9"' in page
    assert list(Appeal.objects.values_list("score__leaf_key", "state")) == [(PLAN, AppealState.AGREED)]


def test_finishing_with_rows_left_is_refused_until_they_are_agreed_to(ready: ScoringCast) -> None:
    client = signed_in(ready.cast.commune_officer)
    said = (PLAN, {"tra_loi": "giai-trinh", "de_nghi": "3", "giai_trinh": WORDS})
    answer = client.post(differences(ready), rows(ready, said, (ON_TIME, {}), xong="1"))
    assert answer.status_code == 422 and "2.1.1 chưa đồng ý và chưa giải trình" in text_of(answer)
    assert Appeal.objects.get().state == AppealState.ASKED  # the row itself was kept
    answer = client.post(differences(ready), rows(ready, (ON_TIME, {}), xong="1", **{"dong-y-con-lai": "1"}))
    assert answer.status_code == 302
    assert ready.again(ready.commune).state == AssessmentState.EXPLAINED
    page = text_of(client.get(differences(ready)))
    assert "Lưu và kết thúc giải trình" not in page and "đề nghị 3,00 điểm" in page


def test_the_summary_and_the_round_lead_there(ready: ScoringCast) -> None:
    officer, standing = signed_in(ready.cast.commune_officer), signed_in(ready.cast.standing_officer)
    assert differences(ready) in text_of(officer.get(reverse("scoring:summary", args=[ready.commune.uid])))
    objections = reverse("scoring:appeals", args=[ready.round.uid])
    assert objections in text_of(standing.get(reverse("scoring:appraisal", args=[ready.round.uid])))


def answer_all(scoring: ScoringCast, by: Person, *given: tuple[Appeal, dict[str, str]], **more: Any) -> Any:
    data = dict(more)
    for row, fields in given:
        data |= {f"{name}_{row.pk}": text for name, text in fields.items()}
    return signed_in(by).post(reverse("scoring:appeals", args=[scoring.round.uid]), data)


@pytest.fixture
def waiting(ready: ScoringCast) -> tuple[Appeal, Appeal, Appeal]:
    """Two communes object to the plan, one of them to dossiers too; both are done explaining."""
    found = (
        objected(ready, ready.commune, ready.cast.commune_officer),
        objected(ready, ready.third, ready.third_officer),
        objected(ready, ready.commune, ready.cast.commune_officer, ON_TIME, "4"),
    )
    Assessment.objects.update(state=AssessmentState.EXPLAINED)
    return found


def shown(scoring: ScoringCast, by: Person, query: str = "") -> str:
    answer = signed_in(by).get(reverse("scoring:appeals", args=[scoring.round.uid]) + query)
    assert answer.status_code == 200
    return text_of(answer)


def test_a_body_sees_the_objections_to_what_it_appraises(ready: ScoringCast, waiting: tuple[Appeal, ...]) -> None:
    page = shown(ready, ready.cast.area_lead)
    assert "Kiến nghị về điểm: 1 chờ trả lời" in page and f'name="tra_loi_{waiting[2].pk}"' in page
    assert f"kn-{waiting[0].pk}" not in page


def test_who_runs_the_round_sees_all_and_answers_what_is_theirs(
    ready: ScoringCast, waiting: tuple[Appeal, ...]
) -> None:
    page = shown(ready, ready.cast.standing_officer)
    assert "3 chờ trả lời" in page and "+3,00" in page
    fields = [f'name="tra_loi_{row.pk}"' in page for row in waiting]
    assert fields == [True, True, False] and f"kn-{waiting[2].pk}" in page


def test_rows_are_filtered_by_state_agency_and_sub_criterion(ready: ScoringCast, waiting: tuple[Appeal, ...]) -> None:
    def numbers(query: str) -> list[bool]:
        page = shown(ready, ready.cast.standing_officer, query)
        return [f'id="kn-{row.pk}"' in page for row in waiting]

    assert numbers(f"?co-quan={ready.third.uid}") == [False, True, False]
    assert numbers(f"?tieu-chi={ON_TIME}") == [False, False, True]
    assert numbers("?loc=khong") == [False, False, False]
    assert numbers("?loc=chang-co") == [True, True, True]


def test_rows_are_answered_at_once_each_in_its_own_way(ready: ScoringCast, waiting: tuple[Appeal, ...]) -> None:
    first, second, _other = waiting
    partly = {"tra_loi": "partly", "diem": "2,5", "y_kien": "Đối chiếu được một phần."}
    answer = answer_all(ready, ready.cast.standing_officer, (first, {"tra_loi": "accepted"}), (second, partly))
    assert answer.status_code == 302
    assert ready.score(ready.commune, PLAN).standing == 3
    assert str(ready.score(ready.third, PLAN).standing) == "2.5"
    page = shown(ready, ready.cast.standing_officer)
    assert "chấp nhận một phần" in page and "“Đối chiếu được một phần.”" in page
    page = leaf(ready, ready.cast.commune_officer)
    assert "Sở Nội vụ trả lời: chấp nhận, 3,00 điểm" in page
    assert page.count("Thẩm định khác tự chấm 1,00") == 1  # of dossiers; the plan has what was claimed again


def test_one_answer_goes_to_all_that_are_chosen_but_not_before_a_rows_own(
    ready: ScoringCast, waiting: tuple[Appeal, ...]
) -> None:
    first, second, _other = waiting
    common = {"tra_loi_chung": "refused", "y_kien_chung": "Biên bản không có chữ ký.", "chon": [first.pk, second.pk]}
    answer = answer_all(ready, ready.cast.standing_officer, (second, {"tra_loi": "accepted"}), **common)
    assert answer.status_code == 302
    states = dict(Appeal.objects.values_list("pk", "state"))
    assert (states[first.pk], states[second.pk]) == (AppealState.REFUSED, AppealState.ACCEPTED)


def test_what_is_refused_is_told_by_row_and_the_rest_is_kept(ready: ScoringCast, waiting: tuple[Appeal, ...]) -> None:
    first, second, _other = waiting
    bad = {"tra_loi": "partly", "diem": "3", "y_kien": "Gần như đủ."}
    answer = answer_all(ready, ready.cast.standing_officer, (first, {"tra_loi": "accepted"}), (second, bad))
    page = text_of(answer)
    assert answer.status_code == 422 and "thì chọn chấp nhận" in page and "Gần như đủ." in page
    assert Appeal.objects.get(pk=first.pk).state == AppealState.ACCEPTED
    words = {"y_kien": "Thiếu kết luận."}
    assert "chọn chấp nhận, chấp nhận một phần hay không" in text_of(
        answer_all(ready, ready.cast.standing_officer, (second, words))
    )


def test_a_row_that_another_answered_meanwhile_is_shown_whatever_the_filter(
    ready: ScoringCast, waiting: tuple[Appeal, ...]
) -> None:
    first, second, _other = waiting
    answer_all(ready, ready.cast.standing_officer, (first, {"tra_loi": "accepted"}))
    both = ((first, {"tra_loi": "accepted"}), (second, {"tra_loi": "accepted"}))
    data = {f"{name}_{row.pk}": text for row, fields in both for name, text in fields.items()}
    address = reverse("scoring:appeals", args=[ready.round.uid]) + "?loc=cho"
    answer = signed_in(ready.cast.standing_officer).post(address, data)
    assert answer.status_code == 422 and "trả lời; phần của bạn chưa lưu" in text_of(answer)


def test_who_neither_appraises_nor_runs_the_round_is_told_so(ready: ScoringCast) -> None:
    for person in (ready.cast.commune_officer, ready.cast.department_officer):
        answer = signed_in(person).get(reverse("scoring:appeals", args=[ready.round.uid]))
        assert answer.status_code == 403


def test_the_objections_cost_the_same_however_many(
    ready: ScoringCast, waiting: tuple[Appeal, ...], django_assert_num_queries: Any
) -> None:
    round_ = ready.again(ready.commune).round
    with django_assert_num_queries(2):
        assert len(round_appeals(ready.cast.standing_officer.actor, round_).rows) == 3


def test_the_duty_of_explaining_leads_to_the_differences(ready: ScoringCast) -> None:
    Assessment.objects.filter(pk=ready.commune.pk).update(explanation_obligation=F("obligation"), obligation=None)
    obligation = ready.again(ready.commune).explanation_obligation
    assert obligation is not None
    fill = fill_of(ready.cast.commune_officer.actor, obligation)
    assert fill is not None and fill.takes_over
    assert (fill.url, fill.act) == (differences(ready), "Xem và giải trình")
    looking = fill_of(ready.cast.commune_viewer.actor, obligation)
    assert looking is not None and looking.act == "Xem chênh lệch"


def test_who_explains_for_a_unit_is_asked_for_its_signed_paper(ready: ScoringCast) -> None:
    Assessment.objects.filter(pk=ready.commune.pk).update(explanation_obligation=F("obligation"), obligation=None)
    client = signed_in(ready.cast.standing_officer)
    page = text_of(client.get(differences(ready)))
    assert "kèm văn bản giải trình đã ký của đơn vị" in page and 'type="file"' in page
    answer = client.post(differences(ready), rows(ready, xong="1", **{"dong-y-con-lai": "1"}))
    assert answer.status_code == 422 and "Kèm văn bản giải trình đã ký của đơn vị: số, ký hiệu" in text_of(answer)
    assert ready.again(ready.commune).state == AssessmentState.APPRAISED


def test_a_row_tells_of_documents_brought_since_and_of_points_given_in_the_grid(
    ready: ScoringCast, waiting: tuple[Appeal, ...]
) -> None:
    actor = ready.cast.commune_officer.actor
    document = ready.cast.document(actor=actor, type="Báo cáo", symbol="5/BC-UBND")
    proof_add(ready.again(ready.commune), ProofDraft(PLAN, document=document), actor=actor, now=ready.cast.now)
    Score.objects.filter(pk=waiting[1].score_id).update(reviewed=Decimal("2.5"))
    page = shown(ready, ready.cast.standing_officer)
    assert page.count("1 văn bản bổ sung") == 1 and page.count("lưới thẩm định đã cho 2,50") == 1


def test_the_page_of_differences_asks_the_database_the_same_however_many(
    ready: ScoringCast, django_assert_num_queries: Any
) -> None:
    client = signed_in(ready.cast.commune_officer)
    client.get(differences(ready))  # the set is read, the session is there
    with CaptureQueriesContext(connection) as few:
        client.get(differences(ready))
    Score.objects.filter(assessment=ready.commune, claimed__isnull=False).update(claimed=1, appraised=Decimal("0.5"))
    with django_assert_num_queries(len(few)):
        page = text_of(client.get(differences(ready)))
    assert "chưa trả lời (6)" in page


def test_an_agency_without_differences_is_told_so(ready: ScoringCast) -> None:
    Score.objects.filter(assessment=ready.commune).update(appraised=F("claimed"))
    page = text_of(signed_in(ready.cast.commune_officer).get(differences(ready)))
    assert "Cơ quan thẩm định giữ mọi điểm tự chấm." in page
    Assessment.objects.update(state=AssessmentState.LOCKED)
    page = text_of(signed_in(ready.cast.commune_officer).get(differences(ready)))
    assert "Thẩm định chưa xong." in page and "Kết thúc giải trình" not in page
