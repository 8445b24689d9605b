"""The address of the annex: both formats, a part of the plan, what is refused."""

import io

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from caicach.plans import services
from caicach.plans.models import Plan
from cast import Cast, Person


@pytest.fixture
def assigned(plan: Plan, cast: Cast) -> Plan:
    """The sample plan, assigned."""
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    return plan


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The standing officer's browser."""
    client.force_login(cast.standing_officer.user)
    return client


def address(plan: Plan) -> str:
    return reverse("plans:annex", args=[plan.uid])


def test_the_plan_s_page_offers_both_files_in_one_click(officer: Client, assigned: Plan) -> None:
    text = officer.get(reverse("plans:detail", args=[assigned.uid])).content.decode()
    assert f'href="{address(assigned)}?format=docx"' in text
    assert f'href="{address(assigned)}?format=xlsx"' in text


def test_the_paper_comes_under_a_name_that_says_what_it_is(officer: Client, assigned: Plan) -> None:
    answer = officer.get(address(assigned), {"format": "docx"})
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="Phu-luc-ket-qua-88-KH-UBND-20')
    assert disposition.endswith('.docx"')
    assert "no-store" in answer.headers["Cache-Control"]
    assert len(docx.Document(io.BytesIO(answer.content)).tables) == 2


def test_the_workbook_comes_for_one_agency(officer: Client, assigned: Plan, cast: Cast) -> None:
    answer = officer.get(address(assigned), {"format": "xlsx", "agency": str(cast.commune.pk)})
    assert "UBND-xa-Suoi-Nhan" in answer.headers["Content-Disposition"]
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    assert page.auto_filter.ref.endswith("7")  # its two rows under the header


def test_without_a_format_there_is_a_choice(officer: Client, assigned: Plan) -> None:
    answer = officer.get(address(assigned))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Cải cách thủ tục hành chính" in text
    assert "UBND xã Suối Nhạn" in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"from_on": "02/02/2026", "until_on": "01/02/2026"}, "Ngày cuối đứng trước ngày đầu."),
        ({"from_on": "31/02/2026"}, "tháng 2/2026 có 28 ngày"),
        ({"agency": "999999"}, "Cơ quan này không có việc trong kế hoạch."),
        ({"area": "nope"}, ""),
        ({"format": "pdf"}, ""),
    ],
)
def test_what_cannot_be_asked_is_told_at_its_field(
    officer: Client, assigned: Plan, query: dict[str, str], sentence: str
) -> None:
    answer = officer.get(address(assigned), {"format": "docx", **query})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_plan_under_review_has_no_annex_yet(officer: Client, plan: Plan) -> None:
    answer = officer.get(address(plan), {"format": "docx"})
    assert answer.status_code == 409
    assert "chỉ có khi kế hoạch đã giao việc" in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("commune_officer", 200), ("stranger", 404)])
def test_reach_is_that_of_the_plan(client: Client, assigned: Plan, cast: Cast, who: str, status: int) -> None:
    person: Person = getattr(cast, who)
    client.force_login(person.user)
    answer = client.get(address(assigned), {"format": "docx"})
    assert answer.status_code == status


def test_an_agency_beyond_reach_is_not_offered(client: Client, assigned: Plan, cast: Cast) -> None:
    client.force_login(cast.commune_officer.user)
    answer = client.get(address(assigned), {"format": "xlsx", "agency": str(cast.neighbour.pk)})
    assert answer.status_code == 422
    assert "UBND xã Đồi Chè" not in answer.content.decode()
