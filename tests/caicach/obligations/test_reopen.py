"""What was accepted is open again, with a reason of substance."""

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState, SubmissionState
from caicach.obligations.models import Obligation, Transition
from caicach.obligations.services import obligation_accept, obligation_reopen
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast, Person

pytestmark = pytest.mark.django_db
REASON = "Kiểm tra sau nghiệm thu: số liệu trong phụ lục không khớp hồ sơ gốc, đề nghị rà soát và nộp lại."


def reopen(cast: Cast, one: Obligation, *, person: Person | None = None, reason: str = REASON) -> Obligation:
    return obligation_reopen(one, actor=(person or cast.standing_officer).actor, reason=reason, now=cast.now)


class TestReopening:
    def test_it_is_returned_and_lateness_counts_again(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.ACCEPTED)
        reopen(cast, one)
        after = Obligation.objects.get(pk=one.pk)
        assert (after.state, after.met_on, after.accepted_at) == (ObligationState.RETURNED, None, None)
        assert (after.first_due_on, after.due_on) == (one.first_due_on, one.due_on)

    def test_the_hand_in_stays_as_reopened_with_who_accepted_it(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.ACCEPTED)
        reopen(cast, one)
        submission = one.submissions.get()
        assert (submission.state, submission.return_reason) == (SubmissionState.REOPENED, REASON)
        assert submission.decided_at == cast.now

    def test_it_is_told_once(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.ACCEPTED)
        reopen(cast, one)
        row = Transition.objects.filter(obligation=one).order_by("-pk")[0]
        assert (row.from_state, row.to_state, row.reason) == ("accepted", "returned", REASON)
        assert Entry.objects.filter(action="obligations.reopen").count() == 1

    def test_what_the_report_carried_follows(self, cast: Cast) -> None:
        key = (cast.commune.pk, "2026-Q1")
        cast.assign(cast.draft(is_report=True), cast.draft(obligations=(cast.owed(carrier=key),)))
        report = Obligation.objects.select_related("duty").get(duty__is_report=True)
        cast.submit(report)
        obligation_accept(report, actor=SYSTEM, now=cast.now)
        reopen(cast, report)
        assert set(Obligation.objects.values_list("state", flat=True)) == {ObligationState.RETURNED}
        carried = Obligation.objects.get(duty__is_report=False)
        with pytest.raises(WrongState):
            reopen(cast, Obligation.objects.select_related("carrier", "duty").get(pk=carried.pk))

    def test_it_can_be_handed_in_and_accepted_again(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.ACCEPTED)
        reopen(cast, one)
        cast.submit(one)
        obligation_accept(one, actor=cast.standing_officer.actor, now=cast.now)
        assert list(one.submissions.values_list("state", flat=True)) == ["reopened", "accepted"]

    def test_the_accepting_body_may_too(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.ACCEPTED, acceptor_id=cast.department.pk)
        assert reopen(cast, one, person=cast.department_officer).state == ObligationState.RETURNED


class TestRefusing:
    @pytest.mark.parametrize("reason", ["", "   ", "Làm lại", "!" * 60])
    def test_a_reason_without_substance(self, cast: Cast, reason: str) -> None:
        one = cast.obligation(state=ObligationState.ACCEPTED)
        with pytest.raises(BadInput, match="Thiếu lý do mở lại"):
            reopen(cast, one, reason=reason)
        assert Obligation.objects.get(pk=one.pk).state == ObligationState.ACCEPTED

    @pytest.mark.parametrize(
        "state", [ObligationState.OPEN, ObligationState.SUBMITTED, ObligationState.RETURNED, ObligationState.DORMANT]
    )
    def test_what_is_not_accepted(self, cast: Cast, state: ObligationState) -> None:
        with pytest.raises(WrongState):
            reopen(cast, cast.obligation(state=state))

    def test_only_the_first_counts(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.ACCEPTED)
        same = Obligation.objects.select_related("duty", "agency").get(pk=one.pk)
        reopen(cast, one)
        with pytest.raises(WrongState):
            reopen(cast, same)
        assert Entry.objects.filter(action="obligations.reopen").count() == 1

    def test_others_and_ones_own(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.ACCEPTED)
        for person in (cast.commune_officer, cast.commune_leader, cast.neighbour_officer, cast.department_officer):
            with pytest.raises(NotAllowed):
                reopen(cast, one, person=person)
        own = cast.obligation(state=ObligationState.ACCEPTED, agency_id=cast.standing.pk, acceptor_id=cast.province.pk)
        with pytest.raises(NotAllowed, match="chính cơ quan mình"):
            reopen(cast, own)


class TestPage:
    def test_the_agency_reads_that_it_was_reopened_and_why(self, cast: Cast, client: Client) -> None:
        one = cast.obligation(state=ObligationState.ACCEPTED)
        url = reverse("obligations:reopen", args=[one.uid])
        client.force_login(cast.standing_officer.user)
        assert client.post(url, {"reason": "ngắn"}).status_code == 422
        assert client.post(url, {"reason": REASON}).status_code == 302
        client.force_login(cast.commune_officer.user)
        page = client.get(reverse("obligations:detail", args=[one.uid])).content.decode()
        assert "Đã mở lại sau khi nghiệm thu, cần nộp lại" in page
        assert page.count(REASON) >= 2  # on top and among the hand-ins
        assert "mở lại nhiệm vụ đã nghiệm thu" in page
        desk = client.get(reverse("desk:desk")).content.decode()
        assert REASON in desk

    def test_others_find_no_form(self, cast: Cast, client: Client) -> None:
        one = cast.obligation(state=ObligationState.ACCEPTED)
        client.force_login(cast.commune_officer.user)
        url = reverse("obligations:reopen", args=[one.uid])
        assert url not in client.get(reverse("obligations:detail", args=[one.uid])).content.decode()
        assert client.post(url, {"reason": REASON}).status_code == 403
