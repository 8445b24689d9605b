"""What a person types about their own account."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.accounts import services, throttle
from caicach.accounts.models import User
from caicach.web import clock

__all__ = ["PasswordChangeForm", "PasswordSetForm", "SignInForm"]


def _password(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=4096, widget=widget, help_text=help_text)


class SignInForm(forms.Form):
    """Name and password, or one-time code; after a good ``is_valid()`` the person stands in ``user``."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Nhập tên đăng nhập.")},
    )
    password = _password(
        gettext_lazy("Mật khẩu"),
        "current-password",
        gettext_lazy("Lần đầu đăng nhập: nhập mã một lần in trên phiếu tài khoản."),
    )
    password.error_messages["required"] = gettext_lazy("Nhập mật khẩu.")

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        """Look for the person; a wrong name and a wrong password get the same words."""
        values: dict[str, Any] = self.cleaned_data
        username, password = values.get("username"), values.get("password")
        if not username or not password:
            return values
        address = throttle.address_of(self.request)
        if throttle.is_blocked(username, address):
            raise ValidationError(
                _("Sai quá %(limit)s lần. Đợi %(minutes)s phút rồi thử lại, hoặc nhờ quản trị viên đặt lại mật khẩu."),
                code="blocked",
                params={"limit": throttle.LIMIT, "minutes": throttle.WINDOW_SECONDS // 60},
            )
        user = self._person(username, password)
        if user is None:
            throttle.count_failure(username, address)
            raise ValidationError(
                _("Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt."), code="wrong"
            )
        throttle.clear(username, address)
        self.user = user
        return values

    def _person(self, username: str, password: str) -> User | None:
        """Return whose name and password these are, or whose name and one-time code."""
        user = authenticate(self.request, username=username, password=password)
        return user if isinstance(user, User) else services.code_use(username, password, now=clock.now())


class PasswordSetForm(forms.Form):
    """A new password, twice."""

    new = _password(
        gettext_lazy("Mật khẩu mới"),
        "new-password",
        gettext_lazy("Ít nhất 10 ký tự; một câu dễ nhớ với bạn tốt hơn một từ khó gõ."),
    )
    again = _password(gettext_lazy("Nhập lại mật khẩu mới"), "new-password")

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_new(self) -> str:
        """Refuse a password that is short, common or made of the person's own name."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        """Refuse where the two new ones differ."""
        values: dict[str, Any] = self.cleaned_data
        if "new" in values and "again" in values and values["new"] != values["again"]:
            self.add_error("again", ValidationError(_("Hai lần nhập mật khẩu mới không giống nhau."), code="different"))
        return values


class PasswordChangeForm(PasswordSetForm):
    """The old password once, the new one twice."""

    field_order = ("old", "new", "again")
    old = _password(gettext_lazy("Mật khẩu hiện tại"), "current-password")

    def clean_old(self) -> str:
        """Refuse where the old password is not the person's."""
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise ValidationError(_("Mật khẩu hiện tại không đúng."), code="wrong")
        return old
