"""A small plan of the cast's province that was assigned."""

import pytest

from caicach.plans import services
from caicach.plans.models import Plan
from cast import Cast
from plans_sample import ROWS, plan_text


@pytest.fixture
def assigned_plan(cast: Cast) -> Plan:
    """The sample plan, read and assigned."""
    plan = services.plan_upload(
        actor=cast.standing_officer.actor,
        content=plan_text(*ROWS),
        file_name="ke-hoach.txt",
        issuer_id=cast.province.pk,
        year=None,
        is_run_as_current=False,
        now=cast.now,
    )
    services.plan_read(plan, year=None)
    services.plan_confirm(
        Plan.objects.get(pk=plan.pk), actor=cast.standing_officer.actor, now=cast.now, today=cast.today
    )
    return Plan.objects.get(pk=plan.pk)
