"""The year of a plan ends: what is not done stays owed, goes on, or is cancelled."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.obligations.mapping import reason_sentences
from caicach.obligations.models import DueChange, Duty, Extension, Obligation, Transition
from caicach.plans.constants import Fate
from caicach.plans.mapping.closing import summary_from
from caicach.plans.models import Plan, PlanClosing
from caicach.plans.services.close import Choice, plan_reopen
from caicach.plans.services.withdraw import plan_withdraw
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from plans_closing import END_NOW, all_of, close, next_plan_of, of, preview
from plans_correcting import assigned, hand_in

COMMUNE, NEIGHBOUR = "UBND xã Suối Nhạn", "UBND xã Đồi Chè"
REVIEW, PLAN_OF_REVIEW = "Báo cáo rà soát của xã", "Kế hoạch rà soát năm 2026 của tỉnh"
PROPOSAL = "Tờ trình công bố"
WHY = "Bộ chưa công bố thủ tục trong năm."


@pytest.fixture
def plan(plan: Plan, cast: Cast) -> Plan:
    """The plan, assigned."""
    return assigned(plan, cast)


@pytest.fixture
def next_plan(upload: Callable[..., Plan], cast: Cast) -> Plan:
    """The plan of the next year, assigned."""
    return next_plan_of(upload, cast)


def test_what_is_not_done_is_told_by_reason_and_row(plan: Plan, cast: Cast) -> None:
    hand_in(of(plan, REVIEW, NEIGHBOUR), cast)
    lines = [line.leftover for line in preview(plan, cast).lines]
    told = {(str(one.kind), one.title): len(one.owing) for one in lines if not one.is_report}
    assert told[("late", REVIEW)] == 1
    assert told[("submitted", REVIEW)] == 1
    assert told[("late", PLAN_OF_REVIEW)] == 1
    assert told[("dormant", PROPOSAL)] == 1


def test_what_was_accepted_is_not_left(plan: Plan, cast: Cast) -> None:
    hand_in(of(plan, REVIEW, NEIGHBOUR), cast, is_accepted=True)
    (line,) = (line for line in preview(plan, cast).lines if line.leftover.title == REVIEW)
    assert [owing.agency for owing in line.leftover.owing] == [COMMUNE]


def test_unless_something_is_chosen_everything_stays_owed(plan: Plan, cast: Cast) -> None:
    before = list(Obligation.objects.order_by("pk").values_list("state", "due_on"))
    made = close(plan, cast)
    assert list(Obligation.objects.order_by("pk").values_list("state", "due_on")) == before
    assert (made.count_of(Fate.STAYS), Plan.objects.get(pk=plan.pk).state) == (20, "closed")


def test_what_is_carried_on_keeps_its_first_day_and_names_both(plan: Plan, next_plan: Plan, cast: Cast) -> None:
    choices = all_of(preview(plan, cast), Fate.CARRY, REVIEW)
    close(plan, cast, choices, next_plan=next_plan, due_on=date(2027, 3, 31))
    old, new = of(plan, REVIEW, NEIGHBOUR), of(next_plan, REVIEW, NEIGHBOUR)
    assert (old.state, old.due_on, old.continued_by) == ("transferred", date(2026, 5, 15), new)
    assert (new.state, new.first_due_on, new.due_on) == ("open", date(2026, 5, 15), date(2027, 3, 31))
    assert new.acceptor == old.acceptor
    assert "Chuyển tiếp từ Kế hoạch số 88/KH-UBND, hạn gốc 15/05/2026." in reason_sentences(new.due_reason)
    (step,) = DueChange.objects.filter(obligation=new)
    assert (step.kind, step.from_due_on, step.to_due_on) == ("amendment", date(2026, 5, 15), date(2027, 3, 31))


def test_it_stands_in_the_next_plan_as_a_line_of_its_own(plan: Plan, next_plan: Plan, cast: Cast) -> None:
    close(plan, cast, all_of(preview(plan, cast), Fate.CARRY, REVIEW), next_plan=next_plan)
    row = next_plan.deliverables.get(continues__isnull=False)
    assert (row.text, row.basis) == (REVIEW, "Chuyển tiếp từ Kế hoạch số 88/KH-UBND, dòng I.1")
    assert row.continues == plan.deliverables.get(text=REVIEW)
    assert row.duty == Duty.objects.get(source_uid=next_plan.uid, source_id=row.pk)
    assert of(next_plan, REVIEW, NEIGHBOUR).due_on == date(2026, 5, 15), "late days go on where no new day is set"


def test_what_sleeps_goes_on_sleeping(plan: Plan, next_plan: Plan, cast: Cast) -> None:
    close(plan, cast, all_of(preview(plan, cast), Fate.CARRY, PROPOSAL), next_plan=next_plan, due_on=date(2027, 3, 31))
    new = of(next_plan, PROPOSAL, "Sở Tài chính")
    assert (new.state, new.first_due_on, new.due_on) == ("dormant", None, None)


def test_a_row_of_the_next_plan_takes_over_those_who_owe_it(plan: Plan, next_plan: Plan, cast: Cast) -> None:
    target = next_plan.deliverables.get(text=REVIEW)
    choices = all_of(preview(plan, cast), Fate.MERGE, REVIEW, row_id=target.pk)
    made = close(plan, cast, choices, next_plan=next_plan)
    assert of(plan, REVIEW, COMMUNE).continued_by == of(next_plan, REVIEW, COMMUNE)
    assert of(plan, REVIEW, NEIGHBOUR).state == "open", "the next plan asks nothing of it"
    (line,) = (line for line in made.lines if line.leftover.title == REVIEW)
    assert ([one.agency for one in line.staying], bool(line.why_staying)) == ([NEIGHBOUR], True)


def test_the_likely_row_is_proposed(plan: Plan, next_plan: Plan, cast: Cast) -> None:
    from caicach.plans.selectors import proposed_rows

    old, new = plan.deliverables.get(text=REVIEW), next_plan.deliverables.get(text=REVIEW)
    assert proposed_rows(plan, next_plan) == {old.pk: new.pk}


def test_what_is_cancelled_says_why(plan: Plan, cast: Cast) -> None:
    close(plan, cast, all_of(preview(plan, cast), Fate.CANCEL, PROPOSAL), reason=WHY)
    one = of(plan, PROPOSAL, "Sở Tài chính")
    assert one.state == "cancelled"
    assert Transition.objects.get(obligation=one, to_state="cancelled").reason == WHY


def test_a_request_that_waits_ends_with_it(plan: Plan, cast: Cast) -> None:
    one = of(plan, REVIEW, COMMUNE)
    Extension.objects.create(
        obligation=one,
        from_due_on=date(2026, 5, 15),
        asked_due_on=date(2026, 6, 30),
        reason_code="x",
        words="Chờ số liệu.",
        asked_at=cast.now,
        decide_by_on=date(2026, 5, 18),
    )
    shown = preview(plan, cast)
    assert sum(line.leftover.extension_count for line in shown.lines) == 1
    close(plan, cast, all_of(shown, Fate.CANCEL, REVIEW), reason=WHY)
    assert Extension.objects.get().state == "withdrawn"


def test_what_is_handed_in_waits_for_its_acceptor_whatever_is_chosen(plan: Plan, cast: Cast) -> None:
    hand_in(of(plan, REVIEW, NEIGHBOUR), cast)
    close(plan, cast, all_of(preview(plan, cast), Fate.CANCEL), reason=WHY)
    assert of(plan, REVIEW, NEIGHBOUR).state == "submitted"
    assert of(plan, REVIEW, COMMUNE).state == "cancelled"


def test_the_closing_keeps_its_numbers(plan: Plan, cast: Cast) -> None:
    hand_in(of(plan, REVIEW, NEIGHBOUR), cast, is_accepted=True)
    close(plan, cast, all_of(preview(plan, cast), Fate.CANCEL, PROPOSAL), reason=WHY)
    summary = summary_from(PlanClosing.objects.get().summary)
    assert (summary.totals.total, summary.totals.accepted, summary.totals.on_time) == (20, 1, 1)
    (line,) = (line for line in summary.lines if line.title == PROPOSAL)
    assert (line.fate, line.kind, summary.reason) == ("cancel", "dormant", WHY)
    new = json.loads(Entry.objects.get(action="plans.close").data)["new"]
    assert (new["obligations"]["cancel"], new["obligations"]["stays"]) == (1, 18)


def test_a_closed_plan_is_read_only_until_it_is_opened_again(plan: Plan, cast: Cast) -> None:
    close(plan, cast)
    with pytest.raises(WrongState, match="đã đóng"):
        plan_withdraw(plan, actor=cast.standing_officer.actor, reason=WHY, now=END_NOW)
    with pytest.raises(WrongState):
        close(plan, cast)
    plan_reopen(plan, actor=cast.standing_officer.actor, reason="Còn báo cáo nộp muộn.", now=END_NOW)
    assert Plan.objects.get(pk=plan.pk).state == "confirmed"
    assert PlanClosing.objects.get().reopen_reason == "Còn báo cáo nộp muộn."
    close(plan, cast)
    assert PlanClosing.objects.count() == 2


def test_what_stays_owed_can_still_be_handed_in(plan: Plan, cast: Cast) -> None:
    close(plan, cast)
    assert hand_in(of(plan, REVIEW, COMMUNE), cast).state == "submitted"


@pytest.mark.parametrize(
    ("fate", "values", "sentence"),
    [
        (Fate.CARRY, {}, "Chưa có kế hoạch năm sau"),
        (Fate.CANCEL, {"reason": ""}, "Thiếu lý do"),
        (Fate.STAYS, {"due_on": date(2026, 1, 1)}, "đã qua"),
    ],
)
def test_what_is_missing_is_named(plan: Plan, cast: Cast, fate: Fate, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        close(plan, cast, all_of(preview(plan, cast), fate), **values)
    assert Plan.objects.get(pk=plan.pk).state == "confirmed"


def test_an_older_plan_takes_nothing_over(plan: Plan, next_plan: Plan, cast: Cast) -> None:
    choices = all_of(preview(next_plan, cast), Fate.CARRY)
    with pytest.raises(BadInput, match="năm sau"):
        close(next_plan, cast, choices, next_plan=plan)


def test_a_stale_preview_is_refused(plan: Plan, cast: Cast) -> None:
    version = preview(plan, cast).version
    hand_in(of(plan, REVIEW, COMMUNE), cast)
    with pytest.raises(WrongState, match="Xem lại danh sách"):
        close(plan, cast, version=version)


@pytest.mark.parametrize("who", ["commune_officer", "province_leader"])
def test_nobody_else_may_close(plan: Plan, cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        close(plan, cast, actor=getattr(cast, who).actor)
    with pytest.raises(NotAllowed):
        plan_reopen(plan, actor=getattr(cast, who).actor, reason=WHY, now=END_NOW)


def test_closing_asks_a_fixed_number_of_queries(
    plan: Plan, next_plan: Plan, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    shown = preview(plan, cast)
    choices = {line.leftover.key: Choice(Fate.CARRY) for line in shown.lines}
    choices |= all_of(shown, Fate.CANCEL, PROPOSAL)
    with django_assert_max_num_queries(75):
        close(plan, cast, choices, next_plan=next_plan, reason=WHY, version=shown.version)
