"""The year of the whole province, from the plan in January to this morning."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction

from caicach.demo.evidence import PAPER
from caicach.demo.load import COMMUNES, commune_plan, plan_bring_in, sample_plan
from caicach.demo.officers import officer_of, officers_build
from caicach.demo.people import LEADER, STANDING_OFFICER, cast_build
from caicach.demo.province import ProvinceMap, province_build
from caicach.demo.scored.plan import index_plan
from caicach.demo.whole import dates, receiving, steering, together
from caicach.demo.whole.amending import amend
from caicach.demo.whole.courses import look_each_week
from caicach.demo.whole.figures import figures_plan
from caicach.demo.whole.happenings import happenings_plan
from caicach.demo.whole.stage import Stage, moment, working_day
from caicach.files import services as files
from caicach.people import selectors as people
from caicach.plans import selectors as plans
from caicach.web.actor import Actor, Role
from caicach.web.clock import local_date

__all__ = ["WHOLE", "Scale", "year_build", "year_of"]

ASSIGNED = (1, 5)
AMENDED = (7, 14)
FIRST_QUARTER = 3
Tell = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of the province there is, and how much of it does anything."""

    is_whole: bool = True
    communes: int | None = None  # so many act; None: all


WHOLE = Scale()


def year_of(today: date) -> int:
    """Return the year of the plan: the running one, or the one before where it has hardly begun."""
    return today.year if today.month > FIRST_QUARTER else today.year - 1


def year_build(now: datetime, *, scale: Scale = WHOLE, tell: Tell | None = None) -> "Counter[str] | None":
    """Build the province and let its year run up to ``now``; return what happened how often, None where it is there.

    Args:
        now: The present, where the play ends; nothing lies after it.
        scale: How much of it.
        tell: Hears the moment before each act.
    """
    today = local_date(now)
    province = province_build(today, is_whole=scale.is_whole)
    cast = {user.username: people.actor_of(user, on=today) for user in cast_build(province)}
    if plans.plans_for(cast[STANDING_OFFICER]).exists():
        return None
    with transaction.atomic():
        stage = _stage(province, cast, now, scale)
        _begin(stage, cast[LEADER])
        stage.agenda.run(now, tell or _silent)
    return stage.stories


def _stage(province: ProvinceMap, cast: dict[str, Actor], now: datetime, scale: Scale) -> Stage:
    known = {actor.agency_id: actor for actor in reversed(cast.values()) if actor.agency_id is not None}
    acting = _acting(province, scale)
    return Stage(
        province=province,
        year=year_of(local_date(now)),
        until=now,
        officers=officers_build(sorted(acting | {province.province}), known=known),
        acting=acting,
        shown=province[COMMUNES[0]],
        standing=cast[STANDING_OFFICER],
        paper=files.file_store(PAPER, now=now),
    )


def _acting(province: ProvinceMap, scale: Scale) -> frozenset[int]:
    shown = [province[key] for key in COMMUNES]
    others = [one for one in province.communes if one not in shown]
    room = len(others) if scale.communes is None else max(0, scale.communes - len(shown))
    within = [agency_id for key, agency_id in province.ids.items() if key.split("/")[0] in COMMUNES]
    named = (province["khu-kinh-te"], *(province[key] for key in receiving.HEIRS))
    return frozenset((*province.departments, *named, *shown, *within, *others[:room]))


def _begin(stage: Stage, leader: Actor) -> None:
    """Assign the plans and lay down what is known of the year beforehand."""
    start = moment(stage.in_year(*ASSIGNED), 9)
    plan_bring_in(sample_plan(stage.year), stage.standing, stage.province.province, now=start)
    own_at = start + timedelta(days=4)
    for key in COMMUNES:
        _own_plan(stage, key, own_at)
    dates.milestones_play(stage, "Quyết định ban hành danh mục", "Kế hoạch tuyên truyền của tỉnh")
    units = frozenset(one for key, one in stage.province.ids.items() if key.split("/")[0] in COMMUNES and "/" in key)
    receiving.receive(stage, start, with_contests=True, agency_ids=[one for one in stage.officers if one not in units])
    receiving.receive(stage, own_at, with_contests=False, agency_ids=[one for one in stage.officers if one in units])
    figures_plan(stage)
    happenings_plan(stage)
    together.asks_plan(stage)
    together.commune_plan_days(stage, leader)
    steering.steering_plan(stage)
    index_plan(stage)
    stage.on(stage.in_year(*AMENDED), partial(amend, stage))
    stage.agenda.put(start + timedelta(days=1), partial(look_each_week, stage))
    stage.on(stage.today - timedelta(days=10), partial(together.two_steps, stage, leader), hour=16)
    for days in (160, 60, 30, 3):
        stage.on(stage.today - timedelta(days=days), partial(receiving.receive, stage, with_contests=False), hour=8)
    stage.agenda.put(
        moment(working_day(stage.today - timedelta(days=1)), 15), partial(receiving.contest_of_late, stage)
    )


def _own_plan(stage: Stage, key: str, now: datetime) -> None:
    """Let a commune assign a plan of its own to its offices."""
    agency_id = stage.province[key]
    clerk = stage.officers[agency_id]
    if not clerk.has(Role.STANDING_OFFICER):
        clerk = officer_of(agency_id, Role.STANDING_OFFICER)
    plan_bring_in(commune_plan(stage.year, clerk.agency_name), clerk, agency_id, now=now)


def _silent(moment: datetime) -> None:
    """Say nothing."""
