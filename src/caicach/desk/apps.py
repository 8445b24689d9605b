"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Registered as ``desk``."""

    name = "caicach.desk"
    label = "desk"

    def ready(self) -> None:
        """Add our words of the navigation, and the door of the search box."""
        from caicach.ui.registry import NavItem, SearchDoor, navigation, search

        # No other page belongs to these two words, not even that of the search.
        navigation.register(NavItem("desk:desk", _("Bàn làm việc"), "checklist", "", 10, short_label=_("Việc")))
        navigation.register(NavItem("desk:dashboard", _("Tổng quan"), "chart-bar", "", 15))
        search.register(SearchDoor("desk:search", _("Tìm kế hoạch, nhiệm vụ, cơ quan; gõ không dấu")))
