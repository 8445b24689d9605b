"""What people fill in around a plan."""

from caicach.plans.forms.life import AmendForm, ClosingForm, FilterForm, PairForm, ReopenForm, fates_of
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
    "ClosingForm",
    "DeliverableForm",
    "FilterForm",
    "HandRowForm",
    "HeaderForm",
    "PairForm",
    "PasteForm",
    "ReasonForm",
    "ReopenForm",
    "SettleForm",
    "UploadForm",
    "choice_of",
    "fates_of",
]
