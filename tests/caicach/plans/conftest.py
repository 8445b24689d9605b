"""A small plan of the cast's province, at every step of its way."""

from collections.abc import Callable
from typing import Any

import pytest

from caicach.plans import services
from caicach.plans.models import Plan
from cast import Cast
from plans_sample import OPEN_ROW, ROWS, plan_text


@pytest.fixture
def upload(cast: Cast) -> Callable[..., Plan]:
    """Upload a text as the standing officer does; the job is queued, not run."""

    def do(content: bytes, **values: Any) -> Plan:
        standard: dict[str, Any] = {
            "actor": cast.standing_officer.actor,
            "content": content,
            "file_name": "ke-hoach.txt",
            "issuer_id": cast.province.pk,
            "year": None,
            "is_run_as_current": False,
            "now": cast.now,
        }
        return services.plan_upload(**standard | values)

    return do


@pytest.fixture
def read(upload: Callable[..., Plan]) -> Callable[..., Plan]:
    """Upload rows and read them: a plan under review."""

    def do(*rows: str, **values: Any) -> Plan:
        plan = services.plan_read(upload(plan_text(*rows)), year=values.get("year"))
        return Plan.objects.get(pk=plan.pk)

    return do


@pytest.fixture
def plan(read: Callable[..., Plan]) -> Plan:
    """A plan under review in which nothing is open."""
    return read(*ROWS)


@pytest.fixture
def open_plan(read: Callable[..., Plan]) -> Plan:
    """A plan under review with one phrase that the register does not know."""
    return read(*ROWS, OPEN_ROW)
