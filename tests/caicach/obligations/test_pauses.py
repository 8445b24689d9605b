"""The clock stands while another body has the matter: the days are that body's, none is taken from the agency."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from caicach.audit.models import Entry
from caicach.obligations import access, selectors
from caicach.obligations.constants import ObligationState, PauseKind, TrackingMode
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import DueChange, Obligation, Pause
from caicach.obligations.selectors.rows import rows_of
from caicach.obligations.selectors.tasks import is_late, is_on_time
from caicach.obligations.services import (
    PauseDraft,
    milestone_present,
    milestone_return,
    obligation_return,
    obligation_submit,
    pause_end,
    pause_start,
)
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]
TODAY = date(2026, 3, 16)  # Monday
FIRST = date(2026, 3, 30)


def later(cast: Cast, days: int) -> Cast:
    return replace(cast, now=cast.now + timedelta(days=days), today=cast.today + timedelta(days=days))


def draft(cast: Cast, **values: Any) -> PauseDraft:
    return PauseDraft(**{"from_on": cast.today, "symbol": "15/CV-UBND", "waits_for_id": cast.department.pk, **values})


def start(cast: Cast, one: Obligation, **values: Any) -> Pause:
    return pause_start(one, draft(cast, **values), actor=cast.commune_officer.actor, now=cast.now)


def end(cast: Cast, pause: Pause, **values: Any) -> Obligation:
    return pause_end(pause, **{"actor": cast.commune_officer.actor, "until_on": cast.today, "now": cast.now, **values})


def hand_in(cast: Cast, one: Obligation, issued_on: date) -> None:
    evidence = Evidence(document=cast.document(issued_on=issued_on))
    obligation_submit(one, actor=SYSTEM, evidence=evidence, now=cast.now, today=cast.today)


def is_late_on(one: Obligation, day: date) -> bool:
    return Obligation.objects.filter(is_late(day), pk=one.pk).exists()


def test_the_due_day_moves_by_the_days_another_body_had_it(cast: Cast) -> None:
    one = cast.obligation()
    pause = start(cast, one)

    end(later(cast, 10), pause, words="Sở Tài chính đã có ý kiến.")

    fresh = Obligation.objects.get(pk=one.pk)
    assert (fresh.first_due_on, fresh.due_on, fresh.paused_on) == (FIRST, date(2026, 4, 9), None)
    change = DueChange.objects.get()
    assert (change.kind, change.pause_id, change.words) == ("pause", pause.pk, "Sở Tài chính đã có ý kiến.")
    actions = list(
        Entry.objects.filter(object_kind="obligations.Obligation").order_by("pk").values_list("action", flat=True)
    )
    assert actions == ["obligations.pause", "obligations.due", "obligations.resume"]


def test_while_it_stands_no_day_counts(cast: Cast) -> None:
    one = cast.obligation()
    start(cast, one)

    far = FIRST + timedelta(days=60)

    assert not is_late_on(one, far)
    (row,) = rows_of(Obligation.objects.all())
    assert row.days_late(far) == 0
    assert row.paused_on == TODAY


def test_what_was_late_before_stays_late_by_those_days(cast: Cast) -> None:
    one = cast.obligation(due_on=date(2026, 3, 13))
    pause = start(cast, one)
    far = TODAY + timedelta(days=45)

    assert is_late_on(one, far)
    (row,) = rows_of(Obligation.objects.all())
    assert row.days_late(far) == 3

    end(later(cast, 45), pause, until_on=far)
    (row,) = rows_of(Obligation.objects.all())
    assert row.days_late(far) == 3
    assert row.days_late(far + timedelta(days=1)) == 4


def test_a_last_day_off_moves_to_the_next_working_day(cast: Cast) -> None:
    one = cast.obligation()  # Monday 30 March
    pause = start(cast, one)

    end(later(cast, 5), pause)  # Saturday 4 April

    assert Obligation.objects.get(pk=one.pk).due_on == date(2026, 4, 6)


def test_an_answer_of_the_same_day_moves_nothing(cast: Cast) -> None:
    one = cast.obligation()

    end(cast, start(cast, one))

    fresh = Obligation.objects.get(pk=one.pk)
    assert (fresh.due_on, fresh.paused_on) == (FIRST, None)
    assert not DueChange.objects.exists()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"waits_for_id": None}, "Thiếu cơ quan phải chờ"),
        ({"waits_for_id": None, "waits_for_words": " . "}, "Thiếu cơ quan phải chờ"),
        ({"symbol": " "}, "Thiếu số, ký hiệu"),
        ({"symbol": "a" * 81}, "dài quá"),
        ({"from_on": TODAY + timedelta(days=1)}, "chưa đến"),
        ({"from_on": TODAY - timedelta(days=1)}, "trước ngày giao nhiệm vụ, 16/03/2026"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(cast: Cast, values: dict[str, Any], sentence: str) -> None:
    one = cast.obligation()
    with pytest.raises(BadInput, match=sentence):
        start(cast, one, **values)
    assert Obligation.objects.get(pk=one.pk).paused_on is None


def test_nobody_waits_for_themselves(cast: Cast) -> None:
    with pytest.raises(BadInput, match="chính cơ quan mình"):
        start(cast, cast.obligation(), waits_for_id=cast.commune.pk)


def test_pauses_do_not_overlap(cast: Cast) -> None:
    one = cast.obligation()
    pause = start(cast, one)
    with pytest.raises(WrongState, match="đang tạm dừng"):
        start(cast, one)
    end(later(cast, 4), pause)

    with pytest.raises(BadInput, match="kết thúc ngày 20/03/2026"):
        start(later(cast, 6), one, from_on=TODAY + timedelta(days=3))

    start(later(cast, 6), one, from_on=TODAY + timedelta(days=4))
    assert Pause.objects.count() == 2


@pytest.mark.parametrize("state", [ObligationState.SUBMITTED, ObligationState.ACCEPTED, ObligationState.DORMANT])
def test_only_what_waits_for_the_agency_is_paused(cast: Cast, state: ObligationState) -> None:
    with pytest.raises(WrongState):
        start(cast, cast.obligation(state=state))


def test_what_was_handed_in_is_not_paused_from_before_it_came_back(cast: Cast) -> None:
    one = cast.obligation()
    cast.submit(one)
    obligation_return(one, actor=SYSTEM, reason="Thiếu chữ ký của lãnh đạo.", now=later(cast, 3).now)

    with pytest.raises(BadInput, match="trả lại ngày 19/03/2026"):
        start(later(cast, 5), one, from_on=TODAY + timedelta(days=1))

    start(later(cast, 5), one, from_on=TODAY + timedelta(days=3))


def test_the_database_lets_no_clock_stand_on_what_is_done(cast: Cast) -> None:
    one = cast.obligation()
    start(cast, one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.filter(pk=one.pk).update(state=ObligationState.ACCEPTED)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"until_on": TODAY + timedelta(days=3)}, "chưa đến"),
        ({"until_on": TODAY - timedelta(days=1)}, "ngày bắt đầu tạm dừng"),
        ({"words": "a" * 501}, "dài quá"),
    ],
)
def test_an_end_that_cannot_be_is_refused(cast: Cast, values: dict[str, Any], sentence: str) -> None:
    pause = start(cast, cast.obligation())
    with pytest.raises(BadInput, match=sentence):
        end(later(cast, 2), pause, **values)
    assert Pause.objects.get().until_on is None


def test_a_pause_ends_once(cast: Cast) -> None:
    one = cast.obligation()
    start(cast, one)
    first, second = selectors.pause_for(one), selectors.pause_for(one)
    end(later(cast, 2), first)

    with pytest.raises(WrongState, match="vừa ghi nhận"):
        pause_end(second, actor=SYSTEM, until_on=TODAY, now=later(cast, 2).now)

    assert DueChange.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("commune_officer", True),
        ("commune_leader", True),
        ("department_officer", True),  # it is waited for
        ("standing_officer", True),
        ("neighbour_officer", False),
        ("commune_viewer", False),
    ],
)
def test_who_enters_that_the_answer_came(cast: Cast, who: str, may: bool) -> None:
    pause = start(cast, cast.obligation())
    actor = getattr(cast, who).actor
    if may:
        end(cast, pause, actor=actor)
    else:
        with pytest.raises(NotAllowed):
            end(cast, pause, actor=actor)
    assert (Pause.objects.get().until_on is not None) is may


def test_nobody_stops_the_clock_of_another_agency(cast: Cast) -> None:
    one = cast.obligation()
    for who in (cast.standing_officer, cast.neighbour_officer, cast.department_officer):
        with pytest.raises(NotAllowed):
            pause_start(one, draft(cast), actor=who.actor, now=cast.now)


def test_whoever_is_waited_for_sees_what_it_has(cast: Cast, django_assert_num_queries: Counting) -> None:
    one = cast.obligation()
    assert one not in access.visible_obligations(cast.stranger.actor)
    start(cast, one, waits_for_id=cast.stranger_agency.pk)
    start(cast, cast.obligation(), waits_for_id=cast.department.pk)

    with django_assert_num_queries(2):
        rows = selectors.awaited_of(cast.stranger.actor, today=TODAY + timedelta(days=9))

    assert [(row.obligation.pk, row.days) for row in rows] == [(one.pk, 9)]
    assert selectors.awaited_count(cast.stranger.actor) == 1
    assert one in access.visible_obligations(cast.stranger.actor)


def test_waiting_days_are_counted_by_body_and_by_what_was_waited_for(
    cast: Cast, django_assert_num_queries: Counting
) -> None:
    ended = start(cast, cast.obligation())
    end(later(cast, 4), ended)
    start(later(cast, 4), cast.obligation(), waits_for_id=None, waits_for_words="Cục Thống kê")
    milestone_present(cast.obligation(), draft(cast, waits_for_id=None), actor=cast.commune_officer.actor, now=cast.now)

    with django_assert_num_queries(1):
        bodies = selectors.waiting_by_body(
            cast.standing_officer.actor, first_on=date(2026, 1, 1), last_on=date(2026, 12, 31), today=date(2026, 3, 26)
        )

    assert [(body.name, body.presented_days, body.asked_days, body.open_count) for body in bodies] == [
        ("UBND tỉnh Sông Mây", 10, 0, 1),
        ("Cục Thống kê", 0, 6, 1),
        ("Sở Tài chính", 0, 4, 0),
    ]
    assert not selectors.waiting_by_body(
        cast.stranger.actor, first_on=date(2026, 1, 1), last_on=date(2026, 12, 31), today=date(2026, 3, 26)
    )


def test_a_span_takes_its_own_days_alone(cast: Cast) -> None:
    start(cast, cast.obligation())
    spans = [(date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 30))]
    days = [
        selectors.waiting_by_body(cast.standing_officer.actor, first_on=first, last_on=last, today=date(2026, 5, 9))
        for first, last in spans
    ]
    assert [body.days for (body,) in days] == [15, 30]


def test_presenting_on_the_last_day_is_in_time_whatever_the_decider_takes(cast: Cast) -> None:
    one = cast.obligation()
    on_last_day = later(cast, 14)
    ask = draft(on_last_day, waits_for_id=None, symbol="15/TTr-UBND")
    milestone_present(one, ask, actor=cast.commune_officer.actor, now=on_last_day.now)

    issued = later(cast, 14 + 50)
    hand_in(issued, one, issued.today)

    fresh = Obligation.objects.get(pk=one.pk)
    assert (fresh.state, fresh.paused_on, fresh.first_due_on) == ("submitted", None, FIRST)
    assert Obligation.objects.filter(is_on_time(), pk=one.pk).exists()
    pause = Pause.objects.get()
    assert (pause.kind, pause.waits_for, pause.until_on) == ("presented", cast.province, issued.today)


def test_presenting_late_stays_late_by_the_leads_own_days(cast: Cast) -> None:
    one = cast.obligation(due_on=date(2026, 3, 13))
    milestone_present(one, draft(cast, waits_for_id=None), actor=cast.commune_officer.actor, now=cast.now)

    issued = later(cast, 40)
    hand_in(issued, one, issued.today)

    fresh = Obligation.objects.get(pk=one.pk)
    assert fresh.met_on is not None and fresh.due_on is not None
    assert (fresh.met_on - fresh.due_on).days == 3


def test_the_issue_date_counts_not_the_day_of_handing_in(cast: Cast) -> None:
    one = cast.obligation()
    milestone_present(one, draft(cast, waits_for_id=None), actor=cast.commune_officer.actor, now=cast.now)

    hand_in(later(cast, 60), one, TODAY + timedelta(days=30))

    fresh = Obligation.objects.get(pk=one.pk)
    assert (fresh.met_on, Pause.objects.get().until_on) == (TODAY + timedelta(days=30),) * 2
    assert Obligation.objects.filter(is_on_time(), pk=one.pk).exists()


def test_a_document_older_than_the_pause_leaves_no_waiting_days(cast: Cast) -> None:
    one = cast.obligation()
    start(cast, one)

    hand_in(later(cast, 5), one, TODAY - timedelta(days=2))

    assert Pause.objects.get().until_on == TODAY
    assert Obligation.objects.get(pk=one.pk).due_on == FIRST


def test_what_the_decider_wants_mended_goes_on_at_the_lead(cast: Cast) -> None:
    one = cast.obligation()
    pause = milestone_present(one, draft(cast, waits_for_id=None), actor=cast.commune_officer.actor, now=cast.now)
    back = later(cast, 7)

    with pytest.raises(BadInput, match="cần sửa gì"):
        milestone_return(pause, actor=cast.province_leader.actor, until_on=back.today, words="", now=back.now)
    milestone_return(pause, actor=cast.province_leader.actor, until_on=back.today, words="Sửa phụ lục 2.", now=back.now)

    fresh = Obligation.objects.get(pk=one.pk)
    assert (fresh.due_on, fresh.paused_on, fresh.state) == (date(2026, 4, 6), None, "open")
    assert Pause.objects.get().end_words == "Sửa phụ lục 2."
    assert is_late_on(one, date(2026, 4, 7))


def test_where_the_assigning_body_presents_the_one_above_decides(cast: Cast) -> None:
    one = cast.obligation(duty={"owner_id": cast.commune.pk})
    pause = milestone_present(one, draft(cast, waits_for_id=None), actor=cast.commune_officer.actor, now=cast.now)
    assert pause.waits_for == cast.province


@pytest.mark.parametrize("duty", [{"mode": TrackingMode.FIGURE}, {"is_report": True}, {"mode": TrackingMode.DECLARED}])
def test_only_a_document_is_presented(cast: Cast, duty: dict[str, Any]) -> None:
    one = cast.obligation(duty=duty)
    with pytest.raises(WrongState, match="là văn bản"):
        milestone_present(one, draft(cast), actor=cast.commune_officer.actor, now=cast.now)


def test_a_stale_page_neither_hands_in_nor_pauses(cast: Cast) -> None:
    one = cast.obligation()
    stale = Obligation.objects.select_related("duty", "agency").get(pk=one.pk)
    start(cast, one)

    with pytest.raises(WrongState):
        hand_in(cast, stale, TODAY)
    with pytest.raises(WrongState):
        start(cast, stale, kind=PauseKind.WAITING)

    assert Obligation.objects.get(pk=one.pk).state == "open"
    assert Pause.objects.count() == 1
