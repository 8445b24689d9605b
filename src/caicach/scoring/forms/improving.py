"""Giving work for points: which, to whom, by when."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.scoring.constants import ImprovementKind
from caicach.scoring.selectors.improving import ImprovementDraft
from caicach.ui.forms import DateField

if TYPE_CHECKING:
    from caicach.people.models import Post
    from caicach.plans.selectors.own_plan import Unit

__all__ = ["GiveManyForm", "GiveWorkForm", "RemedyForm"]

_UNIT, _POST = "u", "p"  # what a choice of whom begins with


class GiveWorkForm(forms.Form):
    """To whom of the agency the chosen work goes, and by when."""

    to = forms.ChoiceField(label=gettext_lazy("Giao cho"), required=False)
    due_on = DateField(
        label=gettext_lazy("Xong trước hết ngày"),
        required=False,
        help_text=gettext_lazy("Bỏ trống: ngày cuối minh chứng của từng tiêu chí còn được tính."),
    )
    note = forms.CharField(label=gettext_lazy("Ý kiến chỉ đạo"), required=False, max_length=1000)

    def __init__(self, *args: Any, units: "Sequence[Unit]" = (), posts: "Iterable[Post]" = (), **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "giao-%s")
        super().__init__(*args, **kwargs)
        self.posts = {str(post.pk): post for post in posts}
        self.fields["to"].choices = _choices(units, self.posts)  # type: ignore[attr-defined]  # a ChoiceField

    def draft(self, kind: ImprovementKind = ImprovementKind.WIN) -> ImprovementDraft:
        """Return how work is given; call it on a valid form."""
        given = self.cleaned_data
        sort, _dash, pk = given["to"].partition("-")
        return ImprovementDraft(
            kind,
            due_on=given["due_on"],
            doer_id=int(pk) if sort == _UNIT else None,
            post=self.posts[pk] if sort == _POST else None,
            note=given["note"],
        )


def _choices(units: "Sequence[Unit]", posts: "dict[str, Post]") -> list[Any]:
    groups = (
        (_("Người của cơ quan"), [(f"{_POST}-{pk}", post.user.full_name) for pk, post in posts.items()]),
        (_("Đơn vị thuộc cơ quan"), [(f"{_UNIT}-{unit.id}", unit.name) for unit in units]),
    )
    return [("", _("Cơ quan, phân công người sau")), *(group for group in groups if group[1])]


class RemedyForm(forms.Form):
    """By when what was lost is mended."""

    due_on = DateField(label=gettext_lazy("Xong trước hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "khac-phuc-%s")
        super().__init__(*args, **kwargs)


class GiveManyForm(forms.Form):
    """By when agencies win or mend points."""

    due_on = DateField(label=gettext_lazy("Xong trước hết ngày"), required=False)

    def __init__(self, *args: Any, kind: ImprovementKind, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "giao-%s")
        super().__init__(*args, **kwargs)
        self.kind = kind
        field = self.fields["due_on"]
        field.required = kind == ImprovementKind.REMEDY
        if kind == ImprovementKind.WIN:
            field.help_text = _("Bỏ trống: ngày cuối minh chứng của tiêu chí còn được tính.")

    def draft(self) -> ImprovementDraft:
        """Return how work is given; call it on a valid form."""
        return ImprovementDraft(self.kind, due_on=self.cleaned_data["due_on"])
