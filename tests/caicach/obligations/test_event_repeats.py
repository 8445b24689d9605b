"""An event that may repeat opens an occurrence beside what sleeps, for those it concerns."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.models import Duty, Event, Obligation
from caicach.obligations.selectors import Happening
from caicach.obligations.services import event_record, event_repeats_set, event_undo, events_record
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from events_sample import DOSSIER, GUIDANCE, WORDS, asleep
from reform.due import recorded_key

DAY = date(2026, 3, 2)


@pytest.fixture
def duty(cast: Cast) -> Duty:
    """A duty that two communes do for every dossier."""
    return asleep(cast, DOSSIER, key="event-nhan-du-ho-so", event_repeats=True)


def record(duty: Duty, cast: Cast, **values: Any) -> Event:
    given = {"occurred_on": DAY, "description": WORDS, **values}
    return event_record(duty, actor=cast.standing_officer.actor, now=cast.now, **given)


def opened() -> list[Obligation]:
    return list(Obligation.objects.filter(event__isnull=False).order_by("pk"))


def test_what_sleeps_stays_and_an_occurrence_opens_beside_it(duty: Duty, cast: Cast) -> None:
    event = record(duty, cast, agency_ids=[cast.commune.pk], case="Hồ sơ của xã Suối Nhạn")

    assert set(duty.obligations.filter(event=None).values_list("state", "due_on")) == {("dormant", None)}
    (one,) = opened()
    assert (one.agency, one.state, one.due_on, one.first_due_on) == (
        cast.commune, "open", date(2026, 3, 9), date(2026, 3, 9)
    )  # fmt: skip
    assert one.occurrence_key == recorded_key("event-nhan-du-ho-so", DAY, case="Hồ sơ của xã Suối Nhạn")
    assert one.occurrence_label == "sự kiện 02/03/2026: Hồ sơ của xã Suối Nhạn"
    assert one.acceptor == cast.standing
    assert [row.reason for row in one.transitions.all()] == [WORDS]
    assert list(event.agencies.all()) == [cast.commune]


def test_another_case_of_the_same_day_is_another_occurrence(duty: Duty, cast: Cast) -> None:
    record(duty, cast, agency_ids=[cast.commune.pk], case="A")
    record(duty, cast, agency_ids=[cast.commune.pk], case="B")
    assert len({one.occurrence_key for one in opened()}) == 2


def test_the_same_twice_is_refused_with_who_has_it(duty: Duty, cast: Cast) -> None:
    record(duty, cast)
    with pytest.raises(BadInput, match=r"đã được ghi nhận.*UBND xã Suối Nhạn.*tên vụ việc"):
        record(duty, cast, agency_ids=[cast.commune.pk])
    assert len(opened()) == 2


def test_who_has_it_already_is_passed_over_where_others_wait(duty: Duty, cast: Cast) -> None:
    record(duty, cast, agency_ids=[cast.commune.pk])
    record(duty, cast)
    assert sorted(one.agency_id for one in opened()) == sorted([cast.commune.pk, cast.neighbour.pk])


def test_what_was_undone_can_be_recorded_again_under_a_new_number(duty: Duty, cast: Cast) -> None:
    first = record(duty, cast, agency_ids=[cast.commune.pk])
    event_undo(first, actor=cast.standing_officer.actor, reason="Nhầm ngày rồi", now=cast.now)
    record(duty, cast, agency_ids=[cast.commune.pk])
    base = recorded_key("event-nhan-du-ho-so", DAY)
    assert [(one.occurrence_key, one.state) for one in opened()] == [(base, "cancelled"), (f"{base}-no2", "open")]


def test_long_cases_that_begin_alike_stay_two(cast: Cast) -> None:
    one, other = (recorded_key("event-" + "x" * 60, DAY, case="Hồ sơ của ông " + "A" * 60 + end) for end in "12")
    assert one != other
    assert max(len(one), len(other)) <= 64


def test_a_case_is_refused_where_the_event_happens_once(cast: Cast) -> None:
    with pytest.raises(BadInput, match="chỉ có một lần"):
        record(asleep(cast), cast, case="A")
    assert not Event.objects.exists()


def test_several_duties_are_recorded_together_or_not_at_all(duty: Duty, cast: Cast) -> None:
    once = asleep(cast, GUIDANCE)
    given: dict[str, Any] = {"actor": cast.standing_officer.actor, "description": WORDS, "now": cast.now}

    events = events_record([duty, once], happening=Happening(DAY), **given)

    assert [event.duty for event in events] == [duty, once]
    assert len(opened()) == 4
    with pytest.raises(WrongState):
        events_record([duty, once], happening=Happening(DAY + timedelta(1)), **given)
    assert Event.objects.count() == 2


def test_statements_do_not_grow_with_those_who_wait(duty: Duty, cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(10):
        record(duty, cast, agency_ids=[cast.commune.pk])
    with django_assert_num_queries(9):  # nobody is named
        record(duty, cast, occurred_on=DAY + timedelta(1))


class TestKind:
    """Whether the event repeats is the monitors' to say."""

    def test_it_is_changed_and_told(self, cast: Cast) -> None:
        duty = asleep(cast)
        event_repeats_set(duty, actor=cast.standing_officer.actor, repeats=True, now=cast.now)
        assert Duty.objects.get(pk=duty.pk).event_repeats
        record(duty, cast)
        assert duty.obligations.count() == 4

    def test_nothing_sleeps_any_more(self, cast: Cast) -> None:
        duty = asleep(cast)
        record(duty, cast)
        with pytest.raises(WrongState, match="Hủy lần ghi nhận"):
            event_repeats_set(duty, actor=cast.standing_officer.actor, repeats=True, now=cast.now)

    def test_it_is_not_for_who_owes(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            event_repeats_set(asleep(cast), actor=cast.commune_officer.actor, repeats=True, now=cast.now)

    def test_the_page_changes_it(self, cast: Cast, client: Client) -> None:
        one = asleep(cast).obligations.all()[0]
        client.force_login(cast.standing_officer.user)
        response = client.post(reverse("obligations:event-repeats", args=[one.uid]), {"repeats": "1"})
        assert response.status_code == 302
        assert Duty.objects.get().event_repeats


class TestPage:
    """Duties that wait for the same words stand together."""

    def test_those_that_wait_for_the_same_are_offered_and_recorded(self, cast: Cast, client: Client) -> None:
        first, second, other = asleep(cast), asleep(cast), asleep(cast, DOSSIER)
        one = first.obligations.all()[0]
        client.force_login(cast.standing_officer.user)
        url = reverse("obligations:event", args=[one.uid])

        shown = client.get(url).content.decode()
        assert second.title in shown
        assert other.title not in shown

        form = {"occurred_on": "02/03/2026", "description": WORDS, "duties": [str(second.uid)]}
        preview = client.post(url, form | {"xem-truoc": "1"}).content.decode()
        assert preview.count("2 cơ quan có hạn ngày 16/03/2026") == 2
        assert not Event.objects.exists()

        assert client.post(url, form).status_code == 302
        assert set(Event.objects.values_list("duty", flat=True)) == {first.pk, second.pk}
        assert set(other.obligations.values_list("state", flat=True)) == {"dormant"}

    def test_a_document_is_found_by_its_symbol(self, cast: Cast, client: Client) -> None:
        one = asleep(cast).obligations.all()[0]
        document = cast.document(type="Hướng dẫn", symbol="5/HD-BNV", issued_on=DAY, actor=cast.standing_officer.actor)
        client.force_login(cast.standing_officer.user)
        url = reverse("obligations:event", args=[one.uid])
        form = {"occurred_on": "02/03/2026", "description": WORDS, "symbol": "5/HD-BNV"}

        assert "chưa có văn bản số" in client.post(url, form | {"symbol": "6/HD-BNV"}).content.decode()
        assert client.post(url, form).status_code == 302
        assert Event.objects.get().document == document

    def test_the_page_asks_a_fixed_number_of_queries(
        self, cast: Cast, client: Client, django_assert_num_queries: Any
    ) -> None:
        one = asleep(cast).obligations.all()[0]
        client.force_login(cast.standing_officer.user)
        url = reverse("obligations:event", args=[one.uid])
        client.get(url)
        with django_assert_num_queries(10):
            client.get(url)
        for _number in range(3):
            asleep(cast)
        with django_assert_num_queries(10):
            client.get(url)
