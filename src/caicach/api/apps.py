"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """Registered as ``api``."""

    name = "caicach.api"
    label = "api"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions
        from caicach.ui.registry import HelpPage, help_pages

        actions.add("api.token_make", _("lập mã kết nối"))
        actions.add("api.token_revoke", _("thu hồi mã kết nối"))
        help_pages.register(HelpPage("api:tokens", _("Mã kết nối API")))
