"""A draft is held against a plan that stands in the system, before it is signed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.doctor import selectors
from caicach.doctor.mapping.result import Found, found_of
from caicach.doctor.models import Examination
from caicach.doctor.services import examination_start
from caicach.doctor.services.examining import Draft
from caicach.plans import services
from caicach.plans.models import Plan
from caicach.web import clock
from caicach.web.errors import BadInput
from cast import NOW, Cast, Person
from plans_sample import HEAD, ROWS, plan_text

GOAL = "## I. MỤC TIÊU\n\nTỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn đạt tối thiểu {}%.\n\n"
OWN = HEAD.replace("TỈNH SÔNG MÂY", "XÃ SUỐI NHẠN").replace("88/KH", "12/KH").replace("tỉnh Sông Mây\n\n**", "xã\n\n**")
LATER = "1\tRà soát văn bản\tBáo cáo rà soát của xã\tChậm nhất ngày 30/6/2026\tCông chức tư pháp\t\t"


@pytest.fixture(autouse=True)
def at_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def superior(cast: Cast, upload: Callable[..., Plan]) -> Plan:
    """A plan of the province with a goal, assigned; two of its rows bind the communes."""
    head = HEAD.replace("**Phụ lục**", GOAL.format(98) + "**Phụ lục**")
    plan = services.plan_read(upload(plan_text(*ROWS, head=head)), year=None)
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    return Plan.objects.get(pk=plan.pk)


def draft(*rows: str, goal: int = 95, year: int = 2026) -> bytes:
    head = OWN.replace("**Phụ lục**", GOAL.format(goal) + "**Phụ lục**")
    return plan_text(*rows, head=head).replace(b"2026", str(year).encode())


def compared(cast: Cast, superior: Plan, content: bytes, person: Person | None = None) -> tuple[Found, ...]:
    """Examine a draft against the plan; return what the comparison found."""
    examination = examination_start(
        Draft(content, "du-thao.txt"),
        actor=(person or cast.commune_officer).actor,
        superior_key=f"plans:{superior.pk}",
        now=cast.now,
    )
    found = found_of(selectors.result_of(examination))
    return tuple(one for one in found if one.code.startswith("PC"))


def codes(found: tuple[Found, ...]) -> list[str]:
    return sorted(one.code for one in found)


def test_only_the_rows_that_bind_the_body_are_asked_for(cast: Cast, superior: Plan) -> None:
    """Two rows are owed by communes; the tasks of departments are not missing in a commune's plan."""
    found = compared(cast, superior, draft("1\tHọp thôn\tBiên bản\tQuý I/2026\tCông chức\t\t", goal=98))

    assert codes(found) == ["PC001", "PC001"]
    assert {one.title for one in found} == {"Thiếu nhiệm vụ của kế hoạch cấp trên"}


def test_a_later_day_stands_at_its_row(cast: Cast, superior: Plan) -> None:
    later = [one for one in compared(cast, superior, draft(LATER)) if one.code == "PC003"]

    assert [one.title for one in later] == ["Muộn hơn kế hoạch cấp trên"]
    assert "30/06/2026" in later[0].message and "15/05/2026" in later[0].message
    assert later[0].place["row"] == 1


def test_a_goal_set_lower_stands_at_the_goal(cast: Cast, superior: Plan) -> None:
    lower = [one for one in compared(cast, superior, draft(LATER)) if one.code == "PC010"]

    assert [one.title for one in lower] == ["Thấp hơn mục tiêu của cấp trên"]
    assert "95%" in lower[0].message and "98%" in lower[0].message
    assert lower[0].place["block"] is not None
    assert not [one for one in compared(cast, superior, draft(LATER, goal=98)) if one.code == "PC010"]


def test_of_another_year_the_days_are_not_compared_and_it_says_so(cast: Cast, superior: Plan) -> None:
    found = compared(cast, superior, draft(LATER, year=2027))

    assert "PC003" not in codes(found)
    (said,) = [one for one in found if one.code == "PC009"]
    assert said.title == "Kế hoạch cấp trên là của năm khác"
    assert said.where[0] or said.place["block"] is not None


class TestReach:
    def test_whoever_owes_of_it_may_choose_it(self, cast: Cast, superior: Plan) -> None:
        key = f"plans:{superior.pk}"

        assert key in dict(selectors.superior_choices(cast.commune_officer.actor))
        assert key not in dict(selectors.superior_choices(cast.stranger.actor))

    @pytest.mark.parametrize("who", ["stranger", "administrator"])
    def test_nobody_compares_with_a_plan_beyond_reach(self, cast: Cast, superior: Plan, who: str) -> None:
        with pytest.raises(BadInput, match="ngoài phạm vi"):
            compared(cast, superior, draft(LATER), getattr(cast, who))
        assert not Examination.objects.exists()

    def test_a_plan_under_review_is_no_choice(self, cast: Cast, read: Callable[..., Plan]) -> None:
        plan = read(*ROWS)

        assert f"plans:{plan.pk}" not in dict(selectors.superior_choices(cast.commune_officer.actor))

    def test_the_form_offers_it_and_takes_no_other(self, cast: Cast, superior: Plan, client: Client) -> None:
        client.force_login(cast.commune_officer.user)
        start = reverse("doctor:start")

        assert "88/KH-UBND" in client.get(start).content.decode()
        sent: dict[str, Any] = {"file": SimpleUploadedFile("a.txt", draft(LATER)), "superior": "plans:999999"}
        assert client.post(start, sent).status_code == 422
        assert not Examination.objects.exists()

    def test_the_page_says_what_it_was_compared_with(self, cast: Cast, superior: Plan, client: Client) -> None:
        client.force_login(cast.commune_officer.user)
        sent = {"file": SimpleUploadedFile("a.txt", draft(LATER)), "superior": f"plans:{superior.pk}"}

        page = client.post(reverse("doctor:start"), sent, follow=True).content.decode()

        assert "So với: " in page and "88/KH-UBND" in page
        for words in ("Muộn hơn kế hoạch cấp trên", "Thấp hơn mục tiêu của cấp trên", "Thiếu nhiệm vụ"):
            assert words in page
