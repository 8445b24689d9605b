"""Everything of the demonstration, built once."""

from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from types import MappingProxyType

from caicach.demo.officers import officer_of
from caicach.demo.people import STANDING_OFFICER, cast_build
from caicach.demo.period import periods_play
from caicach.demo.province import province_build
from caicach.demo.register import register_play
from caicach.demo.whole.terms import two_terms
from caicach.demo.year import year_play
from caicach.people import selectors as people
from caicach.plans import selectors as plans
from caicach.plans import services
from caicach.plans.constants import PlanState
from caicach.web.actor import Actor, Role
from caicach.web.clock import local_date

__all__ = ["COMMUNES", "commune_plan", "demo_load", "filled", "plan_bring_in", "sample_plan"]

SAMPLE = "ke-hoach-cchc.txt"
COMMUNE_SAMPLE = "ke-hoach-xa.txt"
# Two communes with a plan of their own; the first has an account.
COMMUNES = ("xa-suoi-nhan", "phuong-ben-may")


def demo_load(now: datetime) -> bool:
    """Build the province, its accounts, its plan of the year and what became of it; False where all was there."""
    today = local_date(now)
    province = province_build(today)
    cast = cast_build(province)
    actors = {user.username: people.actor_of(user, on=today) for user in cast}
    officer = actors[STANDING_OFFICER]
    if plans.plans_for(officer).exists():
        return False
    year = today.year
    plan_bring_in(sample_plan(year), officer, province.province, now=now.replace(year=year - 1, month=12, day=15))
    # Of several accounts of one agency the first does its work; the others are there for their roles.
    known = {actor.agency_id: actor for actor in reversed(actors.values()) if actor.agency_id is not None}
    for commune in COMMUNES:
        clerk = known.get(province[commune]) or officer_of(province[commune], Role.STANDING_OFFICER)
        plan_bring_in(commune_plan(year, clerk.agency_name), clerk, province[commune], now=_early(now))
    officers = year_play(known, today=today, in_returns=[term.key for term in two_terms(today)])
    register_play(officer, issuer_id=province.province, now=now)
    periods_play(officer, province, officers, shown_id=province[COMMUNES[0]], now=now)
    return True


def _early(now: datetime) -> datetime:
    """Return the moment when communes assign their plans: in January, or now where that is still to come."""
    return min(now, now.replace(month=1, day=8))


def sample_plan(year: int) -> bytes:
    """Return the province's plan for ``year`` as the text that was issued in December before."""
    return filled(SAMPLE, year)


def commune_plan(year: int, committee: str) -> bytes:
    """Return the plan of a commune's committee ("UBND xã …") for ``year``, issued in January."""
    unit = committee.removeprefix("UBND ")
    kind, _blank, place = unit.partition(" ")
    return filled(COMMUNE_SAMPLE, year, {"ĐƠN-VỊ-HOA": unit.upper(), "ĐƠN-VỊ": unit, "LOẠI": kind, "ĐỊA-DANH": place})


def filled(name: str, year: int, words: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return a sample with the year and ``words`` put in."""
    text = resources.files("caicach.demo").joinpath("data", name).read_text(encoding="utf-8")
    for word, value in {"NĂM": str(year), "NĂM-TRƯỚC": str(year - 1), **words}.items():
        text = text.replace(f"@{word}@", value)
    return text.encode()


def plan_bring_in(content: bytes, actor: Actor, issuer_id: int, *, now: datetime) -> None:
    """Bring a plan in by the same way as people do: upload, reading, confirmation."""
    plan = services.plan_upload(
        actor=actor,
        content=content,
        file_name=SAMPLE,
        issuer_id=issuer_id,
        year=None,
        is_run_as_current=False,
        now=now,
    )
    plan.refresh_from_db()
    if plan.state == PlanState.READING:
        # The worker's job finds the plan read already and ends.
        services.plan_read(plan, year=None)
    services.plan_confirm(plan, actor=actor, now=now, today=local_date(now))
