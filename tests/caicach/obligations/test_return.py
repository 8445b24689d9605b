"""Giving a hand-in back: with a reason, by the accepting body alone."""

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.models import Obligation, Submission, Transition
from caicach.obligations.services import obligation_return
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast

REASON = "Thiếu biên bản kiểm tra việc sửa biển chỉ dẫn."


def assert_untouched(obligation: Obligation) -> None:
    fresh = Obligation.objects.get(pk=obligation.pk)
    assert (fresh.state, fresh.met_on is None) == ("submitted", False)
    assert Submission.objects.get(obligation=obligation).state == "pending"
    assert not Entry.objects.filter(action="obligations.return").exists()


def test_what_was_handed_in_goes_back_with_the_reason(cast: Cast) -> None:
    obligation = cast.obligation(state=ObligationState.SUBMITTED)

    obligation_return(obligation, actor=cast.standing_officer.actor, reason=f" {REASON}\n", now=cast.now)

    fresh = Obligation.objects.get(pk=obligation.pk)
    assert (fresh.state, fresh.met_on) == ("returned", None)
    submission = Submission.objects.get()
    assert (submission.state, submission.return_reason, submission.decided_at) == ("returned", REASON, cast.now)
    assert Transition.objects.filter(obligation=obligation).last().reason == REASON  # type: ignore[union-attr]


def test_what_the_report_carries_is_open_again_with_it(cast: Cast) -> None:
    carrier = (cast.commune.pk, "2026-Q1")
    cast.assign(
        cast.draft(is_report=True),
        cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=carrier),)),
    )
    report = Obligation.objects.get(duty__is_report=True)
    cast.submit(report)

    obligation_return(report, actor=cast.standing_officer.actor, reason=REASON, now=cast.now)

    assert set(Obligation.objects.values_list("state", "met_on")) == {("returned", None)}


@pytest.mark.parametrize(("reason", "sentence"), [("", "Thiếu lý do"), (" .. ", "Thiếu lý do"), ("a" * 2001, "dài")])
def test_a_reason_that_says_nothing_is_refused(cast: Cast, reason: str, sentence: str) -> None:
    obligation = cast.obligation(state=ObligationState.SUBMITTED)

    with pytest.raises(BadInput, match=sentence):
        obligation_return(obligation, actor=cast.standing_officer.actor, reason=reason, now=cast.now)

    assert_untouched(obligation)


def test_nobody_returns_their_own_agencys_work(cast: Cast) -> None:
    obligation = cast.obligation(state=ObligationState.SUBMITTED)

    with pytest.raises(NotAllowed, match="chính cơ quan mình"):
        obligation_return(obligation, actor=cast.commune_leader.actor, reason=REASON, now=cast.now)

    assert_untouched(obligation)


def test_what_is_not_handed_in_is_not_returned(cast: Cast) -> None:
    with pytest.raises(WrongState):
        obligation_return(cast.obligation(), actor=cast.standing_officer.actor, reason=REASON, now=cast.now)


class TestPage:
    """The form of the obligation's page."""

    @staticmethod
    def url(obligation: Obligation) -> str:
        return reverse("obligations:return", args=[obligation.uid])

    def test_it_returns_and_the_agency_reads_the_reason(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation(state=ObligationState.SUBMITTED)
        client.force_login(cast.standing_officer.user)

        response = client.post(self.url(obligation), {"number": 1, "reason": REASON})

        assert response.status_code == 302
        client.force_login(cast.commune_officer.user)
        assert REASON in client.get(response.headers["Location"]).content.decode()

    def test_an_empty_reason_comes_back_under_the_field(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation(state=ObligationState.SUBMITTED)
        client.force_login(cast.standing_officer.user)

        response = client.post(self.url(obligation), {"number": 1, "reason": " . "})

        assert response.status_code == 422
        assert "Thiếu lý do trả lại" in response.content.decode()
        assert_untouched(obligation)

    @pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("commune_officer", 403)])
    def test_others_are_refused_and_nothing_changes(self, cast: Cast, client: Client, who: str, status: int) -> None:
        obligation = cast.obligation(state=ObligationState.SUBMITTED)
        client.force_login(getattr(cast, who).user)

        assert client.post(self.url(obligation), {"number": 1, "reason": REASON}).status_code == status
        assert_untouched(obligation)

    def test_it_takes_no_get_and_no_one_unknown(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation(state=ObligationState.SUBMITTED)
        assert client.post(self.url(obligation), {"number": 1, "reason": REASON}).status_code == 302
        client.force_login(cast.standing_officer.user)
        assert client.get(self.url(obligation)).status_code == 405
        assert_untouched(obligation)
