"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObligationsConfig(AppConfig):
    """Registered as ``obligations``."""

    name = "caicach.obligations"
    label = "obligations"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions

        actions.add("obligations.assign", _("giao nhiệm vụ"))
        actions.add("obligations.submit", _("nộp sản phẩm"))
        actions.add("obligations.accept", _("nghiệm thu"))
        actions.add("obligations.return", _("trả lại"))
        actions.add("obligations.event", _("ghi nhận sự kiện"))
