"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Registered as ``desk``."""

    name = "caicach.desk"
    label = "desk"

    def ready(self) -> None:
        """Add our words of the navigation, the door of the search box, the page of help."""
        from caicach.ui.registry import HelpPage, NavItem, SearchDoor, help_pages, navigation, search

        # No other page belongs to these two words, not even that of the search.
        navigation.register(
            NavItem("desk:desk", _("Bàn làm việc"), "checklist", "", 10, short_label=_("Việc"), on_phone=True)
        )
        navigation.register(NavItem("desk:dashboard", _("Tổng quan"), "chart-bar", "", 15))
        navigation.register(NavItem("desk:scorecard", _("Bảng điểm"), "award", "", 50))
        search.register(SearchDoor("desk:search", _("Tìm kế hoạch, nhiệm vụ, văn bản, cơ quan; gõ không dấu")))
        help_pages.register(HelpPage("desk:first_steps", _("Bước đầu")))
