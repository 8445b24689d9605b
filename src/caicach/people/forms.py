"""What is typed about people: a list of accounts, one account, a post, a grant, the day on which something ends."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.people.constants import SHEET_ROLES, GrantRole
from caicach.people.mapping.lines import AccountLine
from caicach.people.selectors import Listing, PostWork
from caicach.ui.forms import DateField
from caicach.web.actor import Role
from caicach.web.fields import FOREVER
from reform.areas import areas

__all__ = ["AccountForm", "CloseForm", "FilterForm", "GrantForm", "PostForm", "SheetForm", "UntilForm"]

_AGENCY_HELP = gettext_lazy("Ghi tên như trong danh bạ; có dấu hoặc không dấu.")


class SheetForm(forms.Form):
    """The list of accounts."""

    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách (XLSX)"),
        max_length=255,
        help_text=gettext_lazy("Không quá 5 MB và 3.000 dòng. Chưa có gì được lưu trước khi bạn xem và đồng ý."),
        error_messages={
            "empty": gettext_lazy("Tệp không có nội dung. Kiểm tra tệp gốc rồi chọn lại."),
            "required": gettext_lazy("Chọn tệp danh sách."),
        },
    )


class AccountForm(forms.Form):
    """One account."""

    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=120)
    agency = forms.CharField(label=gettext_lazy("Cơ quan"), max_length=300, help_text=_AGENCY_HELP)
    title = forms.CharField(label=gettext_lazy("Chức vụ"), max_length=120, required=False)
    phone = forms.CharField(label=gettext_lazy("Điện thoại"), max_length=32, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"))
    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=64,
        required=False,
        help_text=gettext_lazy("Để trống để hệ thống đặt, ví dụ huongltm.suoinhan."),
    )

    def __init__(self, *args: Any, roles: tuple[Role, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_roles(self.fields["role"], tuple(role for role in SHEET_ROLES if role in roles))

    def line(self) -> AccountLine:
        """Return the line that a list would have; call it on a valid form."""
        given = self.cleaned_data
        label = str(GrantRole(given["role"]).label)
        words = {name: given[name] for name in ("agency", "full_name", "title", "phone", "username")}
        return AccountLine(row=1, role=label, **words)


class PostForm(forms.Form):
    """Where a person works from a day on."""

    agency = forms.CharField(label=gettext_lazy("Cơ quan"), max_length=300, help_text=_AGENCY_HELP)
    title = forms.CharField(label=gettext_lazy("Chức vụ"), max_length=120, required=False)
    valid_from = DateField(label=gettext_lazy("Từ ngày"))


class GrantForm(forms.Form):
    """A role, where it counts, and how long."""

    role = forms.ChoiceField(label=gettext_lazy("Vai trò"))
    scope = forms.CharField(
        label=gettext_lazy("Phạm vi"),
        max_length=300,
        help_text=gettext_lazy("Tên một cơ quan: quyền có hiệu lực ở cơ quan đó và mọi đơn vị trực thuộc."),
    )
    area = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực"),
        required=False,
        help_text=gettext_lazy("Chỉ chọn cho vai trò chủ trì lĩnh vực."),
    )
    valid_from = DateField(label=gettext_lazy("Từ ngày"))
    last_on = DateField(
        label=gettext_lazy("Đến hết ngày"), required=False, help_text=gettext_lazy("Để trống: không thời hạn.")
    )

    def __init__(self, *args: Any, roles: tuple[Role, ...], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_roles(self.fields["role"], roles)
        known = [(area.code, area.short_name) for area in areas(today)]
        self.fields["area"].choices = [("", _("Mọi lĩnh vực")), *known]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def valid_to(self) -> date:
        """Return the first day on which the grant no longer holds; call it on a valid form."""
        last: date | None = self.cleaned_data["last_on"]
        return last + timedelta(days=1) if last else FOREVER


class UntilForm(forms.Form):
    """The first day on which something no longer holds."""

    until = DateField(label=gettext_lazy("Từ ngày"))


class CloseForm(UntilForm):
    """A post that ends, and who takes over what hangs on it."""

    successor = forms.ChoiceField(
        label=gettext_lazy("Người nhận việc"),
        required=False,
        help_text=gettext_lazy("Việc chuyển ngay khi bấm. Không chọn: việc về “chưa phân công”, lãnh đạo giao lại."),
    )

    def __init__(self, *args: Any, work: PostWork, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not work.holdings:
            del self.fields["successor"]
            return
        people = ((post.pk, (str(post.user), post.title)) for post in work.colleagues)
        names = [(str(pk), ", ".join(part for part in words if part)) for pk, words in people]
        self.fields["successor"].choices = [("", _("Chưa chọn ai")), *names]  # type: ignore[attr-defined]

    @property
    def successor_id(self) -> int | None:
        """Who was chosen; call it on a valid form."""
        chosen = self.cleaned_data.get("successor", "")
        return int(chosen) if chosen else None


class FilterForm(forms.Form):
    """What of the list is asked for, as addresses carry it; what cannot be read lets all pass."""

    q = forms.CharField(
        label=gettext_lazy("Tên người hoặc cơ quan"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Gõ có dấu hoặc không dấu."),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    loc = forms.ChoiceField(
        required=False, choices=[(key, key) for key in ("new", "closed", "left")], widget=forms.HiddenInput
    )
    cq = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def listing(self) -> Listing:
        """Return what was asked for; a value that cannot be read is left out."""
        self.is_valid()
        given = self.cleaned_data
        return Listing(given.get("q", ""), given.get("loc", ""), given.get("cq"))


def _choose_roles(field: forms.Field, roles: tuple[Role, ...]) -> None:
    field.choices = [(role.value, GrantRole(role.value).label) for role in roles]  # type: ignore[attr-defined]
