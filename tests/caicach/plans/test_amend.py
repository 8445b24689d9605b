"""A later decision amends a plan: its rows, and what is owed by them."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.obligations.models import DueChange, Obligation, Submission, Transition
from caicach.obligations.selectors.revision import LineKind
from caicach.obligations.services import obligation_return
from caicach.plans import services
from caicach.plans.constants import AmendmentKind, PairChoice
from caicach.plans.models import Plan, RowVersion
from caicach.plans.services.amendments import pair_say, row_copy, row_forget
from caicach.plans.services.review import deliverable_edit
from caicach.plans.services.withdraw import plan_withdraw
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from plans_amending import DECISION, LATER, WITHOUT_PROCEDURES, amend, brought_in, due_days, read_amendment, shown
from plans_correcting import assigned, edit_of, hand_in
from plans_sample import ROWS
from vanban.plans.amending import Fate
from vanban.plans.lines import Part

COMMUNE, NEIGHBOUR = "UBND xã Suối Nhạn", "UBND xã Đồi Chè"
MAY, JUNE = date(2026, 5, 15), date(2026, 6, 15)
FINANCE = "1\tRà soát văn bản\tKế hoạch rà soát năm 2026 của tỉnh\tTrước ngày 31/01/2026\tSở Nội vụ\t\t"
AREA = "I\tCải cách thể chế\t\t\t\t\t"
NEW = "9\tTổng kết cải cách hành chính\tBáo cáo tổng kết\tTrước ngày 30/11/2026\tUBND các xã, phường\t\tSở Nội vụ"


@pytest.fixture
def plan(plan: Plan, cast: Cast) -> Plan:
    """The plan, assigned."""
    return assigned(plan, cast)


def of(plan: Plan, position: int, name: str) -> Obligation:
    return Obligation.objects.select_related("duty", "agency", "acceptor").get(
        duty__deliverable__plan=plan, duty__deliverable__position=position, agency__current_name=name
    )


def test_a_partial_amendment_moves_the_day_and_leaves_what_it_does_not_name(plan: Plan, cast: Cast) -> None:
    amend(read_amendment(plan, cast, *LATER), cast)
    assert due_days(2, plan) == {COMMUNE: ("open", JUNE), NEIGHBOUR: ("open", JUNE)}
    one = of(plan, 2, COMMUNE)
    assert (one.first_due_on, str(one.acceptor)) == (MAY, "Văn phòng UBND tỉnh")
    (step,) = DueChange.objects.filter(obligation=one)
    assert (step.kind, step.from_due_on, step.to_due_on, step.words) == (
        "amendment",
        MAY,
        JUNE,
        "Quyết định số 120/QĐ-UBND",
    )
    assert Obligation.objects.exclude(duty__deliverable__position=2).exclude(state__in=("open", "dormant")).count() == 0


def test_the_amendment_is_registered_and_its_plan_keeps_its_symbol(plan: Plan, cast: Cast) -> None:
    amendment = read_amendment(plan, cast, *LATER)
    amend(amendment, cast)
    amendment.refresh_from_db()
    assert (amendment.state, amendment.document and amendment.document.symbol) == ("confirmed", "120/QĐ-UBND")
    assert Plan.objects.get(pk=plan.pk).symbol == "88/KH-UBND"
    new = json.loads(Entry.objects.get(action="plans.amend").data)["new"]
    assert (new["rows"], new["obligations"]["changes"]) == (1, 2)


def test_each_row_keeps_its_former_wording(plan: Plan, cast: Cast) -> None:
    amend(read_amendment(plan, cast, *LATER), cast)
    (version,) = RowVersion.objects.all()
    assert (version.change, version.deliverable.position) == ("changed", 2)
    assert "Chậm nhất ngày 15/5/2026" in version.former
    assert version.deliverable.deadline_text == "Chậm nhất ngày 15/6/2026"


def test_the_comparison_names_what_changed(plan: Plan, cast: Cast) -> None:
    made = shown(read_amendment(plan, cast, *LATER), cast)
    (item,) = (item for item in made.comparison.items if item.fate is Fate.CHANGED)
    assert item.parts == (Part.MONITORING, Part.DEADLINE)
    assert [str(one.fate) for one in made.comparison.items].count("unnamed") == 3


def test_a_preview_changes_nothing(plan: Plan, cast: Cast) -> None:
    before = Transition.objects.count()
    made = shown(read_amendment(plan, cast, *LATER), cast)
    assert len(made.revision.of_kind(LineKind.CHANGES)) == 2
    assert due_days(2, plan)[COMMUNE] == ("open", MAY)
    assert (Transition.objects.count(), RowVersion.objects.count()) == (before, 0)


def test_another_lead_takes_over_and_both_know_of_each_other(plan: Plan, cast: Cast) -> None:
    amend(read_amendment(plan, cast, AREA, FINANCE), cast)
    assert {name: state for name, (state, _due) in due_days(1, plan).items()} == {
        "Sở Tài chính": "transferred",
        "Sở Nội vụ": "open",
    }
    old, new = of(plan, 1, "Sở Tài chính"), of(plan, 1, "Sở Nội vụ")
    assert (old.continued_by, new.due_on) == (new, old.due_on)
    assert Transition.objects.get(obligation=old, to_state="transferred").reason == "Quyết định số 120/QĐ-UBND"


def test_a_second_amendment_gives_it_back(plan: Plan, cast: Cast) -> None:
    amend(read_amendment(plan, cast, AREA, FINANCE), cast)
    back = DECISION.replace("120/QĐ", "130/QĐ").replace("10 tháng 3", "12 tháng 3")
    amend(read_amendment(plan, cast, AREA, ROWS[1], head=back), cast)
    assert {name: state for name, (state, _due) in due_days(1, plan).items()} == {
        "Sở Tài chính": "open",
        "Sở Nội vụ": "transferred",
    }
    assert of(plan, 1, "Sở Tài chính").continued_by is None
    assert of(plan, 1, "Sở Nội vụ").continued_by == of(plan, 1, "Sở Tài chính")


def test_what_is_handed_in_or_accepted_stays_as_history(plan: Plan, cast: Cast) -> None:
    hand_in(of(plan, 2, COMMUNE), cast)
    hand_in(of(plan, 2, NEIGHBOUR), cast, is_accepted=True)
    made = amend(read_amendment(plan, cast, *LATER), cast)
    assert due_days(2, plan) == {COMMUNE: ("submitted", MAY), NEIGHBOUR: ("accepted", MAY)}
    assert len(made.revision.of_kind(LineKind.KEPT)) == 2


def test_what_was_returned_is_owed_anew_and_follows(plan: Plan, cast: Cast) -> None:
    one = hand_in(of(plan, 2, COMMUNE), cast)
    obligation_return(one, actor=SYSTEM, reason="Thiếu chữ ký của lãnh đạo.", now=cast.now)
    amend(read_amendment(plan, cast, *LATER), cast)
    assert due_days(2, plan)[COMMUNE] == ("returned", JUNE)
    assert Submission.objects.count() == 1


def test_a_whole_replacement_drops_what_it_does_not_name(plan: Plan, cast: Cast) -> None:
    amendment = read_amendment(plan, cast, *WITHOUT_PROCEDURES, how=AmendmentKind.WHOLE)
    made = amend(amendment, cast)
    row = plan.deliverables.get(text="Tờ trình công bố")
    assert row.dropped_by == amendment
    assert {state for state, _due in due_days(row.position, plan).values()} == {"cancelled"}
    assert len(made.revision.of_kind(LineKind.ENDS)) == 1
    assert [str(item.fate) for item in made.comparison.items] == ["unchanged"] * 3 + ["dropped"]


def test_a_new_row_is_owed_from_the_day_of_the_decision(plan: Plan, cast: Cast) -> None:
    amendment = read_amendment(plan, cast, AREA, NEW)
    made = amend(amendment, cast)
    row = plan.deliverables.get(text="Báo cáo tổng kết")
    assert row.basis == "Bổ sung theo Quyết định số 120/QĐ-UBND"
    assert due_days(row.position, plan) == {
        COMMUNE: ("open", date(2026, 11, 29)),
        NEIGHBOUR: ("open", date(2026, 11, 29)),
    }
    assert len(made.revision.of_kind(LineKind.ARISES)) == 2
    assert row.position == 3, "it stands behind the last row of its area"
    assert [one.position for one in plan.deliverables.all()] == [1, 2, 3, 4, 5]


def test_a_row_that_is_not_sure_is_asked_and_then_known(plan: Plan, cast: Cast) -> None:
    doubtful = (
        "1\tTheo dõi giải quyết hồ sơ\tSổ theo dõi điện tử của xã\tHằng quý\tUBND các xã, phường\t\tVăn phòng UBND tỉnh"
    )
    amendment = read_amendment(plan, cast, "II\tCải cách thủ tục hành chính\t\t\t\t\t", doubtful)
    made = shown(amendment, cast)
    (item,) = (item for item in made.comparison.items if item.fate is Fate.UNCERTAIN)
    with pytest.raises(BadInput, match="Còn 1 dòng chưa rõ là dòng nào"):
        amend(amendment, cast)
    assert item.new
    pair_say(
        amendment,
        actor=cast.standing_officer.actor,
        old_id=item.offers[0].key,
        new_id=item.new.key,
        choice=PairChoice.SAME,
        now=cast.now,
    )
    amend(amendment, cast)
    assert plan.deliverables.get(pk=item.offers[0].key).text == "Sổ theo dõi điện tử của xã"


def test_changes_are_entered_by_hand_where_the_decision_is_a_picture(plan: Plan, cast: Cast) -> None:
    actor = cast.standing_officer.actor
    amendment = brought_in(plan, cast, b"%PDF-1.7 scanned", file_name="quyet-dinh.pdf", is_by_hand=True)
    assert amendment.state == "review"
    row = row_copy(amendment, actor=actor, old_id=plan.deliverables.get(position=2).pk, now=cast.now)
    assert row_copy(amendment, actor=actor, old_id=plan.deliverables.get(position=2).pk, now=cast.now) == row
    deliverable_edit(row, actor=actor, edit=edit_of(row, deadline_text="Chậm nhất ngày 15/6/2026"), now=cast.now)
    dropped = plan.deliverables.get(position=4)
    pair_say(amendment, actor=actor, old_id=dropped.pk, new_id=None, choice=PairChoice.DROPPED, now=cast.now)
    services.plan_header_edit(
        amendment, actor=actor, now=cast.now, symbol="120/QĐ-UBND", issued_on=date(2026, 3, 10), title="Sửa đổi"
    )
    amend(amendment, cast)
    assert due_days(2, plan)[COMMUNE] == ("open", JUNE)
    assert {state for state, _due in due_days(4, plan).values()} == {"cancelled"}


def test_a_row_entered_by_hand_can_be_taken_out_again(plan: Plan, cast: Cast) -> None:
    actor = cast.standing_officer.actor
    amendment = brought_in(plan, cast, b"%PDF-1.7 scanned", file_name="quyet-dinh.pdf", is_by_hand=True)
    row = row_copy(amendment, actor=actor, old_id=plan.deliverables.get(position=2).pk, now=cast.now)
    row_forget(amendment, actor=actor, row_id=row.pk, now=cast.now)
    assert not amendment.deliverables.exists()
    assert not amendment.tasks.exists()


def test_what_was_read_from_the_file_is_not_taken_out(plan: Plan, cast: Cast) -> None:
    amendment = read_amendment(plan, cast, *LATER)
    with pytest.raises(BadInput, match="nhập tay"):
        row_forget(amendment, actor=cast.standing_officer.actor, row_id=amendment.deliverables.get().pk, now=cast.now)


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (DECISION.replace("10 tháng 3 năm 2026", "10 tháng 12 năm 2025"), "ký ngày 10/12/2025, trước kế hoạch"),
        (DECISION.replace("nhà nước năm 2026", "nhà nước năm 2025"), "nói về năm 2025, còn kế hoạch là của năm 2026"),
        (DECISION.replace("Số: 120/QĐ-UBND", ""), "Thiếu số, ký hiệu"),
        (DECISION.replace("ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY", "ỦY BAN NHÂN DÂN XÃ ĐỒI CHÈ"), "kiểm tra thẩm quyền"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_words(plan: Plan, cast: Cast, head: str, sentence: str) -> None:
    amendment = read_amendment(plan, cast, *LATER, head=head)
    with pytest.raises(BadInput, match=sentence):
        amend(amendment, cast)
    assert due_days(2, plan)[COMMUNE] == ("open", MAY)


def test_of_another_issuer_it_holds_once_somebody_has_looked(plan: Plan, cast: Cast) -> None:
    other = DECISION.replace("ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY", "ỦY BAN NHÂN DÂN XÃ ĐỒI CHÈ")
    amend(read_amendment(plan, cast, *LATER, head=other), cast, is_issuer_seen=True)
    assert due_days(2, plan)[COMMUNE] == ("open", JUNE)


def test_a_document_that_changes_nothing_is_no_amendment(plan: Plan, cast: Cast) -> None:
    amendment = read_amendment(plan, cast, *ROWS, how=AmendmentKind.WHOLE)
    with pytest.raises(BadInput, match="không thay đổi dòng nào"):
        amend(amendment, cast)


def test_an_amendment_assigns_nothing_by_itself(plan: Plan, cast: Cast) -> None:
    amendment = read_amendment(plan, cast, *LATER)
    with pytest.raises(WrongState, match="bảng đối chiếu"):
        services.plan_confirm(amendment, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)


def test_it_is_applied_once(plan: Plan, cast: Cast) -> None:
    amendment = read_amendment(plan, cast, *LATER)
    version = shown(amendment, cast).version
    amend(amendment, cast, version=version)
    with pytest.raises(WrongState):
        amend(amendment, cast, version=version)
    assert DueChange.objects.count() == 2


def test_a_stale_preview_is_refused(plan: Plan, cast: Cast) -> None:
    amendment = read_amendment(plan, cast, *LATER)
    version = shown(amendment, cast).version
    hand_in(of(plan, 2, COMMUNE), cast)
    with pytest.raises(WrongState, match="Xem lại rồi xác nhận lại"):
        amend(amendment, cast, version=version)


def test_a_withdrawn_plan_is_not_amended(plan: Plan, cast: Cast) -> None:
    amendment = read_amendment(plan, cast, *LATER)
    version = shown(amendment, cast).version
    plan_withdraw(plan, actor=cast.standing_officer.actor, reason="Ban hành nhầm bản nháp.", now=cast.now)
    with pytest.raises(WrongState, match="thu hồi"):
        amend(amendment, cast, version=version)
    with pytest.raises(WrongState, match="thu hồi"):
        brought_in(plan, cast, b"x")


@pytest.mark.parametrize("who", ["commune_officer", "province_leader", "stranger"])
def test_nobody_else_may_amend(plan: Plan, cast: Cast, who: str) -> None:
    amendment = read_amendment(plan, cast, *LATER)
    with pytest.raises(NotAllowed):
        amend(amendment, cast, actor=getattr(cast, who).actor)
    with pytest.raises(NotAllowed):
        brought_in(plan, cast, b"x", actor=getattr(cast, who).actor)


def test_a_row_of_another_plan_is_no_answer(plan: Plan, cast: Cast, read: Callable[..., Plan]) -> None:
    amendment = read_amendment(plan, cast, *LATER)
    other = read(*ROWS).deliverables.first()
    assert other
    with pytest.raises(BadInput, match="không thuộc kế hoạch"):
        pair_say(
            amendment,
            actor=cast.standing_officer.actor,
            old_id=other.pk,
            new_id=None,
            choice=PairChoice.DROPPED,
            now=cast.now,
        )


def test_an_amendment_asks_a_fixed_number_of_queries(
    plan: Plan, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    amendment = read_amendment(plan, cast, *WITHOUT_PROCEDURES, NEW, how=AmendmentKind.WHOLE)
    version = shown(amendment, cast).version
    with django_assert_max_num_queries(94):
        amend(amendment, cast, version=version)
