"""A whole plan is taken back while nobody has acted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.documents.models import Document
from caicach.obligations.models import Obligation, Transition
from caicach.obligations.services import event_record
from caicach.plans.models import Plan
from caicach.plans.services.correct import deliverable_correct
from caicach.plans.services.withdraw import plan_withdraw
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from plans_correcting import REASON, assigned, edit_of, hand_in, preview


@pytest.fixture
def plan(plan: Plan, cast: Cast) -> Plan:
    """The plan, assigned."""
    return assigned(plan, cast)


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The standing officer's browser."""
    client.force_login(cast.standing_officer.user)
    return client


def withdraw(plan: Plan, cast: Cast, reason: str = REASON) -> int:
    """Withdraw as the standing officer."""
    return plan_withdraw(plan, actor=cast.standing_officer.actor, reason=reason, now=cast.now)


def one_of(cast: Cast, title: str) -> Obligation:
    return Obligation.objects.select_related("duty", "agency", "acceptor").filter(duty__title=title)[0]


def test_everything_that_was_assigned_is_cancelled_with_the_reason(plan: Plan, cast: Cast) -> None:
    count = withdraw(plan, cast)
    assert count == Obligation.objects.count() == 20
    assert set(Obligation.objects.values_list("state", flat=True)) == {"cancelled"}
    ended = Transition.objects.filter(to_state="cancelled")
    assert (ended.count(), set(ended.values_list("reason", flat=True))) == (20, {REASON})
    fresh = Plan.objects.get()
    assert (fresh.state, fresh.withdraw_reason, fresh.withdrawn_by) == (
        "withdrawn",
        REASON,
        cast.standing_officer.user,
    )


def test_its_document_goes_where_nothing_else_uses_it(plan: Plan, cast: Cast) -> None:
    withdraw(plan, cast)
    assert not Document.objects.exists()
    assert Plan.objects.get().file is not None
    assert Entry.objects.filter(action="documents.forget").count() == 1


def test_a_document_that_proves_something_else_stays(plan: Plan, cast: Cast) -> None:
    other = cast.obligation()
    other.submissions.create(
        number=1, document=plan.document, handed_in_at=cast.now, handed_in_on=cast.today, met_on=cast.today
    )
    withdraw(plan, cast)
    assert Document.objects.get() == plan.document


def test_a_document_that_was_known_before_stays(plan: Plan, cast: Cast) -> None:
    Document.objects.update(registered_at=cast.now - timedelta(days=1))
    withdraw(plan, cast)
    assert Plan.objects.get().document == Document.objects.get()


def test_agencies_do_not_see_it_any_more_and_its_officer_does(client: Client, plan: Plan, cast: Cast) -> None:
    withdraw(plan, cast)
    address = reverse("plans:detail", args=[plan.uid])
    client.force_login(cast.commune_officer.user)
    assert client.get(address).status_code == 404
    client.force_login(cast.standing_officer.user)
    text = client.get(address).content.decode()
    assert "Đã thu hồi" in text
    assert REASON in text


@pytest.mark.parametrize("is_accepted", [False, True])
def test_it_stays_where_somebody_handed_in(plan: Plan, cast: Cast, *, is_accepted: bool) -> None:
    hand_in(one_of(cast, "Báo cáo rà soát của xã"), cast, is_accepted=is_accepted)
    with pytest.raises(WrongState, match="UBND xã"):
        withdraw(plan, cast)
    assert Plan.objects.get().state == "confirmed"
    assert not Obligation.objects.filter(state="cancelled").exists()


def test_it_stays_where_an_event_was_entered(plan: Plan, cast: Cast) -> None:
    asleep = one_of(cast, "Tờ trình công bố")
    event_record(asleep.duty, actor=SYSTEM, occurred_on=cast.today, description="Bộ đã công bố", now=cast.now)
    with pytest.raises(WrongState, match="Tờ trình công bố"):
        withdraw(plan, cast)


def test_a_reason_is_needed(plan: Plan, cast: Cast) -> None:
    with pytest.raises(BadInput, match="Thiếu lý do"):
        withdraw(plan, cast, reason="")
    assert Plan.objects.get().state == "confirmed"


def test_nobody_else_may_withdraw(plan: Plan, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        plan_withdraw(plan, actor=cast.commune_leader.actor, reason=REASON, now=cast.now)


def test_of_a_withdrawal_and_a_correction_one_wins(plan: Plan, cast: Cast) -> None:
    row = plan.deliverables.get(position=2)
    shown = preview(row, cast, lead="UBND xã Đồi Chè")
    withdraw(plan, cast)
    with pytest.raises(WrongState, match="thu hồi"):
        deliverable_correct(
            row,
            actor=cast.standing_officer.actor,
            edit=edit_of(row, lead="UBND xã Đồi Chè"),
            reason=REASON,
            version=shown.version,
            now=cast.now,
            today=cast.today,
        )
    with pytest.raises(WrongState):
        withdraw(plan, cast)


def test_what_is_not_assigned_is_not_withdrawn(read: Callable[..., Plan], cast: Cast) -> None:
    plan = read("1\tVận động\tKết quả\tTháng 6/2026\tSở Tài chính\t\t")
    with pytest.raises(WrongState, match="chưa giao việc"):
        withdraw(plan, cast)


def test_the_page_counts_what_would_be_cancelled(officer: Client, plan: Plan) -> None:
    address = reverse("plans:withdraw", args=[plan.uid])
    page = officer.get(address).context["page"]
    assert (page.obligation_count, page.agency_count, page.duty_count) == (20, 3, 5)
    answer = officer.post(address, {"reason": REASON}, follow=True)
    assert "20 nhiệm vụ được hủy" in answer.content.decode()


def test_the_page_names_who_has_acted(officer: Client, plan: Plan, cast: Cast) -> None:
    hand_in(one_of(cast, "Báo cáo rà soát của xã"), cast)
    address = reverse("plans:withdraw", args=[plan.uid])
    text = officer.get(address).content.decode()
    assert "Không thu hồi được" in text
    assert "đã nộp sản phẩm" in text
    assert "<textarea" not in text
    assert officer.post(address, {"reason": REASON}).status_code == 409
    assert Plan.objects.get().state == "confirmed"


def test_the_page_asks_for_a_reason(officer: Client, plan: Plan) -> None:
    answer = officer.post(reverse("plans:withdraw", args=[plan.uid]), {"reason": " "})
    assert answer.status_code == 422
    assert "Thiếu lý do" in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("commune_officer", 403), ("stranger", 404)])
def test_the_page_is_nobody_else_s(client: Client, plan: Plan, cast: Cast, who: str, status: int) -> None:
    client.force_login(getattr(cast, who).user)
    assert client.get(reverse("plans:withdraw", args=[plan.uid])).status_code == status


def test_a_withdrawal_asks_a_fixed_number_of_queries(
    plan: Plan, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(55):
        withdraw(plan, cast)
