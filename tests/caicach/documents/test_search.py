"""Finding documents by words and facts; the same answers on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from caicach.documents.constants import ReadState
from caicach.documents.mapping import terms_of
from caicach.documents.models import Document, DocumentText
from caicach.documents.selectors import DocumentQuery, documents_found
from caicach.documents.services.words import words_of_facts
from cast import Cast


@pytest.fixture
def plan(cast: Cast) -> Document:
    """A plan with a text of its own, in the register of the commune."""
    document = cast.document(
        actor=cast.commune_officer.actor,
        type="Kế hoạch",
        symbol="41/KH-UBND",
        subject="Cải cách hành chính năm 2026",
        signer="Nguyễn Văn Lâm",
    )
    body = "Rà soát thủ tục hành chính nội bộ; hoà giải ở cơ sở. Căn cứ Nghị định số 61/2018/NĐ-CP."
    words = words_of_facts(document, body)
    DocumentText.objects.filter(document=document).update(state=ReadState.READ, body=body, **words)
    return document


def found(cast: Cast, words: str, **query: Any) -> list[Document]:
    asked = DocumentQuery(words=words, **query)
    return list(documents_found(cast.commune_officer.actor, asked, today=cast.today).documents)


@pytest.mark.parametrize(
    "words",
    [
        "thủ tục nội bộ",
        "thu tuc noi bo",
        "THỦ TỤC",
        "hòa giải",
        "hoà giải",
        '"rà soát thủ tục"',
        '"ra soat thu tuc"',
        "41/KH-UBND",
        "41 / kh – ubnd",
        "kế hoạch 41/ KH - UBND",
        "61/2018/NĐ-CP",
        "61 / 2018 / nd-cp",
        "nguyen van lam",
        "UBND xã Suối Nhạn",
    ],
)
def test_words_are_found_however_they_are_typed(cast: Cast, plan: Document, words: str) -> None:
    assert found(cast, words) == [plan]


@pytest.mark.parametrize(
    "words",
    ['"thủ tục rà soát"', "thủ tục ngân sách", "141/KH-UBND", "41/KH-UBN", "41/QĐ-UBND", '%"', "_", "to", "a' OR 1=1"],
)
def test_what_is_not_there_is_not_found(cast: Cast, plan: Document, words: str) -> None:
    if terms_of(words):
        assert found(cast, words) == []


def test_words_with_marks_find_those_marks_first(cast: Cast, plan: Document) -> None:
    other = cast.document(actor=cast.commune_officer.actor, subject="Thú y cơ sở")

    assert found(cast, "thú") == [other]
    assert set(found(cast, "thu")) == {other, plan}


def test_where_nothing_bears_the_marks_other_spellings_are_shown_and_said(cast: Cast, plan: Document) -> None:
    result = documents_found(cast.commune_officer.actor, DocumentQuery(words="thũ tục"), today=cast.today)

    assert result.documents == (plan,)
    assert result.without_marks


def test_a_changed_text_is_found_by_its_new_words_alone(cast: Cast, plan: Document) -> None:
    DocumentText.objects.filter(document=plan).update(**words_of_facts(plan, "Chuyển đổi số"))

    assert found(cast, "chuyển đổi số") == [plan]
    assert found(cast, "hòa giải") == []


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ({"type": "Kế hoạch"}, True),
        ({"type": "Quyết định"}, False),
        ({"direction": "out"}, True),
        ({"direction": "in"}, False),
        ({"issuer": "uy ban nhan dan"}, True),
        ({"issuer": "Bộ Nội vụ"}, False),
        ({"has_file": True}, True),
        ({"has_file": False}, False),
        ({"standing": "in_force"}, True),
        ({"standing": "replaced"}, False),
        ({"year": 1999}, False),
        ({"cited_only": True}, False),
    ],
)
def test_facts_narrow_the_list(cast: Cast, plan: Document, query: dict[str, Any], hits: bool) -> None:
    assert (plan in found(cast, "", **query)) is hits


def test_only_what_is_within_reach_is_found(cast: Cast, plan: Document) -> None:
    asked = DocumentQuery(words="thủ tục")

    assert documents_found(cast.neighbour_officer.actor, asked, today=cast.today).count == 0


def test_pages_follow_one_another(cast: Cast) -> None:
    for number in range(31):
        cast.document(actor=cast.commune_officer.actor, issued_on=cast.today - timedelta(days=number))
    actor = cast.commune_officer.actor

    first = documents_found(actor, DocumentQuery(), today=cast.today)
    second = documents_found(actor, DocumentQuery(), number=2, today=cast.today)

    assert (first.count, first.pages, len(first.documents), len(second.documents)) == (31, 2, 30, 1)
    assert first.documents[0].issued_on == cast.today


def test_a_search_asks_two_queries(cast: Cast, plan: Document, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert found(cast, "thủ tục") == [plan]
