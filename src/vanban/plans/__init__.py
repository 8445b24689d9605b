"""Plans: the structure of a plan document, read from paragraphs and tables."""

from vanban.plans.contract import finding_to_json, plan_to_json
from vanban.plans.model import Annex, Deliverable, PeriodicDuty, Plan, PlanRow, Task
from vanban.plans.reader import read_plan

__all__ = [
    "Annex",
    "Deliverable",
    "PeriodicDuty",
    "Plan",
    "PlanRow",
    "Task",
    "finding_to_json",
    "plan_to_json",
    "read_plan",
]
