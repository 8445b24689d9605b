"""Plans as read, reviewed and confirmed."""

from caicach.plans.models.plan import Plan
from caicach.plans.models.rows import Deliverable, Party, PlanTask

__all__ = ["Deliverable", "Party", "Plan", "PlanTask"]
