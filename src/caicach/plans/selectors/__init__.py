"""Reads of plans; each starts from what the actor may see."""

from caicach.plans.mapping.expansion import Expansion
from caicach.plans.selectors.expanding import (
    bodies_named,
    bodies_of,
    deliverables_of,
    expansion_of,
    facts_of,
    resolver_of,
)
from caicach.plans.selectors.plans import (
    Left,
    issuers_for,
    job_uid,
    label_of,
    plan_assigned,
    plan_for,
    plan_left,
    plan_to_extend,
    plan_to_review,
    plans_for,
)
from caicach.plans.selectors.progress import Progress, progress_of
from caicach.plans.selectors.sources import (
    headers_of,
    plan_with_source,
    row_to_correct,
    source_blocks,
    source_of_duty,
    source_of_row,
    uses_document,
    uses_of_document,
)

__all__ = [
    "Expansion",
    "Left",
    "Progress",
    "bodies_named",
    "bodies_of",
    "deliverables_of",
    "expansion_of",
    "facts_of",
    "headers_of",
    "issuers_for",
    "job_uid",
    "label_of",
    "plan_assigned",
    "plan_for",
    "plan_left",
    "plan_to_extend",
    "plan_to_review",
    "plan_with_source",
    "plans_for",
    "progress_of",
    "resolver_of",
    "row_to_correct",
    "source_blocks",
    "source_of_duty",
    "source_of_row",
    "uses_document",
    "uses_of_document",
]
