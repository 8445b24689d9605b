"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Registered as ``desk``."""

    name = "caicach.desk"
    label = "desk"

    def ready(self) -> None:
        """Add the first word of the navigation."""
        from caicach.ui.registry import NavItem, navigation

        navigation.register(NavItem("desk:desk", _("Bàn làm việc"), "checklist", "desk", 10, short_label=_("Việc")))
