"""Which rows of a superior's plan the plans below carry out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from caicach.plans import services
from caicach.plans.models import Deliverable, Plan
from caicach.plans.selectors.coverage import Cover, Coverage, coverage_of
from caicach.plans.selectors.superior import following_of, superior_choices
from caicach.plans.services.own_rows import RowEdit, own_rows_save
from caicach.plans.services.superior import plan_follow
from caicach.web.actor import Role
from caicach.web.errors import BadInput, NotAllowed
from cast import Cast, person_make
from own_sample import issue, row_of, start
from plans_sample import ROWS, plan_text

MARK = "3\tGiải quyết hồ sơ\tTỷ lệ hồ sơ đúng hạn đạt tối thiểu 98%\tChậm nhất ngày 30/9/2026\tUBND các xã, phường\t\t"


@pytest.fixture
def superior(cast: Cast, read: Callable[..., Plan]) -> Plan:
    """A plan of the province that binds the communes, assigned."""
    plan = read(*ROWS, MARK)
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    return Plan.objects.get(pk=plan.pk)


def covers(whole: Coverage, agency_id: int) -> dict[str, Cover]:
    return {cell.row.text: cell.cover for cell in whole.cells if cell.agency_id == agency_id}


def test_bodies_without_a_plan_miss_every_row_they_owe(cast: Cast, superior: Plan) -> None:
    whole = coverage_of(superior)
    assert set(whole.without_plan) == {cast.commune.pk, cast.neighbour.pk, cast.department.pk}
    assert set(covers(whole, cast.neighbour.pk).values()) == {Cover.MISSING}
    assert covers(whole, cast.department.pk) == {
        "Kế hoạch rà soát năm 2026 của tỉnh": Cover.MISSING,
        "Tờ trình công bố": Cover.MISSING,
    }


def test_a_plan_that_takes_everything_covers_everything(cast: Cast, superior: Plan) -> None:
    issue(cast, start(cast, superior))
    whole = coverage_of(superior)
    assert cast.commune.pk not in whole.without_plan
    assert set(covers(whole, cast.commune.pk).values()) == {Cover.COVERED}
    assert set(covers(whole, cast.neighbour.pk).values()) == {Cover.MISSING}


def test_what_is_left_out_is_missing_and_a_lower_mark_weaker(cast: Cast, superior: Plan) -> None:
    own = start(cast, superior)
    edits = [
        RowEdit(row_of(own, "rà soát").pk, is_taken=False, keeps_due=True),
        RowEdit(row_of(own, "98%").pk, keeps_due=True, text="Tỷ lệ hồ sơ đúng hạn đạt tối thiểu 97%"),
    ]
    own_rows_save(own, actor=cast.commune_officer.actor, edits=edits, now=cast.now, today=cast.today)
    issue(cast, own)
    whole = coverage_of(superior)
    assert covers(whole, cast.commune.pk) == {
        "Báo cáo rà soát của xã": Cover.MISSING,
        "Báo cáo kết quả thực hiện": Cover.COVERED,
        "Tỷ lệ hồ sơ đúng hạn đạt tối thiểu 98%": Cover.WEAKER,
    }
    (weaker,) = [cell for cell in whole.cells if cell.cover is Cover.WEAKER]
    assert "97%" in weaker.said[0]
    assert "98%" in weaker.said[0]


def test_a_later_day_shows_even_where_it_was_moved_afterwards(cast: Cast, superior: Plan) -> None:
    plan = issue(cast, start(cast, superior))
    Deliverable.objects.filter(plan=plan, text__contains="rà soát").update(due_override_on=date(2026, 6, 1))
    assert covers(coverage_of(superior), cast.commune.pk)["Báo cáo rà soát của xã"] is Cover.LATER


def test_a_kind_of_body_can_be_asked_for(cast: Cast, superior: Plan) -> None:
    whole = coverage_of(superior, kinds=["commune:committee"])
    assert set(whole.bodies) == {cast.commune.pk, cast.neighbour.pk}
    assert whole.kinds == ("commune:committee", "province:department")


def test_the_number_of_queries_is_fixed(
    cast: Cast, superior: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        coverage_of(superior)
    issue(cast, start(cast, superior))
    with django_assert_num_queries(5):
        coverage_of(superior)


class TestPage:
    def get(self, client: Client, cast: Cast, plan: Plan, person: str = "standing_officer", **query: Any) -> Any:
        client.force_login(getattr(cast, person).user)
        return client.get(reverse("plans:coverage", args=[plan.uid]), query)

    def test_bodies_without_a_plan_stand_first(self, client: Client, cast: Cast, superior: Plan) -> None:
        issue(cast, start(cast, superior))
        words = self.get(client, cast, superior).content.decode()
        assert "2 cơ quan chưa có kế hoạch, còn thiếu 5 dòng" in words
        assert words.index("Chưa có kế hoạch nào") < words.index("UBND xã Đồi Chè") < words.index("h-ban-do")
        assert ">3/3<" in words

    def test_each_number_opens_its_rows(self, client: Client, cast: Cast, superior: Plan) -> None:
        page = self.get(client, cast, superior, **{"co-quan": str(cast.neighbour.uid)}).context["page"]
        assert [line.agency for line in page.found] == ["UBND xã Đồi Chè"] * 3
        page = self.get(client, cast, superior, **{"co-quan": str(cast.neighbour.uid), "linh-vuc": "institutions"})
        assert [line.text for line in page.context["page"].found] == ["Báo cáo rà soát của xã"]
        page = self.get(client, cast, superior, muc="covered").context["page"]
        assert page.found == []

    def test_the_rows_count_their_bodies(self, client: Client, cast: Cast, superior: Plan) -> None:
        issue(cast, start(cast, superior))
        page = self.get(client, cast, superior, xem="nhiem-vu").context["page"]
        line = next(one for one in page.tasks if one.text == "Báo cáo rà soát của xã")
        assert [count for _words, count, _url, _tone in line.counts] == ["1", "0", "0", "1"]

    @pytest.mark.parametrize(
        ("person", "status"), [("commune_officer", 403), ("stranger", 404), ("province_leader", 200)]
    )
    def test_it_is_for_those_who_assign_and_lead(
        self, client: Client, cast: Cast, superior: Plan, person: str, status: int
    ) -> None:
        assert self.get(client, cast, superior, person).status_code == status


class TestFollow:
    """A plan that came in as a document is joined to its superior's by a person."""

    @pytest.fixture
    def below(self, cast: Cast, upload: Callable[..., Plan], superior: Plan) -> Plan:
        rows = (
            "I\tCải cách thể chế\t\t\t\t\t",
            "1\tXã rà soát văn bản\tBáo cáo rà soát của xã Suối Nhạn\tChậm nhất ngày 20/5/2026\tUBND xã Suối Nhạn\t\t",
            "2\tHọp thôn\tBiên bản họp dân\tTháng 6/2026\tUBND xã Suối Nhạn\t\t",
        )
        plan = services.plan_read(upload(plan_text(*rows)), year=2026)
        Plan.objects.filter(pk=plan.pk).update(issuer=cast.commune)
        return Plan.objects.get(pk=plan.pk)

    def test_rows_are_proposed_by_their_words(self, superior: Plan, below: Plan) -> None:
        assert superior_choices(below) == [superior]
        made = following_of(below, superior)
        first, second = made.rows
        above = {one.deliverable.text: one.deliverable.pk for one in made.concerns}
        assert made.chosen == {first.pk: above["Báo cáo rà soát của xã"], second.pk: None}
        assert made.proposed == {first.pk}
        assert [one.finding.code for one in made.comparison.shortfalls if one.subordinate] == ["PC003"]
        assert {one.deliverable.text for one in made.missing} == set(above) - {"Báo cáo rà soát của xã"}

    def test_what_a_person_chose_stays(self, cast: Cast, superior: Plan, below: Plan) -> None:
        made = following_of(below, superior)
        with pytest.raises(NotAllowed):
            plan_follow(below, actor=cast.standing_officer.actor, superior=superior, choices=made.chosen, now=cast.now)
        actor = person_make("tt.xa", "Hà Thị Thường", cast.commune, Role.STANDING_OFFICER).actor
        assert plan_follow(below, actor=actor, superior=superior, choices=dict(made.chosen), now=cast.now) == 1
        below.refresh_from_db()
        assert below.superior == superior
        again = following_of(below, superior)
        assert again.proposed == frozenset()
        assert again.chosen == made.chosen
        foreign = {made.rows[0].pk: below.deliverables.all()[0].pk}
        with pytest.raises(BadInput, match="không thuộc"):
            plan_follow(below, actor=actor, superior=superior, choices=foreign, now=cast.now)
