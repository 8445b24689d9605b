"""What the lead asks of named bodies, by a date; and what becomes of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.agencies.constants import AgencyKind
from caicach.agencies.models import Agency
from caicach.audit.models import Entry
from caicach.obligations import selectors, services
from caicach.obligations.constants import (
    AcceptorReason,
    DutyOrigin,
    ObligationState,
    ParticipantRole,
    TrackingMode,
)
from caicach.obligations.mapping import Evidence, ParticipantDraft
from caicach.obligations.models import CoordinationAsk, Obligation, Request, Submission
from caicach.obligations.services import Asking, asks_close
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast, agency_make

Counting = Callable[[int], AbstractContextManager[Any]]
THING = "Gửi danh mục thủ tục hành chính"


def ask(cast: Cast, one: Obligation, *agencies: Agency, **values: Any) -> services.Asked:
    standard: dict[str, Any] = {"actor": cast.commune_officer.actor, "now": cast.now, "today": cast.today}
    asking = values.pop("asking", Asking(THING, cast.today + timedelta(days=5)))
    return services.coordination_ask(one, [agency.pk for agency in agencies], asking, **{**standard, **values})


def owed(made: services.Asked) -> Obligation:
    (one,) = made.asks
    return Obligation.objects.select_related("duty", "agency", "acceptor").get(duty=one.duty_id)


def answer(cast: Cast, one: Obligation) -> None:
    services.obligation_submit(
        one,
        actor=cast.department_officer.actor,
        evidence=Evidence(sentence="Đã gửi danh mục 120 thủ tục."),
        now=cast.now,
        today=cast.today,
    )


class TestAsking:
    def test_each_body_owes_its_own_answer_to_the_lead(self, cast: Cast) -> None:
        lead = cast.obligation()

        made = ask(cast, lead, cast.department, cast.office)

        assert made.refused == ()
        rows = Obligation.objects.filter(duty__ask__in=made.asks).select_related("duty").order_by("pk")
        assert [row.agency_id for row in rows] == [cast.department.pk, cast.office.pk]
        first = rows[0]
        assert (first.state, first.due_on) == (ObligationState.OPEN, cast.today + timedelta(days=5))
        assert (first.acceptor_id, first.acceptor_reason) == (cast.commune.pk, AcceptorReason.ASKED)
        assert (first.duty.origin, first.duty.title, first.duty.task) == (
            DutyOrigin.COORDINATION, THING, lead.duty.title,
        )  # fmt: skip
        assert Entry.objects.filter(action="obligations.ask", object_id=lead.pk).count() == 1

    def test_who_only_coordinates_owes_nothing_until_asked(self, cast: Cast) -> None:
        named = ParticipantDraft(cast.department.pk, ParticipantRole.COORDINATE)
        lead = cast.obligation(duty={"participants": (named,)})
        assert selectors.desk_of(cast.department_officer.actor, cast.today).due_soon_count == 0

        ask(cast, lead, cast.department)

        assert selectors.desk_of(cast.department_officer.actor, cast.today).due_soon_count == 1

    def test_the_way_of_an_answer(self, cast: Cast) -> None:
        lead = cast.obligation()
        one = owed(ask(cast, lead, cast.department))

        answer(cast, one)
        with pytest.raises(NotAllowed):
            services.obligation_accept(one, actor=cast.standing_officer.actor, now=cast.now)
        services.obligation_accept(one, actor=cast.commune_officer.actor, now=cast.now)

        (row,) = selectors.coordination_of(lead, actor=cast.commune_officer.actor).asks
        assert (row.state, row.answer, row.is_waited_for) == ("accepted", "Đã gửi danh mục 120 thủ tục.", False)

    def test_an_answer_may_be_asked_for_as_a_document(self, cast: Cast) -> None:
        asking = Asking(THING, cast.today, TrackingMode.DOCUMENT)
        assert owed(ask(cast, cast.obligation(), cast.department, asking=asking)).duty.mode == TrackingMode.DOCUMENT

    def test_one_level_deep_only(self, cast: Cast) -> None:
        one = owed(ask(cast, cast.obligation(), cast.department))
        with pytest.raises(WrongState, match="không đề nghị tiếp"):
            ask(cast, one, cast.office, actor=cast.department_officer.actor)
        assert CoordinationAsk.objects.count() == 1

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("Ủy ban MTTQ Việt Nam tỉnh", AgencyKind.FRONT),
            ("Tòa án nhân dân tỉnh", AgencyKind.OTHER),
            ("Công ty Điện lực Sông Mây", AgencyKind.ENTERPRISE),
        ],
    )
    def test_a_body_outside_command_gets_a_request_without_clock(self, cast: Cast, name: str, kind: AgencyKind) -> None:
        lead = cast.obligation()
        front = agency_make(name, kind, parent=cast.province)

        made = ask(cast, lead, front)

        assert not Obligation.objects.filter(agency=front).exists()
        assert Request.objects.get(duty__ask__in=made.asks).addressee == name
        later = cast.today + timedelta(days=90)
        (row,) = selectors.coordination_of(lead, actor=cast.commune_officer.actor).asks
        assert (row.is_outside, row.is_waited_for, row.days_late(later)) == (True, True, 0)
        assert selectors.waits_for([lead.pk], today=later) == {}

    @pytest.mark.parametrize("who", ["commune_viewer", "neighbour_officer", "standing_officer", "department_officer"])
    def test_only_the_lead_asks(self, cast: Cast, who: str) -> None:
        with pytest.raises(NotAllowed):
            ask(cast, cast.obligation(), cast.department, actor=getattr(cast, who).actor)
        assert not CoordinationAsk.objects.exists()

    def test_who_cannot_be_asked_is_left_out_and_the_others_are_asked(self, cast: Cast) -> None:
        lead = cast.obligation()
        Agency.objects.filter(pk=cast.office.pk).update(ended_on=cast.today)
        ask(cast, lead, cast.department)

        made = ask(cast, lead, cast.commune, cast.office, cast.department, cast.standing)

        assert [one.agency_id for one in made.asks] == [cast.standing.pk]
        reasons = {one.agency_id: one.reason for one in made.refused}
        assert "chủ trì" in reasons[cast.commune.pk]
        assert "kết thúc hoạt động" in reasons[cast.office.pk]
        assert "đúng nội dung này" in reasons[cast.department.pk]

    @pytest.mark.parametrize(
        ("asking", "words"),
        [
            (Asking(THING, date(2026, 3, 15)), "đã qua"),
            (Asking(" ", date(2026, 3, 20)), "nội dung"),
            (Asking("x" * 1001, date(2026, 3, 20)), "1000"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, cast: Cast, asking: Asking, words: str) -> None:
        with pytest.raises(BadInput, match=words):
            ask(cast, cast.obligation(), cast.department, asking=asking)

    @pytest.mark.parametrize("state", [ObligationState.ACCEPTED, ObligationState.DORMANT, ObligationState.SUBMITTED])
    def test_only_for_what_waits_for_the_lead(self, cast: Cast, state: ObligationState) -> None:
        with pytest.raises(WrongState):
            ask(cast, cast.obligation(state=state), cast.department)

    def test_its_cost_does_not_grow(self, cast: Cast, django_assert_num_queries: Counting) -> None:
        lead = cast.obligation()
        bodies = [agency_make(f"Sở {number}", AgencyKind.DEPARTMENT, parent=cast.province) for number in range(6)]
        # Savepoints of two services; the lead held; bodies, ended ones, what stands; duties, obligations, transitions
        # and their audit; asks and their audit.
        with django_assert_num_queries(12):
            ask(cast, lead, *bodies)


class TestBeingLate:
    def test_the_lead_and_its_acceptor_see_who_is_late_and_the_leads_day_stays(self, cast: Cast) -> None:
        lead = cast.obligation()
        due_on = lead.due_on
        ask(cast, lead, cast.department, asking=Asking(THING, cast.today))
        later = cast.today + timedelta(days=3)

        assert [(one.agency_name, one.days_late) for one in selectors.waits_for([lead.pk], today=later)[lead.pk]] == [
            ("Sở Tài chính", 3)
        ]
        lead.refresh_from_db()
        assert lead.due_on == due_on
        assert selectors.late_list(cast.department_officer.actor, today=later).total == 1

    def test_figures_of_plans_do_not_count_it_but_show_it_apart(self, cast: Cast) -> None:
        ask(cast, cast.obligation(), cast.department, asking=Asking(THING, cast.today))
        later = cast.today + timedelta(days=3)

        found = selectors.dashboard_of(cast.department_officer.actor, selectors.Scope(2026), today=later)

        tally = found.others[DutyOrigin.COORDINATION]
        assert (tally.total, tally.due, tally.late) == (1, 1, 1)
        assert found.between(date(2026, 1, 1), date(2026, 12, 31)).total == 0

        def listed(**filters: str) -> int:
            asked = selectors.Filters(measure="task", **filters)
            return selectors.listing_of(cast.department_officer.actor, asked, today=later).total

        assert (listed(), listed(origin="coordination")) == (0, 1)


class TestEnding:
    def test_withdrawn_it_is_owed_no_more(self, cast: Cast) -> None:
        made = ask(cast, cast.obligation(), cast.department)
        one = owed(made)

        services.coordination_withdraw(
            made.asks[0], actor=cast.commune_officer.actor, reason="Đã tự có số liệu", now=cast.now
        )

        one.refresh_from_db()
        assert one.state == ObligationState.CANCELLED
        assert one.transitions.latest("pk").reason == "Đã tự có số liệu"
        with pytest.raises(WrongState):
            services.coordination_withdraw(made.asks[0], actor=SYSTEM, reason="Lần nữa thôi", now=cast.now)

    def test_what_was_answered_is_decided_not_withdrawn(self, cast: Cast) -> None:
        made = ask(cast, cast.obligation(), cast.department)
        answer(cast, owed(made))
        with pytest.raises(WrongState, match="Nghiệm thu hoặc trả lại"):
            services.coordination_withdraw(
                made.asks[0], actor=cast.commune_officer.actor, reason="Không cần nữa", now=cast.now
            )
        assert CoordinationAsk.objects.get().withdrawn_at is None

    def test_the_answer_of_a_body_outside_is_entered_once(self, cast: Cast) -> None:
        front = agency_make("Liên đoàn Lao động tỉnh", AgencyKind.FRONT, parent=cast.province)
        made = ask(cast, cast.obligation(), front)
        services.coordination_answer(
            made.asks[0], actor=cast.commune_officer.actor, answer="Đã gửi góp ý", now=cast.now
        )
        with pytest.raises(WrongState):
            services.coordination_answer(made.asks[0], actor=SYSTEM, answer="Góp ý khác", now=cast.now)
        assert Request.objects.get(duty__ask__in=made.asks).answer == "Đã gửi góp ý"

    def test_it_ends_with_the_leads_own_duty(self, cast: Cast) -> None:
        lead = cast.obligation()
        front = agency_make("Liên đoàn Lao động tỉnh", AgencyKind.FRONT, parent=cast.province)
        done = owed(ask(cast, lead, cast.office))
        answered = owed(ask(cast, lead, cast.department))
        answer(cast, answered)
        ask(cast, lead, front)
        Obligation.objects.filter(pk=done.pk).update(state=ObligationState.ACCEPTED)

        ended = asks_close([lead.pk], actor=SYSTEM, reason="Nhiệm vụ đã hoàn thành.", now=cast.now)

        assert ended == 2
        states = dict(Obligation.objects.exclude(pk=lead.pk).values_list("agency__current_name", "state"))
        assert states == {"Văn phòng UBND tỉnh": "accepted", "Sở Tài chính": "cancelled"}
        assert Submission.objects.get(obligation=answered).return_reason == "Nhiệm vụ đã hoàn thành."
        assert CoordinationAsk.objects.filter(withdrawn_at=None).get().agency == cast.office


class TestPages:
    def test_the_whole_way_on_pages(self, cast: Cast, client: Client) -> None:
        named = ParticipantDraft(cast.department.pk, ParticipantRole.COORDINATE)
        lead = cast.obligation(duty={"participants": (named,)})
        client.force_login(cast.commune_officer.user)
        here = reverse("obligations:ask", args=[lead.uid])
        sent = {
            "agencies": [str(cast.department.pk)],
            "others": "Văn phòng UBND tỉnh",
            "thing": THING,
            "due_on": "20/03/2026",
            "mode": "declared",
        }

        assert client.post(here, {**sent, "others": "Sở Không Có"}).status_code == 422
        assert client.post(here, sent).status_code == 302

        shown = client.get(reverse("obligations:detail", args=[lead.uid])).content.decode()
        assert "Sở Tài chính" in shown
        assert THING in shown
        client.force_login(cast.department_officer.user)
        page = client.get(reverse("obligations:coordination")).content.decode()
        assert THING in page
        one = Obligation.objects.get(agency=cast.department)
        detail = client.get(reverse("obligations:detail", args=[one.uid])).content.decode()
        assert "Phục vụ nhiệm vụ" in detail
        assert lead.duty.title in detail

    def test_a_late_answer_is_said_on_the_leads_page(self, cast: Cast, client: Client) -> None:
        lead = cast.obligation()
        ask(cast, lead, cast.department, asking=Asking(THING, cast.today))
        Obligation.objects.filter(agency=cast.department).update(due_on=cast.today - timedelta(days=4))
        client.force_login(cast.standing_officer.user)

        shown = client.get(reverse("obligations:detail", args=[lead.uid])).content.decode()

        assert "Chờ phối hợp từ Sở Tài chính (trễ 4 ngày)" in shown


def test_accepting_the_leads_work_ends_what_was_asked_for_it(cast: Cast) -> None:
    lead = cast.obligation()
    one = owed(ask(cast, lead, cast.department))
    cast.submit(lead)

    services.obligation_accept(lead, actor=cast.standing_officer.actor, now=cast.now)

    one.refresh_from_db()
    assert one.state == ObligationState.CANCELLED
    assert "nghiệm thu" in one.transitions.latest("pk").reason


def test_the_late_list_says_whose_coordination_is_late_too(cast: Cast, client: Client) -> None:
    lead = cast.obligation(due_on=cast.today - timedelta(days=1))
    ask(cast, lead, cast.department, asking=Asking(THING, cast.today))
    client.force_login(cast.standing_officer.user)
    here = reverse("obligations:late")
    assert "chờ phối hợp từ" not in client.get(here).content.decode()

    Obligation.objects.filter(agency=cast.department).update(due_on=cast.today - timedelta(days=4))

    assert "chờ phối hợp từ Sở Tài chính" in client.get(here).content.decode()
