"""The pages of a whole, from the province's figure down to the communes'."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from caicach.figures.constants import PeriodState, ReturnState
from caicach.figures.models import Return, SectionDone
from caicach.figures.services import consolidate
from caicach.web.actor import SYSTEM
from cast import Person
from figures_cast import GOOD, FiguresCast

pytestmark = pytest.mark.django_db


@pytest.fixture
def summed(figures: FiguresCast) -> FiguresCast:
    """Two communes and a department were taken in and added up; the third commune is missing."""
    for sheet in (figures.commune, figures.neighbour, figures.department):
        tier = "commune" if sheet.level == "commune" else "province"
        known = {key.replace("tier=commune", f"tier={tier}"): value for key, value in GOOD.items()}
        if sheet.level != "commune":
            known.pop("link.done")
        figures.save(sheet, known)
        Return.objects.filter(pk=sheet.pk).update(state=ReturnState.ACCEPTED, submitted_at=figures.cast.now)
    consolidate(figures.period, actor=SYSTEM, now=figures.cast.now)
    return figures


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def address(figures: FiguresCast, name: str = "whole", **more: Any) -> str:
    return reverse(f"figures:{name}", kwargs={"uid": figures.period.uid, **more})


def text_of(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


class TestLooking:
    """Who sees what."""

    def test_the_overview_says_who_is_missing_and_since_when(self, summed: FiguresCast) -> None:
        text = text_of(signed_in(summed.cast.standing_officer), address(summed))
        assert f"3 trong {len(summed.below)} đơn vị" in text
        assert "UBND xã Nà Lúa" in text

    def test_a_section_says_of_each_figure_how_many_it_comes_from(self, summed: FiguresCast) -> None:
        text = text_of(signed_in(summed.cast.standing_officer), address(summed, "whole-section", section="dossier"))
        assert "2/3" in text
        assert "Số tạm tính" in text

    def test_a_figure_opens_the_bodies_it_is_made_of_the_largest_first(self, summed: FiguresCast) -> None:
        summed.save(summed.own, {"steer.docs": 100})
        url = address(summed, "whole-cell") + "?dong=steer.docs&o="
        text = text_of(signed_in(summed.cast.standing_officer), url)
        assert "3/" in text
        assert text.index(summed.cast.commune.current_name) < text.index("UBND xã Nà Lúa")  # who is missing stands last

    def test_a_rate_is_shown_body_by_body_too(self, summed: FiguresCast) -> None:
        url = address(summed, "whole-cell") + "?dong=dossier.rate&o=tier%3Dcommune"
        assert "97,83" in text_of(signed_in(summed.cast.standing_officer), url)  # 90 of 92

    def test_bodies_stand_side_by_side(self, summed: FiguresCast) -> None:
        client = signed_in(summed.cast.standing_officer)
        url = address(summed, "whole-matrix", section="dossier")
        assert "UBND xã Nà Lúa" in text_of(client, url)
        chosen = text_of(client, f"{url}?don-vi={summed.commune.uid}&don-vi={summed.neighbour.uid}")
        assert "So sánh 2 đơn vị" in chosen
        assert "UBND xã Nà Lúa" not in chosen

    def test_a_body_below_sees_no_whole(self, summed: FiguresCast) -> None:
        client = signed_in(summed.cast.commune_officer)
        for name, more in (
            ("whole", {}),
            ("whole-section", {"section": "dossier"}),
            ("whole-matrix", {"section": "dossier"}),
            ("whole-changes", {}),
            ("whole-all", {}),
            ("whole-preview", {}),
        ):
            assert client.get(address(summed, name, **more)).status_code == 404

    @pytest.mark.parametrize("query", ["", "?dong=none", "?dong=dossier.rate&o=tier", "?dong=dossier.rate&o=a=b,a=c"])
    def test_a_cell_that_is_not_there_is_not_found(self, summed: FiguresCast, query: str) -> None:
        assert signed_in(summed.cast.standing_officer).get(address(summed, "whole-cell") + query).status_code == 404


class TestActing:
    """Adding up, merging, closing."""

    def test_the_preview_changes_nothing_and_names_who_is_behind_it(self, summed: FiguresCast) -> None:
        Return.objects.filter(pk=summed.third.pk).update(state=ReturnState.DRAFT)
        summed.save(summed.third, {"steer.docs": 50})
        Return.objects.filter(pk=summed.third.pk).update(state=ReturnState.ACCEPTED, submitted_at=summed.cast.now)
        client = signed_in(summed.cast.standing_officer)
        text = text_of(client, address(summed, "whole-preview"))
        assert "Tổng hợp lại sẽ đổi" in text
        assert "Mới vào tổng: UBND xã Nà Lúa" in text
        assert client.post(address(summed, "whole-preview")).status_code == 302
        assert "không làm đổi số nào" in text_of(client, address(summed, "whole-preview"))

    def test_sections_are_merged_and_the_whole_is_closed(self, summed: FiguresCast) -> None:
        client = signed_in(summed.cast.standing_officer)
        client.post(address(summed, "whole-merge"), {"phan": ["steer", "dossier", "staff"]})
        assert SectionDone.objects.filter(sheet=summed.whole).count() == 3
        assert client.post(address(summed, "whole-finish")).status_code == 302
        summed.period.refresh_from_db()
        assert summed.period.state == PeriodState.CONSOLIDATED
        assert summed.again(summed.commune).state == ReturnState.CONSOLIDATED

    def test_whoever_leads_no_area_of_the_form_merges_nothing(self, summed: FiguresCast) -> None:
        client = signed_in(summed.cast.commune_officer)
        assert client.post(address(summed, "whole-merge"), {"phan": ["steer"]}).status_code == 404
        assert not SectionDone.objects.filter(sheet=summed.whole).exists()


PAGES = [
    ("whole", {}, "", 13),
    ("whole-section", {"section": "dossier"}, "", 12),
    ("whole-all", {}, "", 12),
    ("whole-cell", {}, "?dong=dossier.received", 15),
    ("whole-matrix", {"section": "dossier"}, "", 13),
    ("whole-changes", {}, "", 16),
    ("whole-preview", {}, "", 16),
]


@pytest.mark.parametrize(("name", "more", "query", "count"), PAGES, ids=[one[0] for one in PAGES])
def test_pages_ask_a_fixed_number_of_times(
    summed: FiguresCast,
    name: str,
    more: dict[str, str],
    query: str,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(summed.cast.standing_officer)
    client.get(address(summed, name, **more) + query)
    with django_assert_num_queries(count):
        assert client.get(address(summed, name, **more) + query).status_code == 200
