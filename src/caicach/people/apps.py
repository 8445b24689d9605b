"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "people.post_open": _("mở vị trí công tác"),
    "people.post_close": _("thôi vị trí công tác"),
    "people.grant_give": _("cấp quyền"),
    "people.grant_withdraw": _("thu hồi quyền"),
}


class PeopleConfig(AppConfig):
    """Registered as ``people``."""

    name = "caicach.people"
    label = "people"

    def ready(self) -> None:
        """Register the audited acts and the word of the navigation."""
        from caicach.audit.registry import actions
        from caicach.mail.registry import keepers
        from caicach.people.access import is_manager, keeps_the_system
        from caicach.ui.registry import NavItem, navigation

        for key, words in ACTIONS.items():
            actions.add(key, words)
        keepers.add("people", keeps_the_system)
        navigation.register(
            NavItem("people:list", _("Người dùng"), "users", "people", 90, in_menu=True, allowed=is_manager)
        )
