"""How a person wants to be reminded."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.notices.constants import FIRST_HOUR, LAST_HOUR
from caicach.notices.mapping import SECTIONS
from caicach.notices.selectors.settings import Wish

__all__ = ["FeedForm", "ReadForm", "WishForm"]


class ReadForm(forms.Form):
    """Which notice was read; none: all."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)


class WishForm(forms.Form):
    """Hour, e-mail, sections."""

    hour = forms.TypedChoiceField(
        label=_("Giờ nhận trong ngày làm việc"),
        coerce=int,
        choices=[(hour, f"{hour:02d}:00") for hour in range(FIRST_HOUR, LAST_HOUR + 1)],
        help_text=_("Mỗi ngày làm việc một lần; không nhắc ban đêm, ngày nghỉ, ngày lễ."),
    )
    wants_mail = forms.BooleanField(
        label=_("Gửi cả qua thư điện tử"),
        required=False,
        help_text=_("Chỉ khi tài khoản có địa chỉ thư; mọi nội dung luôn có ở đây."),
    )
    sections = forms.MultipleChoiceField(
        label=_("Nhắc những việc"), choices=list(SECTIONS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )

    @classmethod
    def of(cls, wish: Wish) -> "WishForm":
        """Return the form with what the person wished so far."""
        kept = [kind for kind in SECTIONS if kind not in wish.left_out]
        return cls(initial={"hour": wish.hour, "wants_mail": wish.wants_mail, "sections": kept}, auto_id="nhac-%s")

    def wish(self) -> Wish:
        """Return what was chosen."""
        given = self.cleaned_data
        return Wish(given["hour"], given["wants_mail"], frozenset(SECTIONS) - frozenset(given["sections"]))


class FeedForm(forms.Form):
    """Whose due days a calendar shows."""

    def __init__(self, *args: Any, agencies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"] = forms.TypedChoiceField(
            label=_("Lịch của ai"),
            coerce=int,
            empty_value=None,
            required=False,
            choices=[("", _("Việc của tôi")), *agencies],
        )
