"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SheetsConfig(AppConfig):
    """Registered as ``sheets``."""

    name = "caicach.sheets"
    label = "sheets"

    def ready(self) -> None:
        """Register the audited acts."""
        from caicach.audit.registry import actions

        actions.add("sheets.remember", _("ghi nhớ ý nghĩa các cột của bảng tính"))
        actions.add("sheets.rename", _("đặt tên nguồn bảng tính"))
        actions.add("sheets.forget", _("quên ý nghĩa các cột của bảng tính"))
