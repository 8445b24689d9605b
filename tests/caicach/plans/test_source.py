"""The document of a plan, opened at the place of a duty."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.documents.registry import uses
from caicach.obligations.models import Duty, Obligation
from caicach.plans.models import Plan
from caicach.plans.pages.source import Place, place_of, source_page
from cast import Cast
from plans_correcting import assigned


@pytest.fixture
def plan(plan: Plan, cast: Cast) -> Plan:
    """The plan, assigned."""
    return assigned(plan, cast)


def test_a_duty_leads_to_its_cell(client: Client, plan: Plan, cast: Cast) -> None:
    client.force_login(cast.commune_officer.user)
    one = Obligation.objects.get(agency=cast.commune, duty__title="Báo cáo rà soát của xã")
    text = client.get(reverse("obligations:detail", args=[one.uid])).content.decode()
    (address,) = re.findall(r'href="([^"]*van-ban-goc[^"]*)"', text)
    assert address.endswith("#cho")
    answer = client.get(address.partition("#")[0])
    assert '<td class="hl" id="cho">Báo cáo rà soát của xã</td>' in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("standing_officer", 200), ("commune_officer", 200), ("department_officer", 200), ("stranger", 404)],
)
def test_whoever_sees_the_duty_reads_its_document(
    client: Client, plan: Plan, cast: Cast, who: str, status: int
) -> None:
    client.force_login(getattr(cast, who).user)
    assert client.get(reverse("plans:source", args=[plan.uid])).status_code == status


def test_whoever_sees_the_plan_sees_its_registered_document(client: Client, plan: Plan, cast: Cast) -> None:
    assert plan.document is not None
    address = reverse("documents:detail", args=[plan.document.uid])
    client.force_login(cast.neighbour_officer.user)
    assert reverse("plans:detail", args=[plan.uid]) in client.get(address).content.decode()
    client.force_login(cast.stranger.user)
    assert client.get(address).status_code == 404
    assert [use for source in uses for use in source(cast.stranger.actor, plan.document)] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("14", Place(14)),
        ("14.3", Place(14, 3)),
        ("14.3.2", Place(14, 3, 2)),
        *((text, None) for text in ("", "x", "1.x", "1..2", "-1", "1.2.3.4", "²", "9999999")),
    ],
)
def test_a_place_is_numbers_and_nothing_else(text: str, place: Place | None) -> None:
    assert place_of(text) == place


@pytest.mark.parametrize("place", ["9999", "0.5.5", "x", "9.99.9", "9.1.99"])
def test_a_place_that_is_not_there_still_opens_the_document(client: Client, plan: Plan, cast: Cast, place: str) -> None:
    client.force_login(cast.standing_officer.user)
    answer = client.get(reverse("plans:source", args=[plan.uid]), {"cho": place})
    assert answer.status_code == 200
    assert "88/KH-UBND" in answer.content.decode()


def test_cells_that_cover_others_are_printed_once(plan: Plan) -> None:
    grid: list[list[dict[str, Any]]] = [
        [{"x": "TT"}, {"x": "Việc"}, {"x": "", "m": [0, 1]}],
        [{"x": "1"}, {"x": "Một"}, {"x": "a"}],
        [{"x": "", "m": [1, 0]}, {"x": "", "m": [1, 1]}, {"x": "b"}],
    ]
    plan.source = json.dumps([{"p": "Phụ lục", "h": 2}, {"t": grid}])
    table = source_page(plan, Place(1, 2, 1)).blocks[1]
    shown = [[(cell.text, cell.columns, cell.rows, cell.is_marked) for cell in row.cells] for row in table.rows]
    assert shown == [
        [("TT", 1, 1, False), ("Việc", 2, 1, False)],
        [("1", 1, 2, False), ("Một", 1, 2, True), ("a", 1, 1, False)],
        [("b", 1, 1, False)],
    ]


def test_a_duty_without_place_has_no_address(plan: Plan, client: Client, cast: Cast) -> None:
    Duty.objects.update(place="{}")
    client.force_login(cast.commune_officer.user)
    one = Obligation.objects.filter(agency=cast.commune, duty__is_report=False)[0]
    assert "Mở đúng chỗ" not in client.get(reverse("obligations:detail", args=[one.uid])).content.decode()


def test_the_document_asks_few_queries(
    client: Client, plan: Plan, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.commune_officer.user)
    with django_assert_max_num_queries(10):
        client.get(reverse("plans:source", args=[plan.uid]))
