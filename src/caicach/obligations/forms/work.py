"""Asking other bodies, and handing work to people inside the agency."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.obligations.constants import TrackingMode
from caicach.obligations.services import MOST_STEPS, Asking, StepDraft
from caicach.ui.forms import DateField

if TYPE_CHECKING:
    from caicach.obligations.models import Step
    from caicach.people.models import Post

__all__ = [
    "AnswerForm",
    "AskForm",
    "GiveForm",
    "HandOverForm",
    "ReasonForm",
    "StepForm",
    "StepFormSet",
    "people_choices",
    "steps_formset",
]

_EMPTY_STEPS = 3


def people_choices(posts: "Iterable[Post]") -> list[tuple[str, str]]:
    """Return people as a choice: name and what the post is called."""
    return [(str(post.pk), ", ".join(part for part in (str(post.user), post.title) if part)) for post in posts]


class AskForm(forms.Form):
    """Asking bodies for something by a day; those that the row names are offered first."""

    agencies = forms.MultipleChoiceField(
        label=gettext_lazy("Cơ quan phối hợp của dòng này"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label=gettext_lazy("Cơ quan khác"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Mỗi dòng một cơ quan, tên như trong danh bạ."),
    )
    thing = forms.CharField(
        label=gettext_lazy("Cần phối hợp việc gì"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ví dụ: Gửi danh mục thủ tục hành chính thuộc phạm vi quản lý."),
    )
    due_on = DateField(label=gettext_lazy("Trả lời trước hết ngày"))
    mode = forms.ChoiceField(
        label=gettext_lazy("Trả lời bằng"),
        choices=[
            (TrackingMode.DECLARED.value, gettext_lazy("một câu khai báo")),
            (TrackingMode.DOCUMENT.value, gettext_lazy("văn bản có số, ngày")),
        ],
    )

    def __init__(self, *args: Any, coordinators: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "phoi-hop-%s")
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = [(str(pk), name) for pk, name in coordinators]  # type: ignore[attr-defined]
        if not coordinators:
            del self.fields["agencies"]
            self.fields["others"].label = _("Cơ quan được đề nghị")

    def asking(self) -> Asking:
        """Return what is asked; call it on a valid form."""
        given = self.cleaned_data
        return Asking(given["thing"], given["due_on"], TrackingMode(given["mode"]))

    @property
    def chosen(self) -> list[int]:
        """The bodies that were ticked."""
        return [int(pk) for pk in self.cleaned_data.get("agencies", ())]

    @property
    def names(self) -> list[str]:
        """The bodies that were written, one a line."""
        return [name for line in self.cleaned_data["others"].splitlines() if (name := line.strip(" ;,."))]


class AnswerForm(forms.Form):
    """What a body outside command answered."""

    answer = forms.CharField(
        label=gettext_lazy("Nội dung trả lời"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonForm(forms.Form):
    """Taking back: an ask, an assignment."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500)


class GiveForm(forms.Form):
    """Handing obligations to a person."""

    post = forms.ChoiceField(label=gettext_lazy("Giao cho"))
    wanted_on = DateField(
        label=gettext_lazy("Xong trong cơ quan trước hết ngày"),
        required=False,
        help_text=gettext_lazy("Không làm thay đổi hạn được giao."),
    )
    note = forms.CharField(label=gettext_lazy("Ý kiến chỉ đạo"), required=False, max_length=1000)

    def __init__(self, *args: Any, posts: "Iterable[Post]", **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "giao-%s")
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", _("Chọn một người")), *people_choices(posts)]  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    """From whose hands into whose, and what."""

    giver = forms.ChoiceField(label=gettext_lazy("Người bàn giao"))
    taker = forms.ChoiceField(label=gettext_lazy("Người nhận"))
    work = forms.MultipleChoiceField(
        label=gettext_lazy("Bàn giao những việc"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn việc nào: bàn giao tất cả, cả các bước công việc."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do bàn giao"), max_length=500, help_text=gettext_lazy("Ví dụ: chuyển công tác từ 01/12.")
    )

    def __init__(
        self, *args: Any, posts: "Sequence[Post]", work: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        kwargs.setdefault("auto_id", "ban-giao-%s")
        super().__init__(*args, **kwargs)
        people = [("", _("Chọn một người")), *people_choices(posts)]
        self.fields["giver"].choices = people  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["taker"].choices = people  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["work"].choices = list(work)  # type: ignore[attr-defined]  # a ChoiceField


class StepForm(forms.Form):
    """One step; a row left empty is none."""

    step = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("Việc cần làm"), required=False, max_length=500)
    post = forms.ChoiceField(label=gettext_lazy("Người làm"), required=False)
    starts_on = DateField(label=gettext_lazy("Từ ngày"), required=False)
    due_on = DateField(label=gettext_lazy("Xong trước hết ngày"), required=False)
    ORDER = forms.IntegerField(label=gettext_lazy("Thứ tự"), required=False, min_value=1, max_value=99)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", _("Người được phân công")), *people]  # type: ignore[attr-defined]

    def draft(self) -> StepDraft | None:
        """Return the step; None where nothing was written. Call it on a valid form."""
        given = self.cleaned_data
        if not given.get("text", "").strip():
            return None
        post = int(given["post"]) if given.get("post") else None
        return StepDraft(given["text"], post, given.get("starts_on"), given.get("due_on"), given.get("step"))


class StepFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # the class takes no parameter when the program runs
    """The steps of an obligation, and some empty rows."""

    def drafts(self) -> list[StepDraft]:
        """Return the steps by the order that was written, those without one behind; call it on a valid set."""
        rows = [(form.cleaned_data.get("ORDER") or 999, at, form.draft()) for at, form in enumerate(self.forms)]
        return [draft for _order, _at, draft in sorted(rows, key=lambda row: row[:2]) if draft is not None]


def steps_formset(
    steps: "Sequence[Step]", people: Sequence[tuple[str, str]], data: Any = None, *, empty: int = _EMPTY_STEPS
) -> StepFormSet:
    """Return the forms of the steps as they stand, with empty rows below."""
    made: Any = forms.formset_factory(
        StepForm, formset=StepFormSet, extra=empty, max_num=MOST_STEPS, absolute_max=MOST_STEPS + 10
    )
    initial = [
        {
            "step": step.pk,
            "text": step.text,
            "post": str(step.post_id or ""),
            "starts_on": step.starts_on,
            "due_on": step.due_on,
            "ORDER": step.position,
        }
        for step in steps
    ]
    formset: StepFormSet = made(data, initial=initial, prefix="buoc", form_kwargs={"people": people})
    return formset
