"""What people type: proof by the mode of the duty, acts and their reasons, the filters of the list."""

from caicach.obligations.forms.acts import AcceptForm, DraftForm, PracticeForm, ReopenForm, ReturnForm, SendBackForm
from caicach.obligations.forms.dates import (
    BulkDecideForm,
    ExtensionDecideForm,
    ExtensionForm,
    LateReasonForm,
    PauseForm,
    ResumeForm,
)
from caicach.obligations.forms.events import ChainForm, DormantForm, EventForm, RepeatsForm, UndoForm
from caicach.obligations.forms.filters import FilterForm
from caicach.obligations.forms.hand_in import HandInForm, hand_in_form
from caicach.obligations.forms.picking import Sent
from caicach.obligations.forms.receipts import ClocksForm, ConfirmForm, ContestForm, VerdictForm
from caicach.obligations.forms.work import (
    AnswerForm,
    AskForm,
    GiveForm,
    HandOverForm,
    ReasonForm,
    StepFormSet,
    people_choices,
    steps_formset,
)

__all__ = [
    "AcceptForm",
    "AnswerForm",
    "AskForm",
    "BulkDecideForm",
    "ChainForm",
    "ClocksForm",
    "ConfirmForm",
    "ContestForm",
    "DormantForm",
    "DraftForm",
    "EventForm",
    "ExtensionDecideForm",
    "ExtensionForm",
    "FilterForm",
    "GiveForm",
    "HandInForm",
    "HandOverForm",
    "LateReasonForm",
    "PauseForm",
    "PracticeForm",
    "ReasonForm",
    "ReopenForm",
    "RepeatsForm",
    "ResumeForm",
    "ReturnForm",
    "SendBackForm",
    "Sent",
    "StepFormSet",
    "UndoForm",
    "VerdictForm",
    "hand_in_form",
    "people_choices",
    "steps_formset",
]
