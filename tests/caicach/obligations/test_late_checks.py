"""The acceptor's own clock, what a return names as missing, and the sums of an area."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.constants import Missing, ObligationState
from caicach.obligations.mapping import Proof
from caicach.obligations.models import Obligation
from caicach.obligations.selectors import (
    area_sums,
    late_check_count,
    late_checkers,
    late_checks,
    missing_from_json,
    queue_of,
)
from caicach.obligations.services import (
    clock_set,
    draft_approve,
    draft_prepare,
    obligation_accept,
    obligation_hand_in_for,
    obligation_return,
)
from caicach.web.errors import BadInput
from cast import Cast

pytestmark = pytest.mark.django_db
LATE = date(2026, 3, 26)  # the acceptor's last day is Monday, 23 March


def proof() -> Proof:
    return Proof(
        type="Báo cáo", symbol="1/BC-UBND", issued_on=date(2026, 3, 13), file=b"%PDF-1.7\n%%EOF\n", file_name="a.pdf"
    )


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr("caicach.web.clock.now", lambda: moment)


class TestClock:
    def test_it_runs_from_the_hand_in(self, cast: Cast) -> None:
        assert cast.obligation(state=ObligationState.SUBMITTED).decide_by_on == date(2026, 3, 23)

    def test_the_standing_bodys_own_term_counts(self, cast: Cast) -> None:
        actor = cast.standing_officer.actor
        clock_set(cast.standing.pk, actor=actor, kind="acceptance", working_days=2, now=cast.now, today=cast.today)
        assert cast.obligation(state=ObligationState.SUBMITTED).decide_by_on == date(2026, 3, 18)

    def test_it_runs_when_the_leader_approves(self, two_steps: Cast) -> None:
        cast = two_steps
        one = cast.obligation()
        given: dict[str, Any] = {"now": cast.now, "today": cast.today}
        draft_prepare(one, actor=cast.commune_officer.actor, proof=proof(), **given)
        assert Obligation.objects.get(pk=one.pk).decide_by_on is None
        draft_approve(one, actor=cast.commune_leader.actor, version=1, **given)
        assert Obligation.objects.get(pk=one.pk).decide_by_on == date(2026, 3, 23)

    def test_it_runs_for_what_was_handed_in_on_behalf(self, cast: Cast) -> None:
        one = cast.obligation(acceptor_id=cast.department.pk)
        actor = cast.standing_officer.actor
        obligation_hand_in_for(one, actor=actor, proof=proof(), now=cast.now, today=cast.today)
        assert Obligation.objects.get(pk=one.pk).decide_by_on == date(2026, 3, 23)

    def test_what_a_report_carries_has_the_same_and_counts_with_it(self, cast: Cast) -> None:
        key = (cast.commune.pk, "2026-Q1")
        cast.assign(cast.draft(is_report=True), cast.draft(obligations=(cast.owed(carrier=key),)))
        cast.submit(Obligation.objects.select_related("duty").get(duty__is_report=True))
        assert set(Obligation.objects.values_list("decide_by_on", flat=True)) == {date(2026, 3, 23)}
        assert late_check_count(cast.standing_officer.actor, today=LATE) == 1

    @pytest.mark.parametrize("state", [ObligationState.ACCEPTED, ObligationState.RETURNED])
    def test_a_decision_stops_it(self, cast: Cast, state: ObligationState) -> None:
        one = cast.obligation(state=state)
        assert Obligation.objects.get(pk=one.pk).decide_by_on is None

    def test_history_has_no_clock(self, cast: Cast) -> None:
        assert cast.obligation(state=ObligationState.SUBMITTED, is_history=True).decide_by_on is None


class TestLate:
    def test_who_is_late_and_by_how_many_working_days(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.SUBMITTED)
        found = late_checks(cast.standing_officer.actor, today=LATE)
        (check,) = found.rows
        assert (check.obligation.pk, check.decide_by_on, check.working_days) == (one.pk, date(2026, 3, 23), 3)
        assert (found.total, found.checker_count) == (1, 1)
        (checker,) = late_checkers(cast.standing_officer.actor, today=LATE)
        assert (checker.name, checker.count, checker.working_days) == ("Sở Nội vụ", 1, 3)

    def test_a_weekend_is_no_delay(self, cast: Cast) -> None:
        actor = cast.standing_officer.actor
        clock_set(cast.standing.pk, actor=actor, kind="acceptance", working_days=4, now=cast.now, today=cast.today)
        cast.obligation(state=ObligationState.SUBMITTED)  # until Friday
        (check,) = late_checks(actor, today=date(2026, 3, 23)).rows
        assert check.working_days == 1

    def test_not_on_the_last_day_itself(self, cast: Cast) -> None:
        cast.obligation(state=ObligationState.SUBMITTED)
        assert late_check_count(cast.standing_officer.actor, today=date(2026, 3, 23)) == 0

    def test_it_never_makes_the_agency_late(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.SUBMITTED)
        obligation_accept(one, actor=cast.standing_officer.actor, now=cast.now + timedelta(days=60))
        after = Obligation.objects.get(pk=one.pk)
        assert after.met_on is not None and after.due_on is not None and after.met_on <= after.due_on

    def test_the_submitter_sees_it_and_strangers_do_not(self, cast: Cast) -> None:
        cast.obligation(state=ObligationState.SUBMITTED)
        assert late_check_count(cast.commune_officer.actor, today=LATE) == 1
        assert late_check_count(cast.stranger.actor, today=LATE) == 0

    def test_by_body_and_by_area(self, cast: Cast) -> None:
        cast.obligation(state=ObligationState.SUBMITTED)
        cast.obligation(state=ObligationState.SUBMITTED, acceptor_id=cast.department.pk)
        actor = cast.standing_officer.actor
        assert late_checks(actor, today=LATE, checker=cast.department.uid).total == 1
        assert late_checks(actor, today=LATE, area="procedures").total == 0

    def test_the_queue_says_until_when(self, cast: Cast) -> None:
        cast.obligation(state=ObligationState.SUBMITTED)
        (row,) = queue_of(cast.standing_officer.actor)
        assert row.decide_by_on == date(2026, 3, 23)

    @pytest.mark.parametrize("count", [1, 15])
    def test_its_cost_is_fixed(self, cast: Cast, count: int, django_assert_num_queries: Any) -> None:
        for _ in range(count):
            cast.obligation(state=ObligationState.SUBMITTED)
        with django_assert_num_queries(3):
            late_checks(cast.standing_officer.actor, today=LATE)


class TestMissing:
    def give_back(self, cast: Cast, reason: str = "", missing: tuple[str, ...] = ()) -> Obligation:
        one = cast.obligation(state=ObligationState.SUBMITTED)
        actor = cast.standing_officer.actor
        return obligation_return(one, actor=actor, reason=reason, missing=missing, now=cast.now)

    def test_codes_stand_beside_the_words(self, cast: Cast) -> None:
        one = self.give_back(cast, "Phụ lục 2 chưa có số liệu quý I.", ("figures", "annex", "figures"))
        submission = one.submissions.get()
        assert missing_from_json(submission.missing) == (Missing.FIGURES, Missing.ANNEX)
        assert submission.return_reason == "Phụ lục 2 chưa có số liệu quý I."

    def test_codes_alone_are_words_enough(self, cast: Cast) -> None:
        one = self.give_back(cast, missing=("unsigned", "number_date"))
        assert one.submissions.get().return_reason == (
            "Còn thiếu: chưa có số, ngày văn bản; chưa ký, chưa đóng dấu hoặc ký không đúng thẩm quyền."
        )

    @pytest.mark.parametrize("missing", [(), ("other",)])
    def test_something_must_say_what_to_mend(self, cast: Cast, missing: tuple[str, ...]) -> None:
        with pytest.raises(BadInput, match="Thiếu lý do"):
            self.give_back(cast, missing=missing)
        assert Obligation.objects.get().state == ObligationState.SUBMITTED

    def test_an_unknown_code_is_refused(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="danh sách"):
            self.give_back(cast, "Đề nghị bổ sung.", ("tra",))

    def test_the_submitter_finds_the_checklist_wherever_it_is_needed(self, cast: Cast, client: Client) -> None:
        one = cast.obligation(state=ObligationState.SUBMITTED)
        client.force_login(cast.standing_officer.user)
        sent = {"number": 1, "missing": ["annex"], "reason": ""}
        assert client.post(reverse("obligations:return", args=[one.uid]), sent).status_code == 302
        client.force_login(cast.commune_officer.user)
        page = client.get(reverse("obligations:detail", args=[one.uid])).content.decode()
        # On top, on the hand-in that came back, and on the form of the next one.
        assert page.count("Thiếu phụ lục, biểu mẫu kèm theo") == 3
        assert "Lần trước còn thiếu" in page
        assert "Thiếu phụ lục" in client.get(reverse("desk:desk")).content.decode()


class TestAreas:
    def test_an_area_lead_sums_up_their_area_and_the_standing_body_all(self, cast: Cast) -> None:
        for state in (ObligationState.SUBMITTED, ObligationState.ACCEPTED, ObligationState.RETURNED):
            cast.obligation(state=state, duty={"area_code": "procedures"})
        cast.obligation()
        (led,) = area_sums(cast.area_lead.actor, year=2026, today=LATE)
        assert (led.code, led.total, led.waiting, led.late_to_accept) == ("procedures", 3, 1, 1)
        assert (led.accepted, led.returned, led.overdue) == (1, 1, 0)
        whole = area_sums(cast.standing_officer.actor, year=2026, today=LATE)
        assert [(one.code, one.total) for one in whole] == [("institutions", 1), ("procedures", 3)]

    def test_others_have_no_sums(self, cast: Cast) -> None:
        cast.obligation()
        assert area_sums(cast.commune_officer.actor, year=2026, today=LATE) == ()

    def test_the_page_leads_from_every_number_to_its_rows(
        self, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cast.obligation(state=ObligationState.SUBMITTED)
        at(monkeypatch, cast.now.replace(day=26))
        client.force_login(cast.standing_officer.user)
        page = client.get(reverse("obligations:queue")).content.decode()
        assert "Tổng hợp theo lĩnh vực" in page and "chậm 3 ngày làm việc" in page
        late = client.get(reverse("obligations:late"), {"theo": "nghiem-thu", "area": "institutions"})
        assert "1 sản phẩm chờ nghiệm thu quá hạn ở 1 cơ quan" in late.content.decode()


class TestPage:
    def test_late_acceptance_is_a_kind_of_its_own(
        self, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cast.obligation(state=ObligationState.SUBMITTED)
        at(monkeypatch, cast.now.replace(day=26))
        client.force_login(cast.commune_officer.user)
        url = reverse("obligations:late")
        assert "Không có nhiệm vụ quá hạn" in client.get(url).content.decode()
        page = client.get(url, {"theo": "nghiem-thu"}).content.decode()
        assert "Sở Nội vụ" in page and "chậm 3 ngày làm việc" in page

    def test_the_submitter_reads_whom_it_waits_for_and_until_when(
        self, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = cast.obligation(state=ObligationState.SUBMITTED)
        at(monkeypatch, cast.now)
        client.force_login(cast.commune_officer.user)
        url = reverse("obligations:detail", args=[one.uid])
        page = client.get(url).content.decode()
        assert "Chờ Sở Nội vụ nghiệm thu" in page and "chậm nhất 23/03/2026" in page
        at(monkeypatch, cast.now.replace(day=26))
        assert "chậm nghiệm thu 3 ngày làm việc" in client.get(url).content.decode()
