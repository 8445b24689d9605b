"""The page of a round's phases: who is missing, what closing does, what was refused; the panel; saying to be done."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.models import Obligation
from caicach.scoring.constants import AssessmentState, Phase
from caicach.scoring.models import Assessment, RoundPhase, Score
from cast import Person
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db
WHY = "Đã nhắc hai lần, không có tiến triển."


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def address(scoring: ScoringCast, name: str = "phases") -> str:
    return reverse(f"scoring:{name}", args=[scoring.round.uid])


@pytest.fixture
def late(scoring: ScoringCast) -> ScoringCast:
    """The day of the self-scoring is over, by the clock on the wall; nobody locked."""
    days = {"starts_on": date(2026, 1, 1), "due_on": date(2026, 1, 31)}
    rows = RoundPhase.objects.filter(round=scoring.round, phase=Phase.SELF_SCORING)
    Obligation.objects.filter(duty__in=rows.values("duty")).update(due_on=days["due_on"])
    rows.update(**days)
    return scoring


@pytest.fixture
def officer(scoring: ScoringCast) -> Client:
    return signed_in(scoring.cast.standing_officer)


def close(client: Client, scoring: ScoringCast, phase: Phase, **sent: str) -> Any:
    return client.post(address(scoring, "phase-close"), {"phase": phase.value, **sent})


def test_the_round_page_shows_its_work_to_whoever_runs_it(late: ScoringCast, officer: Client) -> None:
    shown = text_of(officer.get(address(late, "round")))
    assert "Việc của đợt chấm" in shown and "0/6 cơ quan đã khóa điểm tự chấm" in shown
    assert reverse("scoring:sheet", args=[late.commune.uid]) in shown and address(late) in shown
    others = text_of(signed_in(late.cast.commune_officer).get(address(late, "round")))
    assert "Việc của đợt chấm" not in others


def test_the_page_names_who_is_missing_and_says_what_closing_does(late: ScoringCast, officer: Client) -> None:
    shown = text_of(officer.get(address(late)))
    assert "Đang ở bước tự chấm" in shown and "UBND xã Nà Lúa" in shown
    assert "6 phiếu chưa khóa: khóa như đang có" in shown and "Kết thúc dù còn thiếu" in shown
    assert f"{reverse('obligations:list')}?plan={late.round.uid}" in shown


def test_while_units_have_time_there_is_no_button(scoring: ScoringCast, officer: Client) -> None:
    RoundPhase.objects.filter(phase=Phase.SELF_SCORING).update(due_on=date(2099, 11, 30))
    shown = text_of(officer.get(address(scoring)))
    assert "kết thúc được từ sau ngày 30/11/2099" in shown and address(scoring, "phase-close") not in shown


def test_closing_is_refused_with_a_sentence_and_what_was_typed_stays(late: ScoringCast, officer: Client) -> None:
    answer = close(officer, late, Phase.SELF_SCORING, words=WHY)
    shown = text_of(answer)
    assert answer.status_code == 422 and WHY in shown and "6 cơ quan chưa làm xong phần mình" in shown
    assert RoundPhase.objects.get(phase=Phase.SELF_SCORING).closed_at is None
    empty = officer.post(address(late, "phase-close"), {})
    assert empty.status_code == 422


def test_a_phase_is_closed_and_the_next_one_runs(late: ScoringCast, officer: Client) -> None:
    answer = close(officer, late, Phase.SELF_SCORING, words=WHY, goes_on_without="on")
    assert answer.status_code == 302 and answer.url == address(late)
    shown = text_of(officer.get(address(late)))
    assert (
        "Đang ở bước thẩm định" in shown and "đã kết thúc" in shown and late.cast.standing_officer.actor.name in shown
    )
    assert "Văn phòng UBND tỉnh" in shown and "chưa báo xong" in shown and "36 điểm chưa thẩm định" in shown
    twice = close(officer, late, Phase.SELF_SCORING, words=WHY, goes_on_without="on")
    assert twice.status_code == 409 and "đã kết thúc" in text_of(twice)


def test_a_day_is_moved_and_a_wrong_one_is_refused_beside_the_form(late: ScoringCast, officer: Client) -> None:
    sent = {"phase": Phase.PUBLICATION.value, "due_on": "31/01/2099", "reason": WHY}
    assert officer.post(address(late, "phase-move"), sent).status_code == 302
    assert RoundPhase.objects.get(phase=Phase.PUBLICATION).due_on == date(2099, 1, 31)
    wrong = officer.post(address(late, "phase-move"), sent | {"phase": Phase.SETTLEMENT.value, "due_on": "1/2/2099"})
    shown = text_of(wrong)
    assert wrong.status_code == 422 and "sau bước công bố" in shown and WHY in shown
    assert officer.post(address(late, "phase-move"), {}).status_code == 422


def test_a_round_that_went_all_its_way_says_so(late: ScoringCast, officer: Client) -> None:
    RoundPhase.objects.update(closed_at=late.cast.now)
    shown = text_of(officer.get(address(late)))
    assert "Đợt chấm đã qua mọi bước" in shown and address(late, "phase-move") not in shown
    assert "Việc của đợt chấm" not in text_of(officer.get(address(late, "round")))


def test_settlement_and_publication_are_closed_elsewhere(late: ScoringCast, officer: Client) -> None:
    RoundPhase.objects.exclude(phase__in=[Phase.SETTLEMENT, Phase.PUBLICATION]).update(closed_at=late.cast.now)
    shown = text_of(officer.get(address(late)))
    assert "Bước này kết thúc khi công nhận kết quả" in shown and address(late, "phase-close") not in shown
    assert address(late, "settlement") in shown
    late.round.phases.filter(phase=Phase.SETTLEMENT).update(closed_at=late.cast.now)
    assert address(late, "ranking-of") in text_of(officer.get(address(late)))
    late.round.phases.filter(phase=Phase.SETTLEMENT).update(closed_at=None)
    answer = close(officer, late, Phase.SETTLEMENT)
    assert answer.status_code == 422 and "cùng với việc công nhận" in text_of(answer)


def test_a_body_reads_what_is_missing_and_says_that_it_is_done(scoring: ScoringCast) -> None:
    lead = signed_in(scoring.cast.area_lead)
    page, finish = address(scoring, "appraisal"), address(scoring, "appraisal-finish")
    assert "còn 6 cơ quan chưa khóa" in text_of(lead.get(page))
    locked(scoring, {})
    waiting = text_of(lead.get(page))
    assert "Còn 15 điểm tự chấm phải xét trước khi báo xong" in waiting and finish not in waiting
    assert lead.post(finish).status_code == 422
    Score.objects.exclude(leaf_key="impact.survey").update(appraised=0)
    assert finish in text_of(lead.get(page))
    assert lead.post(finish).status_code == 302
    assert "đã báo xong bước thẩm định" in text_of(lead.get(page))


def test_the_pages_cost_as_many_queries_however_many_agencies(
    late: ScoringCast, officer: Client, django_assert_num_queries: Any
) -> None:
    officer.get(address(late))
    with django_assert_num_queries(14) as few:
        officer.get(address(late))
    locked(late, {})
    RoundPhase.objects.filter(phase=Phase.SELF_SCORING).update(closed_at=late.cast.now)
    Assessment.objects.filter(pk=late.third.pk).update(state=AssessmentState.SCORING)
    # The appraisal asks three more: who differs, and the sets of that.
    with django_assert_num_queries(len(few) + 3):
        officer.get(address(late))
