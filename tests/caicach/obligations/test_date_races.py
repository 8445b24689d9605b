"""Two people at once on one date: one wins, the other is told, and the chain stays whole."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from caicach.obligations.constants import AWAITS_HAND_IN, DueChangeKind
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import DueChange, Extension, Obligation, Pause
from caicach.obligations.selectors import pause_for
from caicach.obligations.services import (
    ExtensionDraft,
    ExtensionVerdict,
    PauseDraft,
    due_move,
    extension_ask,
    extensions_decide,
    obligation_submit,
    pause_end,
    pause_start,
)
from caicach.web.actor import SYSTEM
from cast import Cast
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def seen(one: Obligation) -> Obligation:
    """Return the obligation as another person has it on the screen."""
    return Obligation.objects.select_related("duty__owner", "agency", "event").get(pk=one.pk)


def ask(cast: Cast, one: Obligation) -> Callable[[], Any]:
    draft = ExtensionDraft(cast.today + timedelta(days=40), "guidance", "Cần thêm thời gian.")
    row = seen(one)
    return lambda: extension_ask(row, draft, actor=cast.commune_officer.actor, now=cast.now)


def pause(cast: Cast, one: Obligation) -> Callable[[], Any]:
    draft = PauseDraft(cast.today, "1/CV-UBND", waits_for_id=cast.department.pk)
    row = seen(one)
    return lambda: pause_start(row, draft, actor=cast.commune_officer.actor, now=cast.now)


def hand_in(cast: Cast, one: Obligation) -> Callable[[], Any]:
    evidence, row = Evidence(document=cast.document()), seen(one)
    return lambda: obligation_submit(row, actor=SYSTEM, evidence=evidence, now=cast.now, today=cast.today)


def assert_whole(one: Obligation) -> None:
    fresh = Obligation.objects.get(pk=one.pk)
    steps = list(DueChange.objects.filter(obligation=one))
    days = [fresh.first_due_on, *(step.to_due_on for step in steps)]
    assert [step.from_due_on for step in steps] == days[:-1]
    assert days[-1] == fresh.due_on
    still = Pause.objects.filter(obligation=one, until_on=None)
    assert [row.from_on for row in still] == ([fresh.paused_on] if fresh.paused_on else [])
    assert fresh.paused_on is None or fresh.state in AWAITS_HAND_IN


def test_of_two_requests_one_waits(cast: Cast) -> None:
    one = cast.obligation()
    assert at_once(ask(cast, one), ask(cast, one)) == ["", "WrongState"]
    assert Extension.objects.count() == 1


def test_of_two_decisions_one_holds(cast: Cast) -> None:
    one = cast.obligation()
    ask(cast, one)()
    rows = [Extension.objects.select_related("obligation__duty__owner").get() for _who in range(2)]
    verdicts = (ExtensionVerdict(is_granted=True), ExtensionVerdict(is_granted=False, answer="Không phụ thuộc Bộ."))
    acts = [
        partial(extensions_decide, [row], verdict, actor=SYSTEM, now=cast.now)
        for row, verdict in zip(rows, verdicts, strict=True)
    ]
    assert at_once(*acts) == ["", "WrongState"]
    assert DueChange.objects.count() == Extension.objects.filter(state="granted").count()
    assert_whole(one)


def test_of_two_moves_of_one_date_one_is_made(cast: Cast) -> None:
    one = cast.obligation()
    rows = [seen(one) for _who in range(2)]

    def move(row: Obligation, days: int) -> None:
        day = cast.today + timedelta(days=days)
        due_move([row], day, kind=DueChangeKind.CONTEST, actor=SYSTEM, now=cast.now)

    acts = [partial(move, row, days) for row, days in zip(rows, (30, 50), strict=True)]
    assert at_once(*acts) == ["", "WrongState"]
    assert DueChange.objects.count() == 1
    assert_whole(one)


def test_of_a_pause_and_a_hand_in_one_wins(cast: Cast) -> None:
    one = cast.obligation()
    assert at_once(pause(cast, one), hand_in(cast, one)) == ["", "WrongState"]
    assert_whole(one)


def test_of_two_pauses_one_stands(cast: Cast) -> None:
    one = cast.obligation()
    assert at_once(pause(cast, one), pause(cast, one)) == ["", "WrongState"]
    assert Pause.objects.count() == 1
    assert_whole(one)


def test_of_an_answer_and_a_hand_in_the_date_moves_once(cast: Cast) -> None:
    one = cast.obligation()
    pause(cast, one)()
    row = pause_for(seen(one))
    row.obligation = seen(one)
    answer = partial(pause_end, row, actor=SYSTEM, until_on=cast.today, now=cast.now)
    outcome = at_once(answer, hand_in(cast, one))
    assert outcome in (["", "WrongState"], ["", ""])
    assert Pause.objects.filter(until_on=None).count() == 0
    assert_whole(one)
