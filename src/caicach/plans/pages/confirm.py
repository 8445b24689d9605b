"""The last look before a plan is assigned."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.constants import TrackingMode
from caicach.plans import selectors
from caicach.plans.models import Plan
from caicach.plans.pages.count import Sum, sum_of
from caicach.plans.pages.rows import number_of
from caicach.plans.pages.words import kicker_of, problem_sentence, steps_of
from caicach.ui.values import Link, Step

__all__ = ["ConfirmPage", "Heaviest", "confirm_page"]

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Heaviest:
    """One of the agencies that are asked for most."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """What would be assigned, and what must be settled first."""

    plan: Plan
    kicker: str
    steps: list[Step]
    sum: Sum
    quarters: list[tuple[str, int]]  # ("Quý I/2026", the most hand-ins of one commune)
    modes: list[tuple[str, int]]  # (way of proof, deliverables)
    heaviest: list[Heaviest]
    problems: list[Link]
    is_history: bool
    missing: str  # what the document's facts lack


def confirm_page(plan: Plan, *, today: date) -> ConfirmPage:
    """Return the page of ``plan``."""
    rows = selectors.deliverables_of(plan)
    resolver = selectors.resolver_of(plan)
    expansion = selectors.expansion_of(plan, today=today, deliverables=rows, resolver=resolver)
    by_id = {row.pk: row for row in rows}
    owed = Counter(one.agency_id for draft in expansion.drafts for one in draft.obligations)
    modes = Counter(TrackingMode(row.mode) for row in rows)
    problems = {
        problem.deliverable_id: Link(
            label=f"{number_of(by_id[problem.deliverable_id])}: {problem_sentence(problem)}",
            url=reverse("plans:row", args=[plan.uid, by_id[problem.deliverable_id].position]),
        )
        for problem in reversed(expansion.problems)
        if problem.deliverable_id is not None
    }
    whole = sum_of(expansion, resolver)
    return ConfirmPage(
        plan=plan,
        kicker=kicker_of(plan),
        steps=steps_of(plan, at=4),
        sum=whole,
        quarters=[(_quarter(quarter, year), count) for year, quarter, count in whole.burden.by_quarter],
        modes=[(str(mode.label), modes[mode]) for mode in TrackingMode if modes[mode]],
        heaviest=[Heaviest(resolver.name(agency_id), count) for agency_id, count in owed.most_common(SHOWN)],
        problems=[problems[row.pk] for row in rows if row.pk in problems],
        is_history=selectors.facts_of(plan, today=today).is_history,
        missing=_missing(plan),
    )


def _quarter(quarter: int, year: int) -> str:
    return _("Quý %(quarter)s/%(year)s") % {"quarter": ("I", "II", "III", "IV")[quarter - 1], "year": year}


def _missing(plan: Plan) -> str:
    if not plan.symbol or not plan.issued_on:
        return _("Thiếu số, ký hiệu hoặc ngày ban hành của kế hoạch.")
    return _("Chưa chọn cơ quan thường trực.") if plan.standing_body_id is None else ""
