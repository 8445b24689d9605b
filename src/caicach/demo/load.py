"""Everything of the demonstration, built once."""

from datetime import date, datetime, timedelta
from importlib import resources

from caicach.accounts.models import User
from caicach.demo.people import cast_build
from caicach.demo.province import ProvinceMap, province_build
from caicach.people import selectors as people
from caicach.plans import selectors as plans
from caicach.plans import services
from caicach.plans.constants import PlanState
from caicach.plans.jobs import plan_read
from caicach.web.clock import local_date

__all__ = ["demo_load"]

SAMPLE = "ke-hoach-cchc-2026.txt"


def demo_load(now: datetime) -> bool:
    """Build the province, its accounts and its plan of the year; return False where all of it was there."""
    today = local_date(now)
    province = province_build(today)
    cast = cast_build(province)
    officer = people.actor_of(cast[0], on=today)
    if plans.plans_for(officer).exists():
        return False
    _assign_plan(province, cast[0], now=now, today=today)
    return True


def _assign_plan(province: ProvinceMap, officer: User, *, now: datetime, today: date) -> None:
    """Bring the sample plan in by the same way as people do: upload, reading, confirmation."""
    actor = people.actor_of(officer, on=today)
    content = resources.files("caicach.demo").joinpath("data", SAMPLE).read_bytes()
    plan = services.plan_upload(
        actor=actor,
        content=content,
        file_name=SAMPLE,
        issuer_id=province.province,
        year=None,
        is_run_as_current=False,
        now=now - timedelta(minutes=5),
    )
    plan.refresh_from_db()
    if plan.state == PlanState.READING:
        # The worker's job finds the plan read already and ends.
        plan_read(plan, year=None)
    services.plan_confirm(plan, actor=actor, now=now, today=today)
