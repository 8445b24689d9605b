"""A later date: asked by the agency with a reason, decided by whoever assigned the duty, with the first date kept."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.obligations import access, selectors
from caicach.obligations.constants import AcceptorReason, ObligationState, TrackingMode
from caicach.obligations.models import DueChange, Extension, Obligation
from caicach.obligations.selectors.tasks import is_on_time
from caicach.obligations.services import (
    ExtensionDraft,
    ExtensionVerdict,
    extension_ask,
    extension_withdraw,
    extensions_decide,
)
from caicach.obligations.services.due_dates import due_move
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]
FIRST, LATER = date(2026, 3, 30), date(2026, 4, 30)
WORDS = "Chờ Bộ Nội vụ hướng dẫn; đã làm xong phần rà soát."
GRANT = ExtensionVerdict(is_granted=True)
REFUSE = ExtensionVerdict(is_granted=False, answer="Nhiệm vụ không phụ thuộc hướng dẫn của Bộ.")


def ask(cast: Cast, one: Obligation, **values: Any) -> Extension:
    draft = ExtensionDraft(**{"asked_due_on": LATER, "reason_code": "guidance", "words": WORDS, **values})
    return extension_ask(one, draft, actor=cast.commune_officer.actor, now=cast.now)


def decide(cast: Cast, asked: Extension, verdict: ExtensionVerdict = GRANT, who: str = "standing_officer") -> Any:
    found = Extension.objects.select_related("obligation__duty__owner").get(pk=asked.pk)
    return extensions_decide([found], verdict, actor=getattr(cast, who).actor, now=cast.now)


def test_what_is_granted_moves_the_date_and_keeps_the_first(cast: Cast) -> None:
    one = cast.obligation()
    asked = ask(cast, one)

    done = decide(cast, asked)

    assert [row.pk for row in done.decided] == [asked.pk]
    fresh = Obligation.objects.get(pk=one.pk)
    assert (fresh.first_due_on, fresh.due_on, fresh.state) == (FIRST, LATER, "open")
    change = DueChange.objects.get()
    assert (change.kind, change.extension_id, change.agency_id) == ("extension", asked.pk, cast.standing.pk)
    kept = Extension.objects.get()
    assert (kept.state, kept.granted_due_on, kept.decided_by) == ("granted", LATER, cast.standing_officer.user)
    actions = set(Entry.objects.filter(object_id=one.pk).values_list("action", flat=True))
    assert {"obligations.extension", "obligations.extension_grant", "obligations.due"} <= actions


def test_another_day_than_asked_may_be_granted(cast: Cast) -> None:
    one = cast.obligation()

    decide(cast, ask(cast, one), replace(GRANT, due_on=date(2026, 4, 10), answer="Chỉ thêm mười ngày."))

    assert Obligation.objects.get(pk=one.pk).due_on == date(2026, 4, 10)
    assert DueChange.objects.get().words == "Chỉ thêm mười ngày."


def test_what_is_refused_moves_nothing(cast: Cast) -> None:
    one = cast.obligation()

    decide(cast, ask(cast, one), REFUSE)

    assert Obligation.objects.get(pk=one.pk).due_on == FIRST
    assert not DueChange.objects.exists()
    assert Extension.objects.get().answer == REFUSE.answer


def test_the_answer_has_a_term(cast: Cast) -> None:
    assert ask(cast, cast.obligation()).decide_by_on == date(2026, 3, 19)  # three working days after Monday the 16th


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"asked_due_on": FIRST}, "ngày sau hạn đang áp dụng"),
        ({"asked_due_on": date(2026, 3, 1)}, "ngày sau hạn đang áp dụng"),
        ({"reason_code": "weather"}, "danh mục"),
        ({"reason_code": ""}, "danh mục"),
        ({"words": " .. "}, "Thiếu lý do"),
        ({"words": "a" * 2001}, "dài quá"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(cast: Cast, values: dict[str, Any], sentence: str) -> None:
    one = cast.obligation()
    with pytest.raises(BadInput, match=sentence):
        ask(cast, one, **values)
    assert not Extension.objects.exists()


def test_a_day_that_is_over_is_not_asked_for(cast: Cast) -> None:
    one = cast.obligation(due_on=date(2026, 3, 10))
    with pytest.raises(BadInput, match="đã qua"):
        ask(cast, one, asked_due_on=date(2026, 3, 13))


@pytest.mark.parametrize("state", [ObligationState.SUBMITTED, ObligationState.ACCEPTED, ObligationState.DORMANT])
def test_nothing_is_asked_for_what_does_not_wait_for_the_agency(cast: Cast, state: ObligationState) -> None:
    one = cast.obligation(state=state)
    with pytest.raises(WrongState):
        ask(cast, one)


def test_what_a_report_carries_has_no_date_of_its_own(cast: Cast) -> None:
    carrier = (cast.commune.pk, "2026-Q1")
    cast.assign(
        cast.draft(is_report=True),
        cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=carrier),)),
    )
    carried = Obligation.objects.select_related("duty", "agency").get(duty__is_report=False)
    with pytest.raises(WrongState, match="báo cáo định kỳ"):
        ask(cast, carried)


def test_one_request_waits_at_a_time(cast: Cast) -> None:
    one = cast.obligation()
    ask(cast, one)
    with pytest.raises(WrongState, match="đang chờ quyết định"):
        ask(cast, one)
    assert Extension.objects.count() == 1


def test_a_withdrawn_request_may_be_asked_again(cast: Cast) -> None:
    one = cast.obligation()
    extension_withdraw(ask(cast, one), actor=cast.commune_leader.actor, now=cast.now)

    ask(cast, one)

    assert sorted(Extension.objects.values_list("state", flat=True)) == ["waiting", "withdrawn"]


def test_what_was_decided_is_not_decided_or_withdrawn_again(cast: Cast) -> None:
    asked = ask(cast, cast.obligation())
    stale = Extension.objects.select_related("obligation__duty__owner").get(pk=asked.pk)
    decide(cast, asked, REFUSE)

    with pytest.raises(WrongState, match="vừa quyết định"):
        extensions_decide([stale], GRANT, actor=cast.standing_officer.actor, now=cast.now)
    with pytest.raises(WrongState, match="đã có quyết định"):
        extension_withdraw(asked, actor=cast.commune_officer.actor, now=cast.now)

    assert Extension.objects.get().state == "refused"
    assert decide(cast, asked).refused[0].reason.startswith("Đề nghị này đã có quyết định")


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("standing_officer", True),
        ("province_leader", True),
        ("commune_officer", False),
        ("commune_leader", False),
        ("department_officer", False),
        ("area_lead", False),
        ("stranger", False),
        ("clerk", False),
    ],
)
def test_whoever_assigned_decides_and_nobody_for_their_own(cast: Cast, who: str, may: bool) -> None:
    asked = ask(cast, cast.obligation())

    done = decide(cast, asked, who=who)

    assert bool(done.decided) is may
    assert (Extension.objects.get().state == "granted") is may
    listed = selectors.to_extend_of(getattr(cast, who).actor)
    again = ask(cast, cast.obligation())
    listed = selectors.to_extend_of(getattr(cast, who).actor)
    assert ([row.pk for row in listed] == [again.pk]) is may


@pytest.mark.parametrize(("owes", "decides"), [("standing", "province_leader"), ("province", "standing_officer")])
def test_where_an_assigning_body_owes_the_next_above_decides(cast: Cast, owes: str, decides: str) -> None:
    agency = getattr(cast, owes)
    one = cast.obligation(agency_id=agency.pk, acceptor_id=cast.office.pk, acceptor_reason=AcceptorReason.CHOSEN)
    draft = ExtensionDraft(LATER, "guidance", WORDS)
    asked = extension_ask(one, draft, actor=SYSTEM, now=cast.now)
    own = "standing_officer" if owes == "standing" else "province_leader"

    assert access.can(getattr(cast, own).actor, "decide_extension", one).allowed is False
    assert not selectors.to_extend_of(getattr(cast, own).actor)
    assert [row.pk for row in selectors.to_extend_of(getattr(cast, decides).actor)] == [asked.pk]
    assert decide(cast, asked, who=decides).decided


def test_a_slow_answer_may_grant_the_day_that_was_asked_for_and_no_other_past_one(cast: Cast) -> None:
    one = cast.obligation()
    asked = ask(cast, one, asked_due_on=date(2026, 4, 3))
    later = replace(cast, now=cast.now + timedelta(days=30))

    refused = decide(later, asked, replace(GRANT, due_on=date(2026, 4, 2))).refused
    assert "đã qua" in refused[0].reason

    assert decide(later, asked).decided
    assert Obligation.objects.get(pk=one.pk).due_on == date(2026, 4, 3)


def test_what_was_handed_in_meanwhile_can_still_be_granted(cast: Cast) -> None:
    one = cast.obligation(due_on=date(2026, 3, 15))
    asked = ask(cast, one)
    cast.submit(one)

    assert decide(cast, asked).decided

    assert Obligation.objects.filter(pk=one.pk).filter(is_on_time()).exists()


def test_a_day_that_has_been_passed_by_another_change_is_not_granted(cast: Cast) -> None:
    one = cast.obligation()
    asked = ask(cast, one)
    due_move([one], date(2026, 5, 29), kind="amendment", actor=SYSTEM, now=cast.now)  # type: ignore[arg-type]

    refused = decide(cast, asked).refused

    assert "29/05/2026" in refused[0].reason
    assert Extension.objects.get().state == "waiting"


def test_a_refusal_without_a_reason_is_refused(cast: Cast) -> None:
    asked = ask(cast, cast.obligation())
    with pytest.raises(BadInput, match="Thiếu lý do"):
        decide(cast, asked, ExtensionVerdict(is_granted=False))


def test_many_are_decided_at_the_cost_of_one(cast: Cast, django_assert_num_queries: Counting) -> None:
    rows = [ask(cast, cast.obligation(), asked_due_on=LATER + timedelta(days=number)) for number in range(12)]
    chosen = selectors.extensions_chosen(cast.standing_officer.actor, [row.pk for row in rows])

    with django_assert_num_queries(10):  # two savepoints, the claim, the move with its chain and audit, the audit
        done = extensions_decide(chosen, GRANT, actor=cast.standing_officer.actor, now=cast.now)

    assert len(done.decided) == 12
    assert set(Obligation.objects.values_list("due_on", flat=True)) == {row.asked_due_on for row in rows}


def test_the_agency_finds_what_it_asked_for(cast: Cast, django_assert_num_queries: Counting) -> None:
    asked = ask(cast, cast.obligation())
    ask(cast, cast.obligation())
    decide(cast, asked, REFUSE)

    with django_assert_num_queries(2):
        rows = selectors.asked_of(cast.commune_officer.actor)

    assert sorted(row.state for row in rows) == ["refused", "waiting"]
    assert selectors.asked_count(cast.commune_officer.actor, waiting=True) == 1
    assert not selectors.asked_of(cast.neighbour_officer.actor)


def test_nobody_asks_for_another_agency(cast: Cast) -> None:
    one = cast.obligation()
    draft = ExtensionDraft(LATER, "guidance", WORDS)
    for who in (cast.neighbour_officer, cast.standing_officer, cast.commune_viewer):
        with pytest.raises(NotAllowed):
            extension_ask(one, draft, actor=who.actor, now=cast.now)
