"""What is asked before many obligations are changed at once."""

from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.obligations.constants import ManyAct, Missing
from caicach.obligations.forms.work import people_choices
from caicach.obligations.registry import reminding
from caicach.obligations.selectors.many import Picked
from caicach.ui.forms import DateField

if TYPE_CHECKING:
    from caicach.people.models import Post

__all__ = ["ManyForm", "chosen_of", "form_for", "picked_text"]

_LONGEST = 100_000  # characters of the chosen rows: 2,000 of 36 each, and their hand-ins


class ManyForm(forms.Form):
    """The rows that were shown; each act adds what it asks."""

    picked = forms.CharField(widget=forms.HiddenInput, max_length=_LONGEST)

    def __init__(self, *arguments: Any, posts: "Iterable[Post]" = (), **options: Any) -> None:
        options.setdefault("auto_id", "nhieu-%s")
        super().__init__(*arguments, **options)
        if "post" in self.fields:
            people = [("", _("Chọn một người")), *people_choices(posts)]
            self.fields["post"].choices = people  # type: ignore[attr-defined]  # a ChoiceField

    def clean_picked(self) -> tuple[Picked, ...]:
        """Return the rows that were shown.

        Raises:
            ValidationError: the page did not make them.
        """
        try:
            return tuple(_picked(part) for part in self.cleaned_data["picked"].split(",") if part)
        except ValueError as error:
            raise forms.ValidationError(_("Trang này đã cũ. Chọn lại trong danh sách.")) from error


class AcceptManyForm(ManyForm):
    """Nothing more is asked."""


class ReturnManyForm(ManyForm):
    """One reason for all."""

    missing = forms.MultipleChoiceField(
        label=gettext_lazy("Còn thiếu gì"),
        required=False,
        choices=[(value, capfirst(label)) for value, label in Missing.choices],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do trả lại"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Viết rõ cần sửa gì; mọi cơ quan trong danh sách đọc nguyên văn."),
    )


class ExtendManyForm(ManyForm):
    """One later day for all."""

    to_due_on = DateField(label=gettext_lazy("Gia hạn đến ngày"))
    words = forms.CharField(
        label=gettext_lazy("Lý do gia hạn"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Hạn gốc vẫn được giữ; lý do đứng trong chuỗi hạn của từng nhiệm vụ."),
    )


class AssignManyForm(ManyForm):
    """One person for all."""

    post = forms.ChoiceField(label=gettext_lazy("Giao cho"))
    wanted_on = DateField(
        label=gettext_lazy("Xong trong cơ quan trước hết ngày"),
        required=False,
        help_text=gettext_lazy("Không làm thay đổi hạn được giao."),
    )
    note = forms.CharField(label=gettext_lazy("Ý kiến chỉ đạo"), required=False, max_length=1000)


class RemindManyForm(ManyForm):
    """What the app that reminds asks; each agency gets one notice, whatever the number of rows."""

    once = forms.UUIDField(widget=forms.HiddenInput)  # sent twice, it is one reminder

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields.update(deepcopy(reminding.find("notices").asked.base_fields))


_FORMS: dict[ManyAct, type[ManyForm]] = {
    ManyAct.ACCEPT: AcceptManyForm,
    ManyAct.RETURN: ReturnManyForm,
    ManyAct.EXTEND: ExtendManyForm,
    ManyAct.ASSIGN: AssignManyForm,
    ManyAct.REMIND: RemindManyForm,
}


def form_for(act: ManyAct, *arguments: Any, **options: Any) -> ManyForm:
    """Return the form of an act."""
    return _FORMS[act](*arguments, **options)


def picked_text(picked: Iterable[Picked]) -> str:
    """Return rows as the form carries them: ``<uid>:<hand-in>``, separated by commas."""
    return ",".join(f"{one.uid.hex}:{one.number}" for one in picked)


def _picked(part: str) -> Picked:
    uid, _colon, number = part.partition(":")
    return Picked(UUID(uid), int(number))


def chosen_of(values: Iterable[str]) -> tuple[UUID, ...]:
    """Return the rows that an address names; what is no uid is left out."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return tuple(found)
