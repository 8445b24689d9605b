"""What the registers of documents and of agencies know."""

from datetime import date
from typing import Any

import pytest

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.documents.models import Document
from caicach.figures.registry import Asked
from caicach.figures.selectors.counting import count_bodies, count_documents
from cast import NOW, Cast, agency_make
from reform.forms.figures import Figure

pytestmark = pytest.mark.django_db

ASKED: dict[str, Any] = {
    "year": 2026, "data_from": date(2025, 12, 15), "data_to": date(2026, 3, 14), "is_cumulative": True
}  # fmt: skip


def issued(cast: Cast, kind: str, subject: str, on: date, **values: Any) -> None:
    number = Document.objects.count() + 1
    standard: dict[str, Any] = {
        "type": kind, "symbol": f"{number}/X", "symbol_key": f"{number}/X", "issued_on": on, "issuer": cast.commune,
        "issuer_name": "UBND xã", "issuer_key": "ubnd xa", "subject": subject, "registered_at": NOW,
    }  # fmt: skip
    Document.objects.create(**standard | values)


def documents_of(cast: Cast) -> dict[str, Any]:
    found = count_documents(Asked(frozenset({cast.commune.pk}), **ASKED))
    return dict(found.get(cast.commune.pk, {}))


def test_steering_documents_of_the_window_are_counted_and_named(cast: Cast) -> None:
    issued(cast, "Công văn", "V/v đẩy mạnh cải cách hành chính quý I", date(2026, 2, 3))
    issued(cast, "Quyết định", "Ban hành quy chế về thủ tục hành chính", date(2025, 12, 20))
    issued(cast, "Công văn", "V/v đẩy mạnh cải cách hành chính", date(2025, 12, 14))  # before the window
    issued(cast, "Báo cáo", "Kết quả cải cách hành chính", date(2026, 2, 4))  # steers nobody
    issued(cast, "Công văn", "V/v tiêm phòng", date(2026, 2, 5))
    issued(cast, "Công văn", "V/v cải cách hành chính", date(2026, 2, 6), is_placeholder=True)

    counted = documents_of(cast)["steer.docs"]

    assert counted.figure.value == 2
    assert "1/X (03/02/2026)" in counted.note and "2/X" in counted.note


def test_a_plan_of_the_year_issued_in_the_december_before_answers_yes(cast: Cast) -> None:
    issued(cast, "Kế hoạch", "Kế hoạch cải cách hành chính năm 2026", date(2025, 12, 5))

    assert documents_of(cast)["plan.issued"].figure == Figure("yes")


def test_without_such_a_plan_nothing_is_said(cast: Cast) -> None:
    issued(cast, "Kế hoạch", "Kế hoạch cải cách hành chính năm 2025", date(2025, 11, 25))

    assert "plan.issued" not in documents_of(cast)


def test_an_agency_without_documents_here_gets_nothing(cast: Cast) -> None:
    assert documents_of(cast) == {}


def test_bodies_are_counted_by_kind_on_the_last_day(cast: Cast) -> None:
    for at, kind in enumerate((AgencyKind.OFFICE, AgencyKind.DIVISION, AgencyKind.PUBLIC_UNIT)):
        agency_make(f"Đơn vị {at}", kind, level=AgencyLevel.COMMUNE, parent=cast.commune)

    found = count_bodies(Asked(frozenset({cast.commune.pk, cast.neighbour.pk}), **ASKED))

    assert {key: int(one.figure.value) for key, one in found[cast.commune.pk].items()} == {
        "org.offices": 2,
        "org.psu": 1,
    }
    assert cast.neighbour.pk not in found


def test_communes_under_the_province_are_not_its_offices(cast: Cast) -> None:
    found = count_bodies(Asked(frozenset({cast.province.pk}), **ASKED))[cast.province.pk]

    assert int(found["org.communes"].figure.value) == 2
    assert int(found["org.offices"].figure.value) == 3


@pytest.mark.parametrize("count", [count_documents, count_bodies])
def test_all_agencies_are_asked_in_one_query(cast: Cast, count: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        count(Asked(frozenset({cast.commune.pk, cast.neighbour.pk, cast.province.pk}), **ASKED))
