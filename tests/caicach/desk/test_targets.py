"""Deliverables and targets of plans on the dashboard: counted as done, or honestly unknown."""

from typing import Any

import pytest
from django.test import Client

from caicach.desk.pages import DashboardPage
from caicach.desk.pages.targets import targets_of
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation
from caicach.plans import services
from caicach.plans.models import Plan
from cast import Cast
from plans_sample import ROWS, plan_text

TARGETS = (
    "## I. MỤC TIÊU\n\n"
    "- Tối thiểu 98% hồ sơ thủ tục hành chính được giải quyết đúng hạn.\n\n"
    "- Không quá 2% hồ sơ quá hạn.\n\n"
)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A confirmed plan with two targets in its prose."""
    text = plan_text(*ROWS).decode().replace("**Phụ lục", f"{TARGETS}**Phụ lục", 1)
    assert TARGETS in text
    actor: Any = cast.standing_officer.actor
    uploaded = services.plan_upload(
        actor=actor, content=text.encode(), file_name="ke-hoach.txt", issuer_id=cast.province.pk, year=None,
        is_run_as_current=False, now=cast.now,
    )  # fmt: skip
    read = Plan.objects.get(pk=services.plan_read(uploaded, year=None).pk)
    services.plan_confirm(read, actor=actor, now=cast.now, today=cast.today)
    return Plan.objects.get(pk=read.pk)


def page_of(cast: Cast, client: Client, plan: Plan) -> tuple[DashboardPage, str]:
    client.force_login(cast.standing_officer.user)
    response = client.get("/tong-quan/", {"year": str(plan.year), "plan": str(plan.uid)})
    return response.context["page"], " ".join(response.content.decode().split())


def test_targets_stand_as_the_plan_says_without_a_value(plan: Plan, cast: Cast, client: Client) -> None:
    page, markup = page_of(cast, client, plan)

    assert page.targets is not None
    assert [line.mark for line in page.targets.first] == ["ít nhất 98\u00a0%", "không quá 2\u00a0%"]
    assert markup.count("Chưa có số liệu") == 2


def test_a_plan_says_how_many_of_its_deliverables_are_done(plan: Plan, cast: Cast, client: Client) -> None:
    before, _markup = page_of(cast, client, plan)
    Obligation.objects.filter(due_on__isnull=False).update(state=ObligationState.ACCEPTED, met_on=cast.today)
    after, _markup = page_of(cast, client, plan)

    (then,), (now,) = before.plans, after.plans
    done, _word, every = now.done.split()[:3]
    assert then.done == f"0 trong {every} sản phẩm"
    assert done == every
    assert now.url == f"/ke-hoach/{plan.uid}/"
    assert (
        client.get(now.rows_url).context["page"].page.paginator.count
        == Obligation.objects.filter(due_on__year=plan.year, carrier=None).count()
    )


def test_the_plan_can_be_chosen_by_its_name(plan: Plan, cast: Cast, client: Client) -> None:
    _page, markup = page_of(cast, client, plan)

    assert f'<option value="{plan.uid}" selected>' in markup


def test_a_reading_is_parsed_once(plan: Plan, django_assert_num_queries: Any) -> None:
    first_time, again = (Plan.objects.defer("reading").get(pk=plan.pk) for _ in range(2))
    with django_assert_num_queries(1):
        read = targets_of(first_time)
    with django_assert_num_queries(0):
        assert targets_of(again) is read
