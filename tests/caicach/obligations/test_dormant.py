"""Once a quarter somebody answers whether what sleeping duties wait for has come."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.obligations import selectors
from caicach.obligations.constants import DormantAnswerKind, ParticipantRole
from caicach.obligations.mapping import ParticipantDraft
from caicach.obligations.models import DormantAnswer, Duty, Obligation
from caicach.obligations.selectors import Quarter
from caicach.obligations.services import dormant_answer, dormant_close, event_record
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from events_sample import WORDS, asleep

NOT_YET, HAS_COME, NO_LONGER = DormantAnswerKind.NOT_YET, DormantAnswerKind.HAS_COME, DormantAnswerKind.NO_LONGER
NEXT = date(2026, 4, 20)  # of the quarter after the one in which the cast's duties are assigned
LATER = date(2026, 7, 20)


@pytest.fixture
def duty(cast: Cast) -> Duty:
    """Monitored by the department, accepted by the standing body."""
    return asleep(cast, participants=(ParticipantDraft(cast.department.pk, ParticipantRole.MONITOR),))


def answer(cast: Cast, *duties: Duty, kind: DormantAnswerKind = NOT_YET, **values: Any) -> int:
    given = {"actor": cast.department_officer.actor, "now": cast.now + timedelta(days=35), "today": NEXT, **values}
    return dormant_answer([duty.pk for duty in duties], answer=kind, **given)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_day_stands_in_its_quarter(day: date, key: str) -> None:
    assert selectors.quarter_of(day).key == key


def test_before_the_first_quarter_comes_the_last_of_the_year_before() -> None:
    assert Quarter(2026, 1).before == Quarter(2025, 4)
    assert Quarter(2026, 3).before == Quarter(2026, 2)


def test_it_is_asked_from_the_quarter_after_it_was_assigned(duty: Duty, cast: Cast) -> None:
    (one,) = selectors.dormant_of(cast.department_officer.actor)
    assert one.duty == duty
    assert one.asked == (cast.department.pk,)
    assert one.agency_count == 2
    assert not one.is_unanswered_in(Quarter(2026, 1))
    assert one.is_unanswered_in(Quarter(2026, 2))


def test_the_acceptor_is_asked_where_nobody_monitors(cast: Cast) -> None:
    asleep(cast)
    (one,) = selectors.dormant_of(cast.standing_officer.actor)
    assert one.asked == (cast.standing.pk,)
    assert selectors.is_asked(cast.standing_officer.actor, one)


def test_one_answer_is_enough_and_the_next_quarter_asks_again(duty: Duty, cast: Cast) -> None:
    assert answer(cast, duty) == 1
    (one,) = selectors.dormant_of(cast.standing_officer.actor)
    assert not one.is_unanswered_in(Quarter(2026, 2))
    assert one.is_unanswered_in(Quarter(2026, 3))
    row = DormantAnswer.objects.get()
    assert (row.agency, row.period_key, row.answer) == (cast.department, "2026-Q2", "not_yet")
    assert Entry.objects.filter(action="obligations.dormant_answer").count() == 1


def test_answering_again_replaces_the_answer_of_the_quarter(duty: Duty, cast: Cast) -> None:
    answer(cast, duty)
    answer(cast, duty, kind=HAS_COME, words="Hướng dẫn số 5")
    assert list(DormantAnswer.objects.values_list("answer", "words")) == [("has_come", "Hướng dẫn số 5")]


def test_many_are_answered_at_once_in_a_fixed_number_of_statements(
    duty: Duty, cast: Cast, django_assert_num_queries: Any
) -> None:
    monitor = (ParticipantDraft(cast.department.pk, ParticipantRole.MONITOR),)
    with django_assert_num_queries(10):
        answer(cast, duty)
    more = [asleep(cast, participants=monitor) for _number in range(4)]
    with django_assert_num_queries(10):
        assert answer(cast, duty, *more) == 5


def test_foolish_answers_are_refused(duty: Duty, cast: Cast) -> None:
    with pytest.raises(BadInput, match="Chưa chọn"):
        answer(cast)
    with pytest.raises(BadInput, match="vì sao"):
        answer(cast, duty, kind=NO_LONGER)
    with pytest.raises(NotAllowed):
        answer(cast, duty, actor=cast.commune_officer.actor)
    event_record(duty, actor=cast.standing_officer.actor, occurred_on=cast.today, description=WORDS, now=cast.now)
    with pytest.raises(NotAllowed, match="không còn chờ"):
        answer(cast, duty)
    assert not DormantAnswer.objects.exists()


def test_a_proposal_to_end_stands_until_the_standing_body_answers(duty: Duty, cast: Cast) -> None:
    actor = cast.standing_officer.actor
    answer(cast, duty, kind=NO_LONGER, words="Trung ương đã bãi bỏ nội dung này")
    assert selectors.dormant_counts(actor, today=NEXT).proposed == 1
    assert selectors.dormant_counts(cast.department_officer.actor, today=NEXT).proposed == 0
    assert set(Obligation.objects.values_list("state", flat=True)) == {"dormant"}

    answer(cast, duty, actor=actor, now=cast.now + timedelta(days=36))
    assert selectors.dormant_counts(actor, today=NEXT).proposed == 0


def test_ending_the_waiting_cancels_what_sleeps_by_who_steers(duty: Duty, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        dormant_close(duty, actor=cast.department_officer.actor, reason="Không còn nữa", now=cast.now)
    with pytest.raises(BadInput):
        dormant_close(duty, actor=cast.standing_officer.actor, reason="", now=cast.now)

    assert dormant_close(duty, actor=cast.standing_officer.actor, reason="Đã bãi bỏ", now=cast.now) == 2

    assert set(Obligation.objects.values_list("state", flat=True)) == {"cancelled"}
    last = Obligation.objects.all()[0].transitions.order_by("-pk")[0]
    assert (last.from_state, last.to_state, last.reason) == ("dormant", "cancelled", "Đã bãi bỏ")
    with pytest.raises(WrongState):
        dormant_close(duty, actor=cast.standing_officer.actor, reason="Đã bãi bỏ", now=cast.now)


def test_the_desk_counts_what_is_mine_and_what_nobody_answered(duty: Duty, cast: Cast) -> None:
    mine = selectors.dormant_counts(cast.department_officer.actor, today=NEXT)
    assert (mine.mine, mine.unanswered) == (1, 0)
    steering = selectors.dormant_counts(cast.standing_officer.actor, today=LATER)
    assert (steering.mine, steering.unanswered) == (0, 1)
    assert selectors.dormant_counts(cast.stranger.actor, today=LATER) == replace(steering, unanswered=0, steers=False)


def test_the_closing_of_the_year_sees_every_quarter_without_answer(duty: Duty, cast: Cast) -> None:
    answer(cast, duty)
    ((one, quarters),) = selectors.dormant_unanswered(cast.standing_officer.actor, 2026, today=date(2026, 12, 20))
    assert one.duty == duty
    assert [quarter.key for quarter in quarters] == ["2026-Q3", "2026-Q4"]
    assert selectors.dormant_unanswered(cast.standing_officer.actor, 2025, today=LATER) == ()


def test_the_questions_cost_the_same_however_many(duty: Duty, cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(6):
        selectors.dormant_of(cast.standing_officer.actor)
    for _number in range(4):
        asleep(cast)
    with django_assert_num_queries(6):
        assert len(selectors.dormant_of(cast.standing_officer.actor)) == 5


class TestPage:
    """Answering for many in one click."""

    @staticmethod
    def url(shown: str = "") -> str:
        return reverse("obligations:dormant") + (f"?xem={shown}" if shown else "")

    def test_all_is_shown_and_answered(self, duty: Duty, cast: Cast, client: Client) -> None:
        client.force_login(cast.department_officer.user)
        assert duty.title in client.get(self.url("tat-ca")).content.decode()
        response = client.post(self.url(), {"duties": [duty.pk], "answer": "not_yet"})
        assert response.status_code == 302
        assert DormantAnswer.objects.get().answer == "not_yet"

    def test_one_click_answers_for_all_that_is_asked(self, duty: Duty, cast: Cast, client: Client) -> None:
        asleep(cast)  # of the standing body: not for the department to answer
        client.force_login(cast.department_officer.user)
        Duty.objects.update(created_at=cast.now - timedelta(days=100))
        response = client.post(self.url(), {"all": "not_yet"})
        assert response.status_code == 302
        assert list(DormantAnswer.objects.values_list("duty", "answer")) == [(duty.pk, "not_yet")]

    def test_what_has_come_leads_to_its_recording(self, duty: Duty, cast: Cast, client: Client) -> None:
        client.force_login(cast.department_officer.user)
        response = client.post(self.url(), {"duties": [duty.pk], "answer": "has_come"})
        one = duty.obligations.order_by("pk")[0]
        assert response["Location"] == reverse("obligations:event", args=[one.uid])

    def test_nothing_chosen_is_told(self, duty: Duty, cast: Cast, client: Client) -> None:
        client.force_login(cast.department_officer.user)
        assert client.post(self.url("tat-ca"), {"answer": "not_yet"}).status_code == 422

    @pytest.mark.parametrize(
        ("who", "status"), [("standing_officer", 302), ("department_officer", 403), ("stranger", 404)]
    )
    def test_who_ends_the_waiting(self, duty: Duty, cast: Cast, client: Client, who: str, status: int) -> None:
        client.force_login(getattr(cast, who).user)
        url = reverse("obligations:dormant-close", args=[duty.uid])
        assert client.post(url, {"reason": "Đã bãi bỏ"}).status_code == status
        assert duty.obligations.filter(state="cancelled").exists() is (status == 302)
