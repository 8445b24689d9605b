"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "accounts.create": _("lập tài khoản"),
    "accounts.code": _("cấp mã đăng nhập một lần"),
    "accounts.code_use": _("đăng nhập bằng mã một lần"),
    "accounts.password": _("đặt mật khẩu"),
    "accounts.disable": _("khóa tài khoản"),
    "accounts.enable": _("mở khóa tài khoản"),
}


class AccountsConfig(AppConfig):
    """Registered as ``accounts``."""

    name = "caicach.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the audited acts."""
        from caicach.audit.registry import actions

        for key, words in ACTIONS.items():
            actions.add(key, words)
