"""The targets that assigned plans set for a body in a year, as they stand now: rows as corrected, prose as read."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from django.db.models import Q

from caicach.plans import access
from caicach.plans.constants import ASSIGNED, PlanKind
from caicach.plans.models import Deliverable, Plan
from caicach.plans.selectors.own_plan import superiors_for
from caicach.plans.selectors.plans import label_of
from caicach.web.actor import Actor
from vanban.language.targets import Target, read_targets
from vanban.language.targets.units import UNITS
from vanban.text.forms import compare_key

__all__ = ["PlanTarget", "plan_targets", "readable_plans"]

_ANNEX = "Phụ lục"  # how the reader names the place of a target that stands in a row


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """One target with a level to reach, and the plan that sets it."""

    plan_id: int
    plan_uid: UUID
    plan: str  # "Kế hoạch 41/KH-UBND"
    is_own: bool  # the body issued the plan itself
    issued_on: date | None
    measure: str  # "tỷ lệ hồ sơ giải quyết đúng hạn"
    words: str  # the plan's own around the number
    comparator: str  # of ``vanban.language.targets``: ">=", "<", …
    value: Decimal
    unit: str  # printed: "%", "văn bản"
    horizon: int  # the year by whose end it is to be reached
    baseline_year: int | None
    level: str  # "province", "district" or "commune", where the plan says for which; empty: it does not
    scope: str  # for whom it holds, in the plan's words

    @property
    def key(self) -> str:
        """What stays the same when the plan changes the number, and when next year's plan sets it anew."""
        bound = "most" if self.comparator.startswith("<") else "least"
        parts = (bound, self.unit, self.level, compare_key(self.scope), compare_key(self.measure))
        return "|".join(parts)[:300]


def plan_targets(agency_id: int, *, year: int) -> tuple[PlanTarget, ...]:
    """Return the targets for a body in ``year``, each measure once: at most four queries.

    Of plans that say the same measure the body's own goes first, then the nearer horizon, then what was issued later.
    Targets without a level ("tăng 5%", "trong nhóm 10 tỉnh") and those of years gone by are left out.
    """
    of_year = Q(period_to=None, year=year) | Q(period_from__lte=year, period_to__gte=year)
    own = Plan.objects.filter(of_year, issuer=agency_id, state__in=ASSIGNED).select_related("issuer", "document")
    plans = {plan.pk: plan for plan in (*own.defer("source"), *superiors_for(agency_id, year=year))}
    texts = _texts(pk for pk, plan in plans.items() if plan.kind != PlanKind.AMENDMENT)
    found: dict[str, PlanTarget] = {}
    every = [one for plan in plans.values() for one in _of_plan(plan, texts.get(plan.pk, ()), agency_id)]
    for one in sorted((one for one in every if one.horizon >= year), key=_rank):
        found.setdefault(one.key, one)
    return tuple(found.values())


def readable_plans(actor: Actor, plan_ids: Collection[int]) -> frozenset[UUID]:
    """Return which of these plans the actor may open, by their uids: one query, none without plans."""
    if not plan_ids:
        return frozenset()
    return frozenset(access.visible_plans(actor).filter(pk__in=list(plan_ids)).values_list("uid", flat=True))


def _rank(one: PlanTarget) -> tuple[bool, int, int, int]:
    issued = one.issued_on.toordinal() if one.issued_on else 0
    return not one.is_own, one.horizon, -issued, -one.plan_id


def _texts(plan_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the tasks and deliverables of plans as they stand, each task once."""
    rows = Deliverable.objects.filter(plan__in=list(plan_ids), dropped_by=None).order_by("plan_id", "position")
    found: dict[int, dict[str, None]] = {}
    for plan_id, task, text in rows.values_list("plan_id", "task__text", "text"):
        found.setdefault(plan_id, {}).update({task: None, text: None})
    return {plan_id: list(texts) for plan_id, texts in found.items()}


def _of_plan(plan: Plan, texts: Iterable[str], agency_id: int) -> Iterator[PlanTarget]:
    prose = [one for one in _prose(plan.reading) if not (one.section or "").startswith(_ANNEX)]
    for target in (*prose, *(one for text in texts for one in _in_row(text))):
        if target.value is None or target.comparator not in _LEVELS:
            continue
        yield PlanTarget(
            plan_id=plan.pk,
            plan_uid=plan.uid,
            plan=label_of(plan),
            is_own=plan.issuer_id == agency_id,
            issued_on=plan.issued_on,
            measure=target.subject,
            words=target.text,
            comparator=target.comparator,
            value=target.value,
            unit="%" if target.unit == "%" else UNITS.get(target.unit or "", ("",))[0],
            horizon=target.horizon_year or plan.period_to or plan.year,
            baseline_year=target.baseline_year,
            level=target.level or "",
            scope=target.scope or "",
        )


_LEVELS = frozenset({">=", ">", "<=", "<", "="})


@lru_cache(maxsize=64)
def _prose(reading: str) -> tuple[Target, ...]:
    """Return the targets of a reading; it is never edited."""
    return tuple(Target.from_json(one) for one in json.loads(reading).get("targets", ()))


@lru_cache(maxsize=4096)
def _in_row(text: str) -> tuple[Target, ...]:
    return read_targets(text)
