"""Accepting one duty is the event of the next."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.obligations import selectors
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import Duty, Event, Obligation, Trigger
from caicach.obligations.services import (
    obligation_accept,
    obligation_submit,
    trigger_remove,
    trigger_set,
    triggers_fire,
)
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed
from cast import Cast
from events_sample import AS_DIRECTED, DOSSIER, GUIDANCE, asleep, of

SIGNED = date(2026, 3, 11)


@pytest.fixture
def uid() -> UUID:
    """Of the plan that all stand in."""
    return uuid4()


def first(cast: Cast, uid: UUID, **values: Any) -> Obligation:
    """What is accepted: the commune owes it."""
    duty = {"source_uid": uid, "title": "Tờ trình công bố danh mục", **values.pop("duty", {})}
    return cast.obligation(duty=duty, **values)


def accept(one: Obligation, cast: Cast, **document: Any) -> None:
    evidence = Evidence(document=cast.document(**document), sentence="Đã làm xong việc được giao.")
    obligation_submit(one, actor=SYSTEM, evidence=evidence, now=cast.now, today=cast.today)
    obligation_accept(one, actor=SYSTEM, now=cast.now)


def follow(duty: Duty, one: Obligation, cast: Cast, *, same: bool = True) -> Trigger:
    return trigger_set(duty, one.duty, actor=cast.standing_officer.actor, is_same_agency=same, now=cast.now)


def test_the_acceptance_wakes_the_same_agency_from_the_day_of_its_document(cast: Cast, uid: UUID) -> None:
    one, duty = first(cast, uid), asleep(cast, GUIDANCE, source_uid=uid)
    follow(duty, one, cast)

    accept(one, cast, issued_on=SIGNED)

    event = Event.objects.get()
    assert (event.cause, event.occurred_on, event.duty) == (one, SIGNED, duty)
    assert "Nghiệm thu “Tờ trình công bố danh mục” của UBND xã Suối Nhạn" in event.description
    states = dict(duty.obligations.values_list("agency", "due_on"))
    assert states == {cast.commune.pk: date(2026, 3, 25), cast.neighbour.pk: None}
    assert [told.event for told in selectors.caused_events(one)] == [event]


def test_without_a_document_it_counts_from_the_acceptance_and_wakes_all(cast: Cast, uid: UUID) -> None:
    one = first(cast, uid, duty={"mode": "declared"})
    duty = asleep(cast, DOSSIER, source_uid=uid)
    follow(duty, one, cast, same=False)
    obligation_submit(
        one, actor=SYSTEM, evidence=Evidence(sentence="Đã làm xong việc được giao."), now=cast.now, today=cast.today
    )
    obligation_accept(one, actor=SYSTEM, now=cast.now)

    assert Event.objects.get().occurred_on == cast.today
    assert set(duty.obligations.values_list("state", flat=True)) == {"open"}


def test_what_repeats_opens_an_occurrence_that_tells_whose_paper_it_was(cast: Cast, uid: UUID) -> None:
    one = first(cast, uid, occurrence_label="quý I/2026")
    duty = asleep(cast, DOSSIER, source_uid=uid, event_repeats=True)
    follow(duty, one, cast, same=False)
    accept(one, cast)
    labels = set(Obligation.objects.filter(event__isnull=False).values_list("occurrence_label", flat=True))
    assert labels == {"sự kiện 16/03/2026: UBND xã Suối Nhạn · quý I/2026"}


def test_a_chain_goes_on_from_link_to_link(cast: Cast, uid: UUID) -> None:
    one = first(cast, uid)
    second, third = asleep(cast, GUIDANCE, source_uid=uid), asleep(cast, DOSSIER, source_uid=uid)
    follow(second, one, cast)
    follow(third, of(second, cast), cast)
    accept(one, cast)
    assert of(third, cast).state == "dormant"
    accept(of(second, cast), cast)
    assert of(third, cast).state == "open"
    assert Event.objects.count() == 2


def test_an_acceptance_never_fails_by_what_follows_it(cast: Cast, uid: UUID) -> None:
    one, duty = first(cast, uid), asleep(cast, GUIDANCE, source_uid=uid)
    follow(duty, one, cast)
    duty.obligations.update(state="cancelled")
    accept(one, cast)
    assert Obligation.objects.get(pk=one.pk).state == "accepted"
    assert not Event.objects.exists()


def test_a_report_sets_going_what_waits_for_what_it_carries(cast: Cast, uid: UUID) -> None:
    report = first(cast, uid, duty={"is_report": True, "title": "Báo cáo"}, occurrence_key="2026-Q1")
    carried = first(cast, uid)
    Obligation.objects.filter(pk=carried.pk).update(carrier=report)
    duty = asleep(cast, GUIDANCE, source_uid=uid)
    follow(duty, carried, cast)
    accept(report, cast, issued_on=SIGNED)
    event = Event.objects.get()
    assert (event.cause, event.occurred_on) == (carried, SIGNED)


def test_nothing_follows_costs_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    one = cast.obligation()
    with django_assert_num_queries(1):
        assert triggers_fire([one], actor=SYSTEM, now=cast.now) == ()


def test_circles_are_refused_with_a_sentence(cast: Cast, uid: UUID) -> None:
    one, two, three = (asleep(cast, GUIDANCE, source_uid=uid) for _number in range(3))
    given: dict[str, Any] = {"actor": cast.standing_officer.actor, "is_same_agency": True, "now": cast.now}
    trigger_set(two, one, **given)
    trigger_set(three, two, **given)
    with pytest.raises(BadInput, match="vòng tròn"):
        trigger_set(one, three, **given)
    with pytest.raises(BadInput, match="chính nó"):
        trigger_set(one, one, **given)
    assert Trigger.objects.count() == 2


def test_what_cannot_follow_is_refused(cast: Cast, uid: UUID) -> None:
    one = first(cast, uid)
    with pytest.raises(BadInput, match="hai văn bản"):
        follow(asleep(cast, GUIDANCE, source_uid=uuid4()), one, cast)
    with pytest.raises(BadInput, match="nhập hạn"):
        follow(asleep(cast, AS_DIRECTED, source_uid=uid), one, cast)
    with pytest.raises(NotAllowed):
        trigger_set(
            asleep(cast, GUIDANCE, source_uid=uid),
            one.duty,
            actor=cast.commune_officer.actor,
            is_same_agency=True,
            now=cast.now,
        )


def test_set_twice_it_is_changed_and_removed_it_is_gone(cast: Cast, uid: UUID) -> None:
    one, duty = first(cast, uid), asleep(cast, GUIDANCE, source_uid=uid)
    follow(duty, one, cast)
    trigger = follow(duty, one, cast, same=False)
    assert Trigger.objects.get().is_same_agency is False
    trigger_remove(trigger, actor=cast.standing_officer.actor, now=cast.now)
    assert not Trigger.objects.exists()
    assert Entry.objects.filter(action="obligations.trigger").count() == 3


class TestPage:
    """The plan's words propose; a person confirms."""

    @staticmethod
    def plan(cast: Cast, uid: UUID) -> tuple[Obligation, Duty]:
        one = first(cast, uid, duty={"task": "Công bố thủ tục"})
        text = "07 ngày kể từ ngày nhận tờ trình"
        waits = DOSSIER.replace("nhận đủ hồ sơ", "nhận tờ trình")
        return one, asleep(cast, waits, source_uid=uid, task="Công bố thủ tục", title="Quyết định", deadline_text=text)

    def test_a_proposal_is_shown_and_confirmed(self, cast: Cast, client: Client, uid: UUID) -> None:
        one, duty = self.plan(cast, uid)
        client.force_login(cast.standing_officer.user)
        url = reverse("obligations:chains")
        shown = client.get(url).content.decode()
        assert "Đề nghị nối" in shown
        assert str(one.duty.uid) in shown

        given = {"duty": str(duty.uid), "on_duty": str(one.duty.uid)}
        assert client.post(url, given).status_code == 302

        trigger = Trigger.objects.get()
        assert (trigger.duty, trigger.on_duty, trigger.is_same_agency) == (duty, one.duty, False)
        assert "Đề nghị nối" not in client.get(url).content.decode()
        assert client.post(reverse("obligations:chain-remove", args=[trigger.pk])).status_code == 302
        assert not Trigger.objects.exists()

    def test_one_is_chosen_by_hand_and_a_circle_told(self, cast: Cast, client: Client, uid: UUID) -> None:
        one, duty = asleep(cast, GUIDANCE, source_uid=uid), asleep(cast, GUIDANCE, source_uid=uid)
        trigger_set(one, duty, actor=cast.standing_officer.actor, is_same_agency=True, now=cast.now)
        client.force_login(cast.standing_officer.user)
        url = reverse("obligations:chains")
        assert one.title in client.get(f"{url}?viec={duty.uid}").content.decode()
        response = client.post(url, {"duty": str(duty.uid), "on_duty": str(one.uid)})
        assert response.status_code == 422
        assert "vòng tròn" in response.content.decode()

    def test_others_see_nothing_and_change_nothing(self, cast: Cast, client: Client, uid: UUID) -> None:
        one, duty = self.plan(cast, uid)
        trigger = follow(duty, one, cast)
        client.force_login(cast.stranger.user)
        assert one.duty.title not in client.get(reverse("obligations:chains")).content.decode()
        assert client.post(reverse("obligations:chain-remove", args=[trigger.pk])).status_code == 404
        assert (
            client.post(
                reverse("obligations:chains"), {"duty": str(duty.uid), "on_duty": str(one.duty.uid)}
            ).status_code
            == 422
        )

    def test_the_page_asks_a_fixed_number_of_queries(
        self, cast: Cast, uid: UUID, django_assert_num_queries: Any
    ) -> None:
        self.plan(cast, uid)
        with django_assert_num_queries(5):
            selectors.chains_of(cast.standing_officer.actor)
        for _number in range(3):
            self.plan(cast, uuid4())
        with django_assert_num_queries(5):
            assert len(selectors.chains_of(cast.standing_officer.actor)) == 4
