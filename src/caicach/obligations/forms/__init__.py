"""What people type: proof by the mode of the duty, acts and their reasons, the filters of the list."""

from caicach.obligations.forms.acts import AcceptForm, DraftForm, EventForm, PracticeForm, ReturnForm, SendBackForm
from caicach.obligations.forms.filters import FilterForm
from caicach.obligations.forms.hand_in import HandInForm, hand_in_form

__all__ = [
    "AcceptForm",
    "DraftForm",
    "EventForm",
    "FilterForm",
    "HandInForm",
    "PracticeForm",
    "ReturnForm",
    "SendBackForm",
    "hand_in_form",
]
