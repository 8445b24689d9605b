"""The end of the year of the small plan, as the standing officer goes through it."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from caicach.obligations.models import Obligation
from caicach.plans import services
from caicach.plans.constants import Fate
from caicach.plans.models import Plan
from caicach.plans.services.close import Choice, Closing, closing_preview, plan_close
from cast import Cast
from plans_sample import HEAD, plan_text

__all__ = ["END", "END_NOW", "NEXT_HEAD", "NEXT_ROWS", "all_of", "close", "next_plan_of", "of", "preview"]

END_NOW = datetime(2026, 12, 21, 2, 30, tzinfo=UTC)
END = date(2026, 12, 21)
NEXT_HEAD = (
    HEAD.replace("88/KH-UBND", "9/KH-UBND").replace("tháng 01 năm 2026", "tháng 12 năm 2026").replace(
        "nhà nước năm 2026", "nhà nước năm 2027"
    )
)  # fmt: skip
NEXT_ROWS = (
    "I\tCải cách thể chế\t\t\t\t\t",
    "1\tRà soát văn bản\tBáo cáo rà soát của xã\tChậm nhất ngày 15/5/2027\tUBND xã Suối Nhạn\t\tSở Tài chính",
)


def next_plan_of(upload: Callable[..., Plan], cast: Cast) -> Plan:
    """Return the plan of the next year, assigned."""
    plan = services.plan_read(upload(plan_text(*NEXT_ROWS, head=NEXT_HEAD)), year=2027)
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=END_NOW, today=END)
    return Plan.objects.select_related("issuer").get(pk=plan.pk)


def preview(plan: Plan, cast: Cast, choices: Mapping[str, Choice] | None = None, **values: Any) -> Closing:
    """Return what closing would do."""
    standard: dict[str, Any] = {"actor": cast.standing_officer.actor, "next_plan": None, "today": END}
    return closing_preview(plan, choices or {}, **standard | values)


def all_of(made: Closing, fate: Fate, *titles: str, row_id: int | None = None) -> dict[str, Choice]:
    """Return the same choice for every line, or for those of some titles."""
    return {
        line.leftover.key: Choice(fate, row_id)
        for line in made.lines
        if not titles or line.leftover.title in titles
    }  # fmt: skip


def close(plan: Plan, cast: Cast, choices: Mapping[str, Choice] | None = None, **values: Any) -> Closing:
    """Preview and close."""
    next_plan = values.get("next_plan")
    standard: dict[str, Any] = {
        "actor": cast.standing_officer.actor,
        "next_plan": next_plan,
        "version": preview(plan, cast, choices, next_plan=next_plan).version,
        "now": END_NOW,
        "today": END,
    }
    return plan_close(plan, choices or {}, **standard | values)


def of(plan: Plan, title: str, agency: str) -> Obligation:
    """Return what an agency owes of a thing of ``plan``."""
    rows = Obligation.objects.select_related("duty", "agency", "acceptor", "continued_by")
    return rows.get(duty__source_uid=plan.uid, duty__title=title, agency__current_name=agency)
