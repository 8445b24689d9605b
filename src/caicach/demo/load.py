"""Everything of the demonstration, built once."""

from datetime import datetime
from importlib import resources

from caicach.demo.people import STANDING_OFFICER, cast_build
from caicach.demo.province import ProvinceMap, province_build
from caicach.demo.year import year_play
from caicach.people import selectors as people
from caicach.plans import selectors as plans
from caicach.plans import services
from caicach.plans.constants import PlanState
from caicach.web.actor import Actor
from caicach.web.clock import local_date

__all__ = ["demo_load", "sample_plan"]

SAMPLE = "ke-hoach-cchc.txt"


def demo_load(now: datetime) -> bool:
    """Build the province, its accounts, its plan of the year and what became of it; False where all was there."""
    today = local_date(now)
    province = province_build(today)
    cast = cast_build(province)
    actors = {user.username: people.actor_of(user, on=today) for user in cast}
    officer = actors[STANDING_OFFICER]
    if plans.plans_for(officer).exists():
        return False
    assigned_at = now.replace(year=today.year - 1, month=12, day=15)
    _assign_plan(sample_plan(today.year), officer, province, now=assigned_at)
    known = {actor.agency_id: actor for actor in actors.values() if actor.agency_id is not None}
    year_play(known, today=today)
    return True


def sample_plan(year: int) -> bytes:
    """Return the province's plan for ``year`` as the text that was issued in December before."""
    text = resources.files("caicach.demo").joinpath("data", SAMPLE).read_text(encoding="utf-8")
    return text.replace("@NĂM@", str(year)).replace("@NĂM-TRƯỚC@", str(year - 1)).encode()


def _assign_plan(content: bytes, actor: Actor, province: ProvinceMap, *, now: datetime) -> None:
    """Bring the sample plan in by the same way as people do: upload, reading, confirmation."""
    plan = services.plan_upload(
        actor=actor,
        content=content,
        file_name=SAMPLE,
        issuer_id=province.province,
        year=None,
        is_run_as_current=False,
        now=now,
    )
    plan.refresh_from_db()
    if plan.state == PlanState.READING:
        # The worker's job finds the plan read already and ends.
        services.plan_read(plan, year=None)
    services.plan_confirm(plan, actor=actor, now=now, today=local_date(now))
