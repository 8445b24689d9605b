"""What is remembered of a body's sheets is seen, named and forgotten by whoever brings them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.sheets import services
from caicach.sheets.models import ColumnMapping
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast, Person

PAGE = reverse("sheets:mappings", args=["documents"])


def known(cast: Cast, name: str = "danh-muc.xlsx", *, signature: str = "a") -> ColumnMapping:
    """Remember a list of the commune."""
    return ColumnMapping.objects.create(
        purpose="documents",
        owner=cast.commune,
        name=name,
        signature=signature * 64,
        titles='["Số hiệu VB", "Ngày VB", "Ghi chú"]',
        roles='["symbol", "issued_on", ""]',
        remembered_by=cast.commune_officer.user,
        remembered_at=cast.now,
    )


@pytest.fixture
def as_(client: Client) -> Callable[[Person], Client]:
    def sign_in(person: Person) -> Client:
        client.force_login(person.user)
        return client

    return sign_in


def test_the_page_says_what_each_column_is_taken_for(cast: Cast, as_: Callable[[Person], Client]) -> None:
    known(cast)
    source = as_(cast.commune_officer).get(PAGE).context["page"].sources[0]
    assert [(fact.label, fact.value) for fact in source.columns] == [
        ("Số hiệu VB", "Số, ký hiệu"),
        ("Ngày VB", "Ngày ban hành"),
    ]
    assert source.unused == ("Ghi chú",)


def test_another_body_sees_and_touches_nothing_of_it(cast: Cast, as_: Callable[[Person], Client]) -> None:
    mapping = known(cast)
    client = as_(cast.department_officer)
    assert "danh-muc.xlsx" not in client.get(PAGE).content.decode()
    for name in ("rename", "forget"):
        assert client.post(reverse(f"sheets:{name}", args=[mapping.uid]), {"name": "x"}).status_code == 404
    with pytest.raises(NotAllowed):
        services.mapping_forget(mapping, actor=cast.department_officer.actor, now=cast.now)
    assert ColumnMapping.objects.filter(pk=mapping.pk).exists()


def test_a_source_gets_a_name_that_people_know(cast: Cast, as_: Callable[[Person], Client]) -> None:
    mapping = known(cast)
    given = {f"{mapping.uid.hex}-name": "  Sổ văn bản   đến "}
    answer = as_(cast.commune_officer).post(reverse("sheets:rename", args=[mapping.uid]), given)
    assert answer.headers["Location"] == PAGE
    mapping.refresh_from_db()
    assert mapping.name == "Sổ văn bản đến"
    assert Entry.objects.filter(action="sheets.rename", object_id=mapping.pk).count() == 1


def test_a_source_without_a_name_is_refused_at_its_field(cast: Cast, as_: Callable[[Person], Client]) -> None:
    mapping = known(cast)
    answer = as_(cast.commune_officer).post(reverse("sheets:rename", args=[mapping.uid]), {})
    assert answer.status_code == 422
    assert "Ghi tên nguồn." in answer.content.decode()
    with pytest.raises(BadInput):
        services.mapping_rename(mapping, actor=cast.commune_officer.actor, name="x" * 121, now=cast.now)


def test_what_is_forgotten_is_asked_about_again(cast: Cast, as_: Callable[[Person], Client]) -> None:
    mapping = known(cast)
    as_(cast.commune_officer).post(reverse("sheets:forget", args=[mapping.uid]))
    assert not ColumnMapping.objects.exists()
    assert Entry.objects.get(action="sheets.forget").object_id == mapping.pk


def test_two_who_forget_at_once_forget_once(cast: Cast) -> None:
    mapping = known(cast)
    same = ColumnMapping.objects.get(pk=mapping.pk)
    services.mapping_forget(mapping, actor=cast.commune_officer.actor, now=cast.now)
    with pytest.raises(WrongState):
        services.mapping_forget(same, actor=cast.commune_officer.actor, now=cast.now)
    assert Entry.objects.filter(action="sheets.forget").count() == 1


def test_the_navigation_shows_where_a_sheet_leads(cast: Cast, as_: Callable[[Person], Client]) -> None:
    client = as_(cast.commune_officer)
    for address in (PAGE, reverse("sheets:bring", args=["documents"])):
        navigation = client.get(address).context["shell"].navigation
        assert [link.url for link in navigation if link.current] == [reverse("documents:list")]


def test_the_cost_of_the_page_is_fixed(
    cast: Cast, as_: Callable[[Person], Client], django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(15):
        known(cast, signature="0123456789abcde"[number])
    client = as_(cast.commune_officer)
    with django_assert_max_num_queries(8):
        assert len(client.get(PAGE).context["page"].sources) == 15
