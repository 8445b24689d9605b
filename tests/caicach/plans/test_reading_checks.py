"""What the doctor finds in a plan that comes in: one reading, and the register as it is when somebody looks."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caicach.documents.models import Document
from caicach.documents.services import document_register
from caicach.plans import services
from caicach.plans.models import Plan
from cast import Cast, Person
from plans_sample import HEAD, ROWS, plan_text

CITED = "Căn cứ Quyết định số {number}/QĐ-UBND ngày 06/01/2025 của Ủy ban nhân dân tỉnh Sông Mây."
SAID = "R305"


def citing(*numbers: int) -> str:
    lines = "\n\n".join(CITED.format(number=number) for number in numbers)
    return HEAD.replace("**Phụ lục**", f"{lines}\n\n**Phụ lục**")


@pytest.fixture
def read_text(upload: Callable[..., Plan]) -> Callable[..., Plan]:
    """Upload a whole plan and read it."""

    def do(head: str, *rows: str, year: int | None = None) -> Plan:
        plan = services.plan_read(upload(plan_text(*rows, head=head)), year=year)
        return Plan.objects.get(pk=plan.pk)

    return do


def registered(cast: Cast, by: Person, number: int = 12, *, day: date = date(2025, 1, 7)) -> Document:
    return document_register(
        actor=by.actor,
        type="Quyết định",
        symbol=f"{number}/QĐ-UBND",
        issued_on=day,
        issuer=cast.province,
        issuer_name="UBND tỉnh Sông Mây",
        subject="",
        signer="",
        now=cast.now,
    )


def page_of(client: Client, person: Person, plan: Plan) -> str:
    client.force_login(person.user)
    answer = client.get(reverse("plans:header", args=[plan.uid]))
    assert answer.status_code == 200
    return answer.content.decode()


class TestOneReading:
    def test_the_rules_take_the_plan_as_it_was_read(
        self, read_text: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def again(*_arguments: Any, **_values: Any) -> None:
            raise AssertionError("the plan was read a second time")

        monkeypatch.setattr("vanban.checks.model.read_plan", again)
        plan = read_text(HEAD, *ROWS, "3\tHọp\tBáo cáo\tTrước ngày 31/11/2026\tSở Tài chính\t\t")

        assert "D101" in {one["code"] for one in json.loads(plan.reading)["checks"]}

    @pytest.mark.parametrize(("year", "is_outside"), [(2026, True), (2027, False)])
    def test_the_rules_know_the_year_that_a_person_has_said(
        self, read_text: Callable[..., Plan], year: int, is_outside: bool
    ) -> None:
        head = HEAD.replace(" năm 2026 tỉnh", " tỉnh")
        plan = read_text(head, "1\tHọp\tBáo cáo\tTrước ngày 31/5/2027\tSở Tài chính\t\t", *ROWS[:0], year=year)

        codes = {one["code"] for one in json.loads(plan.reading)["checks"]}
        assert ("D104" in codes or "D103" in codes) is is_outside


class TestAgainstTheRegister:
    def test_what_came_after_the_reading_counts(
        self, read_text: Callable[..., Plan], cast: Cast, client: Client
    ) -> None:
        plan = read_text(citing(12), *ROWS)
        assert "sổ văn bản" not in page_of(client, cast.standing_officer, plan)
        registered(cast, cast.standing_officer)

        page = page_of(client, cast.standing_officer, plan)

        assert "12/QĐ-UBND" in page
        assert "ngày 07/01/2025" in page

    def test_what_is_beyond_reach_is_not_told(self, read_text: Callable[..., Plan], cast: Cast, client: Client) -> None:
        plan = read_text(citing(12), *ROWS)
        registered(cast, cast.neighbour_officer)

        assert "07/01/2025" not in page_of(client, cast.standing_officer, plan)

    def test_a_citation_that_agrees_is_silent(self, read_text: Callable[..., Plan], cast: Cast, client: Client) -> None:
        plan = read_text(citing(12), *ROWS)
        before = page_of(client, cast.standing_officer, plan)
        registered(cast, cast.standing_officer, day=date(2025, 1, 6))

        after = page_of(client, cast.standing_officer, plan)

        assert before.count("12/QĐ-UBND") == after.count("12/QĐ-UBND")

    def test_however_much_it_cites_it_asks_no_more(
        self, read_text: Callable[..., Plan], cast: Cast, client: Client
    ) -> None:
        plans = [read_text(citing(12), *ROWS), read_text(citing(*range(12, 42)), *ROWS)]
        for number in range(12, 42):
            registered(cast, cast.standing_officer, number)
        counts = []
        for plan in plans:
            client.force_login(cast.standing_officer.user)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                page = client.get(reverse("plans:header", args=[plan.uid])).content.decode()
            counts.append(len(asked))
            assert "ngày 07/01/2025" in page

        assert counts[0] == counts[1]
