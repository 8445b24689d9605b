"""The writes of this app."""

from caicach.plans.services.claim import StaleRow
from caicach.plans.services.confirm import plan_confirm
from caicach.plans.services.prose import prose_take, prose_taken
from caicach.plans.services.read import plan_read
from caicach.plans.services.review import (
    Choice,
    DeliverableEdit,
    deliverable_edit,
    phrase_settle,
    plan_cancel,
    plan_drop,
    plan_header_edit,
    words_of,
    written_values,
)
from caicach.plans.services.rows import RowsChange, rows_accept, rows_set
from caicach.plans.services.sheets import plan_bring
from caicach.plans.services.upload import plan_fill, plan_upload

__all__ = [
    "Choice",
    "DeliverableEdit",
    "RowsChange",
    "StaleRow",
    "deliverable_edit",
    "phrase_settle",
    "plan_bring",
    "plan_cancel",
    "plan_confirm",
    "plan_drop",
    "plan_fill",
    "plan_header_edit",
    "plan_read",
    "plan_upload",
    "prose_take",
    "prose_taken",
    "rows_accept",
    "rows_set",
    "words_of",
    "written_values",
]
