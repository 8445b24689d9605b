"""The writes of this app."""

from caicach.plans.services.confirm import plan_confirm
from caicach.plans.services.read import plan_read
from caicach.plans.services.review import (
    Choice,
    DeliverableEdit,
    deliverable_edit,
    modes_set,
    phrase_settle,
    plan_cancel,
    plan_drop,
    plan_header_edit,
    words_of,
)
from caicach.plans.services.upload import plan_fill, plan_upload

__all__ = [
    "Choice",
    "DeliverableEdit",
    "deliverable_edit",
    "modes_set",
    "phrase_settle",
    "plan_cancel",
    "plan_confirm",
    "plan_drop",
    "plan_fill",
    "plan_header_edit",
    "plan_read",
    "plan_upload",
    "words_of",
]
