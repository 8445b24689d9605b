"""An agency's own plan over the sample plan of the cast's province."""

from datetime import date
from typing import Any

from caicach.plans.models import OwnPlan, OwnRow, Plan
from caicach.plans.services.own_issue import Issued, own_plan_issue
from caicach.plans.services.own_plan import own_plan_start
from cast import PDF, Cast

__all__ = ["issue", "row_of", "start"]


def start(cast: Cast, superior: Plan, **values: Any) -> OwnPlan:
    """Begin the commune's own plan from ``superior``."""
    standard: dict[str, Any] = {
        "actor": cast.commune_officer.actor,
        "agency_id": cast.commune.pk,
        "year": 2026,
        "superior_ids": [superior.pk],
        "title": "Cải cách hành chính năm 2026 của xã Suối Nhạn",
        "days_before": 3,
        "now": cast.now,
        "today": cast.today,
    }
    return own_plan_start(**standard | values)


def issue(cast: Cast, own: OwnPlan, **values: Any) -> Plan:
    """Enter the number and the file of the issued plan, as văn thư does."""
    paper = Issued("41/KH-UBND", date(2026, 3, 10), "Trần Văn Lực", PDF + b"own", "ke-hoach-xa.pdf")
    standard: dict[str, Any] = {"actor": cast.clerk.actor, "issued": paper, "now": cast.now, "today": cast.today}
    return own_plan_issue(own, **standard | values)


def row_of(own: OwnPlan, words: str) -> OwnRow:
    """Return the row whose product holds ``words``."""
    return own.rows.select_related("superior__task").get(text__contains=words)
