"""The list of rounds, the page of one with its agencies, and opening one with a preview."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.models import Obligation
from caicach.scoring.constants import AssessmentState, Phase
from caicach.scoring.models import AppraiserBody, Assessment, Round
from caicach.scoring.selectors.assessments import assessment_for
from caicach.scoring.selectors.phases import has_time, last_day, phases_missing
from caicach.scoring.selectors.rounds import round_for
from caicach.scoring.selectors.winnable import own_closing_on
from caicach.scoring.services.claims import ClaimDraft, claim_save
from caicach.scoring.services.rounds import round_open
from cast import Cast, Person
from scoring_cast import PHASES, ScoringCast, round_draft, set_make

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_list_says_what_is_to_be_scored(scoring: ScoringCast) -> None:
    actor = scoring.cast.commune_officer.actor
    claim_save(scoring.commune, ClaimDraft("steering.inspection", "yes"), actor=actor, now=scoring.cast.now)
    shown = text_of(signed_in(scoring.cast.commune_officer).get(reverse("scoring:list")))
    assert "Chấm điểm: 1 phiếu phải tự chấm" in shown and "1/6" in shown and "1,00" in shown
    assert "Mở đợt chấm điểm" not in shown


def test_who_is_scored_in_nothing_sees_no_round(scoring: ScoringCast) -> None:
    shown = text_of(signed_in(scoring.cast.stranger).get(reverse("scoring:list")))
    assert "không còn phiếu nào phải tự chấm" in shown and scoring.round.title not in shown


def page_of(scoring: ScoringCast, person: Person, query: str = "") -> str:
    address = reverse("scoring:round", args=[scoring.round.uid])
    return text_of(signed_in(person).get(f"{address}{query}"))


def test_the_round_shows_every_agency_to_the_standing_body(scoring: ScoringCast) -> None:
    shown = page_of(scoring, scoring.cast.standing_officer)
    for name in ("UBND xã Suối Nhạn", "UBND xã Nà Lúa", "Sở Tài chính"):
        assert name in shown
    assert "Tự chấm đến 30/11" in shown and "1. Chỉ đạo, điều hành" in shown


def test_a_commune_sees_itself_alone(scoring: ScoringCast) -> None:
    shown = page_of(scoring, scoring.cast.commune_officer)
    assert "UBND xã Suối Nhạn" in shown and "UBND xã Đồi Chè" not in shown


def test_the_list_is_filtered_by_state_kind_name_and_lateness(scoring: ScoringCast) -> None:
    Assessment.objects.filter(pk=scoring.third.pk).update(state=AssessmentState.LOCKED, locked_at=scoring.cast.now)
    officer = scoring.cast.standing_officer
    rows = "<tbody"
    locked = page_of(scoring, officer, "?state=locked").partition(rows)[2]
    assert "UBND xã Nà Lúa" in locked and "UBND xã Suối Nhạn" not in locked
    assert "Sở Tài chính" not in page_of(scoring, officer, "?kind=commune").partition(rows)[2].partition("</tbody>")[0]
    named = page_of(scoring, officer, "?q=na lua").partition(rows)[2].partition("</tbody>")[0]
    assert "UBND xã Nà Lúa" in named and "Suối Nhạn" not in named
    assert "Không có cơ quan nào khớp bộ lọc" in page_of(scoring, officer, "?late=on")
    over_since(scoring, date(2026, 1, 31))
    late = page_of(scoring, officer, "?late=on").partition(rows)[2].partition("</tbody>")[0]
    assert "UBND xã Suối Nhạn" in late and "UBND xã Nà Lúa" not in late and "trễ" in late


def over_since(scoring: ScoringCast, day: date) -> None:
    """Let the self-scoring have ended on ``day`` for everybody."""
    row = scoring.round.phases.get(phase=Phase.SELF_SCORING)
    Obligation.objects.filter(duty=row.duty_id).update(due_on=day)
    scoring.round.phases.filter(pk=row.pk).update(starts_on=day, due_on=day)


def test_who_was_given_longer_is_not_late_and_has_time(scoring: ScoringCast) -> None:
    over_since(scoring, date(2026, 3, 1))
    Obligation.objects.filter(pk=scoring.commune.obligation_id).update(due_on=date(2026, 4, 20))
    officer, rows = scoring.cast.standing_officer, "<tbody"
    late = page_of(scoring, officer, "?late=on").partition(rows)[2].partition("</tbody>")[0]
    assert "UBND xã Đồi Chè" in late and "UBND xã Suối Nhạn" not in late
    assert round_for(officer.actor, scoring.round.uid).late(scoring.cast.today) == 5
    days = {
        own_closing_on(assessment_for(officer.actor, one.uid), date(2026, 3, 1))
        for one in (scoring.commune, scoring.neighbour)
    }
    assert days == {date(2026, 4, 20), date(2026, 3, 1)}
    facts = phases_missing(scoring.round)[Phase.SELF_SCORING]
    assert last_day(facts) == date(2026, 4, 20)
    assert has_time(scoring.round, facts, date(2026, 4, 20)), "nobody cuts short what was given"
    assert not has_time(scoring.round, facts, date(2026, 4, 21))


def test_the_pages_cost_as_many_queries_however_many_agencies(
    scoring: ScoringCast, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(scoring.cast.standing_officer)
    for address in (reverse("scoring:list"), reverse("scoring:round", args=[scoring.round.uid])):
        client.get(address)
        with django_assert_max_num_queries(22):
            client.get(address)


def opened(client: Client, **sent: Any) -> Any:
    return client.post(reverse("scoring:open"), sent)


def filled(cast: Cast, *uids: str, **values: Any) -> dict[str, Any]:
    days = {f"{phase}_from": f"{one.starts_on:%d/%m/%Y}" for phase, one in PHASES.items()}
    days |= {f"{phase}_to": f"{one.due_on:%d/%m/%Y}" for phase, one in PHASES.items()}
    standard = {"owner": cast.province.pk, "purpose": "par_index", "year": 2026, "title": "Chỉ số 2026", "sets": uids}
    return {**standard, **days, **values}


def test_opening_goes_from_the_year_over_a_preview_to_the_round(cast: Cast) -> None:
    client, version = signed_in(cast.standing_officer), set_make()
    start = client.get(reverse("scoring:open"))
    assert start.status_code == 200 and "Tiếp tục" in text_of(start)
    which = {"owner": cast.province.pk, "purpose": "par_index", "year": 2026}
    shown = text_of(client.get(reverse("scoring:open"), which))
    assert str(version.uid) in shown and 'value="30/11/2026"' in shown and "Mở đợt chấm điểm</button>" not in shown
    preview = text_of(opened(client, **filled(cast, str(version.uid)), xem="1"))
    assert "2 cơ quan được chấm" in preview and "UBND xã Suối Nhạn" in preview and not Round.objects.exists()
    sent = {f"bo_{cast.neighbour.pk}": "on", f"ly_do_{cast.neighbour.pk}": "Mới thành lập", "mo": "1"}
    chosen = {"tham_dinh_steering": cast.department.pk}
    answer = opened(client, **filled(cast, str(version.uid)), **sent, **chosen)
    made = Round.objects.get()
    assert answer.status_code == 302 and str(made.uid) in answer.url
    assert [one.agency for one in made.assessments.all()] == [cast.commune]
    assert AppraiserBody.objects.get(round=made, area_key="steering").agency == cast.department
    assert Obligation.objects.filter(duty__source_uid=made.uid, agency=cast.commune).count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"sets": []}, "Chọn ít nhất một bộ tiêu chí"),
        ({"appraisal_to": "31/10/2026"}, "không hợp lý"),
        ({"settlement_to": "45/10/2026"}, "không có trong lịch"),
        ({"title": ""}, "Tên đợt chấm"),
    ],
)
def test_what_cannot_be_opened_is_shown_again(cast: Cast, values: dict[str, Any], sentence: str) -> None:
    version = set_make()
    answer = opened(signed_in(cast.standing_officer), **{**filled(cast, str(version.uid), mo="1"), **values})
    assert answer.status_code == 422 and sentence in text_of(answer) and not Round.objects.exists()


def test_leaving_somebody_out_needs_a_reason(cast: Cast) -> None:
    version = set_make()
    sent = {f"bo_{cast.neighbour.pk}": "on", "mo": "1"}
    answer = opened(signed_in(cast.standing_officer), **filled(cast, str(version.uid)), **sent)
    assert answer.status_code == 422 and "Ghi lý do không chấm điểm của: UBND xã Đồi Chè" in text_of(answer)


def test_a_round_that_is_open_is_not_opened_again(cast: Cast) -> None:
    version = set_make()
    round_open(round_draft(cast, version), actor=cast.standing_officer.actor, now=cast.now)
    answer = opened(signed_in(cast.standing_officer), **filled(cast, str(version.uid), mo="1"))
    assert answer.status_code == 409 and "đã có người mở" in text_of(answer)


def test_where_no_set_is_published_it_says_so(cast: Cast) -> None:
    which = {"owner": cast.province.pk, "purpose": "par_index", "year": 2026}
    shown = text_of(signed_in(cast.standing_officer).get(reverse("scoring:open"), which))
    assert "Chưa có bộ tiêu chí nào ban hành cho năm này" in shown


def test_opening_is_for_the_standing_body_alone(cast: Cast) -> None:
    assert signed_in(cast.commune_officer).get(reverse("scoring:open")).status_code == 403


def test_the_duty_of_self_scoring_leads_to_the_assessment(scoring: ScoringCast) -> None:
    found = scoring.again(scoring.commune).obligation
    assert found is not None
    shown = text_of(signed_in(scoring.cast.commune_officer).get(reverse("obligations:detail", args=[found.uid])))
    assert reverse("scoring:sheet", args=[scoring.commune.uid]) in shown and "Tự chấm" in shown
