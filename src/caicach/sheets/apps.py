"""The app's place in Django."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SheetsConfig(AppConfig):
    """Registered as ``sheets``."""

    name = "caicach.sheets"
    label = "sheets"

    def ready(self) -> None:
        """Register the audited acts and the minute's look."""
        from caicach.audit.registry import actions
        from caicach.jobs.registry import rounds

        actions.add("sheets.remember", _("ghi nhớ ý nghĩa các cột của bảng tính"))
        actions.add("sheets.rename", _("đặt tên nguồn bảng tính"))
        actions.add("sheets.forget", _("quên ý nghĩa các cột của bảng tính"))
        rounds.add("sheets", _look)


def _look(now: Any) -> None:
    """Let go the sheets whose day is over."""
    from caicach.sheets.services import uploads_expire

    uploads_expire(now)
