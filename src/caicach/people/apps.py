"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Registered as ``people``."""

    name = "caicach.people"
    label = "people"

    def ready(self) -> None:
        """Register the audited acts."""
        from caicach.audit.registry import actions

        actions.add("people.post_open", _("mở vị trí công tác"))
