"""What people fill in around a plan."""

from caicach.plans.forms.life import AmendForm, PairForm
from caicach.plans.forms.rows import (
    AddForm,
    BulkForm,
    ChangeForm,
    DeliverableForm,
    HandRowForm,
    HeaderForm,
    PasteForm,
    ReasonForm,
    SettleForm,
    UploadForm,
    choice_of,
)

__all__ = [
    "AddForm",
    "AmendForm",
    "BulkForm",
    "ChangeForm",
    "DeliverableForm",
    "HandRowForm",
    "HeaderForm",
    "PairForm",
    "PasteForm",
    "ReasonForm",
    "SettleForm",
    "UploadForm",
    "choice_of",
]
