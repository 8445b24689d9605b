"""What waits for a person's decision."""

from django.test import Client

from caicach.obligations import access, selectors
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.models import Obligation
from cast import Cast

URL = "/nhiem-vu/cho-nghiem-thu/"


def test_the_longest_waiting_comes_first_and_only_what_waits(cast: Cast) -> None:
    first = cast.obligation(state=ObligationState.SUBMITTED)
    again = cast.obligation(state=ObligationState.RETURNED)
    cast.submit(again)
    cast.obligation(state=ObligationState.ACCEPTED)
    cast.obligation()

    rows = selectors.queue_of(cast.standing_officer.actor)

    assert [(row.obligation.pk, row.number) for row in rows] == [(first.pk, 1), (again.pk, 2)]
    assert selectors.queue_count(cast.standing_officer.actor) == 2


def test_only_the_accepting_body_is_asked(cast: Cast) -> None:
    cast.obligation(state=ObligationState.SUBMITTED)

    for who in ("commune_officer", "department_officer", "province_leader", "stranger"):
        assert selectors.queue_of(getattr(cast, who).actor) == ()


def test_own_work_waits_for_somebody_else(cast: Cast) -> None:
    cast.obligation(state=ObligationState.SUBMITTED, agency_id=cast.standing.pk, acceptor_id=cast.province.pk)

    assert selectors.queue_count(cast.standing_officer.actor) == 0
    assert selectors.queue_count(cast.province_leader.actor) == 1


def test_a_report_waits_once_with_all_it_carries(cast: Cast) -> None:
    carrier = (cast.commune.pk, "2026-Q1")
    inside = cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=carrier),))
    cast.assign(cast.draft(is_report=True), inside, inside)
    cast.submit(Obligation.objects.get(duty__is_report=True))

    (row,) = selectors.queue_of(cast.standing_officer.actor)
    assert row.obligation.carried_count == 2


def test_the_queue_holds_exactly_what_the_person_may_decide(cast: Cast) -> None:
    for agency, acceptor in (
        (cast.commune, cast.standing),
        (cast.standing, cast.province),
        (cast.commune, cast.office),
    ):
        cast.obligation(state=ObligationState.SUBMITTED, agency_id=agency.pk, acceptor_id=acceptor.pk)

    for who in ("standing_officer", "province_leader", "area_lead", "commune_leader"):
        actor = getattr(cast, who).actor
        asked = {row.obligation.pk for row in selectors.queue_of(actor)}
        assert asked == {one.pk for one in Obligation.objects.all() if access.can(actor, "accept", one).allowed}


def test_the_page_leads_to_the_hand_in(cast: Cast, client: Client) -> None:
    obligation = cast.obligation(state=ObligationState.SUBMITTED)
    client.force_login(cast.standing_officer.user)

    page = client.get(URL).content.decode()

    assert "1 sản phẩm chờ bạn nghiệm thu" in page
    assert str(obligation.uid) in page


def test_an_empty_queue_says_what_comes_next(cast: Cast, client: Client) -> None:
    client.force_login(cast.commune_officer.user)

    assert "Không có gì chờ bạn nghiệm thu" in client.get(URL).content.decode()
