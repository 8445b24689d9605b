"""Two people at once, on a database that lets them: an event is recorded once, taken back once, and nothing is lost."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from caicach.obligations.models import Duty, Event, Obligation, Transition
from caicach.obligations.services import event_record, event_undo, trigger_set
from cast import Cast
from events_sample import DOSSIER, GUIDANCE, WORDS, asleep, of
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
DAY = date(2026, 3, 2)


def recording(duty: Duty, cast: Cast) -> Callable[[], Any]:
    actor = cast.standing_officer.actor
    return lambda: event_record(duty, actor=actor, occurred_on=DAY, description=WORDS, now=cast.now)


def test_of_two_who_record_the_same_event_one_wins(cast: Cast) -> None:
    duty = asleep(cast)
    assert at_once(recording(duty, cast), recording(duty, cast)) == ["", "WrongState"]
    assert Event.objects.count() == 1
    assert Transition.objects.filter(from_state="dormant").count() == 2


def test_of_two_who_record_what_repeats_the_second_is_told_that_it_stands(cast: Cast) -> None:
    duty = asleep(cast, DOSSIER, event_repeats=True)
    assert at_once(recording(duty, cast), recording(duty, cast)) == ["", "BadInput"]
    assert Obligation.objects.filter(event__isnull=False).count() == 2


def test_of_a_taking_back_and_a_hand_in_one_wins(cast: Cast) -> None:
    duty = asleep(cast, GUIDANCE)
    event = recording(duty, cast)()
    one, actor = of(duty, cast), cast.standing_officer.actor
    outcome = at_once(
        lambda: event_undo(event, actor=actor, reason="Nhầm văn bản", now=cast.now), lambda: cast.submit(one)
    )
    assert outcome == ["", "WrongState"]
    fresh = Obligation.objects.get(pk=one.pk)
    assert (fresh.state, fresh.submissions.count()) in (("submitted", 1), ("dormant", 0))


def test_two_links_that_close_a_circle_are_not_both_set(cast: Cast) -> None:
    uid = uuid4()
    one, other = (asleep(cast, GUIDANCE, source_uid=uid) for _number in range(2))
    given: dict[str, Any] = {"actor": cast.standing_officer.actor, "is_same_agency": True, "now": cast.now}
    outcome = at_once(lambda: trigger_set(one, other, **given), lambda: trigger_set(other, one, **given))
    assert outcome == ["", "BadInput"]
