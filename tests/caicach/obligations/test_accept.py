"""Taking a hand-in: by whom, what follows it, what refuses."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.services import obligation_accept, obligation_return
from caicach.web.errors import NotAllowed, WrongState
from cast import Cast


def assert_untouched(obligation: Obligation) -> None:
    assert Obligation.objects.get(pk=obligation.pk).state == "submitted"
    assert Submission.objects.get(obligation=obligation).state == "pending"
    assert not Entry.objects.filter(action="obligations.accept").exists()


def test_what_was_handed_in_is_taken(cast: Cast) -> None:
    obligation = cast.obligation(state=ObligationState.SUBMITTED)
    later = cast.now + timedelta(days=40)

    obligation_accept(obligation, actor=cast.standing_officer.actor, now=later)

    fresh = Obligation.objects.get(pk=obligation.pk)
    # The checker came forty days later; the agency was in time all the same.
    assert (fresh.state, fresh.accepted_at, fresh.met_on) == ("accepted", later, cast.today)
    assert fresh.met_on is not None
    assert fresh.due_on is not None
    assert fresh.met_on <= fresh.due_on
    submission = Submission.objects.get()
    assert (submission.state, submission.decided_by) == ("accepted", cast.standing_officer.user)


def test_what_the_report_carries_is_done_with_it(cast: Cast) -> None:
    carrier = (cast.commune.pk, "2026-Q1")
    inside = cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=carrier),))
    cast.assign(cast.draft(is_report=True), inside, inside)
    report = Obligation.objects.get(duty__is_report=True)
    cast.submit(report)

    obligation_accept(report, actor=cast.standing_officer.actor, now=cast.now)

    assert set(Obligation.objects.values_list("state", "accepted_at")) == {("accepted", cast.now)}


def test_nobody_takes_their_own_agencys_work(cast: Cast) -> None:
    obligation = cast.obligation(
        state=ObligationState.SUBMITTED, agency_id=cast.standing.pk, acceptor_id=cast.province.pk
    )

    # The officer stands for the province, too, and would be its checker for anybody else.
    with pytest.raises(NotAllowed, match="chính cơ quan mình"):
        obligation_accept(obligation, actor=cast.standing_officer.actor, now=cast.now)

    assert_untouched(obligation)
    obligation_accept(obligation, actor=cast.province_leader.actor, now=cast.now)


@pytest.mark.parametrize("who", ["commune_officer", "department_officer", "commune_viewer", "province_leader"])
def test_only_the_accepting_body_takes(cast: Cast, who: str) -> None:
    obligation = cast.obligation(state=ObligationState.SUBMITTED)

    with pytest.raises(NotAllowed):
        obligation_accept(obligation, actor=getattr(cast, who).actor, now=cast.now)

    assert_untouched(obligation)


@pytest.mark.parametrize(
    "state", [ObligationState.DORMANT, ObligationState.OPEN, ObligationState.RETURNED, ObligationState.ACCEPTED]
)
def test_only_what_was_handed_in_is_taken(cast: Cast, state: ObligationState) -> None:
    obligation = cast.obligation(state=state)

    with pytest.raises(WrongState):
        obligation_accept(obligation, actor=cast.standing_officer.actor, now=cast.now)

    assert Obligation.objects.get(pk=obligation.pk).state == state


def test_of_two_decisions_at_once_one_wins(cast: Cast) -> None:
    obligation = cast.obligation(state=ObligationState.SUBMITTED)
    other_window = Obligation.objects.get(pk=obligation.pk)
    actor = cast.standing_officer.actor
    obligation_return(obligation, actor=actor, reason="Thiếu chữ ký.", now=cast.now)

    with pytest.raises(WrongState, match="trước bạn"):
        obligation_accept(other_window, actor=actor, now=cast.now)

    assert Obligation.objects.get(pk=obligation.pk).state == "returned"


class TestPage:
    """The button of the obligation's page."""

    @staticmethod
    def url(obligation: Obligation) -> str:
        return reverse("obligations:accept", args=[obligation.uid])

    def test_it_takes_what_was_shown(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation(state=ObligationState.SUBMITTED)
        client.force_login(cast.standing_officer.user)
        assert 'action="' + self.url(obligation) in client.get(obligation_url(obligation)).content.decode()

        response = client.post(self.url(obligation), {"number": 1})

        assert response.status_code == 302
        assert (
            "Đã nghiệm thu sản phẩm của UBND xã Suối Nhạn." in client.get(response.headers["Location"]).content.decode()
        )
        assert Entry.objects.get(action="obligations.accept").object_id == obligation.pk

    def test_another_hand_in_than_the_one_shown_is_not_taken(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation(state=ObligationState.RETURNED)
        cast.submit(obligation)
        client.force_login(cast.standing_officer.user)

        assert client.post(self.url(obligation), {"number": 1}).status_code == 409
        assert client.post(self.url(obligation), {}).status_code == 409
        assert Obligation.objects.get(pk=obligation.pk).state == "submitted"
        assert Submission.objects.filter(state="pending", number=2).exists()

    @pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("commune_officer", 403), ("province_leader", 403)])
    def test_others_are_refused_and_nothing_changes(self, cast: Cast, client: Client, who: str, status: int) -> None:
        obligation = cast.obligation(state=ObligationState.SUBMITTED)
        client.force_login(getattr(cast, who).user)

        assert client.post(self.url(obligation), {"number": 1}).status_code == status
        assert_untouched(obligation)

    def test_it_takes_no_get_and_no_one_unknown(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation(state=ObligationState.SUBMITTED)
        assert "/tai-khoan/" in client.post(self.url(obligation), {"number": 1}).headers["Location"]
        client.force_login(cast.standing_officer.user)
        assert client.get(self.url(obligation)).status_code == 405
        assert_untouched(obligation)


def obligation_url(obligation: Obligation) -> str:
    return reverse("obligations:detail", args=[obligation.uid])
