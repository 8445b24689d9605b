"""The standing body hands in for a unit that does not sign in: marked, with its paper, judged by somebody else."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.obligations import access, selectors
from caicach.obligations.constants import AcceptorReason, ObligationState, TrackingMode
from caicach.obligations.mapping import Proof
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.services import obligation_accept, obligation_hand_in_for, obligation_return
from caicach.people.models import Grant, Post
from caicach.people.selectors import actor_of
from caicach.web.actor import Actor, Role
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import START, Cast, agency_make, person_make
from proofs import everything, form, prepared, proof


def url(obligation: Obligation, act: str = "on-behalf") -> str:
    return reverse(f"obligations:{act}", args=[obligation.uid])


def hand_in_for(
    cast: Cast, obligation: Obligation, *, actor: Actor | None = None, given: Proof | None = None
) -> Submission:
    return obligation_hand_in_for(
        obligation,
        actor=actor or cast.standing_officer.actor,
        proof=given or proof(),
        now=cast.now,
        today=cast.today,
    )


def test_it_counts_as_the_agencys_own_by_the_day_of_its_paper(cast: Cast) -> None:
    obligation = cast.obligation(acceptor_id=cast.department.pk, due_on=date(2026, 3, 13))

    submission = hand_in_for(cast, obligation)

    fresh = Obligation.objects.get(pk=obligation.pk)
    assert (fresh.state, fresh.met_on, fresh.on_behalf_by) == ("submitted", date(2026, 3, 13), cast.standing)
    assert (submission.on_behalf_by, submission.handed_in_by) == (cast.standing, cast.standing_officer.user)
    assert submission.document is not None
    assert submission.document.issuer == cast.commune
    assert fresh.agency == cast.commune
    assert fresh.acceptor == cast.department


@pytest.mark.parametrize(
    ("duty", "more"),
    [
        ({"mode": TrackingMode.FIGURE}, {"value": Decimal(3), "unit": "hồ sơ"}),
        ({"mode": TrackingMode.DECLARED}, {"sentence": "Đã niêm yết công khai."}),
        ({"is_report": True}, {}),
    ],
)
def test_a_paper_is_needed_whatever_the_mode_and_its_day_counts(
    cast: Cast, duty: dict[str, object], more: dict[str, Any]
) -> None:
    obligation = cast.obligation(duty=duty, acceptor_id=cast.department.pk)
    before = everything()

    with pytest.raises(BadInput, match="Thiếu văn bản"):
        hand_in_for(cast, obligation, given=Proof(**more))
    assert everything() == before

    assert hand_in_for(cast, obligation, given=proof(**more)).met_on == date(2026, 3, 13)


def test_a_value_is_needed_as_well(cast: Cast) -> None:
    obligation = cast.obligation(duty={"mode": TrackingMode.FIGURE})

    with pytest.raises(BadInput, match="Thiếu số liệu"):
        hand_in_for(cast, obligation)


class TestWhoAccepts:
    """Nobody accepts what their own body handed in."""

    def test_the_next_above_accepts_where_the_standing_body_would(self, cast: Cast) -> None:
        obligation = cast.obligation()
        assert obligation.acceptor == cast.standing

        hand_in_for(cast, obligation)

        fresh = Obligation.objects.get(pk=obligation.pk)
        assert (fresh.acceptor, fresh.acceptor_reason) == (cast.province, AcceptorReason.ON_BEHALF)
        for actor in (cast.standing_officer.actor, _colleague(cast)):
            with pytest.raises(NotAllowed, match="Không tự nghiệm thu việc cơ quan mình nộp thay"):
                obligation_accept(fresh, actor=actor, now=cast.now)
            assert selectors.queue_count(actor) == 0
        assert selectors.queue_count(cast.province_leader.actor) == 1
        obligation_accept(fresh, actor=cast.province_leader.actor, now=cast.now)
        assert Obligation.objects.get(pk=obligation.pk).on_behalf_by == cast.standing

    def test_it_moves_up_past_the_owing_agency(self, cast: Cast) -> None:
        office = agency_make("Phòng Văn hóa - Xã hội", cast.standing.current_kind, parent=cast.commune)
        officer = person_make("phong", "Lò Văn Phòng", office, Role.STANDING_OFFICER, scope=cast.commune)
        obligation = cast.obligation(acceptor_id=office.pk, duty={"owner_id": cast.commune.pk})

        hand_in_for(cast, obligation, actor=officer.actor)

        assert Obligation.objects.get(pk=obligation.pk).acceptor == cast.province

    def test_where_nobody_stands_above_it_is_refused(self, cast: Cast) -> None:
        top = person_make("dinh", "Lê Đỉnh", cast.province, Role.STANDING_OFFICER)
        obligation = cast.obligation(acceptor_id=cast.province.pk)
        before = everything()

        with pytest.raises(BadInput, match="không có cấp kế tiếp"):
            hand_in_for(cast, obligation, actor=top.actor)

        assert everything() == before

    def test_after_a_return_the_agency_hands_in_itself_and_the_mark_is_gone(self, cast: Cast) -> None:
        obligation = cast.obligation(acceptor_id=cast.department.pk)
        hand_in_for(cast, obligation)
        fresh = Obligation.objects.select_related("duty", "agency", "acceptor").get(pk=obligation.pk)

        obligation_return(fresh, actor=cast.department_officer.actor, reason="Thiếu chữ ký.", now=cast.now)
        assert Obligation.objects.get(pk=obligation.pk).on_behalf_by is None
        cast.submit(fresh)

        assert Obligation.objects.get(pk=obligation.pk).on_behalf_by is None

    def test_the_queue_holds_exactly_what_the_person_may_decide(self, cast: Cast) -> None:
        for acceptor in (cast.standing, cast.department):
            hand_in_for(cast, cast.obligation(acceptor_id=acceptor.pk))

        for who in ("standing_officer", "province_leader", "department_officer", "commune_leader"):
            actor = getattr(cast, who).actor
            asked = {row.obligation.pk for row in selectors.queue_of(actor)}
            may = {one.pk for one in Obligation.objects.all() if access.can(actor, "accept", one).allowed}
            assert asked == may


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("commune_officer", "chính cơ quan bạn"),
        ("department_officer", "cơ quan thường trực"),
        ("province_leader", "cơ quan thường trực"),
        ("area_lead", "cơ quan thường trực"),
    ],
)
def test_only_a_standing_officer_above_the_unit(cast: Cast, who: str, reason: str) -> None:
    obligation = cast.obligation()

    with pytest.raises(NotAllowed, match=reason):
        hand_in_for(cast, obligation, actor=getattr(cast, who).actor)


def test_a_standing_officer_counts_within_the_scope_alone(cast: Cast) -> None:
    neighbour = person_make("hang", "Vừ A Hàng", cast.neighbour, Role.STANDING_OFFICER)

    with pytest.raises(NotAllowed):
        hand_in_for(cast, cast.obligation(), actor=neighbour.actor)


def test_own_work_is_not_handed_in_on_behalf(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="chính cơ quan bạn"):
        hand_in_for(cast, cast.obligation(agency_id=cast.standing.pk))


def test_a_unit_whose_leader_is_asked_already_is_left_alone(two_steps: Cast) -> None:
    obligation = two_steps.obligation()
    prepared(two_steps, obligation)

    with pytest.raises(WrongState, match="chờ lãnh đạo duyệt"):
        hand_in_for(two_steps, obligation, given=proof(symbol="99/BC-UBND"))

    assert not Submission.objects.exists()


@pytest.mark.parametrize("state", [ObligationState.DORMANT, ObligationState.SUBMITTED, ObligationState.ACCEPTED])
def test_only_what_waits_for_the_unit(cast: Cast, client: Client, state: ObligationState) -> None:
    obligation = cast.obligation(state=state)

    with pytest.raises(WrongState):
        hand_in_for(cast, obligation)
    client.force_login(cast.standing_officer.user)
    assert client.get(url(obligation)).status_code == 409


def test_of_two_at_once_one_wins(cast: Cast) -> None:
    obligation = cast.obligation()
    other = Obligation.objects.select_related("duty", "agency", "acceptor").get(pk=obligation.pk)
    cast.submit(obligation)

    with pytest.raises(WrongState, match="trước bạn"):
        hand_in_for(cast, other)

    fresh = Obligation.objects.get(pk=obligation.pk)
    assert (fresh.on_behalf_by, fresh.acceptor) == (None, cast.standing)


def test_the_act_is_recorded(cast: Cast) -> None:
    obligation = cast.obligation()
    hand_in_for(cast, obligation)

    entry = Entry.objects.get(action="obligations.on_behalf")
    assert (entry.object_id, entry.agency_id) == (obligation.pk, cast.standing.pk)
    assert f'"on_behalf_by":{cast.standing.pk}' in entry.data
    assert not Entry.objects.filter(action="obligations.submit").exists()


class TestPage:
    """The page of handing in on behalf."""

    def test_it_is_marked_everywhere(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation()
        client.force_login(cast.standing_officer.user)
        assert url(obligation) in client.get(url(obligation, "detail")).content.decode()
        page = client.get(url(obligation)).content.decode()
        assert "Nộp thay UBND xã Suối Nhạn" in page
        assert "UBND tỉnh Sông Mây nghiệm thu" in page

        assert client.post(url(obligation), form(cast)).status_code == 302

        page = client.get(url(obligation, "detail")).content.decode()
        words = "Sở Nội vụ nộp thay, theo văn bản giấy số 12/BC-UBND ngày 13/03/2026"
        # Among the hand-ins and in the history.
        assert page.count(words) == 2
        assert "Nộp thay: " in page

    def test_a_bad_form_comes_back(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation(duty={"mode": TrackingMode.DECLARED})
        client.force_login(cast.standing_officer.user)
        before = everything()

        response = client.post(url(obligation), form(cast, symbol="", sentence="Đã niêm yết công khai."))

        assert response.status_code == 422
        assert "Đã niêm yết công khai." in response.content.decode()
        assert everything() == before

    def test_a_stale_form_is_refused(self, cast: Cast, client: Client) -> None:
        obligation = cast.obligation(state=ObligationState.RETURNED)
        client.force_login(cast.standing_officer.user)

        assert client.post(url(obligation), form(cast, number=1)).status_code == 409
        assert Obligation.objects.get(pk=obligation.pk).state == "returned"

    @pytest.mark.parametrize(
        ("who", "status"), [("stranger", 404), ("neighbour_officer", 404), ("commune_officer", 403)]
    )
    def test_others_are_refused(self, cast: Cast, client: Client, who: str, status: int) -> None:
        obligation = cast.obligation()
        client.force_login(getattr(cast, who).user)
        before = everything()

        assert client.get(url(obligation)).status_code == status
        assert client.post(url(obligation), form(cast)).status_code == status
        assert url(obligation) not in client.get(url(obligation, "detail")).content.decode()
        assert everything() == before


def _colleague(cast: Cast) -> Actor:
    """Another officer of the standing body, who stands for the province as well."""
    person = person_make("hoa", "Nông Thị Hoa", cast.standing, Role.STANDING_OFFICER, scope=cast.province)
    post = Post.objects.get(user=person.user)
    Grant.objects.create(post=post, role=Role.AGENCY_OFFICER.value, scope=cast.province, valid_from=START)
    return actor_of(person.user, on=cast.today)
