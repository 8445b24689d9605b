"""How a person wants to be reminded."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.notices.constants import FIRST_HOUR, LAST_HOUR
from caicach.notices.mapping import SECTIONS
from caicach.notices.selectors.settings import Wish
from caicach.ui.forms import DateField

__all__ = ["FeedForm", "IssueForm", "ReadForm", "RemindingForm", "UrgeFilterForm", "UrgeForm", "WishForm"]


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


class UrgeFilterForm(forms.Form):
    """What of the list is shown."""

    late_days = forms.IntegerField(label=_("Quá hạn hơn (ngày làm việc)"), min_value=0, max_value=200, required=False)
    agency = forms.ChoiceField(label=_("Cơ quan"), required=False)
    plan = forms.ChoiceField(label=_("Văn bản giao"), required=False)

    def __init__(
        self, data: Any, *, agencies: Sequence[tuple[str, str]], plans: Sequence[tuple[str, str]], late_days: int
    ) -> None:
        super().__init__({"late_days": late_days, **data.dict()}, auto_id="loc-%s")
        self.fields["agency"].choices = [("", _("Tất cả")), *agencies]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["plan"].choices = [("", _("Tất cả")), *plans]  # type: ignore[attr-defined]  # a ChoiceField


class RemindingForm(forms.Form):
    """What a reminder says and how it goes out (the form of ``obligations.registry.reminding``)."""

    subject = forms.CharField(
        label=_("Trích yếu"), max_length=300, initial=_("Đôn đốc thực hiện nhiệm vụ cải cách hành chính")
    )
    words = forms.CharField(
        label=_("Nội dung đôn đốc"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Để trống thì dùng câu mẫu; danh sách việc tự kèm theo."),
    )
    answer_by_on = DateField(label=_("Đề nghị báo cáo trước ngày"), required=False)
    is_letter = forms.BooleanField(label=_("Soạn công văn (văn thư cấp số)"), required=False)
    is_notice = forms.BooleanField(label=_("Nhắc trong hệ thống"), required=False, initial=True)


class UrgeForm(RemindingForm):
    """What is sent to those that were ticked."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    late_days = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=200)


class IssueForm(forms.Form):
    """A letter as văn thư issued it."""

    symbol = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    issued_on = DateField(label=_("Ngày ban hành"))
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    file = forms.FileField(label=_("Tệp đã ký"), required=False, help_text=_("PDF, Word hoặc ảnh. Có thể bổ sung sau."))
