"""What is filled in to close a phase of a round, and to move its day."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.scoring.constants import Phase
from caicach.scoring.services.phase_days import MoveDraft
from caicach.scoring.services.phases import WORDS_LENGTH, ClosingDraft
from caicach.ui.forms import DateField

__all__ = ["ClosingForm", "MoveForm"]


class ClosingForm(forms.Form):
    """Closing the phase that runs; the words and the mark are asked for where something is missing."""

    phase = forms.TypedChoiceField(coerce=Phase, choices=Phase.choices, required=False, widget=forms.HiddenInput)
    goes_on_without = forms.BooleanField(label=gettext_lazy("Kết thúc dù còn thiếu"), required=False)
    words = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Cần ghi khi kết thúc dù còn thiếu; các cơ quan đọc được lý do này."),
    )

    def __init__(self, *arguments: Any, asks: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not asks:
            self.fields["goes_on_without"].widget = forms.HiddenInput()
            self.fields["words"].widget = forms.HiddenInput()

    def clean_phase(self) -> Phase:
        """Return which phase it was sent for: nothing is closed that the person did not see."""
        phase: Phase | str = self.cleaned_data["phase"]
        if not isinstance(phase, Phase):
            raise forms.ValidationError(_("Không rõ kết thúc bước nào. Tải lại trang rồi làm lại."))
        return phase

    def draft(self) -> ClosingDraft:
        """Return what was sent; call it on a valid form."""
        return ClosingDraft(self.cleaned_data["words"], self.cleaned_data["goes_on_without"])


class MoveForm(forms.Form):
    """Another day for a phase that is not closed."""

    phase = forms.TypedChoiceField(label=gettext_lazy("Bước"), coerce=Phase)
    due_on = DateField(label=gettext_lazy("Hạn mới"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do dời hạn"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ví dụ: số văn bản cho phép dời."),
    )
    moves_later = forms.BooleanField(label=gettext_lazy("Dời cả các bước sau cùng số ngày"), required=False)

    def __init__(self, *arguments: Any, phases: Iterable[Phase], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [(one.value, str(one.label).capitalize()) for one in phases]
        self.fields["phase"].choices = choices  # type: ignore[attr-defined]

    def draft(self) -> MoveDraft:
        """Return what was sent; call it on a valid form."""
        given = self.cleaned_data
        return MoveDraft(given["due_on"], given["reason"], given["moves_later"])
