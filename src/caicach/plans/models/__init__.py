"""Plans as read, reviewed, confirmed, amended and closed."""

from caicach.plans.models.amendments import RowPair, RowVersion
from caicach.plans.models.closings import PlanClosing
from caicach.plans.models.own import OwnPlan, OwnRow
from caicach.plans.models.plan import Plan
from caicach.plans.models.rows import Deliverable, Party, PlanTask

__all__ = [
    "Deliverable",
    "OwnPlan",
    "OwnRow",
    "Party",
    "Plan",
    "PlanClosing",
    "PlanTask",
    "RowPair",
    "RowVersion",
]
