"""The search box: plans, duties, documents, agencies, with or without tone marks, within reach."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.desk.pages import SearchPage
from caicach.documents.models import Document
from caicach.obligations.constants import ObligationState
from cast import Cast, Person

Counting = Callable[[int], AbstractContextManager[Any]]
URL = "/tim/"


def answer(client: Client, who: Person, words: str) -> SearchPage:
    client.force_login(who.user)
    response = client.get(URL, {"q": words})
    assert response.status_code == 200
    page: SearchPage = response.context["page"]
    return page


def found(page: SearchPage) -> list[list[str]]:
    return [[one.title for one in group.found] for group in page.groups]


@pytest.mark.parametrize("words", ["Suối Nhạn", "suoi nhan", "SUOI nhạn"])
def test_agencies_are_found_without_tone_marks(cast: Cast, client: Client, words: str) -> None:
    assert found(answer(client, cast.stranger, words)) == [[], [], [], ["UBND xã Suối Nhạn"]]


def test_duties_are_found_within_reach_and_lead_to_the_task(cast: Cast, client: Client) -> None:
    mine = cast.obligation(duty={"title": "Báo cáo rà soát của xã"})
    cast.obligation(duty={"title": "Báo cáo rà soát của xã bên"}, agency_id=cast.neighbour.pk)

    page = answer(client, cast.commune_officer, "ra soat")

    assert found(page) == [[], ["Báo cáo rà soát của xã"], [], []]
    assert page.groups[1].found[0].url == reverse("obligations:detail", args=[mine.uid])
    assert page.title == "1 kết quả cho “ra soat”"


def test_a_duty_of_several_leads_to_all_who_owe_it(cast: Cast, client: Client) -> None:
    both = tuple(cast.owed(agency_id=agency.pk) for agency in (cast.commune, cast.neighbour))
    cast.assign(cast.draft(title="Báo cáo chung", obligations=both))
    cast.obligation()

    (one,) = answer(client, cast.standing_officer, "báo cáo chung").groups[1].found

    assert one.info.endswith("2 nhiệm vụ")
    assert client.get(one.url).context["page"].page.paginator.count == 2


def test_more_than_ten_lead_to_the_list(cast: Cast, client: Client) -> None:
    for _ in range(12):
        cast.obligation()

    group = answer(client, cast.standing_officer, "rà soát").groups[1]

    assert (group.count, len(group.found)) == (12, 10)
    assert client.get(group.more_url).context["page"].page.paginator.count == 12


@pytest.mark.parametrize("words", ["", "   ", "...", "\u0300"])
def test_words_without_a_letter_ask_nothing(cast: Cast, client: Client, words: str) -> None:
    page = answer(client, cast.standing_officer, words)

    assert (page.title, page.groups) == ("Tìm kiếm", ())


def test_what_was_typed_stands_in_the_box_and_is_no_markup(cast: Cast, client: Client) -> None:
    client.force_login(cast.stranger.user)

    page = client.get(URL, {"q": '"><b>thử'}).content.decode()

    assert "&quot;&gt;&lt;b&gt;thử" in page
    assert "Không tìm thấy trong phạm vi của bạn." in page


def test_the_box_of_every_page_leads_here(cast: Cast, client: Client) -> None:
    client.force_login(cast.stranger.user)

    page = client.get("/").content.decode()

    assert f'role="search" action="{URL}"' in page


@pytest.mark.parametrize("words", ["41/BC-UBND", "41 / bc-ubnd", "hoà giải cơ sở", "hoa giai"])
def test_documents_are_found_in_the_own_register(cast: Cast, client: Client, words: str) -> None:
    made = cast.document(actor=cast.clerk.actor, symbol="41/BC-UBND", subject="Kết quả hòa giải ở cơ sở")

    (one,) = answer(client, cast.commune_officer, words).groups[2].found

    assert (one.title, one.url) == ("Báo cáo 41/BC-UBND", reverse("documents:detail", args=[made.uid]))
    assert one.info == "Kết quả hòa giải ở cơ sở · UBND xã Suối Nhạn · ngày 16/03/2026"


@pytest.mark.parametrize("who", ["stranger", "neighbour_officer", "standing_officer", "commune_viewer"])
def test_documents_of_other_registers_are_not_found(cast: Cast, client: Client, who: str) -> None:
    cast.document(actor=cast.clerk.actor, subject="Kết quả hòa giải ở cơ sở")

    page = answer(client, getattr(cast, who), "hoa giai")

    assert found(page) == [[], [], [], []]
    assert page.title == "0 kết quả cho “hoa giai”"


def test_a_document_is_found_by_whoever_sees_what_it_proves(cast: Cast, client: Client) -> None:
    cast.obligation(state=ObligationState.SUBMITTED)

    assert len(answer(client, cast.standing_officer, "kết quả").groups[2].found) == 1


def test_a_placeholder_is_not_found(cast: Cast, client: Client) -> None:
    made = cast.document(actor=cast.clerk.actor, subject="Kết quả hòa giải")
    Document.objects.filter(pk=made.pk).update(is_placeholder=True)

    assert found(answer(client, cast.commune_officer, "hoa giai")) == [[], [], [], []]


def test_more_than_ten_documents_lead_to_the_register(cast: Cast, client: Client) -> None:
    for _ in range(12):
        cast.document(actor=cast.clerk.actor)

    group = answer(client, cast.commune_officer, "kết quả rà soát").groups[2]

    assert (group.count, len(group.found)) == (12, 10)
    assert len(client.get(group.more_url).context["page"].lines) == 12


@pytest.mark.parametrize("count", [12, 24])
def test_its_cost_is_fixed(cast: Cast, client: Client, django_assert_num_queries: Counting, count: int) -> None:
    for _ in range(count):
        cast.obligation(duty={"title": "Báo cáo của Sở Tài chính"})
        cast.document(actor=cast.standing_officer.actor, subject="Tài chính")
    client.force_login(cast.standing_officer.user)

    # Session, person, grants, areas led; plans; duties, their number, those of one agency; documents, the ten shown;
    # agencies.
    with django_assert_num_queries(11):
        client.get(URL, {"q": "tai chinh"})
