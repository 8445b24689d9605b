"""Taking an event back: exactly what it did is undone, and nobody's work is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.obligations.mapping import Proof
from caicach.obligations.models import Duty, Event, HandInDraft, Obligation
from caicach.obligations.services import draft_prepare, event_record, event_undo, practice_set
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from events_sample import GUIDANCE, WORDS, asleep, of

DAY = date(2026, 3, 2)
REASON = "Ghi nhầm văn bản khác"
_FIELDS = ("pk", "state", "due_on", "first_due_on", "due_reason", "event_id", "occurrence_key")


def record(duty: Duty, cast: Cast, **values: Any) -> Event:
    given = {"occurred_on": DAY, "description": WORDS, **values}
    return event_record(duty, actor=cast.standing_officer.actor, now=cast.now, **given)


def undo(event: Event, cast: Cast, reason: str = REASON) -> None:
    event_undo(event, actor=cast.standing_officer.actor, reason=reason, now=cast.now + timedelta(hours=1))


def test_what_it_woke_sleeps_exactly_as_before(cast: Cast) -> None:
    duty = asleep(cast)
    before = list(Obligation.objects.order_by("pk").values_list(*_FIELDS))
    event = record(duty, cast)
    assert Obligation.objects.filter(event=event, state="open").count() == 2

    undo(event, cast)

    assert list(Obligation.objects.order_by("pk").values_list(*_FIELDS)) == before
    assert before[0][4] == GUIDANCE
    last = of(duty, cast).transitions.order_by("-at", "-pk")[0]
    assert (last.from_state, last.to_state, last.reason) == ("open", "dormant", REASON)
    event.refresh_from_db()
    assert (event.undo_reason, event.undone_by) == (REASON, cast.standing_officer.user)
    assert Entry.objects.filter(action="obligations.event_undo").count() == 1


def test_the_other_event_of_the_duty_stays(cast: Cast) -> None:
    duty = asleep(cast)
    mine = record(duty, cast, agency_ids=[cast.commune.pk])
    theirs = record(duty, cast, agency_ids=[cast.neighbour.pk], occurred_on=DAY + timedelta(1))
    undo(mine, cast)
    assert dict(Obligation.objects.values_list("agency", "event")) == {
        cast.commune.pk: None, cast.neighbour.pk: theirs.pk
    }  # fmt: skip


def test_where_somebody_handed_in_it_is_refused_with_who(cast: Cast) -> None:
    duty = asleep(cast)
    event = record(duty, cast)
    cast.submit(of(duty, cast))
    with pytest.raises(WrongState, match=r"UBND xã Suối Nhạn \(đã nộp\)"):
        undo(event, cast)
    assert Event.objects.get().undone_at is None
    assert set(Obligation.objects.values_list("state", flat=True)) == {"open", "submitted"}


def test_a_paper_before_the_leader_goes_back_with_it_and_is_not_told(cast: Cast) -> None:
    practice_set(cast.commune.pk, actor=cast.commune_leader.actor, needs_approval=True, now=cast.now, today=cast.today)
    duty = asleep(cast)
    event = record(duty, cast)
    proof = Proof(type="Báo cáo", symbol="1/BC", issued_on=cast.today, file=b"%PDF-1.7\n%%EOF\n", file_name="a.pdf")
    draft_prepare(of(duty, cast), actor=cast.commune_officer.actor, proof=proof, now=cast.now, today=cast.today)
    undo(event, cast)
    assert HandInDraft.objects.get().state == "withdrawn"


def test_it_is_undone_once_with_a_reason_by_who_may(cast: Cast) -> None:
    event = record(asleep(cast), cast)
    with pytest.raises(BadInput, match="Thiếu lý do"):
        undo(event, cast, " … ")
    with pytest.raises(NotAllowed):
        event_undo(event, actor=cast.commune_officer.actor, reason=REASON, now=cast.now)
    undo(event, cast)
    with pytest.raises(WrongState, match="đã được hủy"):
        undo(event, cast)


def test_a_monitor_that_may_record_may_take_back(cast: Cast) -> None:
    owed = (cast.owed(due_on=None, due_reason=GUIDANCE, occurrence_key="event-x", acceptor_id=cast.department.pk),)
    (duty_id,) = cast.assign(cast.draft(obligations=owed)).duty_ids.values()
    actor = cast.department_officer.actor
    event = event_record(Duty.objects.get(pk=duty_id), actor=actor, occurred_on=DAY, description=WORDS, now=cast.now)
    event_undo(event, actor=actor, reason=REASON, now=cast.now)
    assert Obligation.objects.get().state == "dormant"


def test_statements_are_fixed(cast: Cast, django_assert_num_queries: Any) -> None:
    event = record(asleep(cast), cast)
    with django_assert_num_queries(16):
        undo(event, cast)


class TestPage:
    """The form stands beside each event."""

    def test_it_puts_back_and_a_missing_reason_is_told(self, cast: Cast, client: Client) -> None:
        duty = asleep(cast)
        event = record(duty, cast)
        client.force_login(cast.standing_officer.user)
        url = reverse("obligations:event-undo", args=[of(duty, cast).uid, event.pk])

        assert client.post(url, {"reason": ""}).status_code == 422
        assert client.post(url, {"reason": "x"}).status_code == 422
        assert Event.objects.get().undone_at is None
        assert client.post(url, {"reason": REASON}).status_code == 302
        assert REASON in client.get(reverse("obligations:event", args=[of(duty, cast).uid])).content.decode()

    @pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("commune_officer", 403)])
    def test_others_are_refused(self, cast: Cast, client: Client, who: str, status: int) -> None:
        duty = asleep(cast)
        event = record(duty, cast)
        client.force_login(getattr(cast, who).user)
        url = reverse("obligations:event-undo", args=[of(duty, cast).uid, event.pk])
        assert client.post(url, {"reason": REASON}).status_code == status
        assert Event.objects.get().undone_at is None

    def test_an_event_of_another_duty_is_not_found(self, cast: Cast, client: Client) -> None:
        event = record(asleep(cast), cast)
        client.force_login(cast.standing_officer.user)
        url = reverse("obligations:event-undo", args=[of(asleep(cast), cast).uid, event.pk])
        assert client.post(url, {"reason": REASON}).status_code == 404
