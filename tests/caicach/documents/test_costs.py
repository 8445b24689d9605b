"""What the pages of documents cost: a number of queries that neither rows nor citations change."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.documents.constants import FileKind, Relation
from caicach.documents.models import Document, DoubtfulPair
from caicach.documents.services import NewDocument, citations_record, documents_register, file_add
from caicach.documents.services.citations import Named
from caicach.files.services import file_store
from cast import Cast
from vanban.language.citations import Citation
from vanban.text.findings import Place

DAY = date(2025, 3, 2)
MANY = 30
WHO_ASKS = 4  # session, person, grants, areas led


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The browser of the commune's officer."""
    client.force_login(cast.commune_officer.user)
    return client


def put(cast: Cast, *rows: NewDocument) -> list[Document]:
    done = documents_register(rows, actor=cast.commune_officer.actor, now=cast.now)
    return [one for one in done.documents if one is not None]


def new(number: int, **values: Any) -> NewDocument:
    facts: dict[str, Any] = {"type": "Kế hoạch", "issuer_name": "UBND tỉnh Sông Mây", "issued_on": DAY}
    return NewDocument(symbol=f"{number}/KH-UBND", **{**facts, "subject": "Cải cách", **values})


def cite(cast: Cast, citing: Document, cited: list[Document]) -> None:
    named = [
        Named(Citation(one.type, one.symbol, one.issued_on, one.issuer_name), Relation.BASIS, str(one), Place(block=at))
        for at, one in enumerate(cited)
    ]
    citations_record(citing, named, now=cast.now)


@pytest.mark.parametrize("count", [1, MANY])
@pytest.mark.parametrize("query", [{}, {"q": "cai cach"}, {"nam": "2025", "loai": "Kế hoạch"}])
def test_the_list(
    cast: Cast, officer: Client, count: int, query: dict[str, str], django_assert_num_queries: Any
) -> None:
    put(cast, *(new(number) for number in range(1, count + 1)))

    with django_assert_num_queries(WHO_ASKS + 3):  # how many, the page of them, open questions
        assert officer.get(reverse("documents:list"), query).status_code == 200


@pytest.mark.parametrize("count", [1, MANY])
def test_a_document_with_all_that_it_cites_and_that_cites_it(
    cast: Cast, officer: Client, count: int, django_assert_num_queries: Any
) -> None:
    main, *others = put(cast, *(new(number) for number in range(1, count + 2)))
    cite(cast, main, others)
    for one in others:
        cite(cast, one, [main])
    for number in range(count):
        stored = file_store(f"Phụ lục {number}".encode(), now=cast.now)
        file_add(main, stored, actor=cast.commune_officer.actor, name="pl.txt", kind=FileKind.ANNEX, now=cast.now)

    with django_assert_num_queries(WHO_ASKS + 19):  # three of them: what it proves of figures, of scores, of bonuses
        page = officer.get(reverse("documents:detail", args=[main.uid])).content.decode()
    assert f"{count + 1}/KH-UBND" in page


def test_the_form_of_the_register(officer: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(WHO_ASKS):
        assert officer.get(reverse("documents:register")).status_code == 200


@pytest.mark.parametrize("count", [1, MANY])
def test_the_questions_about_doubtful_pairs(
    cast: Cast, officer: Client, count: int, django_assert_num_queries: Any
) -> None:
    rows = [new(number) for number in range(1, count + 1)]
    put(cast, *rows)
    put(cast, *(replace(row, issued_on=DAY + timedelta(days=1)) for row in rows))
    assert DoubtfulPair.objects.count() == count

    with django_assert_num_queries(WHO_ASKS + 1):
        assert officer.get(reverse("documents:pairs")).status_code == 200


@pytest.mark.parametrize("count", [2, MANY])
def test_registering_many_at_once(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    """What an imported list does, whatever its length."""
    rows = [new(number) for number in range(1, count + 1)]

    with django_assert_num_queries(8):
        put(cast, *rows)
