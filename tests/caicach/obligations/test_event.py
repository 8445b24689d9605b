"""Waking what slept: the day is counted, or entered where no term counts from the event."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.obligations import selectors
from caicach.obligations.constants import ParticipantRole
from caicach.obligations.mapping import ParticipantDraft, reason_sentences, reasons_to_json
from caicach.obligations.models import Duty, Event, Obligation, Transition
from caicach.obligations.selectors import Happening
from caicach.obligations.services import event_record
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from reform.messages import Reason

TEN_WORKING_DAYS = reasons_to_json(
    (Reason("DU011", {"event": "Trung ương ban hành hướng dẫn", "amount": 10, "unit": "working_day"}),)
)
AS_DIRECTED = reasons_to_json((Reason("DU012", {"text": "theo chỉ đạo"}),))
WORDS = "Bộ Nội vụ ban hành Hướng dẫn số 5/HD-BNV"


def asleep(cast: Cast, due_reason: str = TEN_WORKING_DAYS, **duty: object) -> Duty:
    """A duty that two communes wait with."""
    owed = tuple(
        cast.owed(agency_id=agency.pk, due_on=None, due_reason=due_reason, occurrence_key="event-huong-dan")
        for agency in (cast.commune, cast.neighbour)
    )
    (duty_id,) = cast.assign(cast.draft(obligations=owed, **duty)).duty_ids.values()
    return Duty.objects.get(pk=duty_id)


def assert_asleep() -> None:
    assert set(Obligation.objects.values_list("state", "due_on")) == {("dormant", None)}
    assert not Event.objects.exists()
    assert not Entry.objects.filter(action="obligations.event").exists()


def test_everyone_who_waited_wakes_with_a_counted_day(cast: Cast) -> None:
    duty = asleep(cast)

    event = event_record(
        duty, actor=cast.standing_officer.actor, occurred_on=date(2026, 3, 2), description=WORDS, now=cast.now
    )

    # Ten working days from Tuesday, 3 March.
    rows = Obligation.objects.values_list("state", "due_on", "first_due_on")
    assert set(rows) == {("open", date(2026, 3, 16), date(2026, 3, 16))}
    assert "hạn là ngày 16/03/2026" in reason_sentences(Obligation.objects.all()[0].due_reason)
    woken = Transition.objects.filter(from_state="dormant", to_state="open")
    assert [row.reason for row in woken] == [WORDS, WORDS]
    assert json.loads(Entry.objects.get(action="obligations.event").data)["new"]["event"] == event.pk


def test_the_term_is_found_in_the_duty_where_the_obligation_does_not_tell(cast: Cast) -> None:
    deadline = '[{"kind": "relative", "event": "có hướng dẫn", "amount": 5, "unit": "day", "text": "5 ngày"}]'
    duty = asleep(cast, "[]", deadline=deadline)

    (woken,) = selectors.wakings([duty], Happening(date(2026, 3, 2)))

    assert {waking.due_on for waking in woken.rows} == {date(2026, 3, 9)}  # the seventh is a Saturday


def test_a_day_is_entered_where_no_term_counts(cast: Cast) -> None:
    duty = asleep(cast, AS_DIRECTED)
    actor = cast.standing_officer.actor
    due_on = cast.today + timedelta(days=9)

    with pytest.raises(BadInput, match="Nhập hạn được giao"):
        event_record(duty, actor=actor, occurred_on=cast.today, description=WORDS, now=cast.now)
    assert_asleep()

    event_record(duty, actor=actor, occurred_on=cast.today, description=WORDS, due_on=due_on, now=cast.now)
    assert set(Obligation.objects.values_list("due_on", flat=True)) == {due_on}
    assert "do người ghi nhận nhập" in reason_sentences(Obligation.objects.all()[0].due_reason)


def test_one_occurrence_wakes_alone(cast: Cast) -> None:
    owed = tuple(cast.owed(due_on=None, due_reason=TEN_WORKING_DAYS, occurrence_key=key) for key in ("one", "two"))
    (duty_id,) = cast.assign(cast.draft(obligations=owed)).duty_ids.values()

    event_record(
        Duty.objects.get(pk=duty_id),
        actor=cast.standing_officer.actor,
        occurred_on=cast.today,
        description=WORDS,
        occurrence_key="two",
        now=cast.now,
    )

    assert dict(Obligation.objects.values_list("occurrence_key", "state")) == {"one": "dormant", "two": "open"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"occurred_on": date(2026, 3, 17)}, "chưa đến"),
        ({"description": " … "}, "Thiếu nội dung"),
        ({"description": "x" * 501}, "dài quá"),
    ],
)
def test_foolish_events_are_refused_in_words(cast: Cast, changes: dict[str, object], sentence: str) -> None:
    duty = asleep(cast)
    given = {"occurred_on": cast.today, "description": WORDS, **changes}

    with pytest.raises(BadInput, match=sentence):
        event_record(duty, actor=cast.standing_officer.actor, now=cast.now, **given)  # type: ignore[arg-type]

    assert_asleep()


def test_a_day_before_the_event_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput, match="trước ngày xảy ra"):
        selectors.wakings([asleep(cast, AS_DIRECTED)], Happening(cast.today, due_on=cast.today - timedelta(days=1)))


def test_what_monitors_may_record_and_what_owes_may_not(cast: Cast) -> None:
    monitor = ParticipantDraft(cast.department.pk, ParticipantRole.MONITOR)
    duty = asleep(cast, participants=(monitor,))

    with pytest.raises(NotAllowed):
        event_record(duty, actor=cast.commune_officer.actor, occurred_on=cast.today, description=WORDS, now=cast.now)
    assert_asleep()

    event_record(duty, actor=cast.department_officer.actor, occurred_on=cast.today, description=WORDS, now=cast.now)
    assert Event.objects.get().recorded_by == cast.department_officer.user


def test_a_second_time_nothing_sleeps_any_more(cast: Cast) -> None:
    duty = asleep(cast)
    actor = cast.standing_officer.actor
    event_record(duty, actor=actor, occurred_on=cast.today, description=WORDS, now=cast.now)

    with pytest.raises(WrongState, match="Không còn"):
        event_record(duty, actor=actor, occurred_on=cast.today, description=WORDS, now=cast.now)

    assert Event.objects.count() == 1


class TestPage:
    """The form of the obligation's page."""

    @staticmethod
    def url(obligation: Obligation) -> str:
        return reverse("obligations:event", args=[obligation.uid])

    def test_looking_first_writes_nothing(self, cast: Cast, client: Client) -> None:
        asleep(cast)
        client.force_login(cast.standing_officer.user)
        form = {"occurred_on": "02/03/2026", "description": WORDS}

        response = client.post(self.url(Obligation.objects.all()[0]), form | {"xem-truoc": "1"})

        assert "2 cơ quan có hạn ngày 16/03/2026" in response.content.decode()
        assert_asleep()

    def test_recording_wakes(self, cast: Cast, client: Client) -> None:
        asleep(cast)
        client.force_login(cast.standing_officer.user)
        form = {"occurred_on": "02/03/2026", "description": WORDS}

        response = client.post(self.url(Obligation.objects.all()[0]), form)

        assert response.status_code == 302
        assert Event.objects.get().description == WORDS

    def test_a_missing_day_comes_back_under_its_field(self, cast: Cast, client: Client) -> None:
        asleep(cast, AS_DIRECTED)
        client.force_login(cast.standing_officer.user)

        response = client.post(
            self.url(Obligation.objects.all()[0]), {"occurred_on": "02/03/2026", "description": WORDS}
        )

        assert response.status_code == 422
        assert "Hạn được giao" in response.content.decode()
        assert_asleep()

    @pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("commune_officer", 403)])
    def test_others_are_refused_and_nothing_changes(self, cast: Cast, client: Client, who: str, status: int) -> None:
        asleep(cast)
        obligation = Obligation.objects.get(agency=cast.commune)
        client.force_login(getattr(cast, who).user)
        form = {"occurred_on": "02/03/2026", "description": WORDS}

        assert client.post(self.url(obligation), form).status_code == status
        assert_asleep()

    def test_it_shows_what_is_awaited_and_takes_no_one_unknown(self, cast: Cast, client: Client) -> None:
        asleep(cast)
        obligation = Obligation.objects.all()[0]
        assert client.post(self.url(obligation), {}).status_code == 302
        client.force_login(cast.standing_officer.user)

        response = client.get(self.url(obligation))

        assert "Trung ương ban hành hướng dẫn" in response.content.decode()
        assert client.put(self.url(obligation)).status_code == 405
