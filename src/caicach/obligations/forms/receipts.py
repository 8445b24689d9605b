"""An agency's word on what reached it, the answer to a contest, and the terms of the ledger's steps."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.obligations.constants import ClockKind, ContestOutcome, ContestReason
from caicach.obligations.selectors import BodyClocks
from caicach.obligations.services import Contest, Verdict
from caicach.obligations.services.clock_terms import MOST_DAYS
from caicach.ui.forms import DateField
from caicach.ui.names import NameField

__all__ = ["ClocksForm", "ConfirmForm", "ContestForm", "VerdictForm"]

Agencies = Sequence[tuple[int, str]]


def _sentences(choices: type[models.TextChoices]) -> list[tuple[str, Any]]:
    """Return choices that stand alone, so with a capital."""
    return [(value, capfirst(label)) for value, label in choices.choices]


class ConfirmForm(forms.Form):
    """Which duties an agency confirms: of one source (``nguon``; empty where its duties name none), or the ticked."""

    co_quan = forms.IntegerField(min_value=1)
    nguon = forms.UUIDField(required=False)
    viec = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    ca_nguon = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Any address is taken: the service confirms what waits for this agency alone.
        self.fields["viec"].valid_value = lambda value: True  # type: ignore[attr-defined]  # a ChoiceField


class ContestForm(forms.Form):
    """Why the duty is not taken as it stands."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Vì sao"), choices=_sentences(ContestReason), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Nội dung kiến nghị"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Căn cứ nào, đề xuất gì; cơ quan giao việc đọc nguyên văn."),
    )
    named = NameField(
        label=gettext_lazy("Cơ quan nên chủ trì"),
        required=False,
        help_text=gettext_lazy("Gõ vài chữ rồi chọn; chưa rõ thì để trống."),
    )
    named_due_on = DateField(
        label=gettext_lazy("Hạn đề xuất"),
        required=False,
        help_text=gettext_lazy("Cần có khi hạn đã qua trước ngày nhận văn bản."),
    )

    def __init__(self, *args: Any, agencies: Agencies, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "kien-nghi-%s")
        super().__init__(*args, **kwargs)
        self.fields["named"].offer(agencies)  # type: ignore[attr-defined]  # a NameField

    def contest(self) -> Contest:
        """Return what was said; call it on a valid form."""
        given = self.cleaned_data
        return Contest(ContestReason(given["reason"]), given["words"], given["named"], given["named_due_on"])


class VerdictForm(forms.Form):
    """What is answered to a contest."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Trả lời"), choices=_sentences(ContestOutcome), widget=forms.RadioSelect
    )
    heir = NameField(
        label=gettext_lazy("Chuyển cho cơ quan"),
        required=False,
        help_text=gettext_lazy("Chỉ khi chuyển; hạn giữ nguyên, cơ quan nhận tiếp nhận lại từ đầu."),
    )
    due_on = DateField(
        label=gettext_lazy("Hạn mới"), required=False, help_text=gettext_lazy("Chỉ khi cho hạn mới; hạn gốc vẫn giữ.")
    )
    answer = forms.CharField(
        label=gettext_lazy("Nội dung trả lời"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Hai bên đều đọc được."),
    )

    def __init__(self, *args: Any, agencies: Agencies, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "tra-loi-%s")
        super().__init__(*args, **kwargs)
        self.fields["heir"].offer(agencies)  # type: ignore[attr-defined]  # a NameField

    def verdict(self) -> Verdict:
        """Return what was decided; call it on a valid form."""
        given = self.cleaned_data
        return Verdict(ContestOutcome(given["outcome"]), given["answer"], given["heir"], given["due_on"])


class ClocksForm(forms.Form):
    """The working days of every step where one body runs the ledger."""

    body = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Văn bản quy định, ví dụ: Quyết định số 77/QĐ-UBND ngày 05/01/2026."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = {
            kind.value: forms.IntegerField(label=kind.label.capitalize(), min_value=1, max_value=MOST_DAYS)
            for kind in ClockKind
        }
        self.fields = {"body": self.fields["body"], **steps, "basis": self.fields["basis"]}

    @classmethod
    def of(cls, body: BodyClocks) -> "ClocksForm":
        """Return the form with what holds now; each field says by which basis."""
        days: dict[str, Any] = {row.kind.value: row.working_days for row in body.rows}
        form = cls(initial={"body": body.agency_id, **days}, auto_id=f"thoi-han-{body.agency_id}-%s")
        form.explain(body)
        return form

    def explain(self, body: BodyClocks) -> None:
        """Say under each field what holds and why."""
        for row in body.rows:
            words = _("Ngày làm việc. %(basis)s.") % {"basis": row.basis.rstrip(".")}
            if row.is_own:
                words += " " + _("Mặc định của chương trình: %(days)s.") % {"days": row.packaged_days}
            self.fields[row.kind.value].help_text = words

    @property
    def day_fields(self) -> list[BoundField]:
        """The numbers of days."""
        return [self[kind.value] for kind in ClockKind]

    def days(self) -> dict[str, int]:
        """Return the working days by step; call it on a valid form."""
        return {kind.value: self.cleaned_data[kind.value] for kind in ClockKind}
