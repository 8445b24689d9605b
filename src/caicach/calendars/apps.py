"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    """Registered as ``calendars``."""

    name = "caicach.calendars"
    label = "calendars"

    def ready(self) -> None:
        """Register the audited acts."""
        from caicach.audit.registry import actions

        actions.add("calendars.regime", _("nhập chế độ báo cáo"))
        actions.add("calendars.regime-end", _("kết thúc dòng chế độ báo cáo"))
